"""Writing what a merge means into one of its versions, as edits, with the spelling of the version they come from."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from segurctl.candidature.brackets import Splice, splice
from segurctl.candidature.data import same
from segurctl.candidature.edit import SetKey, UnsetKey, Unspliceable, apply
from segurctl.candidature.merge.elements import Element, holds_elements
from segurctl.candidature.merge.meaning import same_meaning
from segurctl.candidature.merge.rewrite import rewrite_elements
from segurctl.candidature.merge.versions import Version, reads, version, with_ends
from segurctl.candidature.paths import DataPath, KeyPath
from segurctl.candidature.placing import Layout, new_tables
from segurctl.candidature.scan import end_of_line, scan
from segurctl.candidature.text import parse


def replay(text: str, wanted: Mapping[str, Any], spelling: Version, base: Version | None, layout: Layout) -> str:
    """The text with other data, whose new values are written as in `spelling`.

    What `spelling` only wrote otherwise than `base` is taken too, where the text still writes it as `base`.
    Raises Unspliceable where the data cannot be written without rewriting what the team wrote.
    """
    before = parse(text)
    changes = list(_changes((), before, wanted))
    removed = [one for one in changes if isinstance(one, UnsetKey)]
    plain = [one for one in changes if isinstance(one, SetKey) and not _bare(one.value)]
    text = apply(text, [*removed, *plain], layout)
    for one in changes:
        if isinstance(one, SetKey) and _bare(one.value):
            text = _bare_value(text, one, spelling, layout)
    for path, value in _element_lists((), wanted):
        text = rewrite_elements(text, path, value, spelling)
    text = _respell(text, {one.path for one in plain}, spelling, base)
    if not same_meaning(parse(text), wanted):
        raise Unspliceable("le résultat ne dirait pas ce qu'il doit dire")
    return text


def _bare(value: Any) -> bool:
    """Whether a value has no key of its own to set: a table that holds nothing, an array of tables."""
    return value == {} or holds_elements(value)


def _changes(path: KeyPath, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[SetKey | UnsetKey]:
    for key in before:
        if key not in wanted:
            yield UnsetKey((*path, key))
    for key, value in wanted.items():
        held, below = before.get(key), (*path, key)
        if isinstance(value, dict) and value and isinstance(held, dict):
            yield from _changes(below, held, value)
        elif isinstance(value, dict) and value:
            if held is not None:
                yield UnsetKey(below)
            yield from _changes(below, {}, value)
        elif key not in before or not (same(held, value) or (holds_elements(held) and holds_elements(value))):
            if held is not None and (_bare(held) or isinstance(held, dict) or _bare(value)):
                yield UnsetKey(below)
            yield SetKey(below, value)


def _bare_value(text: str, change: SetKey, spelling: Version, layout: Layout) -> str:
    if change.value == {}:
        headed = new_tables(scan(text), {change.path: []}, layout)
        return headed if reads(headed) else apply(text, [change], layout)
    return rewrite_elements(text, change.path, change.value, spelling)  # type: ignore[arg-type]


def _respell(text: str, changed: set[KeyPath], spelling: Version, base: Version | None) -> str:
    """The text with values written as in a version: those that it brought, and those that only it wrote otherwise."""
    now, cuts = version(text), list[Splice]()
    written, known = _written(now), _written(base) if base else {}
    for path, raw in _written(spelling).items():
        mine = written.get(path)
        if mine is None or mine.raw == raw.raw or not same(mine.value, raw.value):
            continue
        if path in changed or (path in known and known[path].raw == mine.raw):
            cuts.append(Splice(mine.start, mine.end, with_ends(raw.raw, end_of_line(text, mine.end))))
    respelled = splice(text, cuts)
    return respelled if reads(respelled) and same_meaning(parse(respelled), now.data) else text


class _Written(NamedTuple):
    """A value: its characters, where they are, and what they mean."""

    raw: str
    start: int
    end: int
    value: Any


def _written(one: Version) -> dict[DataPath, _Written]:
    """The values of a version that are on lines of their own."""
    entries = (entry for section in one.document.sections for entry in section.entries)
    return {
        entry.path: _Written(one.text[entry.start : entry.end], entry.start, entry.end, _at(one.data, entry.path))
        for entry in entries
    }


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _element_lists(path: KeyPath, data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, list[Element]]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _element_lists((*path, key), value)
        elif holds_elements(value):
            yield (*path, key), value
