"""Where every key of a TOML document is written.

It reads spelling only and trusts the text to be valid: run `text.parse` first.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import tomli

from segurctl.candidature.literal import BOM
from segurctl.candidature.paths import DataPath
from segurctl.candidature.tokens import BARE, BASIC, COMMENT, LITERAL, LONG
from segurctl.errors import SegurctlError

MAX_PATH = 64  # two keys of 32 parts: deeper is hostile, and costs memory for every item
_SCALAR = rf"{LONG}|{BASIC}|{LITERAL}|[^\s,#\[\]{{}}\"']+(?:[ ][0-9][^\s,#\]}}]*)?"  # that space is a date's
_scalar = re.compile(_SCALAR, re.DOTALL).match
_plain = re.compile(rf"({BARE})[ \t]*=[ \t]*({_SCALAR})", re.DOTALL).match
_equals = re.compile(r"[ \t]*=[ \t]*").match
_part = re.compile(rf"[ \t]*({BARE}|{BASIC}|{LITERAL})[ \t]*").match
_blank = re.compile(rf"(?:[ \t\r\n]+|{COMMENT})*").match


class Part(NamedTuple):
    """One part of a written key: its name and its characters."""

    name: str
    start: int
    end: int


class Entry(NamedTuple):
    """One `key = value`, or one item of an array (then the key is the value)."""

    path: DataPath
    base: int  # how many parts of the path its container has
    key: int  # where the key starts
    start: int  # the characters of its value
    end: int
    members: tuple["Entry", ...]


class Section(NamedTuple):
    """One `[header]` and the entries below it; the first section has neither header nor path."""

    path: DataPath
    start: int  # the characters of the header, brackets included
    end: int
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the file, counted from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A text and what is written where."""

    text: str
    sections: tuple[Section, ...]
    offsets: dict[DataPath, int]

    def position(self, path: DataPath) -> Position:
        """Where `path` is written, or else its nearest ancestor that is."""
        for length in range(len(path), 0, -1):
            offset = self.offsets.get(path[:length])
            if offset is not None:
                return self.at(offset)
        return Position(1, 1)

    def at(self, offset: int) -> Position:
        """The line and column of an offset; a BOM counts for nothing."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Position(line, column - 1 if line == 1 and self.text.startswith(BOM) else column)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts: counting them again for each finding would be slow."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _spans(self) -> list[tuple[int, int, DataPath]]:
        """The lines of each entry, comments included, in their order."""
        return [
            (line_start(self.text, entry.key), line_end(self.text, entry.end), entry.path)
            for section in self.sections
            for entry in section.entries
        ]

    def holder(self, offset: int) -> DataPath:
        """The champ on whose lines an offset stands, comments included; else the table; else the whole file."""
        rang = bisect_right(self._spans, offset, key=lambda span: span[0])
        if rang and offset < self._spans[rang - 1][1]:
            return self._spans[rang - 1][2]
        table = bisect_right(self.sections, offset, key=lambda section: section.start)
        return self.sections[max(table - 1, 0)].path

    def section(self, path: DataPath) -> Section | None:
        """The section that has exactly this header (the root for no path)."""
        return next((section for section in self.sections if section.path == path), None)

    def along(self, path: DataPath) -> Iterator[tuple[Entry, Entry | None]]:
        """Entries above, at and below `path`, each with the inline table that holds it."""
        for section in self.sections:
            yield from _along(section.entries, path, None)


def _along(
    entries: tuple[Entry, ...] | list[Entry], path: DataPath, container: Entry | None
) -> Iterator[tuple[Entry, Entry | None]]:
    length = len(path)
    for entry in entries:
        if entry.path[:length] == path[: len(entry.path)]:
            yield entry, container
            if entry.members and len(entry.path) < length:
                yield from _along(entry.members, path, entry)


def position_of(text: str, offset: int) -> Position:
    """The line and column of an offset; a BOM counts for nothing."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Position(line, column - 1 if line == 1 and text.startswith(BOM) else column)


def line_start(text: str, offset: int) -> int:
    """Where the line of `offset` starts, after a BOM."""
    start = text.rfind("\n", 0, offset) + 1
    return 1 if start == 0 and text.startswith(BOM) else start


def line_end(text: str, offset: int) -> int:
    """Where the line of `offset` ends, its end of line included."""
    newline = text.find("\n", offset)
    return len(text) if newline < 0 else newline + 1


def end_of_line(text: str, offset: int) -> str:
    """The end of line in use at `offset`: of that line, else of the one before, else of the first."""
    newline = text.find("\n", offset)
    if newline < 0:
        newline = text.rfind("\n", 0, offset)
    return "\r\n" if newline > 0 and text[newline - 1] == "\r" else "\n"


def indentation(text: str, offset: int) -> str:
    """What precedes `offset` on its line, when that is white space only."""
    before = text[line_start(text, offset) : offset]
    return "" if before.strip(" \t") else before


