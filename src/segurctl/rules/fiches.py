"""What each rule says of itself: data read from `fiches/*.toml`, that somebody who knows no Python can review.

It loads nothing heavy: `explain` and `rules` answer from here alone.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import tomli

from segurctl.errors import SegurctlError
from segurctl.parcours.model import Source
from segurctl.proches import suggest, vouliez

if TYPE_CHECKING:
    from segurctl.proofs.faits import Verdict

SEGURCTL = "segurctl"  # the source of the rules that are our own hygiene
ILLISIBLE, SECRET, PERSONNEL = "FIC001", "FIC002", "FIC003"
DURS, CONSEILS = "POR001", "POR002"  # what `check --gate` finds
_PORTE = "POR"
RESEAU = "LIE"  # what `links` finds: nothing else asks the network
PORTEFEUILLE = "PTF"  # what is found between several candidatures
FAMILLES: Mapping[str, str] = {
    "ACC": "Acceptations",
    "CND": "CNDA",
    "CVG": "Parcours et Convergence",
    "DAT": "Dates",
    "FIC": "Le fichier lui-même",
    "GAZ": "Gazelle",
    "ISC": "Entreprise et iSC",
    "LIE": "Liens (segurctl links)",
    "MOT": "MOTCO2",
    "POR": "Portes (check --gate)",
    "PRV": "Preuves et fichiers",
    "PTF": "Plusieurs produits",
    "PSC": "Pro Santé Connect",
    "REM": "Référentiel d'exigences (REM)",
}
_FICHES = Path(__file__).parent / "fiches"
_FICHIERS: Mapping[str, tuple[str, ...]] = {
    "ACC": ("acceptations",),
    "CND": ("cnda",),
    "CVG": ("etapes", "convergence", "intrusion", "dates"),
    "DAT": ("dates",),
    "FIC": ("fichiers",),
    "GAZ": ("gazelle",),
    "ISC": ("isc",),
    "LIE": ("liens",),
    "MOT": ("motco2",),
    "POR": ("porte",),
    "PRV": ("preuves",),
    "PTF": ("portefeuille",),
    "PSC": ("psc",),
    "REM": ("rem",),
}

Gravite = Literal["erreur", "avertissement", "info"]
GRAVITES: tuple[Gravite, ...] = ("erreur", "avertissement", "info")


class Regle(NamedTuple):
    """A rule: a stable id, why it is there, how to mend what it finds, and where it comes from.

    Confidence bounds gravity: A may be an error, B and C never. `malforme`: the value is wrong by itself, on any
    day and whatever else the file says, so that it is refused when it is typed; anything else may be a fact.
    `generale`: it is silent about a champ of which another rule says as much. `enfreint` and `respecte` are two
    files, without their first lines, read with `fichiers` beside them, and the other TOML files of `voisins` by their
    name and text; the links of the first answer `verdict`.
    """

    id: str
    titre: str
    gravite: Gravite
    pourquoi: str
    correction: str
    source: Source
    enfreint: str
    respecte: str
    malforme: bool = False
    generale: bool = False
    fichiers: tuple[str, ...] = ()
    verdict: "Verdict | None" = None
    voisins: Mapping[str, str] = {}

    @property
    def reseau(self) -> bool:
        """Whether only the network can tell: `links` looks for it, `check` never does."""
        return self.id.startswith(RESEAU)

    @property
    def seule(self) -> bool:
        """Whether one file and its disk are enough to tell."""
        return not self.id.startswith((RESEAU, PORTEFEUILLE))


@cache
def regles(folder: Path = _FICHES) -> Mapping[str, Regle]:
    """Every rule by id, in the order of the ids.

    Raises ValueError for a rule whose gravity is more than its confidence allows, or whose id is taken.
    """
    found: dict[str, Regle] = {}
    for path in sorted(folder.glob("*.toml")):
        for one in _lire(path):
            if one.id in found:
                raise ValueError(one.id)
            found[one.id] = one
    return dict(sorted(found.items()))


@cache
def regle_de(id_: str) -> Regle:
    """The rule of an id. It reads the files of its family alone: a candidature breaks few rules of many."""
    lues = (one for nom in _FICHIERS[id_[:3]] for one in _lire(_FICHES / f"{nom}.toml"))
    return next(one for one in lues if one.id == id_)


@cache
def _lire(path: Path) -> tuple[Regle, ...]:
    found = tuple(map(_regle, tomli.loads(path.read_text(encoding="utf-8"))["regles"]))
    for one in found:
        if one.gravite == "erreur" and one.source.confiance != "A":
            raise ValueError(one.id)
    return found


def trouver(id_: str) -> Regle:
    """The rule of an id, however it is typed. Raises SegurctlError, with the nearest one, where there is none."""
    wanted = id_.strip().upper()
    if wanted in regles():
        return regles()[wanted]
    raise SegurctlError(f"règle inconnue « {id_} »", hint=proche(id_) or "segurctl rules les donne toutes")


def proche(id_: str) -> str | None:
    """« vouliez-vous dire … ? », or nothing when no rule is near. Zeros that were left out are what was meant."""
    entiere = re.sub(r"\d+$", lambda chiffres: chiffres[0].lstrip("0").zfill(3), id_.strip().upper())
    return vouliez([entiere]) if entiere in regles() else suggest(id_, regles())


class Choix(NamedTuple):
    """Which rules are wanted: those whose id begins as one of `seules` (all, without any), but not as one of `sans`."""

    seules: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()

    def garde(self, id_: str) -> bool:
        """Whether a rule is wanted."""
        return (not self.seules or id_.startswith(self.seules)) and not id_.startswith(self.sans)


def choisissable(debut: str) -> bool:
    """Whether rules whose ids begin so may be chosen: a gate, and the network, are asked in ways of their own."""
    return not debut.startswith((_PORTE, RESEAU))


def choisir(select: Iterable[str], ignore: Iterable[str]) -> Choix:
    """The choice of `--select` and `--ignore`: a text may hold several ids or their beginnings, between commas.

    Raises SegurctlError for what begins the id of no rule.
    """
    return Choix(_debuts(select), _debuts(ignore))


def _debuts(given: Iterable[str]) -> tuple[str, ...]:
    found = tuple(one.strip().upper() for text in given for one in text.split(","))
    for one in found:
        if not one:
            raise SegurctlError("un numéro de règle est vide", hint="comme PSC001,CND")
        if one.startswith(_PORTE):
            raise SegurctlError(f"« {one} » ne se choisit pas : c'est la réponse de check --gate", hint="retirez-le")
        if one.startswith(RESEAU):
            raise SegurctlError(f"« {one} » se cherche sur le réseau, ce que check ne fait pas", hint="segurctl links")
        if not any(id_.startswith(one) for id_ in regles()):
            trouver(one)
    return found


def _regle(table: dict[str, Any]) -> Regle:
    source = Source(table.pop("source"), table.pop("confiance"), table.pop("verifie_le"))
    fichiers = tuple(table.pop("fichiers", ()))
    return Regle(source=source, fichiers=fichiers, **table)  # a key that no rule knows is a TypeError here
