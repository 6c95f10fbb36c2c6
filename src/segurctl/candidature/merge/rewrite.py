"""Writing the elements of an array of tables: under headers of their own, or between brackets."""

from collections.abc import Mapping, Sequence
from typing import Any

from segurctl.candidature.brackets import Splice, find, insert, remove, splice
from segurctl.candidature.data import same
from segurctl.candidature.edit import Unspliceable
from segurctl.candidature.literal import literal
from segurctl.candidature.merge.elements import Element, holds_elements, name_of
from segurctl.candidature.merge.versions import Version, with_ends
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.candidature.placing import removal
from segurctl.candidature.scan import Section, end_of_line, line_end, line_start, scan
from segurctl.candidature.text import parse


def rewrite_elements(text: str, path: KeyPath, wanted: Sequence[Element], spelling: Version) -> str:
    """The text with the elements of an array of tables: those that change where they are, new ones at the end."""
    remaining = list(wanted)
    index = 0
    while index < len(held := _held(parse(text), path)):
        element = held[index]
        if kept := next((one for one in remaining if same(one, element)), None):
            remaining.remove(kept)
            index += 1
            continue
        renewed = [one for one in remaining if name_of(one) == name_of(element) and not _among(one, held)]
        if renewed:
            remaining.remove(renewed[0])
            text = _replaced(text, (*path, index), renewed[0], spelling)
            index += 1
        else:
            text = _removed(text, path, index)
    for one in remaining:
        text = _added(text, path, one, spelling)
    return text


def _held(data: Mapping[str, Any], path: KeyPath) -> list[Element]:
    found: Any = data
    for part in path:
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found if holds_elements(found) else []


def _among(element: Element, some: Sequence[Element]) -> bool:
    return any(same(one, element) for one in some)


def _removed(text: str, path: KeyPath, index: int) -> str:
    """The text without one element of an array of tables, written under a header or between brackets."""
    document = scan(text)
    inline = find(document, path)
    if inline:
        return splice(text, remove(text, inline, inline.members[index]))
    return removal(document, (*path, index))  # type: ignore[arg-type]


def _replaced(text: str, path: tuple[str | int, ...], element: Element, spelling: Version) -> str:
    document = scan(text)
    inline = find(document, path)
    if inline:
        return splice(text, [Splice(inline.start, inline.end, _inline(element))])
    own = [one for one in document.sections if one.path == path]
    names = tuple(part for part in path if isinstance(part, str))
    if len(own) != 1:
        raise Unspliceable("un élément écrit en plusieurs endroits")
    start, end = _lines_of(text, own[0])
    lines = _block(names, element, spelling, end_of_line(text, start))
    tail = "" if end == len(text) and not text.endswith("\n") else end_of_line(text, start)
    return splice(text, [Splice(start, end, lines + tail)])


def _added(text: str, path: KeyPath, element: Element, spelling: Version) -> str:
    document = scan(text)
    inline = find(document, path)
    if inline:
        last = inline.members[-1] if inline.members else None
        return splice(text, insert(text, inline, last, _inline(element)))
    eol = end_of_line(text, max(len(text) - 1, 0))
    last_one = [one for one in document.sections if one.path[: len(path)] == path]
    offset = _lines_of(text, last_one[-1])[1] if last_one else len(text)
    lines = _block(path, element, spelling, eol)
    if offset == len(text) and text and not text.endswith("\n"):
        return f"{text}{eol}{eol}{lines}"
    return splice(text, [Splice(offset, offset, f"{eol}{lines}{eol}")])


def _lines_of(text: str, section: Section) -> tuple[int, int]:
    end = section.entries[-1].end if section.entries else section.end
    return line_start(text, section.start), line_end(text, end)


def _block(path: KeyPath, element: Element, spelling: Version, eol: str) -> str:
    """The lines of an element, as the version that has it wrote them, without the end of the last one."""
    held = _held(spelling.data, path)
    places = [index for index, one in enumerate(held) if same(one, element)]
    own = [one for one in spelling.document.sections if places and one.path == (*path, places[0])]
    if len(own) == 1:
        start, end = _lines_of(spelling.text, own[0])
        return with_ends(spelling.text[start:end].rstrip("\r\n"), eol)
    return eol.join(
        [f"[[{format_path(path)}]]", *(f"{format_path([key])} = {_inline(v)}" for key, v in element.items())]
    )


def _inline(value: Any) -> str:
    """A value on one line; the keys of its tables quoted where they have to be."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{format_path([key])} = {_inline(below)}" for key, below in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return literal(value)
