"""The commands that do what a walk would, for a script or a place without a terminal."""

from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.commandes import commandes


def a_taper(etape: str | None, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type for an étape, or for the first that can be done now: read it, tick it, fill it, mark it."""
    if etape:
        return _une(evaluation.etapes[etape], evaluation)
    prochaine = next(iter(evaluation.prochaines), None)
    return ("segurctl next", *(_une(prochaine.evaluee, evaluation) if prochaine else ()))


def _une(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    reste = [one.id for one in evaluee.actions if one.nom not in evaluee.faites]
    cocher = (f"segurctl tick {' '.join(reste)}",) if reste else ()
    return (f"segurctl show {evaluee.etape.id}", *cocher, *commandes(evaluee, evaluation))
