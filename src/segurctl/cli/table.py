"""The commands: what the help and the completion say of each without importing any of them."""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its panel in the help, what it does in a few words, the function, as `module:function`.

    A group has the table of its own commands (`group`) in place of a function, and the examples of its help.
    """

    panel: str
    summary: str
    target: str = ""
    hidden: bool = False
    group: Mapping[str, "Entry"] = {}
    examples: tuple[str, ...] = ()


Table = Mapping[str, Entry]

_SUIVRE = "segurctl.cli.suivre"
_CONTROLER = "segurctl.cli.controler"
_ENTRETENIR = "segurctl.cli.entretenir"
_EXPLIQUER = "segurctl.cli.expliquer"
_REMPLIR = "segurctl.cli.remplir"
_REM = "segurctl.cli.rem"
_PROUVER = "segurctl.cli.prouver"
_FEUILLE = "segurctl.cli.feuille"
_CONSULTER = "segurctl.cli.consulter"
_CONFIG = "segurctl.cli.config"
_HISTORIQUE = "segurctl.cli.historique"

REM: Table = {
    "import": Entry("Commandes", "lit un classeur de la REM", "segurctl.cli.rem_import:import_"),
    "list": Entry("Commandes", "les exigences : ce qui est prouvé, ce qui ne l'est pas", f"{_REM}:list_"),
    "show": Entry("Commandes", "une exigence en entier, avec ses preuves", f"{_REM}:show"),
    "diff": Entry("Commandes", "ce qui change d'une REM à une autre, et les preuves touchées", f"{_REM}:diff"),
}
PROOF: Table = {
    "add": Entry("Commandes", "note une preuve dans son emplacement", f"{_PROUVER}:add"),
    "remove": Entry("Commandes", "retire des preuves", f"{_PROUVER}:remove"),
    "list": Entry("Commandes", "les preuves du fichier", f"{_PROUVER}:list_"),
    "import": Entry("Commandes", "reprend un tableau de preuves (CSV)", f"{_FEUILLE}:import_"),
    "export": Entry("Commandes", "rend le tableau des preuves (CSV)", f"{_FEUILLE}:export"),
}
CONFIG: Table = {
    "list": Entry("Commandes", "chaque réglage : sa valeur, d'où elle vient", f"{_CONFIG}:list_"),
    "get": Entry("Commandes", "lit un réglage", f"{_CONFIG}:get"),
    "set": Entry("Commandes", "règle dossiers, format, couleur ou lecture", f"{_CONFIG}:set_"),
    "unset": Entry("Commandes", "efface des réglages", f"{_CONFIG}:unset"),
    "path": Entry("Commandes", "le chemin de config.toml", f"{_CONFIG}:path"),
}

TABLE: Table = {
    "status": Entry("Suivre", "où en est chaque produit", f"{_SUIVRE}:status"),
    "next": Entry("Suivre", "ce qu'il y a à faire maintenant, et pour qui", f"{_SUIVRE}:next_"),
    "show": Entry("Suivre", "tout d'une étape : actions, champs, prérequis, source", f"{_SUIVRE}:show"),
    "walk": Entry("Suivre", "pas à pas, pour qui n'a jamais fait ce parcours", "segurctl.cli.marcher:walk"),
    "log": Entry("Suivre", "ce que chaque commit a changé, le temps pris", f"{_HISTORIQUE}:log"),
    "diff": Entry("Suivre", "ce qui a changé d'une révision à une autre", f"{_HISTORIQUE}:diff"),
    "init": Entry("Remplir", "crée le fichier d'une candidature", "segurctl.cli.commencer:init"),
    "set": Entry("Remplir", "écrit des champs", f"{_REMPLIR}:set_"),
    "unset": Entry("Remplir", "efface des champs", f"{_REMPLIR}:unset"),
    "get": Entry("Remplir", "lit un champ", f"{_REMPLIR}:get"),
    "mark": Entry("Remplir", "note l'avancement d'une étape ou d'un suivi", f"{_REMPLIR}:mark"),
    "tick": Entry("Remplir", "coche les actions d'une étape", f"{_REMPLIR}:tick"),
    "rem": Entry(
        "Prouver",
        "le référentiel d'exigences (REM) : import, list, show, diff",
        group=REM,
        examples=("segurctl rem import REM-MDV-LGC-Va2.xlsx", "segurctl rem list --chapitre mss"),
    ),
    "proof": Entry(
        "Prouver",
        "les preuves : add, remove, list, import, export",
        group=PROOF,
        examples=("segurctl proof add SC.PSC.01.01.01 --fichier preuves/psc-01.pdf", "segurctl proof list"),
    ),
    "chapters": Entry("Prouver", "les chapitres : ce qui est prouvé, soumis, à reprendre", f"{_PROUVER}:chapters"),
    "links": Entry("Prouver", "les liens des preuves s'ouvrent-ils encore ?", "segurctl.cli.liens:links"),
    "check": Entry("Contrôler", "ce qui ne tiendrait pas devant l'ANS", f"{_CONTROLER}:check"),
    "explain": Entry("Contrôler", "une règle : pourquoi, comment corriger", f"{_EXPLIQUER}:explain"),
    "rules": Entry("Contrôler", "toutes les règles", f"{_EXPLIQUER}:rules"),
    "fmt": Entry("Contrôler", "met les fichiers en forme, sans rien en changer d'autre", f"{_ENTRETENIR}:fmt"),
    "migrate": Entry("Contrôler", "passe les fichiers à l'édition courante du parcours", f"{_ENTRETENIR}:migrate"),
    "schema": Entry("Contrôler", "le schéma du fichier, pour les éditeurs", "segurctl.cli.schema:schema"),
    "resources": Entry("Consulter", "guides, webinaires, environnements, à qui écrire", f"{_CONSULTER}:resources"),
    "support": Entry("Consulter", "prépare le message à un support", f"{_CONSULTER}:support"),
    "config": Entry(
        "Consulter",
        "vos réglages : list, get, set, unset, path",
        group=CONFIG,
        examples=("segurctl config list", "segurctl config set couleur=jamais"),
    ),
    "report": Entry("Partager", "où en sont les produits, sur une page à donner", "segurctl.cli.partager:report"),
    "calendar": Entry("Partager", "les dates des produits, pour un calendrier", "segurctl.cli.dater:calendar"),
    "graph": Entry("Partager", "le parcours dessiné, et la chaîne qui décide de la fin", "segurctl.cli.tracer:graph"),
    "merge-driver": Entry(
        "Partager", "fusionne une candidature pour git", "segurctl.cli.fusion:merge_driver", hidden=True
    ),
}
