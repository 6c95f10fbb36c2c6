"""The gate of an étape: whether what it takes to enter it is complete, and what to do first where it is not."""

from collections.abc import Iterator
from typing import NamedTuple

from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import en_clair
from segurctl.etats.champs import vides
from segurctl.etats.model import EtapeEvaluee, Examen, Manque
from segurctl.evaluation.commandes import affecter, commandes, repondre, repondre_suivi
from segurctl.evaluation.model import Evaluation
from segurctl.proofs.secrets import masquer
from segurctl.rules.fiches import CONSEILS, DURS, regles
from segurctl.rules.model import CheminDonnees, Constat, Ecart


class Manquant(NamedTuple):
    """Something to have before entering: who asks for it, the étape that gives it, what records it.

    `pour` is the étape that asks; `vient_de` the one where it is obtained (None: written by the team alone).
    """

    manque: Manque
    pour: str
    vient_de: EtapeEvaluee | None
    commandes: tuple[str, ...]
    dur: bool


class Porte(NamedTuple):
    """The gate of an étape. It is open when nothing misses; what does comes in the order in which to do it."""

    evaluation: Evaluation
    evaluee: EtapeEvaluee
    manquants: tuple[Manquant, ...]

    @property
    def ouverte(self) -> bool:
        """Whether the étape can be entered."""
        return not self.manquants


def porte(evaluation: Evaluation, etape: str, *, strict: bool = False) -> Porte:
    """The gate of one étape: its hard prérequis and what they wait for themselves; `strict` adds its soft ones.

    A candidature withdrawn has no gates; an étape that is sans objet has nothing to wait for.
    """
    evaluee = evaluation.etapes[etape]
    if evaluation.retiree or evaluee.etat == "sans-objet":
        return Porte(evaluation, evaluee, ())
    found = list(_exiges(evaluee, evaluation, set()))
    if strict:
        for examen in evaluee.conseilles:
            found += _examine(examen, evaluee, evaluation, {etape}, dur=False)
    uniques: dict[tuple[str, str], Manquant] = {}
    for one in found:
        uniques.setdefault((one.manque.genre, one.manque.cible), _masque(one))
    return Porte(evaluation, evaluee, tuple(uniques.values()))


def _masque(one: Manquant) -> Manquant:
    """The same without a secret that somebody wrote in a key."""
    manque = one.manque._replace(cible=masquer(one.manque.cible))
    return one._replace(manque=manque, commandes=tuple(map(masquer, one.commandes)))


def constats(gate: Porte) -> tuple[Constat, ...]:
    """What misses at a gate, as findings: so that every format can tell them."""
    return tuple(
        Constat(
            regles()[DURS if one.dur else CONSEILS],
            Ecart(
                _champ(one),
                f"pour entrer dans {gate.evaluee.etape.id}, {_dire(one.manque)}",
                one.vient_de.etape.id if one.vient_de else one.pour,
                " puis ".join(one.commandes) or None,
            ),
        )
        for one in gate.manquants
    )


def _dire(manque: Manque) -> str:
    return f"il faut attendre le {en_clair(manque.jusqu_au)}" if manque.jusqu_au else f"il manque {manque.cible}"


def _champ(one: Manquant) -> CheminDonnees:
    if one.manque.genre in ("champ", "defaut", "attente"):
        return tuple(one.manque.cible.split("."))
    cible = one.vient_de.etape if one.vient_de else None
    if cible is None:
        return ()
    return tuple(cible.derive.suivi.split(".")) if cible.derive else ("etapes", cible.plateforme, cible.nom, "statut")


def _exiges(evaluee: EtapeEvaluee, evaluation: Evaluation, vues: set[str]) -> Iterator[Manquant]:
    """The hard prérequis that miss, each after what it waits for itself."""
    vues = vues | {evaluee.etape.id}
    for examen in evaluee.exiges:
        yield from _examine(examen, evaluee, evaluation, vues, dur=True)


def _examine(
    examen: Examen, evaluee: EtapeEvaluee, evaluation: Evaluation, vues: set[str], *, dur: bool
) -> Iterator[Manquant]:
    manque, pour = examen.manque, evaluee.etape.id
    if manque is None:
        return
    source = _source(manque, evaluation)
    if source and source.etape.id not in vues and not source.acquise:
        yield from (one._replace(dur=dur) for one in _exiges(source, evaluation, vues))
    match manque.genre:
        case "champ":
            for path in vides(evaluation.candidature, manque.cible, examen.prerequis.appartient):
                cible = format_path(path)
                seul = manque._replace(cible=cible)
                yield Manquant(seul, pour, source, affecter([manque.cible], evaluation), dur)
        case "action":
            yield Manquant(manque, pour, source, (f"segurctl tick {manque.cible}",), dur)
        case "attente":
            yield Manquant(manque, pour, source, (), dur)
        case _:
            yield Manquant(manque, pour, source, _noter(source, evaluation) if source else (), dur)


def _source(manque: Manque, evaluation: Evaluation) -> EtapeEvaluee | None:
    """The étape where something is obtained."""
    etapes = evaluation.etapes
    if manque.genre == "etape":
        return etapes[manque.cible]
    if manque.genre == "action":
        return etapes[manque.cible.partition("/")[0]]
    if manque.genre == "suivi":
        suivi = manque.cible.partition(" : ")[0]
        derivees = (one for one in etapes.values() if one.etape.derive and one.etape.derive.suivi == suivi)
        return next(derivees, None)
    return next((one for one in etapes.values() if any(c.chemin == manque.cible for c in one.etape.champs)), None)


def _noter(source: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type once an étape is obtained, be it ours to do or an answer to come."""
    siennes = commandes(source, evaluation)
    if siennes:
        return siennes
    attendus = [one for one in source.items if one.attend and one.ouvert]
    if attendus:
        return tuple(commande for one in attendus for commande in repondre_suivi(one, evaluation))
    return repondre(source, evaluation)
