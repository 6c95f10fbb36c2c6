"""What a change did: the champs that differ, what it unlocked, and what is wrong since."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.fields import lookup
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.evaluation import Evaluation
from segurctl.rules.model import Constat


class Changement(NamedTuple):
    """A champ before and after; None where it is not written."""

    champ: str
    avant: Any
    apres: Any


class Effet(NamedTuple):
    """The champs changed, the étapes that can be begun since, and the findings that were not there before."""

    changements: tuple[Changement, ...]
    debloquees: tuple[str, ...]
    constats: tuple[Constat, ...]


def effet(changes: list[SetKey | UnsetKey], before: Evaluation, after: Evaluation) -> Effet:
    """Compare two evaluations of the same day, around changes."""
    known = {(one.regle.id, one.ecart) for one in before.constats}
    paths = dict.fromkeys(one.path for one in changes)
    changements = (
        Changement(format_path(path), _held(path, before), _held(path, after)) for path in _champs(paths, before)
    )
    return Effet(
        tuple(one for one in changements if one.avant != one.apres),
        tuple(id_ for id_, one in after.etapes.items() if one.etat == "prete" and before.etapes[id_].etat == "bloquee"),
        tuple(one for one in after.constats if (one.regle.id, one.ecart) not in known),
    )


def _held(path: KeyPath, evaluation: Evaluation) -> Any:
    return next((value for _, value in lookup(evaluation.candidature, path)), None)


def _champs(paths: Mapping[KeyPath, None], before: Evaluation) -> Iterator[KeyPath]:
    """The champs meant by paths: a table stands for the champs that it held."""
    for path in paths:
        yield from _feuilles(path, _held(path, before))


def _feuilles(path: KeyPath, held: Any) -> Iterator[KeyPath]:
    if isinstance(held, BaseModel):
        held = dict(held)
    if isinstance(held, Mapping):
        for key, value in held.items():
            if value is not None:
                yield from _feuilles((*path, key), value)
    else:
        yield path
