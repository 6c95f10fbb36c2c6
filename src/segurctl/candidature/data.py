"""The data of a document: what two texts say alike, and what is left when a key goes."""

from typing import Any

from segurctl.candidature.paths import KeyPath


def same(one: Any, other: Any) -> bool:
    """Equality that tells 1 from true and from 1.0, and a date from a date-time."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def follow(data: dict[str, Any], path: KeyPath) -> tuple[int, Any]:
    """How many parts of the path exist, and what the last of them holds."""
    found: Any = data
    for depth, part in enumerate(path):
        if not isinstance(found, dict) or part not in found:
            return depth, found
        found = found[part]
    return len(path), found


def without(data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """The data without a key that it has."""
    head, *rest = path
    if rest:
        return {**data, head: without(data[head], tuple(rest))}
    return {key: value for key, value in data.items() if key != head}


def without_empty(data: dict[str, Any] | None, path: KeyPath) -> dict[str, Any] | None:
    """The data without the tables along `path` that hold nothing."""
    if not data or not path or not isinstance(data.get(path[0]), dict):
        return data
    inner = without_empty(data[path[0]], path[1:])
    return {**data, path[0]: inner} if inner else without(data, path[:1])
