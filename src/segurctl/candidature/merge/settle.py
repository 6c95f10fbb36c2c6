"""Giving a text the comments that it must have: those that are missing come, those that are one too many go."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from segurctl.candidature.brackets import Splice, splice
from segurctl.candidature.edit import Unspliceable
from segurctl.candidature.literal import BOM
from segurctl.candidature.merge.remarks import OWN_LINE, Item, Place, Remark, items, remarks, said
from segurctl.candidature.paths import KeyPath
from segurctl.candidature.scan import end_of_line, indentation, line_end, line_start, scan
from segurctl.candidature.text import parse


class Source(NamedTuple):
    """Another version of the text: its keys and headers, and its comments."""

    items: list[Item]
    remarks: list[Remark]


class Settled:
    """A text and what is written where; read once, for hundreds of comments may come or go together."""

    def __init__(self, text: str) -> None:
        data, document = parse(text), scan(text)
        self.text = text
        self.items = items(document, data)
        self.remarks = remarks(document, data)
        self.by_path = {one.path: one for one in reversed(self.items)}
        self.by_anchor: dict[KeyPath, list[Remark]] = {}
        for one in self.remarks:
            self.by_anchor.setdefault(one.anchor, []).append(one)
        self.counts = said(self.remarks)

    def written(self, path: KeyPath) -> Item | None:
        """The line of a key or header, whatever way it is written here."""
        if path in self.by_path:
            return self.by_path[path]
        around = (one for one in self.items if not one.header and one.path == path[: len(one.path)])
        below = (one for one in self.items if one.path[: len(path)] == path)
        return next(around, None) or next(below, None)

    def last_of_table(self, item: Item) -> Item:
        """The last key of the table that a key or header is in."""
        below = self.items[self.items.index(item) + 1 :]
        return next((one for one in reversed(list(takewhile(lambda each: not each.header, below)))), item)


def settle(text: str, wanted: Counter[str], sources: Sequence[Source]) -> str:
    """The text with the comments `wanted`: from the first source that has it, the place of one that is missing.

    The data stays as it is. Raises Unspliceable where a comment cannot be written or removed.
    """
    now = Settled(text)
    for change in (_without, _with):
        if now.counts != wanted:
            now = Settled(change(now, wanted, sources))
    if now.counts != wanted:
        raise Unspliceable("des commentaires ne trouvent pas leur place")
    return now.text


def _without(now: Settled, wanted: Counter[str], sources: Sequence[Source]) -> str:
    """The text without the comments that are too many: those that most sources have not, where they stand."""
    spots = [{one.spot for one in source.remarks} for source in sources]
    gone = list[Remark]()
    for text, times in (now.counts - wanted).items():
        several = [one for one in now.remarks if one.text == text]
        gone += sorted(several, key=lambda one: sum(one.spot in known for known in spots))[:times]
    return splice(now.text, [_cut(now.text, one) for one in gone])


def _cut(text: str, remark: Remark) -> Splice:
    start = remark.start
    line, end = line_start(text, start), line_end(text, start)
    if not text[line:start].strip(" \t"):
        return Splice(line, end, "")
    while text[start - 1] in " \t":
        start -= 1
    return Splice(start, remark.end, "")


def _with(now: Settled, wanted: Counter[str], sources: Sequence[Source]) -> str:
    """The text with the comments that are missing."""
    missing = wanted - now.counts
    placing = _Placing(now)
    for source in sources:
        chosen = list[Remark]()
        for fresh in (True, False):  # first those that are not there of the same key
            for one in source.remarks:
                known = any(other.text == one.text for other in now.by_anchor.get(one.anchor, []))
                if missing[one.text] > 0 and known is not fresh and one not in chosen:
                    missing[one.text] -= 1
                    chosen.append(one)
        placing.add(sorted(chosen, key=lambda one: one.start), source)
    return splice(now.text, placing.splices())


class _Placing:
    """Where comments go that come together: those of one place in the order of their source."""

    def __init__(self, now: Settled) -> None:
        self.now = now
        self.lines: dict[int, list[str]] = {}  # what is inserted, by where
        self.besides: dict[int, Splice] = {}

    def splices(self) -> list[Splice]:
        """What to splice; where a line goes under the last one, which has no end, what comes beside that is first."""
        found = {one.end: one for one in self.besides.values()}
        for at, some in self.lines.items():
            before = found.get(at, Splice(at, at, ""))
            found[at] = before._replace(text=before.text + "".join(some))
        return list(found.values())

    def add(self, some: Sequence[Remark], source: Source) -> None:
        """Find a place for comments of one source, which are in its order."""
        following: tuple[Remark, int] | None = None
        places = list[tuple[int, str]]()
        for one in reversed(some):  # the last first: the one above may stand on it
            if self.beside(one):
                continue
            if following and one.before == following[0].text and one.anchor == following[0].anchor:
                place = _line(self.now.text, following[1], one.text, following[1])
            else:
                place = self.place(one, source)
            following = one, place.start
            places.append((place.start, place.text))
        for at, text in reversed(places):
            self.lines.setdefault(at, []).append(text)

    def place(self, remark: Remark, source: Source) -> Splice:
        """Beside its neighbours of the source, else where its key is, else before what follows."""
        text = self.now.text
        for one in self.now.by_anchor.get(remark.anchor, []):
            if one.place is remark.place and one.place in OWN_LINE:
                if one.text == remark.before:
                    return _line(text, line_start(text, one.start), remark.text, one.start)
                if one.text == remark.after:
                    return _line(text, line_end(text, one.start), remark.text, one.start)
        item = self.now.written(remark.anchor) if remark.anchor else None
        if item and remark.place is Place.BELOW:  # it ends its table: the key may have others below it here
            last = self.now.last_of_table(item)
            return _line(text, line_end(text, last.end), remark.text, last.start)
        if item and remark.place is not Place.APART:
            return _line(text, line_start(text, item.start), remark.text, item.start)
        if item is None:
            found = (self.now.written(one.path) for one in source.items if one.start > remark.start)
            item = next((one for one in found if one), None)
        return _apart(self.now, item, remark) if item else _at_the_end(text, remark)

    def beside(self, remark: Remark) -> bool:
        """Put a comment at the end of the line of its key, where there is room; tell whether it was."""
        item = self.now.written(remark.anchor) if remark.place is Place.BESIDE else None
        if item is None or item.end in self.besides:
            return False
        text = self.now.text
        rest = text[item.end : line_end(text, item.end)].rstrip("\r\n")
        if rest.strip(" \t"):
            return False
        self.besides[item.end] = Splice(item.end, item.end + len(rest), f" {remark.text}")
        return True


def _line(text: str, offset: int, line: str, like: int) -> Splice:
    """A line of its own, indented like another."""
    eol = end_of_line(text, max(offset - 1, 0))
    line = indentation(text, like) + line
    if offset == len(text) and text.removeprefix(BOM) and not text.endswith("\n"):
        return Splice(offset, offset, eol + line)
    return Splice(offset, offset, line + eol)


def _apart(now: Settled, item: Item, remark: Remark) -> Splice:
    """With a blank line below it, above the comments that stand on a key or header."""
    text = now.text
    starts = [line_start(text, one.start) for one in now.remarks if one.place is Place.ABOVE]
    start = line_start(text, item.start)
    for one in reversed(starts):
        if line_end(text, one) == start:
            start = one
    eol = end_of_line(text, max(start - 1, 0))
    return Splice(start, start, f"{remark.text}{eol}{eol}")


def _at_the_end(text: str, remark: Remark) -> Splice:
    eol = end_of_line(text, max(len(text) - 1, 0))
    bare = not text.removeprefix(BOM)
    before = "" if bare else eol if text.endswith("\n") else eol * 2
    after = eol if bare or text.endswith("\n") else ""
    return Splice(len(text), len(text), f"{before}{remark.text}{after}")
