"""From the bytes of a candidature to its data, with a place in the file for whatever is wrong."""

import re
from datetime import date
from typing import Any

import tomli

from segurctl.candidature.scan import BOM, Path, position_of, scan
from segurctl.errors import SegurctlError

MAX_BYTES = 1 << 20
MAX_KEY_PARTS = 32

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')"""
_DOT = r"[ \t]*+\.[ \t]*+"
_SHORT_TOKENS = (
    r"""[^"'#A-Za-z0-9_-]++"""
    r"|#[^\n]*+"
    r'|"""(?:[^"\\]++|\\.|""?+(?!"))*+"{3,5}+'
    r"|'''(?:[^']++|''?+(?!'))*+'{3,5}+"
)

_VALUES = "un texte s’écrit entre guillemets, une date AAAA-MM-JJ, un booléen true ou false"
_KEYS = "sans guillemets, une clé n’a que des lettres sans accent, des chiffres, « - » et « _ »"
_CONTROL = "retirez-le, ou écrivez-le par un échappement comme \\t ou \\u001b entre guillemets doubles"
_CODE_POINT = "un caractère s’écrit \\u suivi de 4 chiffres hexadécimaux, ou \\U suivi de 8"

# How tomli's message starts, what it means, how to mend it.
_MISTAKES = (
    ("Invalid statement", "Une ligne commence par une clé, par « [ » ou par « # ».", _KEYS),
    ("Expected newline", "Il y a du texte en trop sur cette ligne.", _VALUES),
    ("Expected '='", "Il manque « = » après cette clé.", 'une ligne s’écrit cle = "valeur"'),
    ("Expected ']]'", "Il manque « ]] » à la fin de cet en-tête.", "un en-tête s’écrit [[acceptations]]"),
    ("Expected ']'", "Il manque « ] » à la fin de cet en-tête.", "un en-tête s’écrit [psc]"),
    ("Invalid initial", "Une clé est attendue ici.", _KEYS),
    ("Unclosed array", "Il manque « , » ou « ] » dans cette liste.", "une liste s’écrit [1, 2]"),
    ("Unclosed inline", "Il manque « , » ou « } » dans cette table.", "elle s’écrit { a = 1, b = 2 }"),
    (
        "Unescaped",
        "Une barre oblique inverse est mal employée dans un texte.",
        "doublez-la, ou entourez le texte d’apostrophes",
    ),
    ("Invalid hex", "Un caractère échappé est mal écrit.", _CODE_POINT),
    ("Escaped character", "Un caractère échappé n’existe pas en Unicode.", _CODE_POINT),
    ("Invalid date", "Cette date n’existe pas.", "une date s’écrit AAAA-MM-JJ"),
    ("Invalid value", "Une valeur manque ou est mal écrite.", _VALUES),
)
_DUPLICATES = (
    ("Cannot overwrite", "La clé {} est déjà définie{}.", "gardez une seule des deux"),
    ("Duplicate inline", "La clé {} est déjà définie{}.", "gardez une seule des deux"),
    ("Cannot declare", "La table {} est déjà définie{}.", "réunissez ses clés sous un seul en-tête"),
    ("Cannot redefine", "La table {} est déjà définie{}.", "écrivez la clé sous son en-tête"),
    (
        "Cannot mutate",
        "La clé {} a déjà toute sa valeur{}.",
        "écrivez la clé dans ses accolades ou ses crochets",
    ),
)
_ILLEGAL = ("Found invalid character", "Illegal character")
_UNCLOSED = ("Unterminated string", "Expected \"'")
_QUOTES = ('"""', "'''", '"', "'")
_LEXEMES = (
    r'"""(?:[^"\\]++|\\.|""?+(?!"))*+"{3,5}+'
    r"|'''(?:[^']++|''?+(?!'))*+'{3,5}+"
    r'|"(?!"")(?:[^"\\\n]++|\\.)*+"'
    r"|'(?!'')[^'\n]*+'"
    r"|#[^\n]*+"
    r"|[\[{]|[\]}]|[0-9][0-9_]*+"
    r"|\"\"\"|'''|\"|'"  # opened, never closed
)
_MAX_DIGITS = 4300  # of the interpreter
_MAX_DEPTH = 100  # what a parser must accept at least


