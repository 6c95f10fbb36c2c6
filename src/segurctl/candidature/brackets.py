"""Splices: replacing values, and adding and removing members between brackets and braces."""

import re
from typing import Any, NamedTuple

from segurctl.candidature.literal import literal
from segurctl.candidature.paths import DataPath
from segurctl.candidature.scan import Document, Entry, end_of_line, indentation, line_end, line_start, scan

_comma = re.compile(r"(?:[ \t\r\n]|#[^\n]*(?=\n))*,").match  # one way only to read what is before a comma
_comma_on_line = re.compile(r"[ \t]*,").match
_rest_of_own_line = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\r?\n").match


class Splice(NamedTuple):
    """Characters to replace."""

    start: int
    end: int
    text: str


def splice(text: str, splices: list[Splice]) -> str:
    """Apply splices that do not overlap, from the last to the first."""
    for start, end, replacement in sorted(splices, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def find(document: Document, path: DataPath) -> Entry | None:
    """The entry that gives this very key its value."""
    return next((entry for entry, _ in document.along(path) if entry.path == path), None)


def new_value(document: Document, entry: Entry, old: Any, new: Any) -> str:
    """The text with another value; an array of several lines keeps those of the items it keeps."""
    text = document.text
    if isinstance(old, list) and isinstance(new, list) and "\n" in text[entry.start : entry.end]:
        return _new_items(text, entry, old, new)
    return splice(text, [Splice(entry.start, entry.end, literal(new))])


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
        text = splice(text, remove(text, entry, entry.members[index]))
        entry = find(scan(text), entry.path) or entry
    replaced = zip(entry.members[head:middle_end], new[head:middle_end], strict=True)
    text = splice(text, [Splice(item.start, item.end, literal(value)) for item, value in replaced])
    for index in range(middle_end, len(new) - tail):
        entry = find(scan(text), entry.path) or entry
        after = entry.members[index - 1] if index else None
        text = splice(text, insert(text, entry, after, literal(new[index])))
    return text


def insert(text: str, container: Entry, after: Entry | None, written: str) -> list[Splice]:
    """Add a member after another one, or in front of them all."""
    members = container.members
    if after is None and members:
        return [Splice(members[0].key, members[0].key, f"{written}, ")]
    if after is None:
        inside = container.start + 1
        if text[container.start] == "{":
            written = f" {written}" if container.end - inside > 1 else f" {written} "
        return [Splice(inside, inside, written)]
    gap = text[after.end : _next(container, after)]
    if "\n" not in gap or not _starts_line(text, after):
        return [Splice(after.end, after.end, f", {written}")]
    next_line = line_end(text, after.end)
    line = indentation(text, after.key) + written
    eol = end_of_line(text, after.end)
    if _comma_on_line(text, after.end):
        return [Splice(next_line, next_line, f"{line},{eol}")]
    if _comma(gap):  # written in front of the next line
        return [Splice(after.end, after.end, f", {written}")]
    return [Splice(after.end, after.end, ","), Splice(next_line, next_line, f"{line}{eol}")]


def remove(text: str, container: Entry, member: Entry) -> list[Splice]:
    """Take a member out, with its comma, and with its line when it has one of its own."""
    own_line = _rest_of_own_line(text, member.end)
    is_last = member is container.members[-1]
    comma = _comma(text, member.end)
    has_its_comma = own_line and comma and comma.end() <= own_line.end()
    if own_line and _starts_line(text, member) and (has_its_comma or not comma):
        return [Splice(line_start(text, member.key), own_line.end(), "")]
    bare = [Splice(member.key, member.end, "")]
    if comma:
        bare.append(Splice(comma.end() - 1, comma.end(), ""))
    if not is_last:
        following = _next(container, member)
        return bare if "#" in text[member.end : following] else [Splice(member.key, following, "")]
    if len(container.members) > 1:
        previous = container.members[-2]
        keeps_comment = "#" in text[previous.end : member.key]
        return bare if keeps_comment else [Splice(previous.end, member.end, "")]
    inside = splice(text, bare)[container.start + 1 : container.end - 1 - sum(cut.end - cut.start for cut in bare)]
    return bare if inside.strip(" \t") else [Splice(container.start + 1, container.end - 1, "")]


def _next(container: Entry, member: Entry) -> int:
    """Where the next member starts, or the closing bracket."""
    keys = (other.key for other in container.members if other.key >= member.end)
    return next(keys, container.end - 1)


def _starts_line(text: str, member: Entry) -> bool:
    return not text[line_start(text, member.key) : member.key].strip(" \t")
