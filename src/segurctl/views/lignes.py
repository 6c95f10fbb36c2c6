"""A text on one harmless line, for formats that a machine reads line by line."""

import json
import re

from segurctl.rules.model import Constat
from segurctl.views.invisibles import CACHES, code

# Spaces that French does not write: those of no-break are its letters.
_BLANCS = re.compile(r"[^\S\xa0\u202f]+")
# With what breaks a line or moves a cursor, and what XML cannot hold.
_INVISIBLES = re.compile(rf"[\x00-\x1f\x7f-\x9f{CACHES}\ufffe\uffff\ud800-\udfff]")
_INVISIBLES_JSON = re.compile(rf"[\x7f-\x9f{CACHES}]")


def une_ligne(text: str) -> str:
    r"""A text of the file on one line, what cannot be seen as its code: `\x1b`, `\u202e`."""
    return visible(_BLANCS.sub(" ", text).strip()).replace("##[", "## [")  # an order, to the log of a CI


def remede(constat: Constat) -> str:
    """How to mend a finding, on one line, with the command that does it."""
    commande = constat.ecart.commande
    return une_ligne(f"{constat.correction} → {commande}" if commande else constat.correction)


def visible(text: str) -> str:
    """A text with what cannot be seen as its code."""
    return _INVISIBLES.sub(lambda found: code(ord(found[0])), text)


def document(content: object) -> str:
    """A JSON document; a log of CI that would obey `##[` anywhere in a line reads none there, nor turns one around."""
    text = json.dumps(content, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return _INVISIBLES_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n"
