"""`log` as a JSON document; its schema is `docs/schemas/log.schema.json`."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from segurctl.history.durees import Attente, Duree
from segurctl.history.journal import Entree, Journal
from segurctl.views.diff_json import changement
from segurctl.views.lignes import document


def log_json(journaux: Iterable[Journal], *, tronque: bool) -> str:
    """Each file with its commits, newest first, and the time that étapes and answers took."""
    candidatures = [
        {
            "fichier": one.fichier,
            "produit": one.produit,
            "commits": [_commit(each) for each in one.entrees],
            "etapes": [_etape(each) for each in one.etapes],
            "attentes": [_attente(each) for each in one.attentes],
        }
        for one in journaux
    ]
    return document({"version": 1, "tronque": tronque, "candidatures": candidatures})


def _commit(one: Entree) -> dict[str, Any]:
    return {
        "id": one.commit.id,
        "le": one.commit.le.isoformat(),
        "auteur": one.commit.auteur,
        "sujet": one.commit.sujet,
        "changements": [changement(each) for each in one.changements],
    }


def _etape(one: Duree) -> dict[str, Any]:
    return {
        "id": one.id,
        "statut": one.statut,
        "commencee_le": _day(one.commencee_le),
        "acquise_le": _day(one.acquise_le),
        "jours": one.jours,
        "en_cours": one.en_cours,
    }


def _attente(one: Attente) -> dict[str, Any]:
    return {
        "acteur": one.acteur,
        "jours": one.jours,
        "en_cours": one.en_cours,
        "cibles": [
            {
                "id": each.cible,
                "avancement": each.avancement,
                "debut": _day(each.debut),
                "fin": _day(each.fin),
                "jours": each.jours,
            }
            for each in one.sejours
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
