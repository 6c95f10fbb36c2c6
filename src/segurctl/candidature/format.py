"""The canonical layout of a file: its order and its spacing; values and comments stay as the team wrote them.

A comment goes with the key or the table that it precedes or ends. Those that open the file, and those after a blank
line at its end, stay there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from segurctl.candidature.data import same
from segurctl.candidature.literal import BOM
from segurctl.candidature.paths import DataPath
from segurctl.candidature.placing import Layout, end_of_item
from segurctl.candidature.scan import Entry, Section, end_of_line, key_parts, line_end, line_start, scan
from segurctl.candidature.text import parse
from segurctl.candidature.tokens import BASIC, COMMENT, LITERAL, LONG
from segurctl.errors import SegurctlError

_tokens = re.compile(rf"{LONG}|{BASIC}|{LITERAL}|{COMMENT}|[ \t]+(?=\n)", re.DOTALL)

Lines = list[str]  # comments, without what is around them, and "" for blank lines; never two of these in a row


class _Row(NamedTuple):
    """A key with its value, and the comments that stand on it."""

    path: DataPath
    lead: Lines
    written: str


@dataclass
class _Table:
    """A header and its keys; `head` are comments about the whole of it, `foot` those below its last key."""

    path: DataPath
    header: str
    lead: Lines
    head: Lines = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    foot: Lines = field(default_factory=list)


class _File(NamedTuple):
    """What opens a file, a blank line at its end where one sets it apart; its tables; the comments that end it."""

    opening: Lines
    tables: list[_Table]
    tail: Lines


class _Item(NamedTuple):
    """A header, or a key with its value, and its characters."""

    section: Section
    entry: Entry | None
    start: int
    end: int


def format_text(text: str, layout: Layout) -> str:
    """The text in its canonical layout; a canonical text is left as it is.

    Raises SegurctlError where the text is not TOML, or where its data or its comments would not all be there.
    """
    data, plain = parse(text), text.removeprefix(BOM).replace("\r\n", "\n")
    lines = _laid_out(_read(plain if plain.endswith("\n") else f"{plain}\n"), layout)
    eol = end_of_line(text, 0)
    edited = (BOM if text.startswith(BOM) else "") + "".join(f"{line}\n" for line in lines).replace("\n", eol)
    try:
        kept = same(parse(edited), data) and comments(edited) == comments(text)
    except SegurctlError:
        kept = False
    if not kept:
        raise SegurctlError(
            "la mise en forme changerait ce que dit ce fichier : rien n'est écrit",
            hint="donnez à ses tables un en-tête chacune, puis recommencez",
        )
    return edited


def comments(text: str) -> Counter[str]:
    """Every comment of a valid document, and how many times it is there."""
    return Counter(found[0].rstrip(" \t\r") for found in _tokens.finditer(text) if found[0].startswith("#"))


# --- reading: who each comment belongs to ---


def _read(text: str) -> _File:
    """What is written in a document, each line of which ends with a line feed."""
    items = list(_items(text))
    opening, lead = _opening(_lines(text[: items[0].start] if items else text), alone=not items)
    file = _File(opening, [_Table((), "", [])], [])
    for item, following in zip(items, [*items, None][1:], strict=True):
        written, below = _written(text, item, following.start if following else len(text))
        if item.entry:
            file.tables[-1].rows.append(_Row(item.entry.path, lead, written))
        else:
            file.tables.append(_Table(item.section.path, written, lead))
        lead = _attached(below, file.tables[-1], item, following)
    file.tail.extend(lead)  # nothing is left for it to stand on
    return file


def _items(text: str) -> Iterator[_Item]:
    for section in scan(text).sections:
        if section.path:
            yield _Item(section, None, section.start, section.end)
        for entry in section.entries:
            yield _Item(section, entry, entry.key, entry.end)


def _lines(text: str) -> Lines:
    """The whole lines of a text that holds comments only; what follows them is the indentation of something else."""
    lines = Lines()
    for raw in text.split("\n")[:-1]:
        line = raw.strip(" \t")
        if line or lines[-1:] != [""]:
            lines.append(line)
    return lines


def _opening(lines: Lines, *, alone: bool) -> tuple[Lines, Lines]:
    """What opens the file, and what stands on its first item.

    All that a blank line follows opens it, or else its `#:` directives; and everything where there is nothing else.
    """
    lines = _unspaced(lines)
    size = len(lines) if alone else 1 + max((at for at, line in enumerate(lines) if not line), default=-1)
    while not alone and lines[size : size + 1] and lines[size].startswith("#:") and "" not in lines[:size]:
        size += 1
    return lines[:size], lines[size:]


def _attached(below: Lines, table: _Table, item: _Item, following: _Item | None) -> Lines:
    """Give a table the comments below an item that are about the whole of it; those left stand on what follows."""
    inside = following is not None and following.entry is not None
    if inside and item.entry:
        return below
    below = _unspaced(below) if inside else below
    size = below.index("") if "" in below else 0 if following else len(below)
    if inside:
        table.head = below[:size]
        return _unspaced(below[size:])
    table.foot = below[:size]
    return below[size:]


def _unspaced(lines: Lines) -> Lines:
    return lines[1:] if lines[:1] == [""] else lines


# --- one item ---


def _written(text: str, item: _Item, stop: int) -> tuple[str, Lines]:
    """A header or a key as it will be, with its comment; and the lines between it and what follows, at `stop`."""
    spelled = f"{_key(text, item)} = {_value(text, item.entry)}" if item.entry else _key(text, item)
    first, last = line_end(text, item.end), end_of_item(text, item.end)
    after = text[item.end : first].rstrip(" \t\n")
    comment = after.lstrip(" \t")
    below = _lines(text[last:stop])
    if not comment:
        return spelled, below
    gap = len(after) - len(comment)
    before, now = item.end - line_start(text, item.end), len(spelled) - spelled.rfind("\n") - 1
    width = max(before + gap - now, 1)  # it stays in its column, where those of its neighbours are, if it can
    space = after[:gap] if width == gap else " " * width
    more = [line.strip(" \t") for line in text[first:last].split("\n")[:-1]]
    return f"\n{' ' * (now + width)}".join([f"{spelled}{space}{comment}", *more]), below


def _key(text: str, item: _Item) -> str:
    """A key or a header, each part spelled as it is, without space around it."""
    if item.entry:
        return ".".join(text[part.start : part.end] for part in key_parts(text, item.entry.key))
    brackets = 2 if text.startswith("[[", item.section.start) else 1
    parts = key_parts(text, item.section.start + brackets)
    return "[" * brackets + ".".join(text[part.start : part.end] for part in parts) + "]" * brackets


def _value(text: str, entry: Entry) -> str:
    """A value as it is; between brackets, without the white space that ends its lines."""
    value = text[entry.start : entry.end]
    if value[0] not in "[{":
        return value
    return _tokens.sub(lambda found: found[0].rstrip(" \t") if found[0][0] in "# \t" else found[0], value)


# --- writing ---


def _laid_out(file: _File, layout: Layout) -> Lines:
    """The lines of a file, its tables and their keys in order, one blank line between tables."""
    root, *tables = file.tables
    tables.sort(key=lambda table: layout.rank(table.path))
    done = list(file.opening)
    blocks = [_block(table, layout) for table in (root, *tables)]
    for index, block in enumerate([*blocks, _unspaced(file.tail)]):
        glued = index == 0 or not done
        done += [*([] if glued or not block or done[-1] == "" else [""]), *block]
    while done and done[-1] == "":
        done.pop()
    return done


def _block(table: _Table, layout: Layout) -> Lines:
    """The lines of one table; those of the root have no header."""
    lines = [*_unspaced(table.lead), table.header, *table.head] if table.header else list(table.head)
    for index, row in enumerate(sorted(table.rows, key=lambda row: layout.rank(row.path))):
        lead = _unspaced(row.lead) if index == 0 else row.lead
        lines += [*([""] if index == 0 and table.head else []), *lead, row.written]
    return [*lines, *table.foot]
