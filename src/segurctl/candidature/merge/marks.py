"""Leaving a conflict in a text for a person: both versions of its lines between git's marks."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from segurctl.candidature.scan import end_of_line


class Labels(NamedTuple):
    """What git calls the two sides, and how long its marks are."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


def marked(ours: str, theirs: str, labels: Labels) -> str:
    """The lines that two texts share, and both versions of the others, between marks."""
    eol = end_of_line(ours, max(len(ours) - 1, 0))
    return "".join(_marked(_lines(ours, eol), _lines(theirs, eol), labels, eol))


def _lines(text: str, eol: str) -> list[str]:
    """The lines of a text, the last one with its end: a mark may come below it."""
    lines = text.split("\n")
    last = [f"{lines[-1]}{eol}"] if lines[-1] else []
    return [f"{line}\n" for line in lines[:-1]] + last


def _marked(ours: list[str], theirs: list[str], labels: Labels, eol: str) -> Iterator[str]:
    for tag, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs).get_opcodes():
        if tag == "equal":
            yield from ours[start:end]
            continue
        yield f"{'<' * labels.size} {labels.ours}{eol}"
        yield from ours[start:end]
        yield f"{'=' * labels.size}{eol}"
        yield from theirs[other_start:other_end]
        yield f"{'>' * labels.size} {labels.theirs}{eol}"
