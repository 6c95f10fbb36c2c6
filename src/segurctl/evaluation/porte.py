"""The gate of an étape: whether what it takes to enter it is complete, and what to do first where it is not."""

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import NamedTuple

from segurctl.candidature.paths import format_path, parse_path
from segurctl.candidature.secrets import masquer
from segurctl.etats.calendrier import en_clair
from segurctl.etats.champs import vides
from segurctl.etats.conditions import tient
from segurctl.etats.model import EtapeEvaluee, Examen, Manque
from segurctl.evaluation.commandes import affecter, commandes, nommer, renonce, repondre, repondre_suivi
from segurctl.evaluation.model import Evaluation
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


def porte(evaluation: Evaluation, etape: str, *, strict: bool = False, option: str = "") -> Porte:
    """The gate of one étape: its hard prérequis and what they wait for themselves; `strict` adds its soft ones.

    `option` is what commands need to find the file. A candidature withdrawn has no gates; an étape that is sans objet
    has nothing to wait for.
    """
    evaluee = evaluation.etapes[etape]
    if evaluation.retiree or evaluee.etat == "sans-objet":
        return Porte(evaluation, evaluee, ())
    found = list(_exiges(evaluee, evaluation, frozenset()))
    if strict:
        for examen in evaluee.conseilles:
            found += _examine(examen, evaluee, evaluation, frozenset({etape}), dur=False)
    return Porte(evaluation, evaluee, tuple(_montrable(one, option) for one in _une_fois(found, evaluation)))


def _une_fois(found: Iterable[Manquant], evaluation: Evaluation) -> Iterator[Manquant]:
    """Each thing once, and each command too; what an étape gives is recorded with it."""
    donnes = {
        champ.cible for one in found if one.manque.genre == "etape" and one.vient_de for champ in one.vient_de.requis
    }
    vus: set[tuple[str, str]] = set()
    dites: set[str] = set()
    for one in found:
        cle = (one.manque.genre, one.manque.cible)
        if cle not in vus and not (one.manque.genre == "champ" and one.manque.cible in donnes):
            vus.add(cle)
            nouvelles = tuple(commande for commande in one.commandes if commande not in dites)
            yield one._replace(commandes=nouvelles or _derniere(one, evaluation))
            dites.update(one.commandes)


def _derniere(one: Manquant, evaluation: Evaluation) -> tuple[str, ...]:
    """What records an étape all of whose commands have been said: its own statut, or the stage that comes after it."""
    evaluee = one.vient_de
    if not one.commandes or one.manque.genre != "etape" or evaluee is None:
        return one.commandes
    if derive := evaluee.etape.derive:
        suivi = evaluation.parcours.suivis[derive.suivi]
        apres = suivi.avancements[suivi.rang(derive.a) :][:1]
        marques = (
            f"segurctl mark {quote(item.id)} {stade.id}" for item in evaluee.items if item.ouvert for stade in apres
        )
        return tuple(marques) or one.commandes
    return (f"segurctl mark {evaluee.etape.id} {'soumis' if evaluee.etape.validateur else 'valide'}",)


def _montrable(one: Manquant, option: str) -> Manquant:
    """The same without a secret that somebody wrote in a key; its commands name the file."""
    manque = one.manque._replace(cible=masquer(one.manque.cible))
    return one._replace(manque=manque, commandes=tuple(nommer(masquer(each), option) for each in one.commandes))


def constats(gate: Porte) -> tuple[Constat, ...]:
    """What misses at a gate, as findings: so that every format can tell them."""
    return tuple(
        Constat(
            regles()[DURS if one.dur else CONSEILS],
            Ecart(
                _champ(one),
                f"pour entrer dans {gate.evaluee.etape.id}, {_dire(one.manque)}",
                one.vient_de.etape.id if one.vient_de else one.pour,
                " && ".join(one.commandes) or None,
            ),
        )
        for one in gate.manquants
    )


def _dire(manque: Manque) -> str:
    if manque.genre == "defaut":
        return f"{manque.cible} ne convient pas : {manque.pourquoi}"
    return f"il faut attendre le {en_clair(manque.jusqu_au)}" if manque.jusqu_au else f"il manque {manque.cible}"


