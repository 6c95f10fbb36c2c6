"""Names compared as a person would: a title, a profil, a header."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_LONG = 500
_MOT = re.compile(r"[a-z0-9]+")
_MUETS = frozenset(("gestion", "de", "des", "du", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en"))


@lru_cache(maxsize=4096)  # a REM says the same few names hundreds of times
def plier(text: str) -> str:
    """A text as it is compared: no accents, no case, no spaces but single ones; of a long one, its beginning."""
    text = text[:_LONG]  # putting marks in order takes the square of their number
    if not text.isascii():
        lettres = normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
        text = "".join(one for one in lettres if not combining(one))
    return " ".join(text.split()).casefold()


def mots_qui_disent(titre: str) -> tuple[str, ...]:
    """The words of a title that say something: « Gestion de la MSSanté » and « MSSanté » are one chapter."""
    return tuple(one for one in _MOT.findall(plier(titre)) if one not in _MUETS)
