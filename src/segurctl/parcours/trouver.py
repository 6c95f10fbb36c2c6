"""An étape by what somebody typed, and what to say where it is none."""

from segurctl.errors import SegurctlError
from segurctl.parcours.model import Etape, Parcours
from segurctl.proches import plier, suggest


def etape_connue(id_: str, parcours: Parcours) -> Etape:
    """The étape of an id. Raises SegurctlError, with those that were perhaps meant, where there is none."""
    found = parcours.etapes.get(id_)
    if found is None:
        raise SegurctlError(f"étape inconnue « {id_} »", hint=etapes_proches(id_, parcours))
    return found


def etapes_proches(id_: str, parcours: Parcours) -> str:
    """The étapes that were perhaps meant: the nearest, those of a plateforme that is named alone, or else all."""
    plateforme = parcours.plateformes.get(plier(id_))
    if plateforme:
        siennes = (one.id for one in parcours.etapes.values() if one.plateforme == plateforme.id)
        return f"étapes de {plateforme.id} : {', '.join(siennes)}"
    return suggest(id_, parcours.etapes) or f"étapes : {', '.join(parcours.etapes)}"
