"""The parcours as a graph, for programs: étapes, arêtes and the chain that decides the end."""

from pathlib import Path
from typing import Any

from segurctl.evaluation import Evaluation
from segurctl.evaluation.critique import Critique, Maillon
from segurctl.evaluation.graphe import aretes
from segurctl.views.lignes import document


def graphe_json(fichier: Path | None, evaluation: Evaluation, chemin: Critique) -> str:
    """`fichier` is None for the parcours without any candidature; `critique` where nothing remains to be done."""
    produit = evaluation.candidature.produit
    nom = {"nom": produit.nom, "version": produit.version, "dispositif": produit.dispositif} if fichier else None
    return document(
        {
            "version": 1,
            "fichier": fichier.as_posix() if fichier else None,
            "produit": nom,
            "today": evaluation.today.isoformat(),
            "retiree": evaluation.retiree,
            "etapes": [
                {
                    "id": one.etape.id,
                    "titre": one.etape.titre,
                    "plateforme": one.etape.plateforme,
                    "statut": one.statut,
                    "etat": one.etat,
                }
                for one in evaluation.etapes.values()
            ],
            "aretes": [
                {
                    "de": one.de,
                    "a": one.a,
                    "genre": "prerequis" if one.dur else "conseil",
                    "par": one.par,
                    "rempli": one.tenu,
                    "pourquoi": one.pourquoi,
                }
                for one in aretes(evaluation)
            ],
            "critique": _critique(chemin) if chemin.chaine else None,
        }
    )


def _critique(chemin: Critique) -> dict[str, Any]:
    return {
        "jours": chemin.jours,
        "au_plus_tot": chemin.fin(chemin.chaine[-1]).isoformat(),
        "chaine": [_maillon(one, chemin) for one in chemin.chaine],
        "referencement": [_maillon(one, chemin) for one in chemin.but],
    }


def _maillon(one: Maillon, chemin: Critique) -> dict[str, Any]:
    return {
        "etape": one.id,
        "jours": one.jours,
        "au_plus_tot": chemin.fin(one).isoformat(),
        "delai_inconnu": one.inconnu,
    }
