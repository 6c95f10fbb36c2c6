"""What a candidature no longer tells because its company's file now does: it has moved, and did not go back."""

from collections.abc import Mapping
from typing import Any

from segurctl.candidature.editeur import EditeurFile, under
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours


def sans_transferts(
    changes: tuple[Changement, ...], apres: Mapping[str, Any], entreprise: EditeurFile, parcours: Parcours
) -> tuple[Changement, ...]:
    """The changes; what is told alike by the company's file, under the new version, is no recul."""
    both, _partage = under(dict(apres), entreprise, parcours)
    return tuple(
        one._replace(recul=None) if one.recul and one.avant == _tenu(both, parse_path(one.champ)) else one
        for one in changes
    )


def _tenu(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    return data
