"""Names compared as a person would: a title, a profil, a header."""

from functools import lru_cache
from unicodedata import combining, normalize


@lru_cache(maxsize=4096)  # a REM says the same few names hundreds of times
def plier(text: str) -> str:
    """A text as it is compared: no accents, no case, no spaces but single ones."""
    if not text.isascii():
        lettres = normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
        text = "".join(one for one in lettres if not combining(one))
    return " ".join(text.split()).casefold()
