"""Linear reading: a page as it is read aloud, line by line, with words for the marks and no columns.

A property of printing, not a second view: what each segment says in words (`dit`), gaps and separators as pauses.
"""

import re
from collections.abc import Iterable, Iterator

from segurctl.views.page import Line, Page, Segment, Style

_DRAWN = {"·": ", ", "–": ", ", "→": " puis "}  # where they stand alone, between spaces
_EXACT: frozenset[Style] = frozenset({"valeur", "commande"})  # to be copied as it is
_PAUSES = (":", ",", ";", ".", "(", "«", "puis")


def lineaire(page: Page) -> Page:
    """Give the same page for somebody who hears it, one fact to a line; a line that only draws is left out."""
    lines: list[Line] = []
    for drawn in page:
        for one in _lus(drawn):
            if one.text or (not drawn.text and lines and lines[-1].text):
                lines.append(one)
    return tuple(lines)


def _lus(drawn: Line) -> Iterator[Line]:
    if drawn.verbatim and all(one.dit is None and one.style not in _EXACT for one in drawn.segments):
        yield drawn  # of a document
        return
    row: list[Segment] = []
    for one in drawn.segments:
        said = one.text if one.dit is None else one.dit
        first, *others = said.split("\n") if one.dit is not None else [said]
        row.append(Segment(first, one.style))
        for other in others:
            yield Line(_avec_pauses(row), verbatim=drawn.verbatim)
            row = [Segment(other, one.style)]
    yield Line(_avec_pauses(row), verbatim=drawn.verbatim)


def _avec_pauses(row: Iterable[Segment]) -> tuple[Segment, ...]:
    """Say gaps and separators as pauses; nothing at both ends."""
    found: list[Segment] = []
    written, gap = "", ""
    for one in row:
        text = ""
        for word in [one.text] if one.style in _EXACT else re.findall(r" +|[^ ]+", one.text):
            if not word.strip(" "):
                gap = gap if gap.strip() else ", " if len(word) > 1 else gap or word
            elif word in _DRAWN:
                gap = _DRAWN[word]
            else:
                before = written + text
                text += (gap and (" " if before.endswith(_PAUSES) else gap) if before else "") + word
                gap = ""
        found += [Segment(text, one.style)] if text else []
        written += text
    return tuple(found)
