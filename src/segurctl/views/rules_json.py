"""Rules as JSON documents."""

import json
from collections.abc import Iterable
from typing import Any

from segurctl.rules.fiches import Regle


def rules_json(found: Iterable[Regle]) -> str:
    """Every rule, by id."""
    return json.dumps({"version": 1, "regles": [_regle(one) for one in found]}, ensure_ascii=False, indent=2)


def explain_json(regle: Regle) -> str:
    """One rule."""
    return json.dumps({"version": 1, "regle": _regle(regle)}, ensure_ascii=False, indent=2)


def _regle(one: Regle) -> dict[str, Any]:
    return {
        "id": one.id,
        "titre": one.titre,
        "gravite": one.gravite,
        "pourquoi": one.pourquoi,
        "correction": one.correction,
        "refusee_a_la_saisie": one.malforme,
        "source": one.source.texte,
        "confiance": one.source.confiance,
        "verifie_le": one.source.verifie_le.isoformat(),
        "enfreint": one.enfreint,
        "respecte": one.respecte,
        "voisins": dict(one.voisins),
    }
