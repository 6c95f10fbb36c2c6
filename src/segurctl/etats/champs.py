"""The champs that count: those of suivis still open, and of the items that a catalogue entry means."""

from typing import Any

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath
from segurctl.etats.conditions import APPARTENANCES


def tenus(candidature: Candidature, chemin: str, appartient: str | None = None) -> list[tuple[KeyPath, Any]]:
    """The champs of a pattern that hold something, with their values."""
    found = lookup(candidature, chemin, closed=False)
    if appartient is None:
        return found
    dedans = APPARTENANCES[appartient]
    return [(path, value) for path, value in found if dedans(lookup(candidature, path[:-1])[0][1])]


def membres(candidature: Candidature, suivi: str, appartient: str | None) -> set[KeyPath]:
    """The items of a suivi that a catalogue entry means, closed ones too."""
    dedans = APPARTENANCES.get(appartient or "", lambda _item: True)
    return {path for path, item in lookup(candidature, f"{suivi}.*") if dedans(item)}
