"""What a candidature no longer tells because its company's file now does: it has moved, and did not go back."""

from collections.abc import Mapping
from typing import Any

from segurctl.candidature.editeur import EditeurFile, belongs, under
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.history.changements import changements
from segurctl.history.model import Changement
from segurctl.history.versions import Dessous
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


def en_vigueur(
    changes: tuple[Changement, ...],
    avant: tuple[Mapping[str, Any], Dessous],
    apres: tuple[Mapping[str, Any], Dessous],
    parcours: Parcours,
) -> tuple[Changement, ...]:
    """The changes; of what is the company's, only what went back once its file is counted in is a recul.

    What another company's file, read from now on, no longer tells is one more.
    """
    both = [under(dict(data), one.file, parcours)[0] if one.file else dict(data) for data, one in (avant, apres)]
    reels = {one.champ: one for one in changements(both[0], both[1], parcours) if one.recul and _commun(one, parcours)}
    juges = tuple(
        one._replace(recul=None) if one.recul and _commun(one, parcours) and one.champ not in reels else one
        for one in changes
    )
    if avant[1].nom == apres[1].nom:  # what it no longer tells is told of it
        return juges
    dits = {one.champ for one in juges}
    return juges + tuple(one for champ, one in reels.items() if champ not in dits)


def _commun(one: Changement, parcours: Parcours) -> bool:
    return bool(one.champ) and belongs(parse_path(one.champ), parcours)


def peut_passer(changes: tuple[Changement, ...], parcours: Parcours) -> bool:
    """Whether some of the changes may be of what moved to a company's file."""
    return any(_peut_passer(one, parcours) for one in changes)


def _peut_passer(one: Changement, parcours: Parcours) -> bool:
    return one.apres in _RIEN and one.avant is not None and bool(one.champ) and belongs(parse_path(one.champ), parcours)


def _tenu(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    return data
