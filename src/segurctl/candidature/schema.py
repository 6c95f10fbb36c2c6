"""The JSON Schema of a candidature file, for editors and CI: the shape that the reader takes, told in French.

It never refuses a file that the reader takes. JSON has fewer types than TOML, so the reader alone tells a date from the
text that spells it, and 1 from 1.0; characters that would command a terminal are its own business too.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from segurctl.candidature.model import FORMAT, Candidature

if TYPE_CHECKING:
    from pydantic_core import core_schema

    from segurctl.parcours.aide import Plateforme
    from segurctl.parcours.model import Etape, Parcours

Schema = dict[str, Any]

# A TOML local date-time: tombi knows this name of a format, others read the pattern. check-jsonschema adds the Z.
_MOMENT: Schema = {"type": "string", "format": "date-time-local", "pattern": "^[0-9-]{10}[Tt ][0-9:.]+Z?$"}

# What the catalogue of champs does not tell: the tables.
_TABLES: Mapping[str, str] = {
    "": "La candidature d'un produit à un dispositif, suivie par segurctl.",
    "produit": "Le produit à faire référencer.",
    "editeur": "L'entreprise, la même pour tous ses produits.",
    "composants": "Les composants de la solution, chacun sous un nom que l'équipe choisit.",
    "composants.*": "Un composant de la solution.",
    "eligibilite": "Ce que demande le formulaire d'éligibilité, et ce qui y a été déclaré.",
    "psc": "Pro Santé Connect : l'API et les habilitations EDC.",
    "cnda": "Le CNDA : les demandes de conformité.",
    "motco2": "MOTCO2 : le compte et les identités de test, sans secret.",
    "rem": "Le relevé de la REM, le référentiel d'exigences.",
    "etapes": "Ce que l'équipe déclare des étapes, chacune sous sa plateforme.",
    "etapes.*.*.actions": "Les actions faites, chacune avec son jour.",
    "exigences": "Ce que l'équipe dit des exigences, chacune sous son identifiant.",
    "exigences.*": "Une exigence.",
    "preuves": "Les preuves, chacune sous l'identifiant de son emplacement dans Convergence.",
    "preuves.*": "Une preuve : un lien, un fichier, un numéro de test ou un endroit.",
    "jalons": "Les dates que l'équipe a relevées, chacune sous un nom qu'elle choisit.",
    "jalons.*": "Une date, où elle a été lue et quand.",
    "convention": "Les deux signatures de la convention.",
    "referencement": "Ce qui a été prononcé.",
    "acceptations": "Les constats que l'équipe accepte, avec leur raison.",
    "acceptations.*": "Un constat accepté.",
}
_MOTS: Mapping[str, Mapping[str, str]] = {
    "statut": {
        "a-faire": "rien n'est commencé",
        "en-cours": "l'équipe y travaille",
        "soumis": "déposé : la réponse est attendue",
        "a-modifier": "à reprendre, puis à déposer de nouveau",
        "valide": "accepté, ou fait quand personne ne valide",
        "refuse": "refusé : une note dit pourquoi",
        "sans-objet": "ne s'applique pas : une note dit pourquoi",
    },
    "cloture": {
        "expiree": "le délai est passé",
        "refusee": "refusée pour de bon",
        "abandonnee": "l'équipe y renonce",
        "remplacee": "une autre prend la suite",
    },
    "type": {
        "principal": "le composant principal de la solution",
        "proxy": "un Proxy e-Santé",
        "additionnel": "un composant additionnel",
    },
    "role": {
        "editeur-logiciel-utilisateur": "éditeur de Logiciel Utilisateur",
        "editeur-proxy": "éditeur de Proxy e-Santé",
        "operateur-service": "opérateur de Service Utilisateur",
        "operateur-proxy": "opérateur de Proxy e-Santé",
    },
    "porteur": {
        "editeur": "l'éditeur porte sa propre demande",
        "tiers": "montage sur la solution d'un tiers, déjà homologuée",
        "aucun": "personne ne porte de demande",
    },
}


def schema_text(parcours: "Parcours", *, editeur: bool = False) -> str:
    """The schema as a file; `editeur`: that of the company's file."""
    told = editeur_schema(parcours) if editeur else candidature_schema(parcours)
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def candidature_schema(parcours: "Parcours") -> Schema:
    """The JSON Schema (2020-12) of a candidature of this parcours, its étapes and stages among what it knows."""
    shape = Candidature.model_json_schema(schema_generator=_Shape)
    teller = _Teller(parcours, shape.pop("$defs"))
    told = teller.tell(shape, ())
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$comment": "Écrit par « segurctl schema » : à écrire de nouveau, pas à corriger.",
        "title": f"Candidature {parcours.titre}, édition {parcours.edition}",
        **told,
        "$defs": teller.shared,
    }


def editeur_schema(parcours: "Parcours") -> Schema:
    """The schema of the company's file: what of a candidature may be in it."""
    whole = candidature_schema(parcours)
    siennes = {one.id for one in parcours.etapes.values() if one.portee == "editeur"}
    champs = whole["properties"]
    etapes = {
        plateforme: {**held, "properties": known}
        for plateforme, held in champs["etapes"]["properties"].items()
        if (known := {nom: one for nom, one in held["properties"].items() if f"{plateforme}.{nom}" in siennes})
    }
    tetes = ("format", "parcours", "edition")
    return {
        **whole,
        "title": f"Entreprise de plusieurs candidatures, {parcours.titre}, édition {parcours.edition}",
        "description": "Ce qui vaut pour tous les produits d'une entreprise, lu par segurctl sous chaque candidature.",
        "properties": {
            **{cle: champs[cle] for cle in tetes},
            "editeur": champs["editeur"],
            "etapes": {**champs["etapes"], "properties": etapes},
        },
        "required": list(tetes),
    }


