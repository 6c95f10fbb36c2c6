"""Writing what a merge means into one of its versions, as edits, with the spelling of the version they come from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from segurctl.candidature.brackets import Splice, find, insert, remove, splice
from segurctl.candidature.edit import SetKey, UnsetKey, Unspliceable, apply, same
from segurctl.candidature.literal import literal
from segurctl.candidature.merge.elements import Element, holds_elements, name_of
from segurctl.candidature.merge.meaning import same_meaning
from segurctl.candidature.paths import DataPath, KeyPath, format_path
from segurctl.candidature.placing import Layout, new_tables, removal
from segurctl.candidature.scan import Document, Section, end_of_line, line_end, line_start, scan
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError


class Version(NamedTuple):
    """One of the versions of a merge: its spelling and its data."""

    document: Document
    data: dict[str, Any]

    @property
    def text(self) -> str:
        """The whole of it, its ends of line included."""
        return self.document.text


def version(text: str) -> Version:
    """A version of a file. Raises SegurctlError where it is no TOML, ValueError where it cannot be read."""
    return Version(scan(text), parse(text))


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
        text = _elements(text, path, value, spelling)
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
        return headed if _reads(headed) else apply(text, [change], layout)
    return _elements(text, change.path, change.value, spelling)  # type: ignore[arg-type]


def _respell(text: str, changed: set[KeyPath], spelling: Version, base: Version | None) -> str:
    """The text with values written as in a version: those that it brought, and those that only it wrote otherwise."""
    now, cuts = version(text), list[Splice]()
    written, known = _written(now), _written(base) if base else {}
    for path, raw in _written(spelling).items():
        mine = written.get(path)
        if mine is None or mine.raw == raw.raw or not same(mine.value, raw.value):
            continue
        if path in changed or (path in known and known[path].raw == mine.raw):
            cuts.append(Splice(mine.start, mine.end, _with_ends(raw.raw, end_of_line(text, mine.end))))
    respelled = splice(text, cuts)
    return respelled if _reads(respelled) and same_meaning(parse(respelled), now.data) else text


def _reads(text: str) -> bool:
    try:
        parse(text)
    except SegurctlError:
        return False
    return True


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


def _with_ends(raw: str, eol: str) -> str:
    return raw.replace("\r\n", "\n").replace("\n", eol)


def _element_lists(path: KeyPath, data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, list[Element]]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _element_lists((*path, key), value)
        elif holds_elements(value):
            yield (*path, key), value


def _elements(text: str, path: KeyPath, wanted: Sequence[Element], spelling: Version) -> str:
    """The text with the elements of an array of tables: those that change where they are, new ones at the end."""
    remaining = list(wanted)
    index = 0
    while index < len(held := _held(parse(text), path)):
        element = held[index]
        if kept := next((one for one in remaining if same(one, element)), None):
            remaining.remove(kept)
            index += 1
            continue
        renewed = [one for one in remaining if name_of(one) == name_of(element) and not _among(one, held)]
        if renewed:
            remaining.remove(renewed[0])
            text = _replaced(text, (*path, index), renewed[0], spelling)
            index += 1
        else:
            text = _removed(text, path, index)
    for one in remaining:
        text = _added(text, path, one, spelling)
    return text


def _held(data: Mapping[str, Any], path: KeyPath) -> list[Element]:
    found: Any = data
    for part in path:
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found if holds_elements(found) else []


def _among(element: Element, some: Sequence[Element]) -> bool:
    return any(same(one, element) for one in some)


def _removed(text: str, path: KeyPath, index: int) -> str:
    """The text without one element of an array of tables, written under a header or between brackets."""
    document = scan(text)
    inline = find(document, path)
    if inline:
        return splice(text, remove(text, inline, inline.members[index]))
    return removal(document, (*path, index))  # type: ignore[arg-type]


def _replaced(text: str, path: tuple[str | int, ...], element: Element, spelling: Version) -> str:
    document = scan(text)
    inline = find(document, path)
    if inline:
        return splice(text, [Splice(inline.start, inline.end, _inline(element))])
    own = [one for one in document.sections if one.path == path]
    names = tuple(part for part in path if isinstance(part, str))
    if len(own) != 1:
        raise Unspliceable("un élément écrit en plusieurs endroits")
    start, end = _lines_of(text, own[0])
    lines = _block(names, element, spelling, end_of_line(text, start))
    tail = "" if end == len(text) and not text.endswith("\n") else end_of_line(text, start)
    return splice(text, [Splice(start, end, lines + tail)])


def _added(text: str, path: KeyPath, element: Element, spelling: Version) -> str:
    document = scan(text)
    inline = find(document, path)
    if inline:
        last = inline.members[-1] if inline.members else None
        return splice(text, insert(text, inline, last, _inline(element)))
    eol = end_of_line(text, max(len(text) - 1, 0))
    last_one = [one for one in document.sections if one.path[: len(path)] == path]
    offset = _lines_of(text, last_one[-1])[1] if last_one else len(text)
    lines = _block(path, element, spelling, eol)
    if offset == len(text) and text and not text.endswith("\n"):
        return f"{text}{eol}{eol}{lines}"
    return splice(text, [Splice(offset, offset, f"{eol}{lines}{eol}")])


def _lines_of(text: str, section: Section) -> tuple[int, int]:
    end = section.entries[-1].end if section.entries else section.end
    return line_start(text, section.start), line_end(text, end)


def _block(path: KeyPath, element: Element, spelling: Version, eol: str) -> str:
    """The lines of an element, as the version that has it wrote them, without the end of the last one."""
    held = _held(spelling.data, path)
    places = [index for index, one in enumerate(held) if same(one, element)]
    own = [one for one in spelling.document.sections if places and one.path == (*path, places[0])]
    if len(own) == 1:
        start, end = _lines_of(spelling.text, own[0])
        return _with_ends(spelling.text[start:end].rstrip("\r\n"), eol)
    return eol.join(
        [f"[[{format_path(path)}]]", *(f"{format_path([key])} = {_inline(v)}" for key, v in element.items())]
    )


def _inline(value: Any) -> str:
    """A value on one line; the keys of its tables quoted where they have to be."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{format_path([key])} = {_inline(below)}" for key, below in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return literal(value)
