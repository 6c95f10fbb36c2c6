"""Change a candidature without touching a byte that does not have to change.

Every change is spliced into the text; the result is parsed again and compared with what was asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeAlias

from segurctl.candidature.scan import (
    BOM,
    Document,
    Entry,
    Path,
    Section,
    end_of_line,
    indentation,
    key_parts,
    line_end,
    line_start,
    scan,
)
from segurctl.candidature.text import dotted, literal, parse
from segurctl.errors import SegurctlError

Key: TypeAlias = tuple[str, ...]
Value: TypeAlias = str | bool | int | date | datetime | list[str]


_comma = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+,").match
_comma_on_line = re.compile(r"[ \t]*+,").match
_rest_of_own_line = re.compile(r"[ \t]*+,?+[ \t]*+(?:#[^\n]*+)?+\r?\n").match


_blank_lines = re.compile(r"(?:[ \t]*+\r?\n)*+").match
_blank_line = re.compile(r"[ \t]*+\r?\n").match
_comment_lines = re.compile(r"(?:[ \t]*+#[^\n]*+(?:\n|\Z))*+").match
_head = re.compile(r"\ufeff?+(?:[ \t]*+#[^\n]*+\n)++(?=[ \t]*+(?:\r?\n|\Z))|\ufeff?+(?:#:[^\n]*+\n)*+").match


@dataclass(frozen=True, slots=True)
class SetKey:
    """Give a key its value, whether the key is there or not."""

    path: Key
    value: Value


@dataclass(frozen=True, slots=True)
class UnsetKey:
    """Remove a key, or a table and all that is in it; nothing happens when it is not there."""

    path: Key


class _Splice(NamedTuple):
    """Characters to replace."""

    start: int
    end: int
    text: str


class Layout(Protocol):
    """How new keys are laid out; those that are written stay as the team wrote them."""

    def header(self, path: Key) -> int:
        """How many leading parts of the path of a key make the header of its table."""

    def rank(self, table: Key) -> Any:
        """The place of a table in the order of the catalogue; places compare with `<`."""


class Unspliceable(SegurctlError):  # noqa: N818 - the name of the case, not of a fault
    """A change that cannot be made without rewriting what the team wrote."""


def apply(text: str, changes: Sequence[SetKey | UnsetKey], layout: Layout) -> str:
    """The text after these changes, made one after the other."""
    for change in changes:
        try:
            text = _set(text, change, layout) if isinstance(change, SetKey) else _unset(text, change)
        except ValueError:  # halfway through, the text was no longer TOML
            raise _refusal(scan(text), change, 0, layout) from None
    return text


def _set(text: str, change: SetKey, layout: Layout) -> str:
    data, document = parse(text), scan(text)
    depth, found = _follow(data, change.path)
    if depth == len(change.path) and _same(found, change.value):
        return text
    if depth == len(change.path):
        entry = _find(document, change.path)
        if entry is None or _holds_tables(found):
            raise _refusal(document, change, depth, layout)
        edited = _new_value(document, entry, found, change.value)
    elif isinstance(found, dict):
        edited = _new_key(document, change.path, depth, literal(change.value), layout)
    else:
        raise _refusal(document, change, depth, layout)
    if not _same(_reparse(edited), _with(data, change.path, change.value)):
        raise _refusal(document, change, 0, layout)
    return edited


def _unset(text: str, change: UnsetKey) -> str:
    data, document = parse(text), scan(text)
    if _follow(data, change.path)[0] < len(change.path):
        return text
    edited = _removal(document, change.path)
    # A table that was written only by what is removed goes with it.
    result, wanted = (
        _without_empty(each, change.path[:-1]) for each in (_reparse(edited), _without(data, change.path))
    )
    if not _same(result, wanted):
        raise _refusal(document, change, 0, None)
    return edited


def _reparse(text: str) -> dict[str, Any] | None:
    try:
        return parse(text)
    except SegurctlError:
        return None


def _follow(data: dict[str, Any], path: Key) -> tuple[int, Any]:
    """How many parts of the path exist, and what the last of them holds."""
    found: Any = data
    for depth, part in enumerate(path):
        if not isinstance(found, dict) or part not in found:
            return depth, found
        found = found[part]
    return len(path), found


def _holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_tables, value)))


def _same(one: Any, other: Any) -> bool:
    """Equality that tells 1 from true and from 1.0, and a date from a date-time."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def _with(data: dict[str, Any], path: Key, value: Value) -> dict[str, Any]:
    head, *rest = path
    return {**data, head: _with(data.get(head, {}), tuple(rest), value) if rest else value}