class _Shape(GenerateJsonSchema):
    """The model without null, which TOML has not: what is absent is not written."""

    def nullable_schema(self, schema: "core_schema.NullableSchema") -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: "core_schema.WithDefaultSchema") -> Schema:
        shape, default = self.generate_inner(schema["schema"]), schema.get("default")
        return {**shape, "default": default} if isinstance(default, str | bool) else shape

    def datetime_schema(self, schema: "core_schema.DatetimeSchema") -> Schema:  # noqa: ARG002 - pydantic's signature
        return _MOMENT

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


class _Teller:
    """Turns the shape of the model into the schema, with what the catalogue knows at each path."""

    def __init__(self, parcours: "Parcours", models: Mapping[str, Schema]) -> None:
        self.parcours = parcours
        self.models = models
        self.shared: Schema = {}  # what all the étapes have

    def tell(self, shape: Schema, path: tuple[str, ...]) -> Schema:
        """What stands at a path, told in French."""
        if "$ref" in shape:
            shape = self.models[shape["$ref"].rpartition("/")[2]]
        if path == ("etapes",):
            return self._etapes(shape)
        bare = {key: value for key, value in shape.items() if key not in ("title", "description")}
        told = {**self._texts(".".join(path)), **bare, **self._known(shape, path)}
        if "properties" in shape:
            told["properties"] = {key: self.tell(below, (*path, key)) for key, below in shape["properties"].items()}
        for key in ("additionalProperties", "items"):
            if isinstance(shape.get(key), dict) and shape[key] != {"type": "string"}:
                told[key] = self.tell(shape[key], (*path, "*"))
        return told

    def _texts(self, chemin: str) -> Schema:
        if champ := self.parcours.champs.get(chemin):
            return {"title": champ.titre, "description": champ.aide}
        if suivi := self.parcours.suivis.get(chemin.removesuffix(".*")):
            title = suivi.titre if chemin.endswith("*") else suivi.pluriel
            return {"title": title, "description": suivi.rappel or title}
        return {"description": _TABLES[chemin]}

    def _known(self, shape: Schema, path: tuple[str, ...]) -> Schema:
        """The values that there are, or some of them where the text is free."""
        constants = {"format": FORMAT, "parcours": self.parcours.id, "edition": self.parcours.edition}
        if len(path) == 1 and path[0] in constants:
            return {"const": constants[path[0]]}
        if path == ("produit", "dispositif"):
            return {"examples": [one.code for one in self.parcours.dispositifs.values() if one.vague2]}
        if path and path[-1] == "avancement":
            stages = self.parcours.suivis[".".join(path[:-2])].avancements
            return _words({one.id: f"{one.titre} : {one.detail}" if one.detail else one.titre for one in stages})
        return _words({word: _MOTS[path[-1]][word] for word in shape["enum"]}) if "enum" in shape else {}

    def _etapes(self, shape: Schema) -> Schema:
        model = self.models[shape["additionalProperties"]["additionalProperties"]["$ref"].rpartition("/")[2]]
        champs = {key: self.tell(below, ("etapes", "*", "*", key)) for key, below in model["properties"].items()}
        actions = champs.pop("actions")
        self.shared.update(champs)
        plateformes = self.parcours.plateformes.values()
        return {
            **self._texts("etapes"),
            **_closed({one.id: self._plateforme(one, actions) for one in plateformes}),
        }

    def _plateforme(self, plateforme: "Plateforme", actions: Schema) -> Schema:
        etapes = (one for one in self.parcours.etapes.values() if one.plateforme == plateforme.id)
        texts = {
            "title": plateforme.court,
            "description": f"{plateforme.titre}. Gérée par : {plateforme.gestionnaire}.",
        }
        return {**texts, **_closed({one.nom: self._etape(one, actions) for one in etapes})}

    def _etape(self, etape: "Etape", actions: Schema) -> Schema:
        description = f"{etape.titre}. {etape.pourquoi}"
        if etape.derive:
            description += f" Son statut se déduit de chaque {self.parcours.suivis[etape.derive.suivi].titre}."
        days = {
            one.nom: {
                **actions["additionalProperties"],
                "description": f"{one.titre}. {one.detail}" if one.detail else one.titre,
            }
            for one in etape.actions
        }
        champs = [key for key in self.shared if not (etape.derive and key == "statut")]
        told = {key: {"$ref": f"#/$defs/{key}"} for key in champs}
        ticked = {"description": actions["description"], **_closed(days)}
        link = {"x-taplo": {"links": {"key": etape.url}}} if etape.url else {}
        return {"title": etape.court, "description": description, **link, **_closed({**told, "actions": ticked})}


def _closed(properties: Schema) -> Schema:
    """A table that has these keys and no other."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _words(told: Mapping[str, str]) -> Schema:
    """One of a few words, each with what it means."""
    return {"enum": list(told), "x-taplo": {"docs": {"enumValues": list(told.values())}}}
