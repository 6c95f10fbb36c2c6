"""The portals' forms to fill, field by field: those of the étapes to do now, or that of one étape."""

from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.evaluation.model import Evaluation, ValeurConnue
from segurctl.evaluation.valeurs import formulaire, lieu
from segurctl.parcours.model import Etape


class Formulaire(NamedTuple):
    """The form of an étape: where it is, and its fields in the portal's order."""

    etape: Etape
    url: str | None
    champs: tuple[ValeurConnue, ...]


def a_remplir(evaluation: Evaluation) -> tuple[Formulaire, ...]:
    """Those of what can be done now, the most useful first; what only waits for an answer has been filled."""
    etapes = (one.evaluee.etape for one in evaluation.prochaines if one.geste != "relancer")
    return tuple(_formulaire(one, evaluation) for one in etapes if one.valeurs)


def celui_de(id_: str, evaluation: Evaluation) -> Formulaire:
    """That of one étape. Raises SegurctlError where it has none."""
    etape = evaluation.parcours.etapes[id_]
    if not etape.valeurs:
        avec = ", ".join(one.id for one in evaluation.parcours.etapes.values() if one.valeurs)
        raise SegurctlError(f"{id_} n'a pas de formulaire à copier", hint=f"en ont un : {avec}")
    return _formulaire(etape, evaluation)


def _formulaire(etape: Etape, evaluation: Evaluation) -> Formulaire:
    return Formulaire(etape, lieu(etape, evaluation), formulaire(etape, evaluation))
