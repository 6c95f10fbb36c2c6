"""A text on one harmless line, for formats that a machine reads line by line."""

import json
import re

from segurctl.rules.model import Constat

# Spaces that French does not write: those of no-break are its letters.
_BLANCS = re.compile(r"[^\S\xa0\u202f]+")
# What breaks a line, moves a cursor or turns the text around, what hides in it, and what XML cannot hold. Joiners
# (U+200C, U+200D) are letters of some scripts.
_CACHES = r"\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_INVISIBLES = re.compile(rf"[\x00-\x1f\x7f-\x9f{_CACHES}\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]")
_INVISIBLES_JSON = re.compile(rf"[\x7f-\x9f{_CACHES}]")


def une_ligne(text: str) -> str:
    r"""A text of the file on one line, what cannot be seen as its code: `\x1b`, `\u202e`."""
    return visible(_BLANCS.sub(" ", text).strip()).replace("##[", "## [")  # an order, to the log of a CI


def remede(constat: Constat) -> str:
    """How to mend a finding, on one line, with the command that does it."""
    commande = constat.ecart.commande
    return une_ligne(f"{constat.correction} → {commande}" if commande else constat.correction)


def visible(text: str) -> str:
    """A text with what cannot be seen as its code."""
    return _INVISIBLES.sub(lambda found: _code(ord(found[0])), text)


def _code(point: int) -> str:
    if point < 0x100:  # noqa: PLR2004 - one byte
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"  # noqa: PLR2004 - of the first plane


def document(content: object) -> str:
    """A JSON document; a log of CI that would obey `##[` anywhere in a line reads none there, nor turns one around."""
    text = json.dumps(content, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return _INVISIBLES_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
