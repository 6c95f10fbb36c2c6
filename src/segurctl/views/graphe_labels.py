"""What every drawing of the parcours says: its title, its nodes in words, the colours of its états."""

from collections.abc import Mapping
from typing import NamedTuple

from segurctl.etats.model import EtapeEvaluee, Etat
from segurctl.evaluation import Evaluation
from segurctl.views import words
from segurctl.views.lignes import une_ligne

NU = "le parcours nu, sans candidature ; pour en commencer une : segurctl init"
CRITIQUE = "chemin critique"
TRAITS = "trait plein : prérequis ; pointillé : conseil"
EPAIS = f"trait épais : {CRITIQUE}"
_BOUGE = ("contredite", "refuse", "a-modifier", "soumis", "en-cours")
_ITEMS = 4  # named in a node; `show` names them all


class Couleur(NamedTuple):
    """The colours of a node, its text's own among them: they read on a dark page as on a light one."""

    fond: str
    bord: str
    texte: str


_FAIT = Couleur("#d1fae5", "#047857", "#064e3b")
_ATTENTE = Couleur("#dbeafe", "#1d4ed8", "#1e3a8a")
_ERREUR = Couleur("#fee2e2", "#b91c1c", "#7f1d1d")
COULEURS: Mapping[Etat, Couleur] = {
    "valide": _FAIT,
    "soumis": _ATTENTE,
    "en-cours": _ATTENTE,
    "a-modifier": Couleur("#fef3c7", "#b45309", "#78350f"),
    "contredite": _ERREUR,
    "refuse": _ERREUR,
    "prete": Couleur("#ffffff", "#374151", "#111827"),
    "bloquee": Couleur("#e5e7eb", "#6b7280", "#374151"),
    "sans-objet": Couleur("#f3f4f6", "#9ca3af", "#4b5563"),
}


def entete(evaluation: Evaluation, *, nu: bool) -> str:
    """Whose parcours it is, and on which day; one line, whatever the file holds."""
    produit = evaluation.candidature.produit
    jour = f"au {words.date(evaluation.today)}"
    if nu:
        return f"{evaluation.parcours.titre} : {NU}"
    nom = " ".join(filter(None, (produit.nom, produit.version)))
    retrait = "candidature retirée" if evaluation.retiree else ""
    return une_ligne(" · ".join(filter(None, (nom, produit.dispositif, jour, retrait))))


def libelle(one: EtapeEvaluee, *, critique: bool) -> tuple[str, ...]:
    """The lines of a node: title, id and état in words, the suivis that move there, whether it is in the chain."""
    etat = words.etat(one.etat, validateur=one.etape.validateur is not None)
    items = [item for item in one.items if item.ouvert and item.statut != "valide" and one.etat in _BOUGE]
    dits = []
    for item in items[:_ITEMS]:
        stade = item.suivi.stade(item.avancement)
        dits.append(f"{item.nom} : {f'{stade.titre}, ' if stade else ''}{words.statut(item)}")
    if len(items) > _ITEMS:
        dits.append(f"et {words.nombre(len(items) - _ITEMS, 'autre')}")
    lignes = (one.etape.titre, f"{one.etape.id} · {etat}", *dits, *((CRITIQUE,) if critique else ()))
    return tuple(une_ligne(ligne) for ligne in lignes)


def presents(evaluation: Evaluation) -> tuple[Etat, ...]:
    """The états that the legend tells: those that are drawn."""
    drawn = {one.etat for one in evaluation.etapes.values()}
    return tuple(etat for etat in COULEURS if etat in drawn)


def legende(etat: Etat) -> str:
    """An état, with its mark."""
    return f"{words.MARQUES[etat][0]} {'faite ou validée' if etat == 'valide' else words.ETATS[etat]}"
