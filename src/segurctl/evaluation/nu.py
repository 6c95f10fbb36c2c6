"""The bare parcours: that of a candidature of which nothing is known, begun by nobody."""

import datetime as dt

from segurctl.candidature.model import FORMAT, Candidature, Produit
from segurctl.evaluation.evaluate import evaluate
from segurctl.evaluation.model import Evaluation
from segurctl.parcours.model import Parcours


def parcours_nu(parcours: Parcours, today: dt.date) -> Evaluation:
    """Every étape as it stands before anything is done, for who has no file yet."""
    vide = Candidature(
        format=FORMAT, parcours=parcours.id, edition=parcours.edition, produit=Produit(nom="", dispositif="")
    )
    return evaluate(vide, parcours, today)
