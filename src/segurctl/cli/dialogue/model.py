"""What any dialogue can ask."""

import re
from typing import Protocol

from segurctl.marche.pas import Cases, Choix


class Arret(Exception):  # noqa: N818 - not an error: the person stops
    """The person stops in the middle of tick-boxes: `cochees` are those ticked so far."""

    def __init__(self, cochees: tuple[str, ...], cause: BaseException) -> None:
        super().__init__()
        self.cochees = cochees
        self.cause = cause


def simple(text: str) -> str:
    """A line as it is taken: a paste of several, or a key that means nothing here, leaves only spaces."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()


class Dialogue(Protocol):
    """Asks a question whose words are already shown, and gives the answer.

    Raises KeyboardInterrupt or EOFError when the person stops, and Arret with what was ticked where boxes were.
    """

    reprend: bool  # whether a line that was refused is given back, to be mended

    def cases(self, question: Cases) -> tuple[str, ...]:
        """Ask which boxes are ticked: their keys, in order."""

    def choix(self, question: Choix) -> str:
        """Ask for one option: its key."""

    def ligne(self, propose: str) -> str:
        """Ask for a line, which begins as `propose`."""
