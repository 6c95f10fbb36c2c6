"""What a candidature no longer tells because its company's file now does: it has moved, and did not go back."""

from collections.abc import Mapping
from typing import Any

from segurctl.candidature.editeur import EditeurFile, belongs, under
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours

_RIEN = (None, "a-faire")  # what a candidature says of what it leaves to the company


def sans_transferts(
    changes: tuple[Changement, ...], apres: Mapping[str, Any], entreprise: EditeurFile | None, parcours: Parcours
) -> tuple[Changement, ...]:
    """The changes; what is told alike by the company's file, under the new version, has moved there."""
    if entreprise is None or not peut_passer(changes, parcours):
        return changes
    both, _partage = under(dict(apres), entreprise, parcours)
    return tuple(
        one._replace(quoi="transfere", recul=None)
        if _peut_passer(one, parcours) and one.avant == _tenu(both, parse_path(one.champ))
        else one
        for one in changes
    )


def peut_passer(changes: tuple[Changement, ...], parcours: Parcours) -> bool:
    """Whether some of the changes may be of what moved to a company's file."""
    return any(_peut_passer(one, parcours) for one in changes)


def _peut_passer(one: Changement, parcours: Parcours) -> bool:
    return one.apres in _RIEN and one.avant is not None and bool(one.champ) and belongs(parse_path(one.champ), parcours)


def _tenu(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    return data