def key_parts(text: str, offset: int) -> list[Part]:
    """The parts of the key written at `offset`."""
    parts = []
    while match := _part(text, offset):
        raw = match[1]
        parts.append(Part(_name(raw), match.start(1), match.end(1)))
        offset = match.end()
        if not text.startswith(".", offset):
            return parts
        offset += 1
    raise ValueError(offset)


def _name(raw: str) -> str:
    if raw[0] not in "\"'":
        return raw
    if raw[0] == '"' and "\\" in raw:
        return str(tomli.loads(f"key = {raw}")["key"])
    return raw[1:-1]


def scan(text: str) -> Document:
    """Read the spelling of a valid document; ValueError where the text is not TOML."""
    scanner = _Scanner(text)
    return Document(text, tuple(scanner.run()), scanner.offsets)


class _Scanner:
    __slots__ = ("arrays", "offsets", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets: dict[DataPath, int] = {}
        self.arrays: dict[DataPath, int] = {}  # the last index of each array of tables

    def run(self) -> list[Section]:
        text = self.text
        offset = _skip(text, 1 if text.startswith(BOM) else 0)
        sections = [Section((), 0, 0, [])]
        path, entries = sections[0].path, sections[0].entries
        length = len(text)
        while offset < length:
            if text[offset] == "[":
                section = self.header(offset)
                sections.append(section)
                path, entries, offset = section.path, section.entries, section.end
            else:
                entry = self.entry(offset, path)
                entries.append(entry)
                offset = entry.end
            offset = _skip(text, offset)
        return sections

    def header(self, start: int) -> Section:
        brackets = "]]" if self.text.startswith("[[", start) else "]"
        parts = key_parts(self.text, start + len(brackets))
        path: DataPath = ()
        for part in parts[:-1]:
            path = self.mention((*path, part.name), part.start)
        path = (*path, parts[-1].name)
        if brackets == "]]":
            self.offsets.setdefault(path, parts[-1].start)
            self.arrays[path] = self.arrays.get(path, -1) + 1
        if path in self.arrays:
            path = (*path, self.arrays[path])
        self.offsets[path] = parts[-1].start
        end = self.text.find(brackets, parts[-1].end)
        if end < 0:
            raise ValueError(start)
        return Section(path, start, end + len(brackets), [])

    def mention(self, path: DataPath, offset: int) -> DataPath:
        """Note a table that a longer key goes through, and follow it into an array of tables."""
        self.offsets.setdefault(path, offset)
        if path not in self.arrays:
            return path
        path = (*path, self.arrays[path])
        self.offsets.setdefault(path, offset)
        return path

    def entry(self, offset: int, base: DataPath) -> Entry:
        """The `key = value` written at `offset`, in the table `base`."""
        match = _plain(self.text, offset)
        if match is None:
            return self.slow_entry(offset, base)
        path = (*base, match[1])
        self.offsets[path] = offset
        return Entry(path, len(base), offset, match.start(2), match.end(), ())

    def slow_entry(self, offset: int, base: DataPath) -> Entry:
        parts = key_parts(self.text, offset)
        path = base
        for part in parts[:-1]:
            path = (*path, part.name)
            self.offsets.setdefault(path, part.start)
        path = (*path, parts[-1].name)
        self.offsets[path] = parts[-1].start
        equals = _equals(self.text, parts[-1].end)
        if equals is None:
            raise ValueError(offset)
        start = equals.end()
        end, members = self.value(start, path)
        return Entry(path, len(base), offset, start, end, members)

    def value(self, start: int, path: DataPath) -> tuple[int, tuple[Entry, ...]]:
        """The end of the value written at `start`, and what it holds."""
        text = self.text
        match = _scalar(text, start)
        if match is not None:
            return match.end(), ()
        opening = text[start : start + 1]
        if opening not in ("[", "{"):
            raise ValueError(start)
        if len(path) > MAX_PATH:
            place = position_of(text, start)
            raise SegurctlError(
                f"des valeurs sont imbriquées sur plus de {MAX_PATH} niveaux",
                line=place.line,
                column=place.column,
                hint="aucune candidature n'en a besoin",
            )
        members: list[Entry] = []
        offset = _skip(text, start + 1)
        while not text.startswith("]" if opening == "[" else "}", offset):
            if opening == "{":
                member = self.entry(offset, path)
            else:
                item = (*path, len(members))
                self.offsets[item] = offset
                member = Entry(item, len(path), offset, offset, *self.value(offset, item))
            members.append(member)
            offset = _skip(text, member.end)
            if text.startswith(",", offset):
                offset = _skip(text, offset + 1)
        return offset + 1, tuple(members)


def _skip(text: str, offset: int) -> int:
    match = _blank(text, offset)
    return match.end() if match else offset