def _without(data: dict[str, Any], path: Key) -> dict[str, Any]:
    head, *rest = path
    if rest:
        return {**data, head: _without(data[head], tuple(rest))}
    return {key: value for key, value in data.items() if key != head}


def _without_empty(data: dict[str, Any] | None, path: Key) -> dict[str, Any] | None:
    """The data without the tables along `path` that hold nothing."""
    if not data or not path or not isinstance(data.get(path[0]), dict):
        return data
    inner = _without_empty(data[path[0]], path[1:])
    return {**data, path[0]: inner} if inner else _without(data, path[:1])


def _refusal(
    document: Document, change: SetKey | UnsetKey, depth: int, layout: Layout | None
) -> Unspliceable:
    """What to say of a change that is not made, with the lines to type instead."""
    name = dotted(change.path)
    place = document.position(change.path)
    hint = "supprimez vous-même ses lignes"
    message = f"« {name} » ne peut pas être modifié sans réécrire ce qui l’entoure."
    if isinstance(change, SetKey) and layout:
        header = min(layout.header(change.path), len(change.path) - 1)
        table = [f"[{dotted(change.path[:header])}]"] if header else []
        written = "\n".join([*table, f"{dotted(change.path[header:])} = {literal(change.value)}"])
        hint = f"tapez vous-même :\n{written}"
    if depth:
        message = f"« {dotted(change.path[:depth])} » a déjà une valeur, qu’il faut d’abord retirer."
    return Unspliceable(message, line=place.line, column=place.column, hint=hint)


def _find(document: Document, path: Path) -> Entry | None:
    """The entry that gives this very key its value."""
    return next((entry for entry, _ in document.along(path) if entry.path == path), None)


def _new_key(document: Document, path: Key, depth: int, value: str, layout: Layout) -> str:
    """The text with a new key; the first `depth` parts of its path are tables that exist."""
    text, parent = document.text, path[:depth]
    line = f"{dotted(path[depth:])} = {value}"
    inline = _find(document, parent)
    if inline:
        last = inline.members[-1] if inline.members else None
        return _splice(text, _insert(text, inline, last, line))
    sibling = _last_dotted(document, parent)
    if sibling:
        return _splice(text, _beside(text, *sibling, depth, line))
    section = document.section(parent)
    header = min(layout.header(path), len(path) - 1)
    if section is None or depth < header:
        table = path[: max(header, depth)]
        block = [f"[{dotted(table)}]", f"{dotted(path[len(table) :])} = {value}"]
        return _splice(text, _new_table(document, layout, table, block))
    if section.entries or parent:
        return _splice(text, _below(text, section.entries[-1] if section.entries else section, line))
    return _splice(text, _at_the_top(document, line))


def _last_dotted(document: Document, table: Key) -> tuple[Entry, Entry | None] | None:
    """The last entry whose dotted key goes through `table`, and the inline table that holds it."""
    depth = len(table)
    through = [
        (entry, container)
        for entry, container in document.along(table)
        if entry.base < depth < len(entry.path)
    ]
    return through[-1] if through else None


def _beside(text: str, sibling: Entry, container: Entry | None, depth: int, line: str) -> list[_Splice]:
    """Next to a dotted key, with the same prefix spelled in the same way."""
    prefix_end = key_parts(text, sibling.key)[depth - sibling.base - 1].end
    line = f"{text[sibling.key : prefix_end]}.{line}"
    if container:
        return _insert(text, container, sibling, line)
    return _below(text, sibling, line)


def _new_value(document: Document, entry: Entry, old: Any, new: Any) -> str:
    """The text with another value; an array of several lines keeps those of the items it keeps."""
    text = document.text
    if isinstance(old, list) and isinstance(new, list) and "\n" in text[entry.start : entry.end]:
        return _new_items(text, entry, old, new)
    return _splice(text, [_Splice(entry.start, entry.end, literal(new))])


