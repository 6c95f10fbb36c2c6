"""The dates to come: of the agenda, what is still waited for."""

from segurctl.evaluation.agenda import agenda
from segurctl.evaluation.model import Echeance
from segurctl.rules.model import Contexte


def echeances(contexte: Contexte) -> tuple[Echeance, ...]:
    """Dates of today or later, nearest first; of one day, those with an hour after those without.

    A candidature withdrawn has none.
    """
    coming = [one for one in agenda(contexte) if one.jour >= contexte.today and not (one.tenu or one.annule)]
    return tuple(dict.fromkeys(Echeance(one.le, one.titre, one.cible, one.commun) for one in coming))
