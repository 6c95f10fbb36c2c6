"""How a page is shown: in which colours if any, in columns or read line by line. The one place that decides.

An option wins over the environment, the environment over the person's config, the config over what the terminal is.
"""

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console

    from segurctl.views.page import Style

# The terminal's own sixteen colours are what its theme makes of them: on some background each is illegible, but two
# (tests/cli/test_contrast.py). These are the same everywhere, and stand out 3.4 to 1 at least, on white as on black.
STYLES: Final[dict["Style", str]] = {
    "": "",
    "titre": "bold",
    "ok": "color(64)",
    "attente": "color(31)",
    "alerte": "color(166)",
    "erreur": "bold color(196)",
    "discret": "color(244)",
    "commande": "color(133)",
    "valeur": "bold",
}
# For a terminal that has but sixteen: the two that can be read on any, and weight.
STYLES_16: Final[dict["Style", str]] = {
    "": "",
    "titre": "bold",
    "ok": "",
    "attente": "",
    "alerte": "bold",
    "erreur": "bold bright_red",
    "discret": "",
    "commande": "bright_magenta",
    "valeur": "bold",
}

_chosen: dict[str, str] = {}  # by the options of this command line


def forget() -> None:
    """Begin a command line: no option was read."""
    _chosen.clear()


def choose(cle: str, value: str) -> None:
    """Keep what an option says, whichever stands last on the command line."""
    _chosen[cle] = value


def wanted(cle: str, *, config: bool = True) -> str | None:
    """What is asked of `couleur` or `lecture`; None where nothing says. Raises SegurctlError for an unsound config."""
    from segurctl.config import de_l_environnement, reglage

    if cle in _chosen:
        return _chosen[cle]
    ambient, _ = de_l_environnement(cle)
    return next(iter(ambient or (reglage(cle) if config else ())), None)


def obeys_no_sequence() -> bool:
    """Whether nothing but text may be sent: a dumb terminal, or one that says it is not compatible."""
    denied = os.environ.get("TTY_COMPATIBLE") == "0" and "couleur" not in _chosen
    return denied or os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def console(stream: "TextIO", couleur: str | None, *, terminal: bool) -> "Console":
    """What renders styles for a stream. Off a terminal, where colour is forced, nobody says how much it knows: 256."""
    from rich.console import Console

    return Console(
        file=stream,
        highlight=False,
        force_terminal=terminal or couleur == "toujours",
        no_color=couleur == "jamais",
        color_system=None if obeys_no_sequence() else "auto" if terminal else "256",
    )
