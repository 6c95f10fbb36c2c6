"""Comments: each with the key or the header that it speaks of, so that it can follow it into another text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from segurctl.candidature.merge.elements import holds_elements, name_of
from segurctl.candidature.paths import DataPath, KeyPath
from segurctl.candidature.scan import Document, line_end, line_start
from segurctl.candidature.tokens import BASIC, COMMENT, LITERAL, LONG

_tokens = re.compile(rf"{LONG}|{BASIC}|{LITERAL}|(?P<comment>{COMMENT})", re.DOTALL).finditer
_blank = re.compile(r"[ \t]*\r?\n").match


class Place(Enum):
    """Where a comment stands, seen from the key or header of which it speaks."""

    ABOVE = "on the lines right above it"
    BESIDE = "on its line, or its last one"
    INSIDE = "between its brackets"
    BELOW = "on the lines right below it, with nothing under them"
    APART = "above it, with a blank line between them"
    LAST = "after everything else, with a blank line above"


class Remark(NamedTuple):
    """A comment, from its `#` to the end of its line; `anchor` is empty where the file says nothing below it.

    `after` is the comment on the line right above, and `before` the one on the line right below, where there are.
    """

    text: str
    place: Place
    anchor: KeyPath
    start: int
    end: int
    after: str | None = None
    before: str | None = None

    @property
    def spot(self) -> tuple[str, KeyPath]:
        """What it says, of what."""
        return self.text, self.anchor


@dataclass(frozen=True, slots=True)
class Item:
    """A key or a header: its path, in which an element of an array of tables has its name, and its characters."""

    path: KeyPath
    start: int
    end: int
    header: bool


def items(document: Document, data: Mapping[str, Any]) -> list[Item]:
    """The keys and headers of a text, in its order."""
    found = list[Item]()
    for section in document.sections:
        if section.end:
            found.append(Item(named(section.path, data), section.start, section.end, header=True))
        found += [Item(named(one.path, data), one.key, one.end, header=False) for one in section.entries]
    return found


def named(path: DataPath, data: Mapping[str, Any]) -> KeyPath:
    """A path in which elements of arrays have their names: their places are others in another version."""
    found: Any = data
    parts = list[str]()
    for part in path:
        if isinstance(part, int) and holds_elements(found):
            names = [name_of(one) for one in found[: part + 1]]
            parts.append(f"{names[-1]}{'+' * (names.count(names[-1]) - 1)}")
        else:
            parts.append(str(part))
        found = found[part]
    return tuple(parts)


def remarks(document: Document, data: Mapping[str, Any]) -> list[Remark]:
    """The comments of a text, in its order."""
    if "#" not in document.text:
        return []
    text, known = document.text, items(document, data)
    found = [
        _placed(text, known, match.start(), match.start() + len(match["comment"].rstrip()))
        for match in _tokens(text)
        if match["comment"] is not None
    ]
    lines = {line_start(text, one.start): one.text for one in found if one.place in OWN_LINE}
    return [_with_neighbours(text, one, lines) if one.place in OWN_LINE else one for one in found]


OWN_LINE = (Place.ABOVE, Place.BELOW, Place.APART, Place.LAST)


def _placed(text: str, known: list[Item], start: int, end: int) -> Remark:
    said, line = text[start:end], line_start(text, start)
    rank = bisect_right(known, start, key=lambda item: item.start)
    previous = known[rank - 1] if rank else None
    following = known[rank] if rank < len(known) else None
    if previous and start < previous.end:
        return Remark(said, Place.INSIDE, previous.path, start, end)
    if previous and previous.end > line:
        return Remark(said, Place.BESIDE, previous.path, start, end)
    below = _end_of_run(text, start)
    if following and line_start(text, following.start) == below:
        return Remark(said, Place.ABOVE, following.path, start, end)
    if previous and line_end(text, previous.end) == _start_of_run(text, line):
        return Remark(said, Place.BELOW, previous.path, start, end)
    if following:
        return Remark(said, Place.APART, following.path, start, end)
    return Remark(said, Place.LAST, (), start, end)


def _end_of_run(text: str, offset: int) -> int:
    """The line below the comments that follow each other from here."""
    below = line_end(text, offset)
    while text[below : line_end(text, below)].lstrip(" \t").startswith("#"):
        below = line_end(text, below)
    return below


def _start_of_run(text: str, line: int) -> int:
    while line > 0:
        above = line_start(text, line - 1)
        if above == line or not text[above:line].lstrip(" \t").startswith("#"):
            return line
        line = above
    return line


def _with_neighbours(text: str, one: Remark, lines: Mapping[int, str]) -> Remark:
    line = line_start(text, one.start)
    above = line_start(text, line - 1) if line > 1 else None
    after = lines.get(above) if above is not None and above != line else None
    return one._replace(after=after, before=lines.get(line_end(text, one.start)))


def said(some: Iterable[Remark]) -> Counter[str]:
    """How many times each comment is there."""
    return Counter(one.text for one in some)


def merged(base: Counter[str], ours: Counter[str], theirs: Counter[str]) -> Counter[str]:
    """The comments of a merge: what each side added and removed; the same addition, or removal, once."""
    return +Counter({text: _times(base[text], ours[text], theirs[text]) for text in [*ours, *theirs]})


def kept(result: Counter[str], base: Counter[str], ours: Counter[str], theirs: Counter[str]) -> bool:
    """Whether a result has the comments of a merge; what both sides added may stand there twice, in two places."""
    for text in {*result, *ours, *theirs}:
        counts = base[text], ours[text], theirs[text]
        bounds = _times(*counts), max(0, ours[text] + theirs[text] - base[text])
        if not min(bounds) <= result[text] <= max(bounds):
            return False
    return True


def _times(base: int, ours: int, theirs: int) -> int:
    return ours if ours == theirs else max(0, ours + theirs - base)
