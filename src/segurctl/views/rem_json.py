"""The REM as JSON documents: `version` first, then stable content in the order of the REM."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from segurctl.etats.exigences import ExigenceEvaluee, Tenue
from segurctl.evaluation import Evaluation
from segurctl.rem.diff import Difference
from segurctl.rem.model import Exigence, Referentiel
from segurctl.views.lignes import document

if TYPE_CHECKING:
    from segurctl.saisie.importer import Importee


def exigences_json(path: Path, evaluation: Evaluation, found: Iterable[ExigenceEvaluee]) -> str:
    """The exigences asked for, with their proofs."""
    return _document(
        {
            "fichier": path.as_posix(),
            "source": _source(evaluation.couverture.referentiel),
            "exigences": [_exigence(one) for one in found],
        }
    )


def exigence_json(path: Path, evaluation: Evaluation, one: ExigenceEvaluee) -> str:
    """One exigence whole, with its texts."""
    exigence = one.exigence
    scenarios = [
        {
            "id": scenario.id,
            "texte": scenario.texte,
            "profils": list(scenario.profils),
            "preuves": [attendue._asdict() for attendue in scenario.preuves],
        }
        for scenario in exigence.scenarios
    ]
    whole = {
        **_exigence(one),
        "commentaire": exigence.commentaire,
        "fonction": exigence.fonction,
        "scenarios": scenarios,
    }
    return _document(
        {"fichier": path.as_posix(), "source": _source(evaluation.couverture.referentiel), "exigence": whole}
    )


def difference_json(avant: Referentiel, apres: Referentiel, difference: Difference) -> str:
    """What changed from one REM to another."""
    return _document({"ancien": _source(avant), "nouveau": _source(apres), **_difference(difference)})


def import_json(importee: "Importee") -> str:
    """What an import read, left out and changed."""
    rem, bilan = importee.referentiel, importee.bilan
    scenarios = [one for exigence in rem.exigences for one in exigence.scenarios]
    return _document(
        {
            "releve": importee.relatif,
            "source": _source(rem),
            "exigences": len(rem.exigences),
            "comptent": importee.comptent,
            "scenarios": sum(one.id is not None for one in scenarios),
            "preuves": sum(len(one.preuves) for one in scenarios),
            "chapitres": [one._asdict() for one in rem.chapitres],
            "colonnes": dict(bilan.colonnes) if bilan else {},
            "ignorees": list(bilan.ignorees) if bilan else [],
            "doublons": bilan.doublons if bilan else 0,
            "inattendus": list(bilan.inattendus) if bilan else [],
            "numerotees": list(bilan.numerotees) if bilan else [],
            "laissees": [one._asdict() for one in bilan.laissees] if bilan else [],
            "difference": _difference(importee.difference) if importee.difference else None,
        }
    )


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "ajoutees": [one.id for one in difference.ajoutees],
        "retirees": [one.id for one in difference.retirees],
        "modifiees": [
            {"id": one.apres.id, "parts": list(one.parts), "avant": one.avant.texte, "apres": one.apres.texte}
            for one in difference.changees
        ],
        "preuves": [
            {"id": one.cle, "exigence": one.place.exigence.id if one.place else None} for one in difference.touchees
        ],
    }


def _exigence(one: ExigenceEvaluee) -> dict[str, Any]:
    exigence: Exigence = one.exigence
    return {
        "id": exigence.id,
        "chapitre": exigence.chapitre,
        "texte": exigence.texte,
        "nature": exigence.nature,
        "perimetre": exigence.perimetre,
        "criticite": exigence.criticite,
        "profils": list(exigence.profils),
        "etat": one.etat,
        "raison": one.raison,
        "note": one.note,
        "preuves": [_preuve(tenue) for tenue in one.tenues],
    }


def _preuve(tenue: Tenue) -> dict[str, Any]:
    preuve = tenue.preuve
    return {
        "id": tenue.id,
        "attendue": tenue.slot.attendue.texte if tenue.slot.attendue else None,
        "etat": tenue.etat,
        "deposee": tenue.etat == "deposee",
        "deposee_le": preuve.deposee_le.isoformat() if preuve and preuve.deposee_le else None,
        "remarque": preuve.remarque if preuve else None,
    }


def _source(rem: Referentiel | None) -> dict[str, Any] | None:
    return rem.source._asdict() if rem else None


def _document(content: Mapping[str, Any]) -> str:
    return document({"version": 1, **content})
