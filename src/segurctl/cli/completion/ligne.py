"""The line that is being typed, split as a shell would split it, up to the cursor: quotes may still be open."""

from typing import NamedTuple

_QUOTES = "'\""


class Ligne(NamedTuple):
    """The words before the cursor, the last one unfinished.

    `guillemet` is the quote that is open there, if any; `coupe` counts the characters of the last word that the shell
    keeps, where it replaces only what follows one of its breaks.
    """

    mots: tuple[str, ...]
    guillemet: str = ""
    coupe: int = 0

    @property
    def dernier(self) -> str:
        """The word being typed."""
        return self.mots[-1]


def decouper(texte: str, coupures: str = "") -> Ligne:
    """The words of a line. `coupures`: what breaks a word for the shell that asks, as `:` and `=` do for bash."""
    mots: list[str] = []
    mot: list[str] = []
    commence, guillemet, coupe = False, "", 0
    lettres = iter(texte)
    for lettre in lettres:
        if guillemet:
            if lettre == guillemet:
                guillemet = ""
            elif lettre == "\\" and guillemet == '"':
                mot.append(next(lettres, ""))
            else:
                mot.append(lettre)
        elif lettre.isspace():
            if commence:
                mots.append("".join(mot))
            mot, commence, coupe = [], False, 0
        else:
            commence = True
            if lettre in _QUOTES:
                guillemet, coupe = lettre, len(mot)
            elif lettre == "\\":
                mot.append(next(lettres, ""))
            else:
                mot.append(lettre)
                coupe = len(mot) if lettre in coupures else coupe
    return Ligne((*mots, "".join(mot)), guillemet, coupe)
