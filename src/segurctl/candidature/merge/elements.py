"""Arrays of tables (`[[acceptations]]`), merged by their elements: as one value they would always be in conflict."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from segurctl.candidature.data import same

_NAMING = ("regle", "cible")
Element = Mapping[str, Any]


class Elements(NamedTuple):
    """The elements of a merge with our values of the conflicts, with theirs, and the conflicts: name, ours, theirs."""

    ours: list[Element]
    theirs: list[Element]
    conflicts: list[tuple[str, list[Element], list[Element]]]


def holds_elements(value: Any) -> bool:
    """Whether a value is an array of tables."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def name_of(element: Element) -> str:
    """What tells an element from the others: its rule and its target, else all that it says."""
    naming = [element.get(key) for key in _NAMING]
    return " ".join(map(str, naming)) if all(naming) else repr(sorted(element.items()))


def merge_elements(base: list[Element], ours: list[Element], theirs: list[Element]) -> Elements:
    """Each side's additions, removals and changes; the elements of one name are one value, which may conflict."""
    names = dict.fromkeys(map(name_of, [*ours, *theirs]))
    merged = Elements([], [], [])
    for name in names:
        b, o, t = (_of(name, side) for side in (base, ours, theirs))
        if same(b, o):
            o = t
        elif same(b, t) or same(o, t):
            t = o
        else:
            merged.conflicts.append((name, o, t))
        merged.ours.extend(o)
        merged.theirs.extend(t)
    return merged


def _of(name: str, some: list[Element]) -> list[Element]:
    """The elements of a name; their order says nothing."""
    return sorted((one for one in some if name_of(one) == name), key=repr)
