"""What can be done now, the most useful first."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from segurctl.etats.calendrier import apres
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation.chapitres import par_chapitre
from segurctl.evaluation.commandes import commandes, remedier
from segurctl.evaluation.model import Evaluation, Geste, Prochaine
from segurctl.evaluation.suites import Suites
from segurctl.evaluation.valeurs import lieu, references, valeurs

# What repairs the file comes first, then what others wait for; what is under way before what is new.
_ORDRE: tuple[Geste, ...] = ("completer", "relancer", "corriger", "decider", "poursuivre", "debloquer", "commencer")
_GESTES: Mapping[str, Geste] = {
    "a-modifier": "corriger",
    "refuse": "decider",
    "en-cours": "poursuivre",
    "prete": "commencer",
}
PROCHE = 30  # days: a date nearer than that pulls its étape up


def prochaines(evaluation: Evaluation) -> tuple[Prochaine, ...]:
    """The étapes whose turn is ours, or whose answer is overdue.

    Ordered by what to do, then by a near date, then by how many étapes wait behind, then by the catalogue. What
    a contradicted étape lacks comes first, with it. Nothing is to be done for a candidature withdrawn.
    """
    if evaluation.retiree:
        return ()
    etapes, suites = evaluation.etapes, Suites(evaluation)
    found = [
        _prochaine(geste, one, evaluation, suites) for one in etapes.values() if (geste := _geste(one, evaluation))
    ]
    found = [one for one in found if one.commandes]  # where nothing is to be typed, somebody else has the turn
    rangs = {id_: rang for rang, id_ in enumerate(etapes)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                0 if one.reclamee_par else _ORDRE.index(one.geste),
                one.avant or dt.date.max,
                -len(one.debloque),
                -len(one.prepare),
                rangs[one.evaluee.etape.id],
            ),
        )
    )


def _geste(evaluee: EtapeEvaluee, evaluation: Evaluation) -> Geste | None:
    if _a_corriger(evaluee, evaluation):
        return "corriger"
    match evaluee.etat:
        case "soumis":
            return "relancer" if evaluee.en_retard else None if evaluee.attend else "poursuivre"
        case "contredite":
            return None if _attend_l_amont(evaluee) else "completer"
        case "bloquee":  # a box to tick or a champ to fill is ours to do
            return "debloquer" if all(one.genre in ("action", "champ") for one in evaluee.bloquee_par) else None
        case "en-cours" if any(one.ouvert and one.statut == "a-modifier" for one in evaluee.items):
            return "corriger"
        case etat:
            return _GESTES.get(etat)


def _a_corriger(evaluee: EtapeEvaluee, evaluation: Evaluation) -> bool:
    """Whether something of it is wrong, or sent back: a proof may be sent back in an étape already validated."""
    if evaluee.etat in ("sans-objet", "bloquee"):
        return False
    if par_chapitre(evaluee.etape) and any(one.a_reprendre for one in evaluation.chapitres):
        return True
    return evaluee.etat != "valide" and bool(remedier(evaluee, evaluation))


def _attend_l_amont(evaluee: EtapeEvaluee) -> bool:
    """Whether all that it misses are étapes upstream: the thing to do is there, and stands in the list by itself."""
    return bool(evaluee.bloquee_par) and all(one.genre == "etape" for one in evaluee.bloquee_par)


def _prochaine(geste: Geste, evaluee: EtapeEvaluee, evaluation: Evaluation, suites: Suites) -> Prochaine:
    etape = evaluee.etape
    donner = references if geste == "relancer" else valeurs
    cibles = (etape.id, *(item.id for item in evaluee.items))
    limite = apres(evaluation.today, PROCHE)
    proches = [date.jour for cible in cibles for date in evaluation.bornes.get(cible, ()) if date.jour <= limite]
    return Prochaine(
        geste=geste,
        evaluee=evaluee,
        url=lieu(etape, evaluation),
        donner=partial(donner, etape, evaluation),
        commandes=commandes(evaluee, evaluation),
        debloque=suites.toutes(etape.id),
        chemin=suites.chemin(etape.id),
        prepare=suites.aidees(etape.id),
        avant=min(proches, default=None),
        reclamee_par=tuple(
            id_ for id_, one in evaluation.etapes.items() if any(cause.cible == etape.id for cause in one.causes)
        ),
        chapitres=tuple(one for one in evaluation.chapitres if one.a_nous) if par_chapitre(etape) else (),
    )