def _new_items(text: str, entry: Entry, old: list[Any], new: list[str]) -> str:
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_end = shortest - tail  # of the items that are replaced one for one
    for index in reversed(range(middle_end, len(old) - tail)):
        text = _splice(text, _remove(text, entry, entry.members[index]))
        entry = _find(scan(text), entry.path) or entry
    replaced = zip(entry.members[head:middle_end], new[head:middle_end], strict=True)
    text = _splice(text, [_Splice(item.start, item.end, literal(value)) for item, value in replaced])
    for index in range(middle_end, len(new) - tail):
        entry = _find(scan(text), entry.path) or entry
        after = entry.members[index - 1] if index else None
        text = _splice(text, _insert(text, entry, after, literal(new[index])))
    return text


def _removal(document: Document, path: Key) -> str:
    """The text without a key, or without a table and every key of it, however they are written."""
    text, depth = document.text, len(path)
    while True:
        entries = [pair for pair in document.along(path) if pair[0].path[:depth] == path]
        inline = next(((entry, container) for entry, container in entries if container), None)
        if inline is None:
            break
        text = _splice(text, _remove(text, inline[1], inline[0]))
        document = scan(text)
    cuts = [_entry_lines(text, entry) for entry, _ in entries]
    headers = [section for section in document.sections if depth and section.path[:depth] == path]
    return _splice(text, _remove_sections(text, cuts, headers) if headers else cuts)


def _below(text: str, neighbour: Entry | Section, line: str) -> list[_Splice]:
    """A line right below a key or a header, indented as it is."""
    offset = neighbour.key if isinstance(neighbour, Entry) else neighbour.start
    return _lines(text, line_end(text, neighbour.end), [indentation(text, offset) + line])


def _at_the_top(document: Document, line: str) -> list[_Splice]:
    """The first key of the root: under the comments that open the file, above the first table."""
    text = document.text
    head = _head(text)
    offset = head.end() if head else 0
    apart = offset < len(text) and not _blank_line(text, offset)
    return _lines(text, offset, [line, ""] if apart else [line])


def _new_table(document: Document, layout: Layout, table: Key, lines: list[str]) -> list[_Splice]:
    """A table where the order of the catalogue wants it, with a blank line on either side."""
    text = document.text
    headed = document.sections[1:]
    ranks = [layout.rank(_names(section)) for section in headed]
    own = layout.rank(table)
    before = [index for index, other in enumerate(ranks) if other <= own]
    if before:
        greatest = max(ranks[index] for index in before)
        last = max(index for index in before if ranks[index] == greatest)
        offset = _end_of_section(text, headed[last])
    elif headed:
        offset = _start_of_section(text, headed[0])
    else:
        offset = _end_of_text(text)
    return _lines(text, offset, _apart(text, offset, lines))


def _names(section: Section) -> Key:
    return tuple(part for part in section.path if isinstance(part, str))


def _apart(text: str, offset: int, lines: list[str]) -> list[str]:
    if not _at_start(text, offset) and not _is_blank_above(text, offset):
        lines = ["", *lines]
    if offset < len(text) and not _blank_line(text, offset):
        lines = [*lines, ""]
    return lines


def _lines(text: str, offset: int, lines: list[str]) -> list[_Splice]:
    """Whole lines at the start of a line, or after a last line that has no end."""
    eol = end_of_line(text, max(offset - 1, 0))
    if offset == len(text) and not _at_start(text, offset) and not text.endswith("\n"):
        return [_Splice(offset, offset, "".join(eol + line for line in lines))]
    return [_Splice(offset, offset, "".join(line + eol for line in lines))]


def _end_of_section(text: str, section: Section) -> int:
    """After its last key, and after the comments below it that do not head what follows."""
    end = section.entries[-1].end if section.entries else section.end
    offset = line_end(text, end)
    comments = _comment_lines(text, offset)
    after = comments.end() if comments else offset
    return after if after == len(text) or _blank_line(text, after) else offset


def _start_of_section(text: str, section: Section) -> int:
    """Before its header, and before the comments that stand on it."""
    start = line_start(text, section.start)
    while start:
        above = line_start(text, start - 1)
        line = text[above:start].lstrip(" \t")
        if not line.startswith("#") or line.startswith("#:") or above == start:
            return start
        start = above
    return start


def _end_of_text(text: str) -> int:
    return line_end(text, max(len(text.rstrip()) - 1, 0)) if text.strip(BOM + " \t\r\n") else len(text)


def _entry_lines(text: str, entry: Entry) -> _Splice:
    """Its lines, with the comment on the last one."""
    return _Splice(line_start(text, entry.key), line_end(text, entry.end), "")


