"""Where keys and tables go in the file: the order of the format, étapes and actions in catalogue order."""

from typing import TYPE_CHECKING

from segurctl.candidature.fields import order_at
from segurctl.candidature.paths import DataPath, KeyPath

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

Rank = tuple[tuple[int, str], ...]

# Tables whose keys are chosen by the team (or are étapes), and how many parts their header has.
_NAMED = {
    ("composants",): 2,
    ("psc", "dossiers"): 3,
    ("cnda", "demandes"): 3,
    ("tests_intrusion",): 2,
    ("etapes",): 3,
    ("chapitres",): 2,
    ("exigences",): 2,
    ("preuves",): 2,
    ("jalons",): 2,
}


class CatalogueLayout:
    """The layout of format 1, with the étapes in the order of a catalogue."""

    def __init__(self, parcours: "Parcours") -> None:
        self._etapes = {id_: rank for rank, id_ in enumerate(parcours.etapes)}
        self._actions = {
            etape.id: {action.nom: rank for rank, action in enumerate(etape.actions)}
            for etape in parcours.etapes.values()
        }
        self._ranks: dict[DataPath, Rank] = {}  # hundreds of proofs are placed among hundreds

    def header(self, path: KeyPath) -> int:
        """How many leading parts of a key's path make the header of its table."""
        parts = next((size for prefix, size in _NAMED.items() if path[: len(prefix)] == prefix), 1)
        return min(parts, len(path) - 1)

    def rank(self, path: DataPath) -> Rank:
        """The place of a table or of a key, whole path given: places compare with `<`, a table before what it holds.

        What the team names is in the order of its names, an array in its own; what nobody knows comes last.
        """
        if path not in self._ranks:
            self._ranks[path] = self._rank(path)
        return self._ranks[path]

    def _rank(self, path: DataPath) -> Rank:
        names = tuple(map(str, path))
        ranks = [
            (part, "") if isinstance(part, int) else _among({one: at for at, one in enumerate(order_at(above))}, part)
            for part, above in ((part, names[:size]) for size, part in enumerate(path))
        ]
        if names[:1] == ("etapes",) and names[1:]:  # the étapes of the plateformes are interleaved
            etape = ".".join(names[1:3])
            ranks[1:3] = [_among(self._etapes, etape) if names[2:] else (-1, etape)]
            if names[3:4] == ("actions",) and names[4:]:
                ranks[3] = _among(self._actions.get(etape, {}), names[4])
        return tuple(ranks)


def _among(known: dict[str, int], name: str) -> tuple[int, str]:
    return (known[name], "") if name in known else (len(known), name)
