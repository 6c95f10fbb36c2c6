"""Where new keys and tables go among the lines of a file, and which lines go when they are removed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from segurctl.candidature.brackets import Splice, find, insert, remove, splice
from segurctl.candidature.literal import BOM
from segurctl.candidature.paths import DataPath, KeyPath, format_path
from segurctl.candidature.scan import (
    Document,
    Entry,
    Section,
    end_of_line,
    indentation,
    key_parts,
    line_end,
    line_start,
    scan,
)

_blank_lines = re.compile(r"(?:[ \t]*\r?\n)*").match
_gap = re.compile(r"[ \t]*").match
_blank_line = re.compile(r"[ \t]*\r?\n").match
_comment_lines = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z))*").match
_head = re.compile(r"\ufeff?(?:[ \t]*#[^\n]*\n)+(?=[ \t]*(?:\r?\n|\Z))|\ufeff?(?:#:[^\n]*\n)*").match


class Layout(Protocol):
    """How new keys are laid out; those that are written stay as the team wrote them."""

    def header(self, path: KeyPath) -> int:
        """How many leading parts of the path of a key make the header of its table."""

    def rank(self, path: DataPath) -> Any:
        """The place of a table, or of a key, in the order of the format; places compare with `<`."""


def new_key(document: Document, path: KeyPath, depth: int, value: str, layout: Layout) -> str:
    """The text with a new key; the first `depth` parts of its path are tables that exist."""
    text, parent = document.text, path[:depth]
    line = f"{format_path(path[depth:])} = {value}"
    inline = find(document, parent)
    if inline:
        return splice(text, insert(text, inline, _member(text, inline, path, layout), line))
    through = _through(document, parent)
    if through:
        return splice(text, _beside(text, through, path, depth, line, layout))
    section = document.section(parent)
    header = min(layout.header(path), len(path) - 1)
    if section is None or depth < header:
        table = path[: max(header, depth)]
        block = [f"[{format_path(table)}]", f"{format_path(path[len(table) :])} = {value}"]
        return splice(text, _new_table(document, layout, table, block))
    if section.entries:
        return splice(text, _among(text, section.entries, path, line, layout))
    return splice(text, _below(text, section, line) if parent else _at_the_top(document, line))


def _member(text: str, inline: Entry, path: KeyPath, layout: Layout) -> Entry | None:
    """The member of an inline table after which a new one goes; None for in front of them all."""
    members = inline.members
    before = _predecessor(members, path, layout)
    # On lines of its own, the first may have its comment above it.
    return before or (members[-1] if members and "\n" in text[inline.start : inline.end] else None)


def _predecessor(entries: Sequence[Entry], path: KeyPath, layout: Layout) -> Entry | None:
    """The last of the greatest of those that do not come after `path`, be they in order or not."""
    own = layout.rank(path)
    before = [(layout.rank(entry.path), index) for index, entry in enumerate(entries)]
    greatest = max((pair for pair in before if pair[0] <= own), default=None)
    return entries[greatest[1]] if greatest else None


def _through(document: Document, table: KeyPath) -> list[tuple[Entry, Entry | None]]:
    """The entries whose dotted keys go through `table`, each with the inline table that holds it."""
    depth = len(table)
    return [(entry, container) for entry, container in document.along(table) if entry.base < depth < len(entry.path)]


def _beside(
    text: str, through: list[tuple[Entry, Entry | None]], path: KeyPath, depth: int, line: str, layout: Layout
) -> list[Splice]:
    """Among dotted keys, with the prefix of one of them spelled in the same way."""
    siblings, container = [entry for entry, _ in through], through[-1][1]
    before = _predecessor(siblings, path, layout)
    sibling = before or siblings[0]
    prefix_end = key_parts(text, sibling.key)[depth - sibling.base - 1].end
    line = f"{text[sibling.key : prefix_end]}.{line}"
    if container:
        return insert(text, container, before or siblings[-1], line)
    return _below(text, before, line) if before else _above(text, sibling, line)


def _among(text: str, entries: list[Entry], path: KeyPath, line: str, layout: Layout) -> list[Splice]:
    """A line where the order of the format wants it among the keys of a table."""
    before = _predecessor(entries, path, layout)
    return _below(text, before, line) if before else _above(text, entries[0], line)


def _above(text: str, first: Entry, line: str) -> list[Splice]:
    """A line above the first key, and above the comments that stand on it, indented as it is."""
    return _lines(text, _start_of(text, first.key, 0), [indentation(text, first.key) + line])


def removal(document: Document, path: KeyPath) -> str:
    """The text without a key, or without a table and every key of it, however they are written."""
    text, depth = document.text, len(path)
    while True:
        entries = [pair for pair in document.along(path) if pair[0].path[:depth] == path]
        inline = next(((entry, container) for entry, container in entries if container), None)
        if inline is None:
            break
        text = splice(text, remove(text, inline[1], inline[0]))
        document = scan(text)
    cuts = [_entry_lines(text, entry) for entry, _ in entries]
    headers = [section for section in document.sections if depth and section.path[:depth] == path]
    return splice(text, _remove_sections(text, cuts, headers) if headers else cuts)


def _below(text: str, neighbour: Entry | Section, line: str) -> list[Splice]:
    """A line right below a key or a header, indented as it is."""
    offset = neighbour.key if isinstance(neighbour, Entry) else neighbour.start
    return _lines(text, end_of_item(text, neighbour.end), [indentation(text, offset) + line])


def end_of_item(text: str, end: int) -> int:
    """Where the lines of a key or a header end, with the comments that go on below the one on its line.

    `end` is where its own characters end. A comment goes on in the same column.
    """
    offset = line_end(text, end)
    gap = _gap(text, end)
    if gap is None or not text.startswith("#", gap.end()):
        return offset
    column = gap.end() - line_start(text, end)
    while (gap := _gap(text, offset)) and gap.end() - offset == column and text.startswith("#", gap.end()):
        offset = line_end(text, offset)
    return offset


def _at_the_top(document: Document, line: str) -> list[Splice]:
    """The first key of the root: under the comments that open the file, above the first table."""
    text = document.text
    head = _head(text)
    offset = head.end() if head else 0
    apart = offset < len(text) and not _blank_line(text, offset)
    return _lines(text, offset, [line, ""] if apart else [line])


def new_tables(document: Document, blocks: Mapping[KeyPath, list[str]], layout: Layout) -> str:
    """The text with tables that it does not have, each of the lines given, in one pass: hundreds come at once."""
    places: dict[int, list[str]] = {}
    for table in sorted(blocks, key=layout.rank):
        offset = _place(document, layout, table)
        above = places.setdefault(offset, [])
        above += [*([""] if above else []), f"[{format_path(table)}]", *blocks[table]]
    text = document.text
    cuts = [one for offset, lines in places.items() for one in _lines(text, offset, _apart(text, offset, lines))]
    return splice(text, sorted(cuts))


def _new_table(document: Document, layout: Layout, table: KeyPath, lines: list[str]) -> list[Splice]:
    """A table where the order of the catalogue wants it, with a blank line on either side."""
    text = document.text
    offset = _place(document, layout, table)
    return _lines(text, offset, _apart(text, offset, lines))


def _place(document: Document, layout: Layout, table: KeyPath) -> int:
    """Where the lines of a new table go."""
    text = document.text
    headed = document.sections[1:]
    ranks = [layout.rank(_names(section)) for section in headed]
    own = layout.rank(table)
    before = [index for index, other in enumerate(ranks) if other <= own]
    if before:
        greatest = max(ranks[index] for index in before)
        last = max(index for index in before if ranks[index] == greatest)
        return _end_of_section(text, headed[last])
    if headed:
        above = document.sections[0].entries
        return _start_of(text, headed[0].start, line_end(text, above[-1].end) if above else 0)
    return _end_of_text(text)


def _names(section: Section) -> KeyPath:
    return tuple(part for part in section.path if isinstance(part, str))


def _apart(text: str, offset: int, lines: list[str]) -> list[str]:
    if not _at_start(text, offset) and not _is_blank_above(text, offset):
        lines = ["", *lines]
    if offset < len(text) and not _blank_line(text, offset):
        lines = [*lines, ""]
    return lines


def _lines(text: str, offset: int, lines: list[str]) -> list[Splice]:
    """Whole lines at the start of a line, or after a last line that has no end."""
    eol = end_of_line(text, max(offset - 1, 0))
    if offset == len(text) and not _at_start(text, offset) and not text.endswith("\n"):
        return [Splice(offset, offset, "".join(eol + line for line in lines))]
    return [Splice(offset, offset, "".join(line + eol for line in lines))]


def _end_of_section(text: str, section: Section) -> int:
    """After its last key, and after the comments below it that do not head what follows."""
    end = section.entries[-1].end if section.entries else section.end
    offset = line_end(text, end)
    comments = _comment_lines(text, offset)
    after = comments.end() if comments else offset
    return after if after == len(text) or _blank_line(text, after) else offset


def _start_of(text: str, offset: int, floor: int) -> int:
    """Before the line of a header or a key, and before the comments that stand on it, but not above `floor`."""
    start = line_start(text, offset)
    while start > floor:
        above = line_start(text, start - 1)
        line = text[above:start].lstrip(" \t")
        if not line.startswith("#") or line.startswith("#:") or above == start:
            return start
        start = above
    return start


def _end_of_text(text: str) -> int:
    return line_end(text, max(len(text.rstrip()) - 1, 0)) if text.strip(BOM + " \t\r\n") else len(text)


def _entry_lines(text: str, entry: Entry) -> Splice:
    """Its lines, with the comment on the last one."""
    return Splice(line_start(text, entry.key), line_end(text, entry.end), "")


def _remove_sections(text: str, cuts: list[Splice], headers: list[Section]) -> list[Splice]:
    """Lines to remove together with headers, and the blank lines that would pile up in their place."""
    cuts = sorted([*cuts, *(Splice(line_start(text, each.start), line_end(text, each.end), "") for each in headers)])
    runs = cuts[:1]
    for cut in cuts[1:]:
        gap = _blank_lines(text, runs[-1].end)
        if gap and gap.end() >= cut.start:
            runs[-1] = Splice(runs[-1].start, cut.end, "")
        else:
            runs.append(cut)
    return [_tidy(text, run) if any(run.start <= each.start < run.end for each in headers) else run for run in runs]


def _tidy(text: str, run: Splice) -> Splice:
    """Extend a run over blank lines, so that those above and below it do not add up."""
    start, end = run.start, run.end
    if end == len(text):
        while _is_blank_above(text, start):
            start = line_start(text, start - 1)
        return Splice(start, end, "")
    above = start
    while blank := _blank_line(text, end):
        if not _at_start(text, above):
            if not _is_blank_above(text, above):
                break
            above = line_start(text, above - 1)
        end = blank.end()
    return Splice(start, end, "")


def _at_start(text: str, offset: int) -> bool:
    return text[:offset] in ("", BOM)


def _is_blank_above(text: str, start: int) -> bool:
    return not _at_start(text, start) and bool(_blank_line(text, line_start(text, start - 1)))
