"""The corridor: a candidature, the catalogue and a day go in, an Evaluation comes out."""

import datetime as dt

from segurctl.candidature.model import Candidature
from segurctl.etats.etapes import evaluer_etapes
from segurctl.etats.exigences import evaluer_exigences
from segurctl.etats.suivis import evaluer_suivis
from segurctl.evaluation.attentes import attentes
from segurctl.evaluation.echeances import echeances
from segurctl.evaluation.model import Evaluation, Suites
from segurctl.evaluation.prochaines import prochaines
from segurctl.parcours.model import Parcours
from segurctl.proofs.faits import INCONNUS, Faits
from segurctl.rules.model import Contexte
from segurctl.rules.registry import constater


def evaluate(candidature: Candidature, parcours: Parcours, today: dt.date, faits: Faits = INCONNUS) -> Evaluation:
    """Evaluate one candidature on one day, given what the disk knows of it.

    Pure: no clock, no disk, no network, no printing. The REM is among the facts: a file beside the candidature.
    """
    couverture = evaluer_exigences(candidature, faits.referentiel)
    suivis = evaluer_suivis(candidature, parcours, today, couverture.annonces())
    etapes = evaluer_etapes(candidature, parcours, suivis, today)
    contexte = Contexte(candidature, parcours, today, faits, etapes, suivis, couverture)
    constats = constater(contexte)
    locaux = [one for one in constats if not one.regle.reseau]
    return Evaluation(
        contexte=contexte,
        constats=tuple(one for one in locaux if one.acceptation is None),
        acceptes=tuple(one for one in locaux if one.acceptation is not None),
        reseau=tuple(one for one in constats if one.regle.reseau),
        suites=_SUITES,
    )


_SUITES = Suites(echeances, prochaines, attentes)
