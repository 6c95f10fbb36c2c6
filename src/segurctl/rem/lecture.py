"""A REM workbook read into a snapshot, with an account of what was read, and of what was left."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.rem.assemblage import Assemblage, Rang
from segurctl.rem.bornes import nom_de_case
from segurctl.rem.cellules import extrait, une_ligne
from segurctl.rem.classeur import ouvrir
from segurctl.rem.entetes import Entete, choisir, demandees
from segurctl.rem.identifiants import est_attendu, est_identifiant, numero_sous
from segurctl.rem.ids import canonique
from segurctl.rem.model import Referentiel, Source
from segurctl.rem.noms import plier
from segurctl.rem.rangees import Rangee, de_la_rem, rangees
from segurctl.rem.roles import Role
from segurctl.rem.snapshot import MAX_EXIGENCES

_SUR_UNE_LIGNE = ("chapitre", "perimetre", "criticite")
_ENTRE_PROFILS = re.compile(r"[\n;,]")  # not at « / »: « Environnement de ville / hospitalier » is one


class Laissee(NamedTuple):
    """A row, or a cell, that was left out, and why."""

    cellule: str
    raison: str


class Bilan(NamedTuple):
    """What was read of a workbook: where, under which headers, and what was left.

    `numerotees` are the proofs that had no number, under the one that they were given.
    """

    feuille: str
    ligne_entete: int
    colonnes: tuple[tuple[str, str], ...]
    ignorees: tuple[str, ...]
    autres_feuilles: tuple[str, ...]
    laissees: tuple[Laissee, ...]
    doublons: int
    inattendus: tuple[str, ...]
    numerotees: tuple[str, ...] = ()


def lire_classeur(
    data: bytes, nom: str, *, rem: str | None = None, feuille: str | None = None, colonnes: Sequence[str] = ()
) -> tuple[Referentiel, Bilan]:
    """The snapshot of a workbook, and the account of its reading. Raises SegurctlError where it holds no REM."""
    voulues = demandees(colonnes)
    entete, autres = choisir(ouvrir(data), feuille, voulues)
    lues, rem = de_la_rem(rangees(entete), entete, rem)
    lecture = _Lecture(entete)
    for one in lues:
        lecture.lire(one)
        if lecture.assemblage.nombre > MAX_EXIGENCES:
            raise SegurctlError(
                f"la feuille a plus de {MAX_EXIGENCES} exigences", hint="donnez celle d'un seul dispositif"
            )
    if not lecture.assemblage.nombre:
        raise _sans_exigence(entete, autres)
    sans_chapitre = "Sans chapitre" if Role("chapitre") in entete.colonnes else "Exigences"
    nom = nom.encode("utf-8", "replace").decode()  # a name that is no text, as a file system may have
    source = Source(PurePath(nom.replace("\\", "/")).name, sha256(data).hexdigest(), entete.feuille.nom, rem)
    return Referentiel(source, *lecture.assemblage.finir(sans_chapitre)), lecture.bilan(autres)


def _sans_exigence(entete: Entete, autres: tuple[str, ...]) -> SegurctlError:
    """The error of a table without a single exigence: taking it would empty the snapshot."""
    ailleurs = f'une autre feuille : --feuille "{extrait(autres[0])}"' if autres else None
    return SegurctlError(
        f"la feuille « {extrait(entete.feuille.nom)} » n'a aucune exigence sous ses en-têtes, ligne {entete.ligne}",
        hint=ailleurs or 'nommez les colonnes du tableau : --colonne "ID=…" --colonne "Exigence=…"',
    )


class _Lecture:
    """The reading of a table, row after row."""

    def __init__(self, entete: Entete) -> None:
        self.entete = entete
        self.assemblage = Assemblage()
        self.laissees: list[Laissee] = []
        self.doublons = 0
        self.inattendus: dict[str, None] = {}
        self.premieres: dict[str, Rangee] = {}  # the row that first names an exigence

    def lire(self, rangee: Rangee) -> None:
        """Take a row, or leave it with the reason."""
        avant = len(self.laissees)
        rang = self._rang(rangee)
        if rang:
            self.premieres.setdefault(rang.id, rangee)
            neuf, ecarts = self.assemblage.ajouter(rang)
            for role, raison in ecarts:
                self._laisser(rangee, role, raison)
            self.doublons += not neuf and len(self.laissees) == avant

    def bilan(self, autres: tuple[str, ...]) -> Bilan:
        """The account of what was read."""
        for one in self.assemblage.muettes:
            self._laisser(self.premieres[one], Role("texte"), f"{one} n'a pas de texte")
        textes, colonnes = self.entete.textes, self.entete.colonnes
        return Bilan(
            self.entete.feuille.nom,
            self.entete.ligne,
            tuple((role.label, textes[colonne]) for role, colonne in sorted(colonnes.items(), key=lambda one: one[1])),
            tuple(text for colonne, text in enumerate(textes) if text and colonne not in colonnes.values()),
            autres,
            tuple(self.laissees),
            self.doublons,
            tuple(self.inattendus),
            tuple(self.assemblage.numerotees),
        )

    def _rang(self, rangee: Rangee) -> Rang | None:
        """What a row says, where it names an exigence."""
        id_ = self._identifiant(rangee)
        if id_ is None:
            return None
        scenario_id = self._numero(rangee, Role("scenario_id"), id_)
        return Rang(
            id=id_,
            champs={
                "texte": rangee.dit("texte"),
                "nature": self._nature(rangee),
                "fonction": _fonction(rangee),
                "commentaire": rangee.dit("commentaire"),
                **{nom: une_ligne(rangee.dit(nom)) for nom in _SUR_UNE_LIGNE},
            },
            ordre=rangee.dit("ordre"),
            scenario_id=scenario_id,
            scenario=rangee.dit("scenario"),
            profils=_profils(rangee),
            preuves=self._preuves(rangee, scenario_id or id_),
        )

    def _identifiant(self, rangee: Rangee) -> str | None:
        """The id of a row, or None with the reason."""
        text, role = rangee.dit("identifiant"), Role("identifiant")
        id_ = canonique(text)
        if not text:
            self._laisser(rangee, role, "sans identifiant")
        elif len(text.splitlines()) > 1 and all(est_identifiant(canonique(one)) for one in text.splitlines()):
            self._laisser(rangee, role, f"« {extrait(text)} » : plusieurs identifiants dans une cellule")
        elif not est_identifiant(id_):
            self._laisser(rangee, role, f"« {extrait(text)} » n'est pas un identifiant d'exigence")
        else:
            self._noter(id_)
            return id_
        return None

    def _numero(self, rangee: Rangee, role: Role, base: str) -> str:
        """The number of a scénario or of a proof; nothing, with the reason, for a text that is none."""
        text = rangee.textes.get(role, "")
        numero = numero_sous(base, text)
        if numero and not est_identifiant(numero):
            quoi = "de scénario" if role.nom == "scenario_id" else "de preuve"
            self._laisser(rangee, role, f"« {extrait(text)} » n'est pas un numéro {quoi}")
            return ""
        if numero:
            self._noter(numero)
        return numero

    def _preuves(self, rangee: Rangee, base: str) -> tuple[tuple[int, str, str], ...]:
        """The proofs of a row: the rank of their columns, their numbers and their texts."""
        rangs = sorted({one.rang for one in rangee.textes if one.nom in ("preuve", "preuve_id")})
        found = (
            (rang, self._numero(rangee, Role("preuve_id", rang), base), rangee.textes.get(Role("preuve", rang), ""))
            for rang in rangs
        )
        return tuple(one for one in found if one[1] or one[2])

    def _nature(self, rangee: Rangee) -> str:
        text = rangee.dit("nature")
        plie = plier(text)
        if "preconisation" in plie:
            return "PRECONISATION"
        if text and "exigence" not in plie:
            self._laisser(rangee, Role("nature"), f"nature « {extrait(text)} » inconnue")
        return "EXIGENCE" if "exigence" in plie else ""

    def _noter(self, id_: str) -> None:
        if not est_attendu(id_):
            self.inattendus.setdefault(id_)

    def _laisser(self, rangee: Rangee, role: Role, raison: str) -> None:
        self.laissees.append(Laissee(nom_de_case(rangee.numero, self.entete.colonnes[role] + 1), raison))


def _fonction(rangee: Rangee) -> str:
    """The function, after its bloc where both are said and differ."""
    bloc, fonction = une_ligne(rangee.dit("bloc")), une_ligne(rangee.dit("fonction"))
    if bloc and fonction and plier(bloc) != plier(fonction):
        return f"{bloc} · {fonction}"
    return fonction or bloc


def _profils(rangee: Rangee) -> tuple[str, ...]:
    """The profils of a row, each once however it is spelled."""
    found: dict[str, str] = {}
    for one in _ENTRE_PROFILS.split(rangee.dit("profil")):
        if one.strip():
            found.setdefault(plier(one), une_ligne(one))
    return tuple(found.values())
