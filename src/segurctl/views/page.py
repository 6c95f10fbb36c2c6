"""What a text view produces: lines of styled segments, which know nothing of the terminal.

The text of a segment is data: a printer shows it as it is, never as markup, without its control characters.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Style = Literal["", "titre", "ok", "attente", "alerte", "erreur", "discret", "commande", "valeur"]


class Segment(NamedTuple):
    """A run of text with one meaning; the printer chooses how to show that meaning, if at all.

    `dit` is what linear reading says in its place (views/lecture.py): the words of a mark, nothing for what only draws;
    a newline in it begins another line.
    """

    text: str
    style: Style = ""
    dit: str | None = None


class Line(NamedTuple):
    """One line; on a narrow terminal it wraps below column `hang`, unless it is `verbatim` (a value to paste).

    What follows stands `indent` further in than the column: the next line may be of the same column.
    """

    segments: tuple[Segment, ...] = ()
    hang: int = 0
    verbatim: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(segment.text for segment in self.segments)


Page = tuple[Line, ...]


def line(*parts: str | Segment, hang: int = 0, verbatim: bool = False, indent: int = 0) -> Line:
    """Make a line of plain strings and segments."""
    segments: Iterable[Segment] = (Segment(part) if isinstance(part, str) else part for part in parts)
    return Line(tuple(segments), hang, verbatim, indent)


def etiquette(label: str, text: str) -> Segment:
    """A label in its column, as `text` draws it; read, it is followed by a colon."""
    return Segment(text, "discret", f"{label.strip()} : " if label.strip() else "")


def lignes_de_valeur(valeur: str) -> list[str]:
    """A value to paste, line by line: only ends of lines part it, every other character is its own."""
    lines = valeur.replace("\r\n", "\n").split("\n")
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines
