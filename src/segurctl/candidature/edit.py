"""Change a candidature without touching a byte that does not have to change.

Every change is spliced into the text; the result is parsed again and compared with what was asked for.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from segurctl.candidature.brackets import Splice, find, new_value, splice
from segurctl.candidature.fields import Value
from segurctl.candidature.literal import literal
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.candidature.placing import Layout, new_key, new_tables, removal
from segurctl.candidature.scan import Document, line_end, line_start, scan
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError

_MANY = 8  # changes, from which it is worth making new tables together


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give a key its value, whether the key is there or not."""

    path: KeyPath
    value: Value


@dataclass(frozen=True, slots=True)
class UnsetKey:
    """Remove a key, or a table and all that is in it; nothing happens when it is not there."""

    path: KeyPath


class Unspliceable(SegurctlError):  # noqa: N818 - the name of the case, not of a fault
    """A change that cannot be made without rewriting what the team wrote."""


def apply(text: str, changes: Sequence[SetKey | UnsetKey], layout: Layout) -> str:
    """The text after these changes, made one after the other; where they are many, by tables at once."""
    if len(changes) >= _MANY:
        text, changes = _new_tables(text, changes, layout)
        text, changes = _in_their_tables(text, changes, layout)
    for change in changes:
        text = _apply_one(text, change, layout)
    return text


def _apply_one(text: str, change: SetKey | UnsetKey, layout: Layout) -> str:
    try:
        return _set(text, change, layout) if isinstance(change, SetKey) else _unset(text, change)
    except ValueError:  # halfway through, the text was no longer TOML
        raise _refusal(scan(text), change, 0, layout) from None


def _new_tables(
    text: str, changes: Sequence[SetKey | UnsetKey], layout: Layout
) -> tuple[str, Sequence[SetKey | UnsetKey]]:
    """The text with the tables that none of it has yet, and the changes that remain; all of them where that fails.

    Each change alone would read the whole file again: for the proofs of a whole REM, that is seconds.
    """
    data, removed = parse(text), {one.path for one in changes if isinstance(one, UnsetKey)}
    paths = {one.path for one in changes}
    holders = removed | {path[:size] for path in removed for size in range(1, len(path))}
    blocks: dict[KeyPath, dict[KeyPath, SetKey]] = {}
    rest: list[SetKey | UnsetKey] = []
    for change in changes:
        header = change.path[: layout.header(change.path)]
        depth, found = _follow(data, header)
        neuve = isinstance(found, dict) and 1 < len(header) > depth
        if isinstance(change, SetKey) and neuve and header not in holders and not _below(header, paths):
            blocks.setdefault(header, {})[change.path] = change
        else:
            rest.append(change)
    lines = {
        header: [f"{format_path(one.path[len(header) :])} = {literal(one.value)}" for one in keys.values()]
        for header, keys in blocks.items()
    }
    wanted = _after(data, [one for keys in blocks.values() for one in keys.values()])
    edited = new_tables(scan(text), lines, layout)
    return (edited, rest) if same(_reparse(edited), wanted) else (text, changes)


def _in_their_tables(
    text: str, changes: Sequence[SetKey | UnsetKey], layout: Layout
) -> tuple[str, Sequence[SetKey | UnsetKey]]:
    """The same for keys of tables that are written under one header each: their few lines alone are read again."""
    document, paths = scan(text), {one.path for one in changes}
    above = {path[:size] for path in paths for size in range(1, len(path))}  # what other changes go through
    written = Counter(section.path for section in document.sections)
    sections = {
        section.path: section for section in document.sections if section.entries and written[section.path] == 1
    }
    by_table: dict[KeyPath, list[SetKey | UnsetKey]] = {}
    for change in changes:
        by_table.setdefault(change.path[: layout.header(change.path)], []).append(change)
    done, cuts = list[SetKey | UnsetKey](), list[Splice]()
    for header, ones in by_table.items():
        section = None if _below(header, paths) else sections.get(header)
        seuls = all(len(one.path) == len(header) + 1 and one.path not in above for one in ones)
        if section and len(header) > 1 and seuls:
            start, end = line_start(text, section.start), line_end(text, section.entries[-1].end)
            lines = text[start:end]
            try:
                for one in ones:
                    lines = _apply_one(lines, one, layout)
            except SegurctlError:
                continue
            cuts.append(Splice(start, end, lines))
            done += ones
    edited = splice(text, cuts)
    if not same(_reparse(edited), _after(parse(text), done)):
        return text, changes
    made = set(map(id, done))
    return edited, [one for one in changes if id(one) not in made]


