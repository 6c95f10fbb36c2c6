"""One étape of a walk: what it is for, its tick-boxes, its champs, where it stands, since when."""

from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.valeurs import lieu
from segurctl.marche import champs
from segurctl.marche.dater import marquer
from segurctl.marche.pas import CORRIGER, RIEN, Case, Cases, Choix, Entree, Lire, Marche, Option
from segurctl.marche.suivi import declarer, suivis


def passer(id_: str, lire: Lire) -> Marche[str | None]:
    """Go through one étape; give the étape to do first, where the person chooses what it waits for."""
    yield Entree(id_)
    evaluee = lire().etapes[id_]
    if evaluee.raison and evaluee.statut != "sans-objet":
        if evaluee.etape.derive:
            yield from declarer(evaluee.etape.derive, lire)
        return None  # sans objet by what the file says
    if avant := (yield from _d_abord(evaluee, lire())):
        return avant
    yield from _cocher(id_, lire)
    if evaluee.etape.derive:
        yield from suivis(id_, lire)
        return None
    yield from champs.demander(lambda now: champs.manquants(_champs(id_, now), now), lire)
    yield from _situer(id_, lire)
    return None


def _d_abord(evaluee: EtapeEvaluee, evaluation: Evaluation) -> Marche[str | None]:
    """Offer to do first what an étape waits for, and where to open the item that a missing champ is of."""
    manques = [one.cible.partition("/")[0] for one in evaluee.bloquee_par if one.genre in ("etape", "action")]
    ailleurs = (champs.donneuse(one.cible, evaluation) for one in evaluee.bloquee_par if one.genre == "champ")
    amont = list(dict.fromkeys([*manques, *filter(None, ailleurs)]))
    if not amont or evaluee.etat not in ("bloquee", "contredite"):
        return None
    options = (*(Option(one, f"faire d'abord {one}") for one in amont), Option(RIEN, "noter quand même celle-ci"))
    choisie: str = yield Choix("Elle attend autre chose. Que faire ?", options, amont[0])
    return None if choisie == RIEN else choisie


def _cocher(id_: str, lire: Lire) -> Marche[None]:
    """The checklist: what is ticked is noted, what is no more is taken back."""
    evaluation = lire()
    evaluee = evaluation.etapes[id_]
    if not evaluee.actions:
        return
    cases = tuple(Case(one.id, one.titre, one.detail, one.nom in evaluee.faites) for one in evaluee.actions)
    rappel = ", ".join(filter(None, (id_, lieu(evaluee.etape, evaluation))))
    cochees: tuple[str, ...] = yield Cases("Cochez ce qui est fait", cases, rappel)
    nouvelles = [one.cle for one in cases if one.cle in cochees and not one.cochee]
    reprises = [one.cle for one in cases if one.cle not in cochees and one.cochee]
    if nouvelles:
        yield ("tick", *nouvelles, "--le", evaluation.today.isoformat())
    if reprises:
        yield ("tick", *reprises, "--undo")


def _champs(id_: str, evaluation: Evaluation) -> champs.Voulus:
    return champs.d_une_etape(evaluation.etapes[id_], evaluation)


def _situer(id_: str, lire: Lire) -> Marche[None]:
    """Ask where an étape stands now, and since when; or go again through what it was given."""
    evaluation = lire()
    evaluee = evaluation.etapes[id_]
    options = _statuts(evaluee, evaluation)
    saisis = champs.saisis(_champs(id_, evaluation), evaluation)
    rien = Option(RIEN, "rien à changer" if evaluee.statut == "valide" else "rien de plus pour l'instant")
    choisi: str = yield Choix(
        "Où en est-elle ?",
        (*options, *champs.correction(saisis), rien),
        options[0].cle if _faite(evaluee) else RIEN,
    )
    if choisi == CORRIGER:
        yield from champs.demander(lambda _now: saisis, lire)
        yield from _situer(id_, lire)
    elif choisi != RIEN:
        yield from marquer((id_,), choisi, lire)


def _faite(evaluee: EtapeEvaluee) -> bool:
    """Whether nothing of ours is left to do: then the likely answer is that it went on."""
    reste = [one for one in evaluee.actions if one.nom not in evaluee.faites]
    return not reste and evaluee.statut not in ("soumis", "valide")


def _statuts(evaluee: EtapeEvaluee, evaluation: Evaluation) -> tuple[Option, ...]:
    """What an étape can become, the likeliest first."""
    etape = evaluee.etape
    validateur = evaluation.parcours.acteurs[etape.validateur] if etape.validateur else None
    hors = [Option("sans-objet", "sans objet pour ce produit")] if etape.sans_objet else []
    commencee = [] if evaluee.statut == "en-cours" else [Option("en-cours", "commencée, à poursuivre")]
    if evaluee.statut == "valide":
        return (Option("a-faire", "finalement à faire"),)
    if evaluee.statut in ("sans-objet", "refuse"):
        return (Option("en-cours", "reprise, à poursuivre"), Option("a-faire", "à refaire depuis le début"))
    if evaluee.statut == "soumis" and validateur:
        return (
            Option("valide", "validée : la réponse est oui"),
            Option("a-modifier", "renvoyée : quelque chose est à modifier"),
            Option("refuse", "refusée"),
        )
    if validateur:
        envoyee = Option("soumis", f"envoyée ; la réponse viendra de : {validateur}")
        return (envoyee, Option("valide", "déjà validée"), *commencee, *hors)
    return (Option("valide", "faite"), *commencee, *hors)
