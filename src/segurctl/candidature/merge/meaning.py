"""What two versions of a file mean together: leaf by leaf through the tables, whatever way they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from segurctl.candidature.data import same
from segurctl.candidature.merge.elements import holds_elements, merge_elements
from segurctl.candidature.paths import KeyPath
from segurctl.candidature.placing import Layout

# One fact in several keys: half of it from each side would be a fact that nobody stated.
COUPLED = ("statut", "depuis", "avancement", "cloture", "close_le")


class _Absent(Enum):
    ABSENT = "absent"


ABSENT = _Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that both sides changed, each in its own way; ABSENT where a side has it no more."""

    path: KeyPath
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The data of a merge, as it is with our values of the conflicts and as it is with theirs."""

    ours: dict[str, Any]
    theirs: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge_data(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], layout: Layout, *, units: bool
) -> Merged:
    """The three-way merge of parsed data.

    What one side changed is taken, what both changed alike is taken once, and the rest are conflicts: a change against
    a removal too, and a change in a table that is named by the team (a demande, a proof) against the removal of it.
    With `units`, so is a fact of several keys (`statut` and `depuis`; a whole proof) of which both sides changed
    something.
    """
    merging = _Merging(layout, units=units)
    both = merging.tables((), base, ours, theirs)
    return Merged(*both, tuple(merging.conflicts))


def same_meaning(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether data means the same: tables that hold nothing, and the order of acceptations, say nothing."""
    return same(_settled(one), _settled(other))


def _settled(value: Any) -> Any:
    if isinstance(value, Mapping):
        below = {key: _settled(inner) for key, inner in value.items()}
        return {key: inner for key, inner in below.items() if inner != {}}
    if holds_elements(value):
        return sorted((_settled(one) for one in value), key=repr)
    return value


def _alike(one: Any, other: Any) -> bool:
    """Whether two tables hold the same; one that is gone holds what an empty one holds."""
    tables = [{} if side is ABSENT else side for side in (one, other)]
    return all(isinstance(table, dict) for table in tables) and same_meaning(*tables)


class _Merging:
    """One merge: the conflicts that it has met."""

    def __init__(self, layout: Layout, *, units: bool) -> None:
        self.layout = layout
        self.units = units
        self.conflicts: list[Conflict] = []

    def tables(
        self, path: KeyPath, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        coupled = self.units and self.mixed(base, ours, theirs)
        for_ours, for_theirs = dict[str, Any](), dict[str, Any]()
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            b, o, t = (side.get(key, ABSENT) for side in (base, ours, theirs))
            below = (*path, key)
            whole = coupled and key in COUPLED
            o, t = self.conflict(below, o, t) if whole and not same(o, t) else self.values(below, b, o, t)
            if o is not ABSENT:
                for_ours[key] = o
            if t is not ABSENT:
                for_theirs[key] = t
        return for_ours, for_theirs

    def values(self, path: KeyPath, base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
        if same(ours, theirs) or same(base, theirs):
            return ours, ours
        if same(base, ours) or _alike(base, ours):
            return theirs, theirs
        if _alike(base, theirs) or _alike(ours, theirs):
            return ours, ours
        if all(one in (ABSENT, []) or holds_elements(one) for one in (base, ours, theirs)):
            merged = merge_elements(*([] if one is ABSENT else one for one in (base, ours, theirs)))
            self.conflicts += [Conflict((*path, name), o or ABSENT, t or ABSENT) for name, o, t in merged.conflicts]
            return merged.ours or ABSENT, merged.theirs or ABSENT
        whole = ours is ABSENT or theirs is ABSENT or (self.units and path[0] == "preuves")
        tables = all(isinstance(one, dict) or one is ABSENT for one in (base, ours, theirs))
        if not tables or (whole and self.named(path)):
            return self.conflict(path, ours, theirs)
        return self.tables(path, *({} if one is ABSENT else one for one in (base, ours, theirs)))

    def conflict(self, path: KeyPath, ours: Any, theirs: Any) -> tuple[Any, Any]:
        self.conflicts.append(Conflict(path, ours, theirs))
        return ours, theirs

    def named(self, path: KeyPath) -> bool:
        """Whether a table stands for one thing that the team named."""
        return len(path) > 1 and self.layout.header((*path, "x", "x")) == len(path)

    def mixed(self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
        """Whether both sides changed the fact that the coupled keys state, and not alike."""
        b, o, t = ({key: side[key] for key in COUPLED if key in side} for side in (base, ours, theirs))
        return not (same(b, o) or same(b, t) or same(o, t))
