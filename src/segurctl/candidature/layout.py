"""Where a new key or a new table goes in the file: the order of the format, étapes in catalogue order."""

from typing import TYPE_CHECKING

from segurctl.candidature.paths import KeyPath

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

ORDER = (
    "editeur",
    "produit",
    "composants",
    "eligibilite",
    "psc",
    "cnda",
    "tests_intrusion",
    "motco2",
    "rem",
    "etapes",
    "chapitres",
    "exigences",
    "preuves",
    "jalons",
    "convention",
    "referencement",
    "acceptations",
)
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
        self._ranks = {id_: rank for rank, id_ in enumerate(parcours.etapes)}

    def header(self, path: KeyPath) -> int:
        """How many leading parts of a key's path make the header of its table."""
        parts = next((size for prefix, size in _NAMED.items() if path[: len(prefix)] == prefix), 1)
        return min(parts, len(path) - 1)

    def rank(self, table: KeyPath) -> tuple[int, int, str]:
        """The place of a table: by section, étapes by catalogue, the rest by name below its section."""
        section = ORDER.index(table[0]) if table and table[0] in ORDER else -1
        if table[:1] == ("etapes",):
            return section, self._ranks.get(".".join(table[1:]), len(self._ranks)), ""
        return section, len(table), ".".join(table[1:])
