"""The text of a cell: what a person would read there, whatever markup and spaces it came with."""

import datetime as dt
import re
from functools import lru_cache
from html import unescape
from unicodedata import combining, normalize

# What the ANS's own tools leave in cells; a tag that is not one of these is text, as in « <valeur> ».
_BLOCS = re.compile(
    "address|article|blockquote|body|caption|dd|div|dl|dt|h[1-6]|head|header|footer|hr|html|ol|p|pre|section|table|"
    "tbody|thead|tfoot|tr|ul"
)
_EN_LIGNE = re.compile(
    "a|abbr|acronym|b|big|cite|code|del|em|font|i|img|ins|kbd|label|mark|o:p|q|s|samp|small|span|strike|strong|sub|"
    "sup|tt|u|var"
)
# A name, then attributes that have a value: « a <b et c> d » is no tag.
_BALISE = re.compile(
    r"<(/?)([a-z][a-z0-9:]{0,15})"
    r"""(?:\s++[a-z_][\w:.-]*+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=]++)){0,32}\s*+/?>""",
    re.IGNORECASE,
)
_ENTITE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_D_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FINS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, and those that show nothing or turn the text around.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLANCS = re.compile(r"[^\S\n]+")
_LIGNES = re.compile(r"\n{3,}")
_SIMPLE = re.compile(r"[ !-%'-;=?-^`-~¡-¬®-ÿŒœŸ’‘“”…–—€]*")
# More marks on one letter than any language has: putting them in order takes the square of their number.
_AMAS = re.compile(r"[^\x00-\u02ff\u2000-\u20cf\u2100-\u2bff]{31}")
_MAX_MARQUES = 30
_BLOC = "\x00"  # where a block begins or ends: no text has it any more when it is put there


def texte(valeur: object) -> str:
    """The text of a cell: several lines, at most one blank line together, no space at its ends."""
    if isinstance(valeur, str):
        return _nettoyer(valeur)
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, float) and valeur.is_integer() and abs(valeur) < 10**15:
        return str(int(valeur))
    if isinstance(valeur, dt.datetime):
        return valeur.date().isoformat() if valeur.time() == dt.time() else valeur.isoformat(" ", "minutes")
    if isinstance(valeur, dt.time):
        return valeur.isoformat("minutes")
    return "" if valeur is None else str(valeur)


def une_ligne(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def extrait(text: str, taille: int = 60) -> str:
    """A text in a message: one line, its beginning where it is long."""
    text = une_ligne(text)
    return text if len(text) <= taille else f"{text[:taille]}…"


@lru_cache(maxsize=4096)
def _nettoyer(text: str) -> str:
    if _SIMPLE.fullmatch(text):  # most cells: one line, no markup, and letters in one piece
        return une_ligne(text)
    text = _D_EXCEL.sub(lambda match: chr(int(match[1], 16)), text)
    text = _INVISIBLE.sub("", _FINS.sub("\n", text))
    text = _BALISE.sub(_balise, text) if "<" in text else text
    if "&" in text:
        text = _ENTITE.sub(lambda match: unescape(match[0]), text)
        text = _BLOC.join(_INVISIBLE.sub("", _FINS.sub("\n", bloc)) for bloc in text.split(_BLOC))
    text = normalize("NFC", _sans_amas(text))
    lignes = (_BLANCS.sub(" ", bloc).strip() for bloc in text.split(_BLOC))
    text = "\n".join(bloc for bloc in lignes if bloc)
    return _LIGNES.sub("\n\n", "\n".join(ligne.strip() for ligne in text.split("\n")))


def _balise(match: re.Match[str]) -> str:
    fin, nom = match[1], match[2].lower()
    if nom == "br":
        return "\n"
    if nom == "li":
        return _BLOC if fin else f"{_BLOC}- "
    if nom in ("td", "th"):
        return " "
    if _BLOCS.fullmatch(nom):
        return _BLOC
    return "" if _EN_LIGNE.fullmatch(nom) else match[0]


def _sans_amas(text: str) -> str:
    """A text without the marks that are too many on one letter."""
    if not _AMAS.search(text):
        return text
    kept, suite = [], 0
    for one in text:
        suite = suite + 1 if combining(one) else 0
        if suite <= _MAX_MARQUES:
            kept.append(one)
    return "".join(kept)
