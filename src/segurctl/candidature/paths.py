"""Dotted paths of champs, as a person types them and as TOML spells them: `preuves."MSS/CDA.01".lien`."""

import re
from collections.abc import Iterable

from segurctl.errors import SegurctlError

KeyPath = tuple[str, ...]
DataPath = tuple[str | int, ...]  # a number is a place in an array

_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^\s."'=]+)\s*""")
_ASSIGNMENT = re.compile(r"""((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^="'])*)=""")
_CLOSED = re.compile(r"""(["'])(?:\\.|[^\\])*?\1""")
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def parse_path(text: str) -> KeyPath:
    """Split a dotted path; a part in quotes may hold dots, and in double quotes TOML's escapes.

    Raises SegurctlError for an empty part, or a quote that is not closed.
    """
    parts: list[str] = []
    offset = 0
    while match := _PART.match(text, offset):
        raw = match[1]
        parts.append(_unquoted(raw, text) if raw[0] in "\"'" else raw)
        offset = match.end()
        if offset == len(text):
            return tuple(parts)
        if text[offset] != ".":
            break
        offset += 1
    quote = text[offset : offset + 1]
    if quote and quote in "'\"" and not _CLOSED.match(text, offset):
        raise SegurctlError(f"champ « {text} » : un guillemet n'est pas fermé")
    raise SegurctlError(
        f"champ « {text} » mal écrit", hint="des mots séparés par des points, comme psc.datapass_demande"
    )


def split_assignment(text: str) -> tuple[str, str] | None:
    """The path and the value of `CHAMP=VALEUR`, the first `=` outside quotes between them; None without one."""
    match = _ASSIGNMENT.match(text)
    return (match[1], text[match.end() :]) if match else None


def _unquoted(raw: str, text: str) -> str:
    import tomli

    try:
        return str(tomli.loads(f"key = {raw}")["key"])
    except ValueError:
        raise SegurctlError(f"champ « {text} » : {raw} n'est pas un texte TOML") from None


def format_path(parts: Iterable[str]) -> str:
    """Write a path as TOML spells a key, quoted only where it has to be; `parse_path` reads it."""
    return ".".join(part if bare(part) else _quoted(part) for part in parts)


def bare(part: str) -> bool:
    """Whether a key needs no quotes."""
    return bool(part) and _BARE.issuperset(part)


def _quoted(part: str) -> str:
    from segurctl.candidature.literal import quoted

    return quoted(part)
