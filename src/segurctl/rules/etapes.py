"""Rules of the étapes: what is declared against what is there, whatever the plateforme."""

from collections.abc import Iterator

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.etats.calendrier import en_clair
from segurctl.etats.champs import vides
from segurctl.etats.etapes import JAMAIS_SANS_OBJET
from segurctl.etats.model import EtapeEvaluee, Examen, Manque
from segurctl.rules.model import CheminDonnees, Contexte, Ecart, regle

# What the état of an étape says by itself, to who is shown the étape.
DE_L_ETAPE = ("CVG001", "CVG002", "CVG007", "CVG008", "CVG009", "CVG018", "CVG020")
_A_DIRE = ("refuse", "sans-objet")
_SOUMISES = ("soumis", "a-modifier")


@regle("CVG001")
def contredite(contexte: Contexte) -> Iterator[Ecart]:
    """Only where the cause is: an étape that merely comes after a contradicted one is not named again."""
    return _en_avance(contexte, ("valide",), "faite")


@regle("CVG002")
def sans_objet_a_tort(contexte: Contexte) -> Iterator[Ecart]:
    """The sources say that every candidature goes through it."""
    for evaluee in contexte.etapes.values():
        if evaluee.a_tort:
            yield Ecart(_statut(evaluee), f"{evaluee.etape.id} : {JAMAIS_SANS_OBJET}", evaluee.etape.id)


@regle("CVG003")
def note_manquante(contexte: Contexte) -> Iterator[Ecart]:
    """A year later nobody remembers."""
    for plateforme, etapes in sorted(contexte.candidature.etapes.items()):
        for nom, declaree in sorted(etapes.items()):
            if declaree.statut in _A_DIRE and not (declaree.note or "").strip():
                id_ = f"{plateforme}.{nom}"
                yield Ecart(("etapes", plateforme, nom, "statut"), f"{id_} est « {declaree.statut} » sans note", id_)
    for item in contexte.suivis:
        if item.statut in _A_DIRE and not (item.note or "").strip():
            yield Ecart((*item.chemin, "statut"), f"{item.id} est « {item.statut} » sans note")


@regle("CVG007")
def champ_manquant(contexte: Contexte) -> Iterator[Ecart]:
    """What an étape done or submitted gives or asks, one finding for each champ: that is what has to be written."""
    for evaluee in contexte.etapes.values():
        if evaluee.statut not in ("valide", *_SOUMISES):
            continue
        fait = "faite" if evaluee.statut == "valide" else "soumise"
        for path in dict.fromkeys(_champs(evaluee, contexte)):
            message = f"{evaluee.etape.id} est déclarée {fait}, il manque {format_path(path)}"
            yield Ecart(path, message, evaluee.etape.id)


@regle("CVG008")
def soumise_trop_tot(contexte: Contexte) -> Iterator[Ecart]:
    """What was sent before what it rests on comes back unread."""
    return _en_avance(contexte, _SOUMISES, "soumise")


@regle("CVG009")
def commencee_trop_tot(contexte: Contexte) -> Iterator[Ecart]:
    """It may be prepared ahead, and cannot be finished."""
    return _en_avance(contexte, ("en-cours",), "en cours")


@regle("CVG018")
def en_retard(contexte: Contexte) -> Iterator[Ecart]:
    """The announced delay is over, and somebody else has the turn."""
    for evaluee in contexte.etapes.values():
        if evaluee.en_retard and evaluee.depuis and evaluee.etape.delai:
            message = f"{evaluee.etape.id} est soumise depuis le {en_clair(evaluee.depuis)}"
            yield Ecart((*_table(evaluee), "depuis"), f"{message} ({evaluee.etape.delai.dite})", evaluee.etape.id)


@regle("CVG020")
def sans_conseil(contexte: Contexte) -> Iterator[Ecart]:
    """The champs and stages that are advised have rules of their own."""
    for evaluee in contexte.etapes.values():
        conseils = [one for one in evaluee.conseils if one.genre in ("etape", "action")]
        manques = [one for one in conseils if not _contredit(one, contexte)]
        if evaluee.statut == "soumis" and evaluee.etat != "sans-objet" and manques:
            message = f"{evaluee.etape.id} est soumise avant {', '.join(one.cible for one in manques)}"
            yield Ecart(_statut(evaluee), message, evaluee.etape.id)


def _en_avance(contexte: Contexte, statuts: tuple[str, ...], dit: str) -> Iterator[Ecart]:
    """The étapes of some statuts that miss what they rest on."""
    for evaluee in contexte.etapes.values():
        manques = _amont(evaluee, contexte) if evaluee.statut in statuts else []
        if manques:
            yield _avance(evaluee, dit, manques)


def _avance(evaluee: EtapeEvaluee, statut: str, manques: list[Manque]) -> Ecart:
    """An étape is ahead of what it rests on: by its own statut, or by how far its suivis are said to be."""
    etape = evaluee.etape
    dit = "est" if statut != "faite" else "est déclarée"
    debut = f"d'après {etape.derive.suivi}, {etape.id} est" if etape.derive else f"{etape.id} {dit}"
    revenir = "l'avancement" if etape.derive else "le statut"
    correction = f"complétez ce qui manque (segurctl show {etape.id}), ou revenez sur {revenir}"
    return Ecart(_statut(evaluee), f"{debut} {statut}, {reproche(manques)}", etape.id, correction=correction)


def _examens(evaluee: EtapeEvaluee) -> list[Examen]:
    """The prérequis that miss and that no rule of their own tells of."""
    if evaluee.etat == "sans-objet":
        return []
    return [one for one in evaluee.exiges if one.manque and one.prerequis.regle is None]


def _champs(evaluee: EtapeEvaluee, contexte: Contexte) -> Iterator[KeyPath]:
    """The champs that miss: those it asks and, once it is said to be done, those it gives."""
    for one in _examens(evaluee):
        if one.manque and one.manque.genre == "champ":
            yield from vides(contexte.candidature, one.manque.cible, one.prerequis.appartient)
    for manque in evaluee.requis if evaluee.statut == "valide" else ():
        if manque.genre == "champ":
            yield from vides(contexte.candidature, manque.cible)


def _amont(evaluee: EtapeEvaluee, contexte: Contexte) -> list[Manque]:
    """What misses upstream of an étape and is no champ, but what is only contradicted: that is told where it is."""
    manques = [one.manque for one in _examens(evaluee) if one.manque and one.manque.genre != "champ"]
    return [one for one in manques if not _contredit(one, contexte)]


def _contredit(manque: Manque, contexte: Contexte) -> bool:
    return manque.genre == "etape" and contexte.etapes[manque.cible].etat == "contredite"


def _statut(evaluee: EtapeEvaluee) -> CheminDonnees:
    """Where the statut is written: in the étape's table, or in those of the suivi it derives from."""
    return _table(evaluee) if evaluee.etape.derive else (*_table(evaluee), "statut")


def _table(evaluee: EtapeEvaluee) -> CheminDonnees:
    if evaluee.etape.derive:
        return tuple(evaluee.etape.derive.suivi.split("."))
    return ("etapes", evaluee.etape.plateforme, evaluee.etape.nom)


def reproche(manques: list[Manque]) -> str:
    """What is wrong in a few words: the ids to look up, the day to wait for."""
    absents = [one.cible for one in manques if one.jusqu_au is None]
    parts = [f"il manque {', '.join(absents)}"] if absents else []
    parts += [f"il faut attendre le {en_clair(one.jusqu_au)}" for one in manques if one.jusqu_au]
    return " ; ".join(parts)
