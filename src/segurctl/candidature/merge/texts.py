"""Merging the bytes of a file: git's own way where it says what it must, else one side's changes replayed as edits."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.edit import Unspliceable
from segurctl.candidature.merge.marks import Labels, marked
from segurctl.candidature.merge.meaning import Conflict, Merged, merge_data, same_meaning
from segurctl.candidature.merge.remarks import Item, Place, Remark, items, kept, merged, remarks, said
from segurctl.candidature.merge.replay import replay
from segurctl.candidature.merge.settle import Source, settle
from segurctl.candidature.merge.versions import Version, version
from segurctl.candidature.paths import KeyPath
from segurctl.candidature.placing import Layout
from segurctl.candidature.text import decode, parse
from segurctl.errors import SegurctlError
from segurctl.git import git

_LINES, _REMARKS = 20_000, 3_000  # above, what a branch proposes is no candidature, and would keep a merge for minutes
_MANY = 127  # conflicts: git counts no further, and says more only of what is no text


@dataclass(frozen=True, slots=True)
class Outcome:
    """The bytes of a merge, and whether nothing is left to a person; `conflicts` are those that have a name."""

    data: bytes
    clean: bool
    conflicts: tuple[Conflict, ...] = ()


class Sides(NamedTuple):
    """The three versions of a file, as bytes."""

    base: bytes
    ours: bytes
    theirs: bytes


def merge_texts(sides: Sides, layout: Layout, labels: Labels | None = None) -> Outcome:
    """Merge two versions of a file that come from one; a version that is not there is empty.

    What both sides changed, each in its own way, is left between marks, and the rest is merged. Where one of the
    versions is no TOML, this is git's own merge. Raises SegurctlError where git is not there.
    """
    labels = labels or Labels()
    plain = plain_merge(sides, labels)
    try:
        base, ours, theirs = (version(decode(one)) for one in sides)
    except (SegurctlError, ValueError):
        return plain
    if any(one.text.count("\n") > _LINES or one.text.count("#") > _REMARKS for one in (base, ours, theirs)):
        return _whole(sides, labels)
    merging = _Merging(base, ours, theirs, layout)
    if plain.clean and merging.accepts(plain.data):
        return plain
    try:
        with_ours, with_theirs, conflicts = merging.replayed()
        if conflicts and with_ours == with_theirs:
            raise Unspliceable("un conflit que rien ne montrerait")
    except (SegurctlError, ValueError):  # spelled in ways that edits cannot follow
        return Outcome(marked(ours.text, theirs.text, labels).encode(), clean=False) if plain.clean else plain
    if not conflicts:
        return Outcome(with_ours.encode(), clean=True)
    return Outcome(marked(with_ours, with_theirs, labels).encode(), clean=False, conflicts=conflicts)


def _whole(sides: Sides, labels: Labels) -> Outcome:
    """Both versions whole, between marks: what is not looked at is not said to be merged."""
    if sides.ours == sides.theirs:
        return Outcome(sides.ours, clean=True)
    ours, theirs = (one if one.endswith(b"\n") or not one else one + b"\n" for one in (sides.ours, sides.theirs))
    first, last = (f"{mark * labels.size} {nom}\n" for mark, nom in (("<", labels.ours), (">", labels.theirs)))
    middle = f"{'=' * labels.size}\n"
    return Outcome(first.encode() + ours + middle.encode() + theirs + last.encode(), clean=False)


def plain_merge(sides: Sides, labels: Labels) -> Outcome:
    """Git's own merge, line by line. What is no text is ours, and a conflict. Raises SegurctlError as `git`."""
    with tempfile.TemporaryDirectory(prefix="segurctl-") as made:
        folder = Path(made)
        for name, data in zip(Sides._fields, sides, strict=True):
            (folder / name).write_bytes(data)
        named = [word for label in (labels.ours, "base", labels.theirs) for word in ("-L", label)]
        options = ["-p", "-q", f"--marker-size={labels.size}", *named]
        files = [str(folder / name) for name in ("ours", "base", "theirs")]
        # From the current folder: what git says of the repository to those that it runs may be relative to it.
        done = git("merge-file", *options, *files, folder=Path.cwd(), accepted=range(256))
    if done.code > _MANY:
        return Outcome(sides.ours, clean=False)
    return Outcome(done.out, clean=done.code == 0)


class _Merging:
    """One merge of three versions that can be read."""

    def __init__(self, base: Version, ours: Version, theirs: Version, layout: Layout) -> None:
        self.base, self.ours, self.theirs, self.layout = base, ours, theirs, layout

    def accepts(self, result: bytes) -> bool:
        """Whether a text is the merge: its data leaf by leaf, and the comments of both sides."""
        wanted = self.meaning(units=False)
        if wanted.conflicts:
            return False
        try:
            held = version(decode(result))
        except (SegurctlError, ValueError):
            return False
        counted = (said(_remarks(one)) for one in (self.base, self.ours, self.theirs))
        return same_meaning(held.data, wanted.ours) and kept(said(_remarks(held)), *counted)

    def replayed(self) -> tuple[str, str, tuple[Conflict, ...]]:
        """The merge with our values of the conflicts, the merge with theirs, and the conflicts.

        Raises SegurctlError where neither side's changes can be made in the other's text.
        """
        wanted = self.meaning(units=True)
        paths = [one.path for one in wanted.conflicts]
        try:
            ours, theirs = self._replayed(self.ours, self.theirs, wanted.ours, wanted.theirs, paths)
        except (SegurctlError, ValueError):
            theirs, ours = self._replayed(self.theirs, self.ours, wanted.theirs, wanted.ours, paths)
        return ours, theirs, wanted.conflicts

    def meaning(self, *, units: bool) -> Merged:
        return merge_data(self.base.data, self.ours.data, self.theirs.data, self.layout, units=units)

    def _replayed(
        self,
        mine: Version,
        other: Version,
        wanted: dict[str, object],
        otherwise: dict[str, object],
        paths: list[KeyPath],
    ) -> tuple[str, str]:
        """The other side's changes in my text: with my values of the conflicts, and with the other's."""
        base, my, others = (_remarks(one) for one in (self.base, mine, other))
        common = merged(*(said(one for one in some if not _of(one, paths)) for some in (base, my, others)))
        sources = [Source(_items(other), others), Source(_items(mine), my)]
        text = replay(mine.text, wanted, other, self.base, self.layout)
        text = settle(text, common + said(one for one in my if _of(one, paths)), sources)
        self._verify(text, wanted)
        if not paths:
            return text, text
        second = replay(text, otherwise, other, None, self.layout)
        second = settle(second, common + said(one for one in others if _of(one, paths)), sources)
        self._verify(second, otherwise)
        return text, second

    @staticmethod
    def _verify(text: str, wanted: dict[str, object]) -> None:
        if not same_meaning(parse(text), wanted):
            raise Unspliceable("le résultat ne dirait pas ce qu'il doit dire")


def _remarks(one: Version) -> list[Remark]:
    return remarks(one.document, one.data)


def _items(one: Version) -> list[Item]:
    return items(one.document, one.data)


def _of(remark: Remark, paths: list[KeyPath]) -> bool:
    """Whether a comment speaks of a key in conflict: each side keeps its own."""
    near = remark.place in (Place.ABOVE, Place.BESIDE, Place.INSIDE)
    return near and any(remark.anchor[: len(path)] == path for path in paths)
