"""Giving a text the comments that it must have: those that are missing come, those that are one too many go."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from segurctl.candidature.brackets import Splice, splice
from segurctl.candidature.edit import Unspliceable
from segurctl.candidature.literal import BOM
from segurctl.candidature.merge.remarks import Item, Place, Remark, items, remarks, said
from segurctl.candidature.scan import Document, end_of_line, indentation, line_end, line_start, scan
from segurctl.candidature.text import parse


class Source(NamedTuple):
    """Another version of the text: its keys and headers, and its comments."""

    items: list[Item]
    remarks: list[Remark]


class Settled(NamedTuple):
    """A text read again after each change: its document, its keys and headers, its comments."""

    document: Document
    items: list[Item]
    remarks: list[Remark]


def read(text: str) -> Settled:
    """A text with what is written where."""
    document, data = scan(text), parse(text)
    return Settled(document, items(document, data), remarks(document, data))


def settle(text: str, wanted: Counter[str], sources: Sequence[Source]) -> str:
    """The text with the comments `wanted`: from the first source that has it, the place of one that is missing.

    The data stays as it is. Raises Unspliceable where a comment cannot be written or removed.
    """
    now = read(text)
    for _ in range((wanted - said(now.remarks)).total() + (said(now.remarks) - wanted).total()):
        have = said(now.remarks)
        if extra := have - wanted:
            text = _without(now, extra, sources)
        elif missing := wanted - have:
            text = _with(now, missing, sources)
        now = read(text)
    if said(now.remarks) != wanted:
        raise Unspliceable("des commentaires ne trouvent pas leur place")
    return text


def _without(now: Settled, extra: Counter[str], sources: Sequence[Source]) -> str:
    """The text without one of the comments that are too many: the one that most sources have not, there."""
    spots = [{one.spot for one in source.remarks} for source in sources]
    several = [one for one in now.remarks if one.text in extra]
    chosen = min(several, key=lambda one: sum(one.spot in known for known in spots))
    text, start = now.document.text, chosen.start
    line, end = line_start(text, start), line_end(text, start)
    if not text[line:start].strip(" \t"):
        return splice(text, [Splice(line, end, "")])
    while text[start - 1] in " \t":
        start -= 1
    return splice(text, [Splice(start, chosen.end, "")])


def _with(now: Settled, missing: Counter[str], sources: Sequence[Source]) -> str:
    """The text with one of the comments that are missing; the last one first, so that it can stand on the next."""
    there = {one.spot for one in now.remarks}
    several = [(one, source) for source in sources for one in reversed(source.remarks) if one.text in missing]
    if not several:
        raise Unspliceable("un commentaire n'est dans aucune version")
    chosen, source = next((pair for pair in several if pair[0].spot not in there), several[0])
    return splice(now.document.text, [_placing(now, chosen, source)])


def _placing(now: Settled, remark: Remark, source: Source) -> Splice:
    """Where a comment goes: beside its neighbours of the source, else where its key is, else before what follows."""
    document = now.document
    text = document.text
    for one in now.remarks:
        own = one.place in (Place.ABOVE, Place.BELOW, Place.APART, Place.LAST)
        if own and one.anchor == remark.anchor and one.place == remark.place:
            if one.text == remark.before:
                return _line(text, line_start(text, one.start), remark.text, one.start)
            if one.text == remark.after:
                return _line(text, line_end(text, one.start), remark.text, one.start)
    item = _find(now.items, remark)
    if item and remark.place is Place.BESIDE and (beside := _beside(text, item, remark)):
        return beside
    if item and remark.place is Place.BELOW:
        return _line(text, line_end(text, item.end), remark.text, item.start)
    if item and remark.place is not Place.APART:
        return _line(text, line_start(text, item.start), remark.text, item.start)
    if item is None:
        item = next(_following(now.items, remark, source), None)
    return _apart(now, item, remark) if item else _at_the_end(text, remark)


def _find(known: Sequence[Item], remark: Remark) -> Item | None:
    """The line of the key or header of a remark, whatever way it is written here."""
    return _written(known, remark.anchor) if remark.anchor else None


def _written(known: Sequence[Item], path: tuple[str, ...]) -> Item | None:
    exact = [one for one in known if one.path == path]
    around = [one for one in known if not one.header and one.path == path[: len(one.path)]]
    below = [one for one in known if one.path[: len(path)] == path]
    return next(iter([*exact, *around, *below]), None)


def _following(known: Sequence[Item], remark: Remark, source: Source) -> Iterator[Item]:
    """What follows a remark in its source and is there too."""
    for one in source.items:
        if one.start > remark.start and (item := _written(known, one.path)):
            yield item


def _beside(text: str, item: Item, remark: Remark) -> Splice | None:
    """At the end of its line, where there is room: a comment may be there, or another key of an inline table."""
    end = line_end(text, item.end)
    rest = text[item.end : end].rstrip("\r\n")
    return None if rest.strip(" \t") else Splice(item.end, item.end + len(rest), f" {remark.text}")


def _line(text: str, offset: int, line: str, like: int) -> Splice:
    """A line of its own, indented like another."""
    eol = end_of_line(text, max(offset - 1, 0))
    line = indentation(text, like) + line
    if offset == len(text) and text.removeprefix(BOM) and not text.endswith("\n"):
        return Splice(offset, offset, eol + line)
    return Splice(offset, offset, line + eol)


def _apart(now: Settled, item: Item, remark: Remark) -> Splice:
    """With a blank line below it, above the comments that stand on a key or header."""
    text = now.document.text
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
