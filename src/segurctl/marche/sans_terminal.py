"""The commands that do what a walk would, for a script or a place without a terminal."""

from shlex import quote

from segurctl.candidature.paths import format_path
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.commandes import commandes
from segurctl.marche import champs


def a_taper(etape: str | None, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type for an étape, or for the first that can be done now: read it, tick it, fill it, mark it."""
    if etape:
        return _une(evaluation.etapes[etape], evaluation)
    prochaine = next(iter(evaluation.prochaines), None)
    return _une(prochaine.evaluee, evaluation) if prochaine else ()


def _une(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """In the order of the questions; only its page where there is nothing left to say of it."""
    etape = evaluee.etape
    page = f"segurctl show {etape.id}"
    if evaluee.acquise or evaluee.raison:
        return (page,)
    reste = [one.id for one in evaluee.actions if one.nom not in evaluee.faites]
    cocher = (f"segurctl tick {' '.join(reste)} --le {evaluation.today.isoformat()}",) if reste else ()
    if etape.derive:
        return (page, *cocher, *commandes(evaluee, evaluation))
    manquants = champs.manquants(champs.d_une_etape(evaluee, evaluation), evaluation)
    vides = [f"{quote(format_path(path))}=…" for path, _ in manquants]
    donner = (f"segurctl set {' '.join(vides)}",) if vides else ()
    statut = "soumis" if etape.validateur and evaluee.statut != "soumis" else "valide"
    return (page, *cocher, *donner, f"segurctl mark {etape.id} {statut} --le {evaluation.today.isoformat()}")
