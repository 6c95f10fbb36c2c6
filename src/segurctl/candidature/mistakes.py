"""What is wrong with a text that is not TOML: one French sentence, the place, and how to mend it."""

import re

import tomli

from segurctl.candidature.literal import BOM
from segurctl.candidature.paths import DataPath
from segurctl.candidature.scan import position_of, scan
from segurctl.candidature.tokens import BARE, BASIC, COMMENT, LITERAL, LONG
from segurctl.errors import SegurctlError

_VALUES = "un texte s'écrit entre guillemets, une date AAAA-MM-JJ, un booléen true ou false"
_KEYS = "sans guillemets, une clé n'a que des lettres sans accent, des chiffres, « - » et « _ »"
_CONTROL = "retirez-le"
_CODE_POINT = "un caractère s'écrit \\u suivi de 4 chiffres hexadécimaux, ou \\U suivi de 8"

# How tomli's message starts, what it means, how to mend it.
_MISTAKES = (
    ("Invalid statement", "une ligne commence par une clé, par « [ » ou par « # »", _KEYS),
    ("Expected newline", "il y a du texte en trop sur cette ligne", _VALUES),
    ("Expected '='", "il manque « = » après cette clé", 'une ligne s\'écrit cle = "valeur"'),
    ("Expected ']]'", "il manque « ]] » à la fin de cet en-tête", "un en-tête s'écrit [[acceptations]]"),
    ("Expected ']'", "il manque « ] » à la fin de cet en-tête", "un en-tête s'écrit [psc]"),
    ("Invalid initial", "une clé est attendue ici", _KEYS),
    ("Unclosed array", "il manque « , » ou « ] » dans cette liste", "une liste s'écrit [1, 2]"),
    ("Unclosed inline", "il manque « , » ou « } » dans cette table", "elle s'écrit { a = 1, b = 2 }"),
    (
        "Unescaped",
        "une barre oblique inverse est mal employée dans un texte",
        "doublez-la, ou entourez le texte d'apostrophes",
    ),
    ("Invalid hex", "un caractère échappé est mal écrit", _CODE_POINT),
    ("Escaped character", "un caractère échappé n'existe pas en Unicode", _CODE_POINT),
    ("Invalid date", "cette date n'existe pas", "une date s'écrit AAAA-MM-JJ"),
    ("Invalid value", "une valeur manque ou est mal écrite", _VALUES),
)
_DUPLICATES = (
    ("Cannot overwrite", "la clé {} est déjà définie{}", "gardez une seule des deux"),
    ("Duplicate inline", "la clé {} est déjà définie{}", "gardez une seule des deux"),
    ("Cannot declare", "la table {} est déjà définie{}", "réunissez ses clés sous un seul en-tête"),
    ("Cannot redefine", "la table {} est déjà définie{}", "écrivez la clé sous son en-tête"),
    (
        "Cannot mutate",
        "la clé {} a déjà toute sa valeur{}",
        "écrivez la clé dans ses accolades ou ses crochets",
    ),
)
_ILLEGAL = ("Found invalid character", "Illegal character")
_UNCLOSED = ("Unterminated string", "Expected \"'")
_QUOTES = ('"""', "'''", '"', "'")
_LEXEMES = "|".join(
    (
        LONG,
        rf"(?!\"\"\"){BASIC}",
        rf"(?!'''){LITERAL}",
        COMMENT,
        r"[\[{]|[\]}]|[0-9][0-9_]*",
        r"\"\"\"|'''|\"|'",  # opened, never closed
    )
)
_PARTS = rf"(?P<skip>{LONG}|{COMMENT})|(?P<part>{BARE}|{BASIC}|{LITERAL})|(?P<dot>\.)|(?P<space>[ \t]+)|(?P<other>.)"
_DAY = re.compile(r"=[ \t]*[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARKS = tuple(re.compile(mark, re.MULTILINE) for mark in (r"^<{7,} ", r"^={7,}$", r"^>{7,} "))
_MAX_DIGITS = 4300  # of the interpreter
_MAX_DEPTH = 100  # what a parser must accept at least


def explain(error: Exception, text: str) -> SegurctlError:
    """The error to show for what `tomli.loads(text)` raised."""
    if isinstance(error, tomli.TOMLDecodeError):
        return _explain_conflict(text) or _explain_syntax(error)
    text = text.replace("\r\n", "\n")
    if isinstance(error, RecursionError):
        return _error(
            "des crochets ou des accolades sont imbriqués trop profondément",
            text,
            _too_deep(text),
            "aucune candidature n'en a besoin",
        )
    return _error("un nombre a trop de chiffres", text, _too_long(text), "mettez un texte entre guillemets")


def _explain_conflict(text: str) -> SegurctlError | None:
    """Git's marks, where there are some: what else is wrong comes from them."""
    text, offset, starts = text.replace("\r\n", "\n"), 0, list[int]()
    for mark in _MARKS:
        found = mark.search(text, offset)
        if found is None:
            return None
        starts.append(found.start())
        offset = found.end()
    hint = "gardez une des deux versions, et retirez les marques"
    return _error("une fusion git n'est pas terminée", text, starts[0], hint)


def _error(message: str, text: str, offset: int, hint: str) -> SegurctlError:
    place = position_of(BOM + text, offset + 1)  # whatever the text starts with
    return SegurctlError(message, line=place.line, column=place.column, hint=hint)


def _explain_syntax(error: tomli.TOMLDecodeError) -> SegurctlError:
    character = error.doc[error.pos : error.pos + 1]
    if error.msg.startswith(_UNCLOSED) or (error.msg.startswith(_ILLEGAL) and character == "\n"):
        return _explain_unclosed(error)
    if error.msg.startswith(_ILLEGAL):
        message = f"le caractère invisible U+{ord(character):04X} est interdit ici"
        return _error(message, error.doc, error.pos, _CONTROL)
    for start, message, hint in _DUPLICATES:
        if error.msg.startswith(start):
            return _explain_duplicate(error, message, hint)
    if error.msg.startswith("Expected newline") and _DAY.search(error.doc[max(error.pos - 12, 0) : error.pos + 6]):
        return _error("cette date n'existe pas", error.doc, error.pos, "une date s'écrit AAAA-MM-JJ")
    for start, message, hint in _MISTAKES:
        if error.msg.startswith(start):
            return _error(message, error.doc, error.pos, hint)
    return _error("le fichier n'est pas du TOML valide", error.doc, error.pos, _VALUES)


def _explain_unclosed(error: tomli.TOMLDecodeError) -> SegurctlError:
    """Point at the quotes that open the text."""
    tokens = re.finditer(_LEXEMES, error.doc, re.DOTALL)
    opening = next((token for token in tokens if token[0] in _QUOTES), None)
    offset, quotes = (opening.start(), opening[0]) if opening else (error.pos, '"')
    return _error(f"un texte ouvert par {quotes} n'est pas fermé", error.doc, offset, f"ajoutez {quotes} à sa fin")


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


def _earlier(before: str, path: DataPath) -> tuple[str, str]:
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


def too_long_key(text: str, most: int) -> int | None:
    """Where the first key of more than `most` parts begins, in a text that may not be TOML."""
    parts, start, dotted = 0, 0, False
    for token in re.finditer(_PARTS, text, re.DOTALL):
        kind = token.lastgroup
        if kind == "part":
            parts, start = (parts + 1, start) if dotted else (1, token.start())
            if parts > most:
                return start
        elif kind not in ("dot", "space"):
            parts = 0
        dotted = parts > 0 and (kind == "dot" or (kind == "space" and dotted))
    return None
