"""The answers that we wait for, and what to type when they come."""

from segurctl.evaluation.chapitres import renvoyes
from segurctl.evaluation.commandes import repondre, repondre_suivi
from segurctl.evaluation.model import Attente, Evaluation


def attentes(evaluation: Evaluation) -> tuple[Attente, ...]:
    """Those that are not late: a late one is something to do. Étapes in catalogue order, then suivis."""
    etapes = (one for one in evaluation.etapes.values() if one.attend and not one.etape.derive and not one.en_retard)
    a_nous = renvoyes(evaluation)  # there is nothing to wait for
    suivis = (one for one in evaluation.suivis if one.attend and one.ouvert and one.id not in a_nous)
    return (
        *(Attente(one.etape.id, one.attend or "", one.attente, repondre(one, evaluation)) for one in etapes),
        *(Attente(one.id, one.attend or "", one.attente, repondre_suivi(one, evaluation)) for one in suivis),
    )
