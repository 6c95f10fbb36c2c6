"""Dotted paths of champs, as a person types them and as TOML spells them: `preuves."MSS/CDA.01".lien`."""

from collections.abc import Iterable

from segurctl.errors import SegurctlError

KeyPath = tuple[str, ...]
DataPath = tuple[str | int, ...]  # a number is a place in an array

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def parse_path(text: str) -> KeyPath:
    """Split a dotted path; a part in double or single quotes may hold dots.

    Raises SegurctlError for an empty part or a quote that is not closed.
    """
    parts: list[str] = []
    rest = text.strip()
    while True:
        quote = rest[:1] if rest[:1] in ("'", '"') else ""
        end = rest.find(quote, 1) if quote else rest.find(".")
        if quote and end < 0:
            raise SegurctlError(f"champ « {text} » : un guillemet n'est pas fermé")
        part, rest = (rest[1:end], rest[end + 1 :]) if quote else (rest, "") if end < 0 else (rest[:end], rest[end:])
        parts.append(part)
        if not part or (rest and not rest.startswith(".")):
            raise SegurctlError(
                f"champ « {text} » mal écrit",
                hint="des mots séparés par des points, comme psc.datapass_demande",
            )
        if not rest:
            return tuple(parts)
        rest = rest[1:]


def format_path(parts: Iterable[str]) -> str:
    """Write a path as TOML spells a key, quoted only where it has to be; `parse_path` reads it."""
    return ".".join(part if part and _BARE.issuperset(part) else _quoted(part) for part in parts)


def _quoted(part: str) -> str:
    from segurctl.candidature.literal import quoted

    return quoted(part)
