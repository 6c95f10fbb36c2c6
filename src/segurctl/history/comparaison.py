"""Two states of the candidatures of a repository, one against the other."""

import datetime as dt
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.history.acquis import avec_pertes
from segurctl.history.changements import changements
from segurctl.history.chapitres import Chapitres
from segurctl.history.depot import Depot, Intervalle, intervalle
from segurctl.history.model import Changement, Recul
from segurctl.history.objets import Objets
from segurctl.history.transferts import en_vigueur, sans_transferts
from segurctl.history.versions import (
    Version,
    Versions,
    de_travail,
    derniere_lisible,
    dite,
    du_commit,
    entreprise_de,
    renommes,
)
from segurctl.parcours.model import Parcours


class Ecart(NamedTuple):
    """What changed in one file."""

    fichier: str
    produit: str | None
    changements: tuple[Changement, ...]


class Comparaison(NamedTuple):
    """What was compared, and what changed in each file, by name."""

    intervalle: Intervalle
    tronque: bool
    ecarts: tuple[Ecart, ...]

    @property
    def reculs(self) -> int:
        """How many changes went back."""
        return sum(one.recul is not None for ecart in self.ecarts for one in ecart.changements)


def comparer(depot: Depot, demande: str | None, nom: str | None, parcours: Parcours, today: dt.date) -> Comparaison:
    """Compare what a person asks for: every candidature, or the one (or those of the folder) of that name.

    Raises SegurctlError where the revisions say nothing, or nothing has that name on either side.
    """
    bornes = intervalle(depot, demande)
    with Objets(depot.folder) as objets:
        avant = {
            cle: one if one.data is not None else derniere_lisible(depot, one, bornes.avant, objets)
            for cle, one in du_commit(depot, bornes.avant, nom, objets).items()
        }
        fin = bornes.apres
        apres = du_commit(depot, fin, nom, objets) if fin else de_travail(depot, nom)
    paires = {one: (avant.get(one), apres.get(one)) for one in avant.keys() | apres.keys()}
    for nouveau, ancien in renommes(avant, apres).items():
        paires[nouveau] = (avant[ancien], apres[nouveau])
        del paires[ancien]
    nommes = [one for one in paires if nom is None or _parmi(nom, paires[one])]
    communs = {entreprise_de(one, paires) for one in nommes}
    voulues = [paires[one] for one in sorted({*nommes, *(one for one in communs if one)})]
    if not voulues:
        quoi = f"« {nom} » n'existe" if nom else "aucune candidature n'existe"
        raise SegurctlError(
            f"{quoi} ni dans {bornes.avant_dit} ni dans {bornes.apres_dit}", hint="choisissez un fichier avec -c CHEMIN"
        )
    compare = _Comparateur(avant, apres, parcours, today)
    ecarts = tuple(_nommes(depot, compare.ecart(*one), one[1] or one[0]) for one in voulues)
    return Comparaison(bornes, depot.tronque, ecarts)


def _nommes(depot: Depot, ecart: Ecart, version: Version | None) -> Ecart:
    chapitres = Chapitres(depot, ecart.fichier, version.data if version else None)
    return ecart._replace(changements=chapitres.nommer(ecart.changements))


def _parmi(nom: str, paire: tuple[Version | None, Version | None]) -> bool:
    return any(one and (nom in (one.nom, ".") or one.nom.startswith(f"{nom}/")) for one in paire)


class _Comparateur(NamedTuple):
    """What two versions are compared with: all the files of each side, the catalogue, the day."""

    avant: Versions
    apres: Versions
    parcours: Parcours
    today: dt.date

    def ecart(self, avant: Version | None, apres: Version | None) -> Ecart:
        """What changed from one version of a file to another."""
        reste = apres or avant
        assert reste is not None  # noqa: S101 - for the type checker: a pair has one side at least
        return Ecart(reste.nom, reste.produit or (avant.produit if avant else None), self._tous(avant, apres))

    def _tous(self, avant: Version | None, apres: Version | None) -> tuple[Changement, ...]:
        if apres is None:
            assert avant is not None  # noqa: S101 - for the type checker
            return (Changement("fichier", "disparu", avant.nom, "", avant.nom, None, recul="fichier-retire"),)
        tete = _fichier(avant, apres)
        if apres.data is None or (avant is not None and avant.data is None):
            return tete
        faits = changements(avant.data if avant else None, apres.data, self.parcours)
        # What did not change is not evaluated: there may be a thousand of them.
        return tete + (self._juges(faits, avant, apres) if avant and self._bouge(faits, avant, apres) else faits)

    def _bouge(self, faits: tuple[Changement, ...], avant: Version, apres: Version) -> bool:
        """Whether a candidature may be worth something else: it changed, or its company's file did."""
        une, autre = entreprise_de(avant.nom, self.avant), entreprise_de(apres.nom, self.apres)
        textes = self.avant[une].texte if une else "", self.apres[autre].texte if autre else ""
        return bool(faits) or textes[0] != textes[1]

    def _juges(self, faits: tuple[Changement, ...], avant: Version, apres: Version) -> tuple[Changement, ...]:
        """The changes, judged by what is in force: the company's file counted in, and what étapes are worth."""
        une, autre = avant.dessous(self.avant, self.parcours), apres.dessous(self.apres, self.parcours)
        if une.illisible or autre.illisible:  # nobody knows what the company tells: its own change says that it is so
            return faits
        faits = sans_transferts(faits, apres.data or {}, autre.file, self.parcours)
        if une.file or autre.file:
            faits = en_vigueur(faits, (avant.data or {}, une), (apres.data or {}, autre), self.parcours)
        try:
            one = avant.lire(self.parcours, une.file)
        except SegurctlError:
            return faits
        try:
            other = apres.lire(self.parcours, autre.file)
        except SegurctlError as error:
            illisible = Changement("fichier", "illisible", apres.nom, "", None, dite(error), recul="fichier-illisible")
            return (illisible, *faits)
        communes = other.partage.etapes if other.partage else frozenset()
        if apres.commune:
            return avec_pertes(faits, one, other, self.parcours, self.today, communes.__contains__)
        ailleurs = communes if une.nom == autre.nom else frozenset()  # told of the company's file
        return avec_pertes(faits, one, other, self.parcours, self.today, lambda id_: id_ not in ailleurs)


def _fichier(avant: Version | None, apres: Version) -> tuple[Changement, ...]:
    """What happened to the file itself: it is new, has another name, can be read no more, or again."""
    found = []
    if avant is None:
        found.append(Changement("fichier", "apparu", apres.nom, "", None, apres.nom))
    elif avant.nom != apres.nom:
        found.append(Changement("fichier", "renomme", apres.nom, "", avant.nom, apres.nom))
    if apres.data is None:
        recul: Recul | None = "fichier-illisible" if avant and avant.erreur is None else None
        found.append(Changement("fichier", "illisible", apres.nom, "", None, apres.erreur, recul=recul))
    elif avant and avant.erreur:
        found.append(Changement("fichier", "relisible", apres.nom, "", avant.erreur, None))
    return tuple(found)
