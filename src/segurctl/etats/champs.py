"""The champs that count: those of suivis still open, and of the items that a catalogue entry means."""

from typing import Any

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.etats.conditions import APPARTENANCES
from segurctl.etats.model import SuiviEvalue
from segurctl.parcours.model import ChampEtape


def tenus(candidature: Candidature, chemin: str, appartient: str | None = None) -> list[tuple[KeyPath, Any]]:
    """The champs of a pattern that hold something, with their values."""
    found = lookup(candidature, chemin, closed=False)
    if appartient is None:
        return found
    dedans = APPARTENANCES[appartient]
    return [(path, value) for path, value in found if dedans(lookup(candidature, path[:-1])[0][1])]


def vides(candidature: Candidature, chemin: str, appartient: str | None = None) -> list[KeyPath]:
    """The champs of a pattern that hold nothing: one for each open item, or the table where there is no item."""
    prefixe, etoile, reste = chemin.partition(".*.")
    if not etoile:
        path = parse_path(chemin)
        return [] if lookup(candidature, path) else [path]
    dedans = APPARTENANCES.get(appartient or "", lambda _item: True)
    items = [path for path, item in lookup(candidature, f"{prefixe}.*", closed=False) if dedans(item)]
    if not items:
        return [tuple(prefixe.split("."))]
    return [(*path, reste) for path in items if not lookup(candidature, (*path, reste))]


def inutile(champ: ChampEtape, candidature: Candidature) -> bool:
    """Whether nobody needs a champ any more: one in whose place it stands is held, and it holds nothing itself."""
    return not lookup(candidature, champ.chemin) and any(lookup(candidature, one) for one in champ.a_defaut_de)


def appartient(item: SuiviEvalue, condition: str | None) -> bool:
    """Whether an item of a suivi is one that a catalogue entry means, be it closed."""
    return condition is None or APPARTENANCES[condition](item.table)
