"""What columns become where a terminal is too narrow for them: lines of their own, under the name they are about."""

from collections.abc import Iterator, Sequence

from segurctl.views.page import Line, Page, Segment

_INDENT = 4


def fold(page: Page, width: int) -> Page:
    """Put below its name what stands right of half the terminal, unless it is one line, and fits.

    A table that does not fit gives each count its title: « Convergence 2/11 ».
    """
    found: list[Line] = []
    group: list[Line] = []
    titles: list[str] = []
    for line in page:
        if _is_row(line) and len(line.text) > width:
            if not any(one.dit for one in line.segments):
                titles = [one.text.strip() for one in line.segments]
                continue
            line = _titled(line, titles)  # noqa: PLW2901 - in its place
        folds = not line.verbatim and line.hang * 2 > width
        if group and not (folds and not line.text[: line.hang].strip()):
            found += _folded(group, width)
            group = []
        if folds:
            group.append(line)
        else:
            found.append(line)
    return (*found, *_folded(group, width))


def _is_row(line: Line) -> bool:
    """Whether a line is of a table: each of its cells says otherwise what it draws."""
    return line.verbatim and len(line.segments) > 1 and all(one.dit is not None for one in line.segments)


def _titled(line: Line, titles: Sequence[str]) -> Line:
    cells = [
        one._replace(text=f"{' ' * _INDENT if rang == 0 else ' · '}{title}\u00a0{one.text.strip()}")
        for rang, (title, one) in enumerate(zip(titles, line.segments, strict=True))
    ]
    return Line(tuple(cells), _INDENT)


def _folded(group: Sequence[Line], width: int) -> Iterator[Line]:
    if len(group) == 1 and len(group[0].text) <= width:
        yield group[0]
        return
    for line in group:
        head, rest = _parted(line.segments, line.hang)
        if any(one.text.strip() for one in head):
            yield Line(_without_end(head))
        yield Line((Segment(" " * _INDENT), *rest), _INDENT, indent=line.indent)


def _parted(segments: Sequence[Segment], column: int) -> tuple[list[Segment], list[Segment]]:
    """The segments on both sides of a column."""
    head: list[Segment] = []
    rest: list[Segment] = []
    for one in segments:
        room = max(0, column - sum(len(each.text) for each in head))
        if one.text[:room]:
            head.append(one._replace(text=one.text[:room]))
        if one.text[room:]:
            rest.append(one._replace(text=one.text[room:]))
    return head, rest


def _without_end(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Without the spaces at its end."""
    kept = list(segments)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return (*kept[:-1], kept[-1]._replace(text=kept[-1].text.rstrip()))
