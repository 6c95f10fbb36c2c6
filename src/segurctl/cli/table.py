"""The commands: what the help and the completion say of each without importing any of them."""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its panel in the help, what it does in a few words, the function, as `module:function`."""

    panel: str
    summary: str
    target: str
    hidden: bool = False


Table = Mapping[str, Entry]

_SUIVRE = "segurctl.cli.suivre"
_CONTROLER = "segurctl.cli.controler"
_EXPLIQUER = "segurctl.cli.expliquer"
_REMPLIR = "segurctl.cli.remplir"

TABLE: Table = {
    "status": Entry("Suivre", "où en est chaque produit", f"{_SUIVRE}:status"),
    "next": Entry("Suivre", "ce qu'il y a à faire maintenant, et pour qui", f"{_SUIVRE}:next_"),
    "show": Entry("Suivre", "tout d'une étape : actions, champs, prérequis, source", f"{_SUIVRE}:show"),
    "init": Entry("Remplir", "crée le fichier d'une candidature", "segurctl.cli.commencer:init"),
    "set": Entry("Remplir", "écrit des champs", f"{_REMPLIR}:set_"),
    "unset": Entry("Remplir", "efface des champs", f"{_REMPLIR}:unset"),
    "get": Entry("Remplir", "lit un champ", f"{_REMPLIR}:get"),
    "mark": Entry("Remplir", "note l'avancement d'une étape ou d'un suivi", f"{_REMPLIR}:mark"),
    "tick": Entry("Remplir", "coche les actions d'une étape", f"{_REMPLIR}:tick"),
    "check": Entry("Contrôler", "ce qui ne tiendrait pas devant l'ANS", f"{_CONTROLER}:check"),
    "explain": Entry("Contrôler", "une règle : pourquoi, comment corriger", f"{_EXPLIQUER}:explain"),
    "rules": Entry("Contrôler", "toutes les règles", f"{_EXPLIQUER}:rules"),
    "schema": Entry("Contrôler", "le schéma du fichier, pour les éditeurs", "segurctl.cli.schema:schema"),
}
