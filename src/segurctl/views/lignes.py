"""A text on one harmless line, for formats that a machine reads line by line."""

import json
import re

from segurctl.rules.model import Constat

# Spaces that French does not write: those of no-break are its letters.
_BLANCS = re.compile(r"[^\S\xa0\u202f]+")
# What breaks a line, moves a cursor or turns the text around, and what XML cannot hold.
_INVISIBLES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_INVISIBLES_JSON = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


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
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"  # noqa: PLR2004 - one byte


def document(content: object) -> str:
    """A JSON document; a log of CI that would obey `##[` anywhere in a line reads none there, nor turns one around."""
    text = json.dumps(content, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return _INVISIBLES_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
