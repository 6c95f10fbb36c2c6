"""The corridor: a candidature, the catalogue and a day go in, an Evaluation comes out."""

import datetime as dt
from collections.abc import Iterable

from segurctl.candidature.model import Candidature
from segurctl.etats.etapes import evaluer_etapes
from segurctl.etats.model import EtapeEvaluee
from segurctl.etats.suivis import evaluer_suivis
from segurctl.evaluation.attentes import attentes
from segurctl.evaluation.echeances import echeances, par_cible
from segurctl.evaluation.model import Avancee, Evaluation
from segurctl.evaluation.prochaines import prochaines
from segurctl.parcours.model import Parcours
from segurctl.proofs.faits import INCONNUS, Faits
from segurctl.rules.model import Contexte
from segurctl.rules.registry import constater


def evaluate(candidature: Candidature, parcours: Parcours, today: dt.date, faits: Faits = INCONNUS) -> Evaluation:
    """Evaluate one candidature on one day, given what the disk knows of it.

    Pure: no clock, no disk, no network, no printing.
    """
    suivis = evaluer_suivis(candidature, parcours, today)
    etapes = evaluer_etapes(candidature, parcours, suivis, today)
    contexte = Contexte(candidature, parcours, today, faits, etapes, suivis)
    constats = constater(contexte)
    dates = echeances(contexte)
    evaluation = Evaluation(
        candidature=candidature,
        parcours=parcours,
        today=today,
        etapes=etapes,
        suivis=suivis,
        constats=tuple(one for one in constats if one.acceptation is None),
        acceptes=tuple(one for one in constats if one.acceptation is not None),
        avancement=_avancee(etapes.values()),
        plateformes={
            id_: _avancee(one for one in etapes.values() if one.etape.plateforme == id_) for id_ in parcours.plateformes
        },
        echeances=dates,
        bornes=par_cible(dates),
        prochaines=(),
        attentes=(),
    )
    return evaluation._replace(prochaines=prochaines(evaluation), attentes=attentes(evaluation))


def _avancee(etapes: Iterable[EtapeEvaluee]) -> Avancee:
    asked = [one for one in etapes if one.etat != "sans-objet"]
    return Avancee(sum(one.etat == "valide" for one in asked), len(asked))
