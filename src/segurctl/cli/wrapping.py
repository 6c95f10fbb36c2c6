"""Where a line breaks on a narrow terminal, as French typography has it: the one place that knows.

A line begins with no « : », « ; », « ? », « ! », « » » nor « · », ends with no « « », parts no number from its unit
(« 14 jours », « 31 déc. 2025 ») and does not leave one short word alone.
"""

import re
from collections.abc import Callable, Container
from typing import NamedTuple

_BEFORE = re.compile(r"[:;?!»·%]+(?=[ ,.)]|$)")  # signs that stay with what they follow
_AFTER = re.compile(r"(?:^|[ (])[«–]$|«$")  # and with what they precede
_NUMBER = re.compile(r"(?:^|[ («’'])\d{1,3}(?:er)?$")  # more digits are a year, or an id
_MONTH = re.compile(r"(?:janv\.|févr\.|mars|avril|mai|juin|juil\.|août|sept\.|oct\.|nov\.|déc\.)$")
_YEAR = re.compile(r"\d{4}\b")
_SHORT = 12  # columns: a last word that is no longer is not left alone


class Chunk(NamedTuple):
    """What is never parted: where it begins with the spaces before it, where without them, where it ends."""

    start: int
    first: int
    end: int


def wrap(
    text: str, width: int, hang: int, measure: Callable[[str], int] = len, held: Container[int] = ()
) -> list[tuple[int, int]]:
    """Find where to break a line: spans of the text, of which all but the first stand below column `hang`.

    No line breaks at a space whose place is `held`. What is never parted is never cut: wider than the line, it is left
    to the terminal.
    """
    hang = min(hang, width // 2)
    rows: list[list[Chunk]] = [[]]
    column = 0
    for chunk in _chunks(text, held):
        size = measure(text[chunk.start : chunk.end])
        if rows[-1] and column + size > width and column + chunk.first - chunk.start > hang:
            below = _after_separator(rows[-1], text, max(hang, width // 2), measure)
            rows.append(below)
            start = below[0].first if below else chunk.first
            column, size = hang, measure(text[start : chunk.end])
        rows[-1].append(chunk)
        column += size
    _keep_company(rows, width - hang, lambda a, b: measure(text[a:b]))
    return [(row[0].start if n == 0 else row[0].first, row[-1].end) for n, row in enumerate(rows) if row] or [(0, 0)]


def _chunks(text: str, held: Container[int]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for word in re.finditer(r" *[^ ]+", text):
        first = word.end() - len(word[0].lstrip(" "))
        if chunks and _inseparable(text, chunks[-1].end, first, held):
            chunks[-1] = chunks[-1]._replace(end=word.end())
        else:
            chunks.append(Chunk(word.start(), first, word.end()))
    return chunks


def _inseparable(text: str, end: int, first: int, held: Container[int]) -> bool:
    """Whether one space, and not a gap between columns, joins what is read as one."""
    if first - end != 1:
        return False
    before, after = text[max(0, end - 12) : end], text[first : first + 12]
    return (
        end in held
        or _BEFORE.match(after) is not None
        or _AFTER.search(before) is not None
        or (_NUMBER.search(before) is not None and after[0].isalpha())
        or (_MONTH.search(before) is not None and _YEAR.match(after) is not None)
    )


def _after_separator(row: list[Chunk], text: str, least: int, measure: Callable[[str], int]) -> list[Chunk]:
    """Take from a row what stands after its last « · », to go below with what follows; not to leave it half empty."""
    for place in range(len(row) - 1, 0, -1):
        if text[row[place - 1].end - 1] == "·":
            if measure(text[row[0].start : row[place - 1].end]) < least:
                break
            below = row[place:]
            del row[place:]
            return below
    return []


def _keep_company(rows: list[list[Chunk]], room: int, measure: Callable[[int, int], int]) -> None:
    """Bring the word before down to a last one that is short and alone, where another is left above."""
    if len(rows) < 2 or len(rows[-1]) > 1 or len(rows[-2]) < 4:  # noqa: PLR2004 - a first word, and one to bring down
        return
    *_, above = rows[-2]
    (last,) = rows[-1]
    if (
        last.first - last.start == 1
        and measure(last.first, last.end) <= _SHORT
        and measure(above.first, last.end) <= room
    ):
        rows[-1].insert(0, rows[-2].pop())
