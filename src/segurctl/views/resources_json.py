"""`resources` as a JSON document; its schema is `docs/schemas/resources.schema.json`."""

import json
from typing import Any

from segurctl.parcours.aide import Contact, Ressource
from segurctl.parcours.consultation import Rubrique
from segurctl.parcours.model import Dispositif, Source


def resources_json(rubriques: tuple[Rubrique, ...]) -> str:
    """Each rubrique whole, with the source of each thing."""
    document = {"version": 1, "rubriques": [_rubrique(one) for one in rubriques]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _rubrique(one: Rubrique) -> dict[str, Any]:
    return {
        "genre": one.genre,
        "id": one.id,
        "titre": one.titre,
        "gestionnaire": one.gestionnaire,
        "url": one.url,
        "dispositifs": [_dispositif(each) for each in one.dispositifs],
        "contacts": [contact(each) for each in one.contacts],
        "hotes": [{"nom": each.nom, "role": each.role, **source(each.source)} for each in one.hotes],
        "ressources": [ressource(each) for each in one.ressources],
        **source(one.source),
    }


def _dispositif(one: Dispositif) -> dict[str, Any]:
    jalons = [
        {"id": each.id, "titre": each.titre, "le": each.le.isoformat(), **source(each.source)} for each in one.jalons
    ]
    return {"code": one.code, "titre": one.titre, "vague2": one.vague2, "jalons": jalons}


def contact(one: Contact) -> dict[str, Any]:
    """An address, what it is for, and what to write in the subject."""
    return {"adresse": one.adresse, "nom": one.nom, "pour": one.pour, "objet": one.objet, **source(one.source)}


def ressource(one: Ressource) -> dict[str, Any]:
    """A ressource; `ou` says where to find it when no source gives its URL."""
    said = {"titre": one.titre, "genre": one.genre, "url": one.url, "ou": one.ou, "theme": one.theme}
    return {**said, "plateformes": list(one.plateformes), **source(one.source)}


def source(one: Source) -> dict[str, str]:
    """Where a fact comes from, how surely, and the day it was checked."""
    return {"source": one.texte, "confiance": one.confiance, "verifie_le": one.verifie_le.isoformat()}