def _champ(one: Manquant) -> CheminDonnees:
    if one.manque.genre in ("champ", "defaut", "attente"):
        return parse_path(one.manque.cible)
    cible = one.vient_de.etape if one.vient_de else None
    if cible is None:
        return ()
    return tuple(cible.derive.suivi.split(".")) if cible.derive else ("etapes", cible.plateforme, cible.nom, "statut")


def _exiges(evaluee: EtapeEvaluee, evaluation: Evaluation, vues: frozenset[str]) -> Iterator[Manquant]:
    """The hard prérequis that miss, each after what it waits for itself; étapes first, for they give the champs.

    Of an étape that is on the way (`vues`), also what is asked before its end.
    """
    vues_ = vues | {evaluee.etape.id}
    examens = [*evaluee.exiges, *(_a_venir(evaluee, evaluation) if vues else ())]
    for examen in sorted(examens, key=lambda one: one.manque is None or one.manque.genre != "etape"):
        yield from _examine(examen, evaluee, evaluation, vues_, dur=True)


def _a_venir(evaluee: EtapeEvaluee, evaluation: Evaluation) -> Iterator[Examen]:
    """The prérequis that are not asked yet, and will be before the étape is done."""
    for one in evaluee.etape.prerequis:
        attendu = one.avant_la_fin and tient(one.avant_la_fin, evaluation.candidature, evaluation.parcours)
        deja = tient(one.si, evaluation.candidature, evaluation.parcours)
        if one.etape and attendu and not deja and not evaluation.etapes[one.etape].acquise:
            yield Examen(one, Manque("etape", one.etape, one.pourquoi))


def _examine(
    examen: Examen, evaluee: EtapeEvaluee, evaluation: Evaluation, vues: frozenset[str], *, dur: bool
) -> Iterator[Manquant]:
    manque, pour = examen.manque, evaluee.etape.id
    if manque is None:
        yield from _malformes(examen, pour, evaluation, dur=dur)
        return
    source = _source(manque, evaluation)
    if source and source.etape.id not in vues and not source.acquise:
        yield from (one._replace(dur=dur) for one in _exiges(source, evaluation, vues))
    match manque.genre:
        case "champ":
            for path in vides(evaluation.candidature, manque.cible, examen.prerequis.appartient):
                seul = manque._replace(cible=format_path(path))
                yield Manquant(seul, pour, source, affecter([manque.cible], evaluation), dur)
        case "action":
            yield Manquant(manque, pour, source, (f"segurctl tick {manque.cible}",), dur)
        case "attente":
            yield Manquant(manque, pour, source, (), dur)
        case _:
            yield Manquant(manque, pour, source, _noter(source, evaluation) if source else (), dur)


def _malformes(examen: Examen, pour: str, evaluation: Evaluation, *, dur: bool) -> Iterator[Manquant]:
    """What is there, and wrong by itself: a number of another kind is no number."""
    prerequis = examen.prerequis
    for constat in (*evaluation.constats, *evaluation.acceptes):
        ecart = constat.ecart
        if (
            constat.regle.malforme
            and (ecart.etape == prerequis.etape or constat.cible in prerequis.champs)
            and ecart.etape
        ):
            manque = Manque("defaut", constat.cible, ecart.message)
            commandes_ = (ecart.commande,) if ecart.commande else ()
            yield Manquant(manque, pour, evaluation.etapes[ecart.etape], commandes_, dur)


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
    donnent = [(champ, one) for one in etapes.values() for champ in one.etape.champs if champ.chemin == manque.cible]
    return next((one for champ, one in sorted(donnent, key=lambda pair: not pair[0].requis)), None)


def _noter(source: EtapeEvaluee, evaluation: Evaluation) -> tuple[str, ...]:
    """What to type once an étape is obtained, be it ours to do or an answer to come: never a way to give up."""
    etape = source.etape
    if source.etat == "bloquee" and not etape.derive:  # what blocks it has its own commands, before
        if etape.validateur:
            return (f"segurctl mark {etape.id} soumis",)
        return (*affecter((one.cible for one in source.requis), evaluation), f"segurctl mark {etape.id} valide")
    siennes = tuple(one for one in commandes(source, evaluation) if not renonce(one))
    if siennes:
        return siennes
    attendus = [one for one in source.items if one.attend and one.ouvert]
    if attendus:
        return tuple(commande for one in attendus for commande in repondre_suivi(one, evaluation))
    # What is contradicted only by what comes before it, or derived from a suivi, is obtained with that.
    return () if source.statut == "valide" or etape.derive else repondre(source, evaluation)