def decode(data: bytes) -> str:
    """The text of a file; a BOM stays in front of it."""
    if len(data) > MAX_BYTES:
        raise SegurctlError(
            f"Le fichier pèse {_kib(len(data))} Kio, la limite est de {_kib(MAX_BYTES)} Kio.",
            hint="une candidature est un texte court ; les preuves restent dans leurs propres fichiers",
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        before = data[line_start : error.start].decode(errors="replace")
        raise SegurctlError(
            f"L’octet 0x{data[error.start]:02x} n’est pas de l’UTF-8.",
            line=data.count(b"\n", 0, error.start) + 1,
            column=len(before.removeprefix(BOM)) + 1,
            hint="enregistrez le fichier en UTF-8",
        ) from None


def _kib(size: int) -> int:
    return -(-size // 1024)


def parse(text: str) -> dict[str, Any]:
    """The data of a document; SegurctlError, with line and column, where it is not valid TOML."""
    body = text.removeprefix(BOM)
    _refuse_long_keys(body)
    try:
        return tomli.loads(body)
    except (RecursionError, ValueError) as error:
        raise _explain(error, body) from None


def _refuse_long_keys(body: str) -> None:
    """Refuse a key of too many parts before a parser spends its memory on it."""
    if body.count(".") < MAX_KEY_PARTS:
        return
    if all(line.count(".") < MAX_KEY_PARTS for line in body.split("\n")):
        return  # a key cannot go over the end of a line
    # What comes before the first key that is too long, or before what no parser accepts.
    short_key = rf"{_PART}(?:{_DOT}{_PART}){{0,{MAX_KEY_PARTS - 1}}}+(?!{_DOT})"
    before = re.match(rf"(?:{_SHORT_TOKENS}|{short_key})*+", body, re.DOTALL)
    start = before.end() if before else 0
    if re.compile(rf"{_PART}(?:{_DOT}{_PART}){{{MAX_KEY_PARTS}}}", re.DOTALL).match(body, start):
        raise SegurctlError(
            f"Une clé compte plus de {MAX_KEY_PARTS} parties.",
            line=body.count("\n", 0, start) + 1,
            column=start - body.rfind("\n", 0, start),
            hint="aucune clé d’une candidature n’en compte plus de cinq",
        )


def literal(value: object) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return value.isoformat() if isinstance(value, date) else str(value)


def dotted(path: tuple[str, ...]) -> str:
    """A key as TOML, quoted only where it has to be."""
    return ".".join(part if part and _BARE.issuperset(part) else _quoted(part) for part in path)


def _quoted(text: str) -> str:
    import tomli_w

    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SegurctlError(
            f"Le {error.start + 1}e caractère de ce texte ne peut pas s’écrire en UTF-8.",
            hint="le terminal doit envoyer de l’UTF-8",
        ) from None
    return tomli_w.dumps({"k": text}).removeprefix("k = ").removesuffix("\n")


def _explain(error: Exception, text: str) -> SegurctlError:
    """The error to show for what `tomli.loads(text)` raised."""
    if isinstance(error, tomli.TOMLDecodeError):
        return _explain_syntax(error)
    text = text.replace("\r\n", "\n")
    if isinstance(error, RecursionError):
        return _error(
            "Des crochets ou des accolades sont imbriqués trop profondément.",
            text,
            _too_deep(text),
            "aucune candidature n’en a besoin",
        )
    return _error("Un nombre a trop de chiffres.", text, _too_long(text), "mettez un texte entre guillemets")


def _error(message: str, text: str, offset: int, hint: str) -> SegurctlError:
    place = position_of(BOM + text, offset + 1)  # whatever the text starts with
    return SegurctlError(message, line=place.line, column=place.column, hint=hint)


def _explain_syntax(error: tomli.TOMLDecodeError) -> SegurctlError:
    character = error.doc[error.pos : error.pos + 1]
    if error.msg.startswith(_UNCLOSED) or (error.msg.startswith(_ILLEGAL) and character == "\n"):
        return _explain_unclosed(error)
    if error.msg.startswith(_ILLEGAL):
        message = f"Le caractère invisible U+{ord(character):04X} est interdit ici."
        return _error(message, error.doc, error.pos, _CONTROL)
    for start, message, hint in _DUPLICATES:
        if error.msg.startswith(start):
            return _explain_duplicate(error, message, hint)
    for start, message, hint in _MISTAKES:
        if error.msg.startswith(start):
            return _error(message, error.doc, error.pos, hint)
    return _error("Le fichier n’est pas du TOML valide.", error.doc, error.pos, _VALUES)


def _explain_unclosed(error: tomli.TOMLDecodeError) -> SegurctlError:
    """Point at the quotes that open the text."""
    tokens = re.finditer(_LEXEMES, error.doc, re.DOTALL)
    opening = next((token for token in tokens if token[0] in _QUOTES), None)
    offset, quotes = (opening.start(), opening[0]) if opening else (error.pos, '"')
    return _error(
        f"Un texte ouvert par {quotes} n’est pas fermé.", error.doc, offset, f"ajoutez {quotes} à sa fin"
    )


def _explain_duplicate(error: tomli.TOMLDecodeError, message: str, hint: str) -> SegurctlError:
    """Name the key or table written last before the error, and say where it was written first."""
    for closing in ("", "]", "]]"):
        try:
            section = scan(error.doc[: error.pos] + closing).sections[-1]
        except (ValueError, SegurctlError):
            continue
        path = section.entries[-1].path if section.entries else section.path
        offset = section.entries[-1].key if section.entries else section.start
        name, earlier = _earlier(error.doc[:offset], path)
        return _error(message.format(f"« {name} »", earlier), error.doc, offset, hint)
    quoted = re.search(r"key '(.*)'$", error.msg, re.DOTALL)  # inside an inline table
    name = f"« {quoted[1]} »" if quoted else "écrite ici"
    return _error(message.format(name, ""), error.doc, error.pos, hint)


def _earlier(before: str, path: Path) -> tuple[str, str]:
    """How much of `path` was written before, and on which line."""
    document = scan(before)
    length = len(path)
    while length and path[:length] not in document.offsets:
        length -= 1
    name = ".".join(part for part in path[: length or None] if isinstance(part, str))
    return name, f" à la ligne {document.position(path).line}" if length else ""


def _too_deep(text: str) -> int:
    depth = 0
    for token in re.finditer(_LEXEMES, text, re.DOTALL):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        if depth > _MAX_DEPTH:
            return token.start()
    return 0


def _too_long(text: str) -> int:
    for token in re.finditer(_LEXEMES, text, re.DOTALL):
        if token[0][0].isdigit() and len(token[0].replace("_", "")) > _MAX_DIGITS:
            return token.start()
    return 0
