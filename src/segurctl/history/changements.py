"""From two versions of the data to what changed, in the words of the field.

Raw data and not the model: an older version, or one that the model would refuse, compares too; so does any file of
the same shape.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from segurctl.candidature.fields import order_at
from segurctl.candidature.paths import KeyPath
from segurctl.history.autres import acceptations, exigence, jalon
from segurctl.history.champs import Table, champs, dans
from segurctl.history.differences import Difference, differences
from segurctl.history.etapes import etape
from segurctl.history.model import Changement
from segurctl.history.preuves import preuve
from segurctl.history.suivis import item
from segurctl.parcours.model import Parcours

Data = Mapping[str, Any]

_FORME = ("format", "parcours", "edition")  # they say nothing of a file that is new
_TABLES: Mapping[str, tuple[int, Callable[[KeyPath, list[Difference], Table, Table], Iterator[Changement]]]] = {
    "etapes": (3, etape),
    "preuves": (2, preuve),
    "exigences": (2, exigence),
    "jalons": (2, jalon),
}


def changements(avant: Data | None, apres: Data, parcours: Parcours) -> tuple[Changement, ...]:
    """What changed, in the order of the file; étapes in that of the catalogue. `avant` is None for a new file."""
    tables: dict[KeyPath, list[Difference]] = {}
    for one in differences(avant or {}, apres):
        if avant is not None or one.path[0] not in _FORME:
            tables.setdefault(_table_de(one.path, parcours), []).append(one)
    found = [each for path, reste in tables.items() for each in _de(path, reste, avant or {}, apres, parcours)]
    rangs = {id_: rang for rang, id_ in enumerate(parcours.etapes)}
    return tuple(one.masque() for one in sorted(found, key=lambda one: _place(one, rangs)))


def _table_de(path: KeyPath, parcours: Parcours) -> KeyPath:
    """The table that a value tells of: an étape, an item, a proof; else the champ itself."""
    if path[0] == "acceptations":
        return path[:1]
    sizes = [_TABLES[path[0]][0]] if path[0] in _TABLES else []
    prefixes = [tuple(id_.split(".")) for id_ in parcours.suivis]
    sizes += [len(one) + 1 for one in prefixes if path[: len(one)] == one]
    return path[: sizes[0]] if sizes and len(path) > sizes[0] else path


def _de(path: KeyPath, reste: list[Difference], avant: Data, apres: Data, parcours: Parcours) -> Iterator[Changement]:
    """What the differences of one table say."""
    before, after = dans(avant, *path), dans(apres, *path)
    if path == ("acceptations",):
        return acceptations(avant.get("acceptations"), apres.get("acceptations"))
    if reste[0].path == path:  # no table, but a value; or what should be a table and is none
        return champs(reste)
    if path[0] in _TABLES:
        return _TABLES[path[0]][1](path, reste, before, after)
    return item(parcours.suivis[".".join(path[:-1])], path, reste, before, after)


def _place(one: Changement, rangs: Mapping[str, int]) -> tuple[int, int, str]:
    """The place of a change: by section, étapes by catalogue, the rest by name."""
    section = one.champ.partition(".")[0]
    rang = rangs.get(one.cible.partition("/")[0], len(rangs)) if section == "etapes" else 0
    sections = order_at(())
    return sections.index(section) if section in sections else -1, rang, one.champ