def _remove_sections(text: str, cuts: list[_Splice], headers: list[Section]) -> list[_Splice]:
    """Lines to remove together with headers, and the blank lines that would pile up in their place."""
    cuts = sorted(
        [*cuts, *(_Splice(line_start(text, each.start), line_end(text, each.end), "") for each in headers)]
    )
    runs = cuts[:1]
    for cut in cuts[1:]:
        gap = _blank_lines(text, runs[-1].end)
        if gap and gap.end() >= cut.start:
            runs[-1] = _Splice(runs[-1].start, cut.end, "")
        else:
            runs.append(cut)
    return [
        _tidy(text, run) if any(run.start <= each.start < run.end for each in headers) else run
        for run in runs
    ]


def _tidy(text: str, run: _Splice) -> _Splice:
    """Extend a run over blank lines, so that those above and below it do not add up."""
    start, end = run.start, run.end
    if end == len(text):
        while _is_blank_above(text, start):
            start = line_start(text, start - 1)
        return _Splice(start, end, "")
    above = start
    while blank := _blank_line(text, end):
        if not _at_start(text, above):
            if not _is_blank_above(text, above):
                break
            above = line_start(text, above - 1)
        end = blank.end()
    return _Splice(start, end, "")


def _at_start(text: str, offset: int) -> bool:
    return text[:offset] in ("", BOM)


def _is_blank_above(text: str, start: int) -> bool:
    return not _at_start(text, start) and bool(_blank_line(text, line_start(text, start - 1)))


def _splice(text: str, splices: list[_Splice]) -> str:
    """Apply splices that do not overlap, from the last to the first."""
    for start, end, replacement in sorted(splices, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _insert(text: str, container: Entry, after: Entry | None, written: str) -> list[_Splice]:
    """Add a member after another one, or in front of them all."""
    members = container.members
    if after is None and members:
        return [_Splice(members[0].key, members[0].key, f"{written}, ")]
    if after is None:
        inside = container.start + 1
        if text[container.start] == "{":
            written = f" {written}" if container.end - inside > 1 else f" {written} "
        return [_Splice(inside, inside, written)]
    gap = text[after.end : _next(container, after)]
    if "\n" not in gap or not _starts_line(text, after):
        return [_Splice(after.end, after.end, f", {written}")]
    next_line = line_end(text, after.end)
    line = indentation(text, after.key) + written
    eol = end_of_line(text, after.end)
    if _comma_on_line(text, after.end):
        return [_Splice(next_line, next_line, f"{line},{eol}")]
    if _comma(gap):  # written in front of the next line
        return [_Splice(after.end, after.end, f", {written}")]
    return [_Splice(after.end, after.end, ","), _Splice(next_line, next_line, f"{line}{eol}")]


def _remove(text: str, container: Entry, member: Entry) -> list[_Splice]:
    """Take a member out, with its comma, and with its line when it has one of its own."""
    own_line = _rest_of_own_line(text, member.end)
    is_last = member is container.members[-1]
    comma = _comma(text, member.end)
    has_its_comma = own_line and comma and comma.end() <= own_line.end()
    if own_line and _starts_line(text, member) and (has_its_comma or not comma):
        return [_Splice(line_start(text, member.key), own_line.end(), "")]
    bare = [_Splice(member.key, member.end, "")]
    if comma:
        bare.append(_Splice(comma.end() - 1, comma.end(), ""))
    if not is_last:
        following = _next(container, member)
        return bare if "#" in text[member.end : following] else [_Splice(member.key, following, "")]
    if len(container.members) > 1:
        previous = container.members[-2]
        keeps_comment = "#" in text[previous.end : member.key]
        return bare if keeps_comment else [_Splice(previous.end, member.end, "")]
    inside = _splice(text, bare)[
        container.start + 1 : container.end - 1 - sum(cut.end - cut.start for cut in bare)
    ]
    return bare if inside.strip(" \t") else [_Splice(container.start + 1, container.end - 1, "")]


def _next(container: Entry, member: Entry) -> int:
    """Where the next member starts, or the closing bracket."""
    keys = (other.key for other in container.members if other.key >= member.end)
    return next(keys, container.end - 1)


def _starts_line(text: str, member: Entry) -> bool:
    return not text[line_start(text, member.key) : member.key].strip(" \t")
