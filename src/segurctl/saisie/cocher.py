"""`tick`: the actions of an étape, with the day they were done."""

import datetime as dt

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.errors import SegurctlError
from segurctl.parcours.model import Parcours
from segurctl.parcours.trouver import etapes_proches
from segurctl.proches import plier, proches, suggest, vouliez


def cocher(cible: str, le: dt.date, parcours: Parcours, *, undo: bool) -> SetKey | UnsetKey:
    """The change that ticks `ETAPE/ACTION`, or takes the tick away. Raises SegurctlError when there is none."""
    id_, _, nom = cible.partition("/")
    etape = parcours.etapes.get(id_)
    if etape is None:
        actions = [action.id for one in parcours.etapes.values() for action in one.actions]
        entieres = [one for one in proches(cible, actions) if plier(cible) == plier(one) or nom]
        raise SegurctlError(f"étape inconnue « {id_} »", hint=vouliez(entieres) or etapes_proches(id_, parcours))
    known = [action.nom for action in etape.actions]
    if nom not in known:
        hint = suggest(nom, known) or f"actions : {', '.join(known) or 'aucune'}"
        raise SegurctlError(f"action inconnue « {cible} »" if nom else f"« {cible} » ne nomme pas d'action", hint=hint)
    path = ("etapes", etape.plateforme, etape.nom, "actions", nom)
    return UnsetKey(path) if undo else SetKey(path, le)
