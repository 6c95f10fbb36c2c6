"""Proofs and chapters as JSON documents."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from segurctl.candidature.model import Preuve
from segurctl.etats.exigences import etat_de
from segurctl.evaluation import Evaluation
from segurctl.evaluation.chapitres import ChapitreEvalue
from segurctl.views.lignes import document


def preuves_json(path: Path, evaluation: Evaluation, found: Iterable[tuple[str, Preuve]]) -> str:
    """The proofs of the file, by id."""
    content = {"fichier": path.as_posix(), "preuves": [_preuve(cle, one, evaluation) for cle, one in found]}
    return document({"version": 1, **content})


def chapitres_json(path: Path, evaluation: Evaluation) -> str:
    """The chapters, in the order of the REM."""
    content = {"fichier": path.as_posix(), "chapitres": [chapitre(one) for one in evaluation.chapitres]}
    return document({"version": 1, **content})


def chapitre(one: ChapitreEvalue) -> dict[str, Any]:
    """One chapter: where it stands, and the exigences and proofs of it that are to be dealt with."""
    item = one.item
    return {
        "id": one.cle,
        "titre": one.titre,
        "statut": item.statut if item else "sans-objet",
        "depuis": item.depuis.isoformat() if item and item.depuis else None,
        "attend": item.attend if item else None,
        "attente_jours": item.attente if item else None,
        "exigences": len(one.comptees),
        "prouvees": one.compte("prouvee"),
        "incompletes": [each.exigence.id for each in one.incompletes],
        "nues": [each.exigence.id for each in one.nues],
        "sans_objet": one.compte("sans-objet"),
        "hors_profil": one.compte("hors-profil"),
        "a_reprendre": [{"id": cle, "remarque": preuve.remarque} for cle, preuve in one.a_reprendre],
    }


def _preuve(cle: str, one: Preuve, evaluation: Evaluation) -> dict[str, Any]:
    place = evaluation.couverture.places.get(cle)
    held = {champ: value.isoformat() if hasattr(value, "isoformat") else value for champ, value in one}
    held["exigence"], empreinte = (place.exigence.id if place else None), one.exigence
    return {
        "id": cle,
        "etat": etat_de(one),
        **held,
        "chapitre": evaluation.couverture.chapitre_de(cle),
        "empreinte_exigence": empreinte,
    }
