"""A whole walk: where to begin, and where to go after each étape."""

from collections.abc import Iterator
from functools import partial

from segurctl.candidature.typed import parse_day
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.marche import champs
from segurctl.marche.dater import FORME, a_venir
from segurctl.marche.etape import passer
from segurctl.marche.pas import AUTRE, RIEN, TOUTES, Case, Cases, Choix, Commande, Lire, Marche, Option, Saisie

_PROCHES = 6  # étapes offered before « toutes »


def marcher(etape: str | None, lire: Lire, *, seule: bool = False) -> Marche[None]:
    """Walk from an étape, or from where the candidature stands, until the person stops; or through that one alone."""
    cible = etape
    voulues: list[str] = []
    while not seule or cible:
        cible = cible or (yield from _choisir(voulues, lire))
        if cible == RIEN:
            return
        if cible == AUTRE:
            yield from plusieurs(lire)
            cible = None
        elif cible == TOUTES:
            cible = yield from _parmi_toutes(lire)
        else:
            fermees = [id_ for id_, one in lire().etapes.items() if one.etat == "bloquee"]
            avant = yield from passer(cible, lire)
            ouvertes = [id_ for id_ in fermees if lire().etapes[id_].etat == "prete"]
            voulues = [cible] if avant else [one for one in voulues if one != cible] + ouvertes
            cible = avant


def _choisir(voulues: list[str], lire: Lire) -> Marche[str]:
    """Offer what can be done now: what was asked for or has just opened, what was begun, what `next` says.

    Then the answers that we wait for.
    """
    evaluation = lire()
    etapes = list(dict.fromkeys(_offertes(voulues, evaluation)))[:_PROCHES]
    options = [Option(id_) for id_ in etapes]
    if any(_libre(one) for one in evaluation.etapes.values()):
        options.append(Option(AUTRE, "noter d'un coup plusieurs étapes déjà faites"))
    options += [Option(TOUTES, "voir toutes les étapes"), Option(RIEN, "s'arrêter là")]
    choisie: str = yield Choix("Que faire maintenant ?", tuple(options), options[0].cle if etapes else RIEN)
    return choisie


def _offertes(voulues: list[str], evaluation: Evaluation) -> Iterator[str]:
    prochaines = [one.evaluee.etape.id for one in evaluation.prochaines]
    yield from (id_ for id_ in voulues if not evaluation.etapes[id_].acquise)
    yield from (id_ for id_ in prochaines if commencee(evaluation.etapes[id_]))
    yield from prochaines
    for attente in evaluation.attentes:
        yield from (
            id_
            for id_, one in evaluation.etapes.items()
            if attente.cible == id_ or any(item.id == attente.cible and one.attend for item in one.items)
        )


def commencee(evaluee: EtapeEvaluee) -> bool:
    """Whether somebody has begun an étape whose turn is ours."""
    return evaluee.etat in ("en-cours", "a-modifier", "contredite") or (
        evaluee.etat in ("prete", "bloquee") and bool(evaluee.faites)
    )


def _parmi_toutes(lire: Lire) -> Marche[str | None]:
    options = tuple(map(Option, lire().etapes))
    choisie: str = yield Choix("Quelle étape ?", (*options, Option(RIEN, "revenir")), RIEN)
    return None if choisie == RIEN else choisie


def plusieurs(lire: Lire) -> Marche[None]:
    """Mark several étapes done at once, for who begins mid-way, then ask for what they should have given.

    The day comes first: once the boxes are ticked there is nothing left to ask, and nothing to lose.
    """
    evaluation = lire()
    cases = tuple(Case(id_) for id_, one in evaluation.etapes.items() if _libre(one))

    def marquer(cibles: tuple[str, ...], le: str) -> Commande:
        return ("mark", *cibles, "valide", "--le", le)

    jour: str = yield Saisie(
        "Faites depuis quel jour ? Un seul pour toutes ; mark redate ensuite chacune",
        lambda le: marquer((cases[0].cle,), le),
        aide=FORME,
        propose=evaluation.today.isoformat(),
        facultatif=False,
        refus=lambda le: a_venir(le, evaluation.today),
    )
    cibles: tuple[str, ...] = yield Cases(
        "Cochez les étapes déjà faites, et validées s'il le faut (dossiers et demandes : à leur étape)",
        cases,
    )
    if not cibles:
        return
    yield marquer(cibles, parse_day(jour).isoformat())
    for id_ in cibles:
        yield from champs.demander(partial(_necessaires, id_), lire)


def _necessaires(id_: str, evaluation: Evaluation) -> champs.Voulus:
    manquants = champs.manquants(champs.d_une_etape(evaluation.etapes[id_], evaluation), evaluation)
    return [one for one in manquants if one[1]]


def _libre(evaluee: EtapeEvaluee) -> bool:
    """Whether an étape takes a statut and is not done: those that follow suivis are derived from them."""
    return evaluee.etape.derive is None and not evaluee.acquise
