"""Reading the versions of one file: the tables that a version shares with the one before it are parsed once.

A table that did not change is the very same object in both versions, so that comparing them passes over it.
"""

from typing import Any, NamedTuple

import tomli

from segurctl.candidature.literal import BOM
from segurctl.candidature.text import decode, parse
from segurctl.errors import SegurctlError


class _Table(NamedTuple):
    """A header and what stands below it."""

    path: tuple[str, ...]
    table: dict[str, Any]


class Lecteur:
    """Reads versions of a file, near ones after one another."""

    def __init__(self) -> None:
        self._tables: dict[str, _Table | None] = {}

    def lire(self, data: bytes) -> dict[str, Any]:
        """The data of a version. Raises SegurctlError, with its line, where it is not readable TOML."""
        text = decode(data).removeprefix(BOM)
        found = self._assembler(text.replace("\r\n", "\n"))
        return parse(text) if found is None else found

    def _assembler(self, text: str) -> dict[str, Any] | None:
        """The data of a text from those of its tables; None where they do not tell all of it: parse it whole.

        Only what is written as `[a.b]`, once, each after the table it is in, with no array of tables but at the end.
        """
        debut, tableaux, fin = text.partition("\n[[")
        morceaux = debut.split("\n[")
        known, self._tables = self._tables, {}
        root, *tables = [self._lire(known, one, entete=index > 0) for index, one in enumerate(morceaux)]
        if root is None:
            return None
        held = dict(root.table)
        entetes: set[int] = set()
        partagees: set[int] = set()
        for one in tables:
            if one is None or not _placer(one, held, entetes, partagees):
                return None
        if tableaux:
            last = self._lire(known, f"[[{fin}", entete=False)
            if last is None or not held.keys().isdisjoint(last.table):
                return None
            held.update(last.table)
        return held

    def _lire(self, known: dict[str, _Table | None], morceau: str, *, entete: bool) -> _Table | None:
        """A part of a text, from the version before where it is there."""
        if morceau not in self._tables:
            self._tables[morceau] = known[morceau] if morceau in known else _parse(morceau, entete=entete)
        return self._tables[morceau]


def _parse(morceau: str, *, entete: bool) -> _Table | None:
    try:
        if not entete:
            return _Table((), parse(morceau))
        data, seul = parse(f"[{morceau}"), tomli.loads(f"[{morceau.partition(chr(10))[0]}\n")
    except (SegurctlError, ValueError):
        return None
    path = []
    while seul:
        [(key, seul)] = seul.items()
        if list(data) != [key]:
            return None
        data = data[key]
        path.append(key)
    return _Table(tuple(path), data)


def _placer(one: _Table, root: dict[str, Any], entetes: set[int], partagees: set[int]) -> bool:
    """Put a table at its place, through tables that headers made; whether it could be.

    Those that are shared with other versions are copied before another is put in them.
    """
    here = root
    for key in one.path[:-1]:
        below = here.get(key)
        if below is None or id(below) in partagees:
            below = here[key] = dict(below or ())
            entetes.add(id(below))
        elif id(below) not in entetes:
            return False
        here = below
    if one.path[-1] in here:
        return False
    here[one.path[-1]] = one.table
    partagees.add(id(one.table))
    return True