def _below(table: KeyPath, paths: set[KeyPath]) -> bool:
    """Whether a change is about a table as a whole, or one that it is in: then the order of the changes counts."""
    return any(table[:size] in paths for size in range(1, len(table) + 1))


def _set(text: str, change: SetKey, layout: Layout) -> str:
    data, document = parse(text), scan(text)
    depth, found = _follow(data, change.path)
    if depth == len(change.path) and same(found, change.value):
        return text
    if depth == len(change.path):
        entry = find(document, change.path)
        if entry is None or _holds_tables(found):
            raise _refusal(document, change, depth, layout)
        edited = new_value(document, entry, found, change.value)
    elif isinstance(found, dict):
        edited = new_key(document, change.path, depth, literal(change.value), layout)
    else:
        raise _refusal(document, change, depth, layout)
    if not same(_reparse(edited), _with(data, change.path, change.value)):
        raise _refusal(document, change, 0, layout)
    return edited


def _unset(text: str, change: UnsetKey) -> str:
    data, document = parse(text), scan(text)
    if _follow(data, change.path)[0] < len(change.path):
        return text
    edited = removal(document, change.path)
    # A table that was written only by what is removed goes with it.
    result, wanted = (
        _without_empty(each, change.path[:-1]) for each in (_reparse(edited), _without(data, change.path))
    )
    if not same(result, wanted):
        raise _refusal(document, change, 0, None)
    return edited


def _reparse(text: str) -> dict[str, Any] | None:
    try:
        return parse(text)
    except SegurctlError:
        return None


def _follow(data: dict[str, Any], path: KeyPath) -> tuple[int, Any]:
    """How many parts of the path exist, and what the last of them holds."""
    found: Any = data
    for depth, part in enumerate(path):
        if not isinstance(found, dict) or part not in found:
            return depth, found
        found = found[part]
    return len(path), found


def _holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_tables, value)))


def same(one: Any, other: Any) -> bool:
    """Equality that tells 1 from true and from 1.0, and a date from a date-time."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def _with(data: dict[str, Any], path: KeyPath, value: Value) -> dict[str, Any]:
    head, *rest = path
    return {**data, head: _with(data.get(head, {}), tuple(rest), value) if rest else value}


def _after(data: dict[str, Any], changes: Sequence[SetKey | UnsetKey], depth: int = 0) -> dict[str, Any]:
    """The data after changes, each of its tables copied once."""
    below: dict[str, list[SetKey | UnsetKey]] = {}
    for one in changes:
        below.setdefault(one.path[depth], []).append(one)
    after = dict(data)
    for head, ones in below.items():
        last = ones[-1]
        if len(last.path) > depth + 1:
            after[head] = _after(after.get(head, {}), ones, depth + 1)
        elif isinstance(last, SetKey):
            after[head] = last.value
        else:
            after.pop(head, None)
    return after


def _without(data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    head, *rest = path
    if rest:
        return {**data, head: _without(data[head], tuple(rest))}
    return {key: value for key, value in data.items() if key != head}


def _without_empty(data: dict[str, Any] | None, path: KeyPath) -> dict[str, Any] | None:
    """The data without the tables along `path` that hold nothing."""
    if not data or not path or not isinstance(data.get(path[0]), dict):
        return data
    inner = _without_empty(data[path[0]], path[1:])
    return {**data, path[0]: inner} if inner else _without(data, path[:1])


def _refusal(document: Document, change: SetKey | UnsetKey, depth: int, layout: Layout | None) -> Unspliceable:
    """What to say of a change that is not made, with the lines to type instead."""
    place = document.position(change.path)
    message = f"« {format_path(change.path)} » ne peut pas être modifié sans réécrire ce qui l'entoure"
    if depth:
        message = f"« {format_path(change.path[:depth])} » a déjà une valeur, qu'il faut d'abord retirer"
    hint, lines = "supprimez vous-même ses lignes", []
    if isinstance(change, SetKey) and layout:
        header = min(layout.header(change.path), len(change.path) - 1)
        hint, lines = "à taper vous-même", [f"[{format_path(change.path[:header])}]"] if header else []
        lines.append(f"{format_path(change.path[header:])} = {literal(change.value)}")
    return Unspliceable(message, line=place.line, column=place.column, hint=hint, lines=tuple(lines))
