"""`diff` as a JSON document; its schema is `docs/schemas/diff.schema.json`."""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from segurctl.history.comparaison import Comparaison
from segurctl.history.model import Changement
from segurctl.views.lignes import document


def diff_json(comparaison: Comparaison) -> str:
    """What was compared, then each file with what changed in it; every value whole."""
    bornes = comparaison.intervalle
    return document(
        {
            "version": 1,
            "avant": {"revision": bornes.avant_dit, "commit": bornes.avant},
            "apres": {"revision": bornes.apres_dit if bornes.apres else None, "commit": bornes.apres},
            "tronque": comparaison.tronque,
            "reculs": comparaison.reculs,
            "candidatures": [
                {
                    "fichier": one.fichier,
                    "produit": one.produit,
                    "changements": [changement(each) for each in one.changements],
                }
                for one in comparaison.ecarts
            ],
        }
    )


def changement(one: Changement) -> dict[str, Any]:
    """One change, as `log` and `diff` both give it."""
    return {
        "genre": one.genre,
        "quoi": one.quoi,
        "cible": one.cible,
        "champ": one.champ or None,
        "avant": _plain(one.avant),
        "apres": _plain(one.apres),
        "depuis": one.depuis.isoformat() if one.depuis else None,
        "chapitre": one.chapitre,
        "recul": one.recul,
        "causes": list(one.causes),
    }


def _plain(value: Any) -> Any:
    """A value of TOML as JSON has it: days and hours as their text, and the numbers that JSON lacks."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(below) for key, below in sorted(value.items())}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
