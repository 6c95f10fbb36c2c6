"""The history of candidatures: what each commit changed, and what that says of étapes and of waits."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from segurctl.candidature.editeur import EditeurFile, parse_editeur
from segurctl.candidature.text import decode, parse
from segurctl.errors import SegurctlError
from segurctl.history.changements import changements
from segurctl.history.chapitres import Chapitres
from segurctl.history.chronologie import Chronologie
from segurctl.history.commits import Commit, Touche, touches
from segurctl.history.depot import Depot, fichiers
from segurctl.history.durees import Attente, Duree, Passages, attentes, durees
from segurctl.history.filtre import Filtre
from segurctl.history.lecture import Lecteur
from segurctl.history.model import Changement, Recul
from segurctl.history.objets import Objets
from segurctl.history.transferts import peut_passer, sans_transferts
from segurctl.history.versions import dite, entreprise_de, identite, nom_du_produit
from segurctl.parcours.model import Parcours

Data = Mapping[str, Any]


class Entree(NamedTuple):
    """A commit that changed something."""

    commit: Commit
    changements: tuple[Changement, ...]


class Journal(NamedTuple):
    """The history of one file, newest first, what it says of time, and the statuts that things went through."""

    fichier: str
    produit: str | None
    entrees: tuple[Entree, ...]
    etapes: tuple[Duree, ...]
    attentes: tuple[Attente, ...]
    passages: Passages


def journaux(
    depot: Depot, noms: Iterable[str], cibles: Iterable[str], parcours: Parcours, today: dt.date
) -> tuple[Journal, ...]:
    """The history of each file up to HEAD, by name, or what it says of some targets; those in no commit are left out.

    Raises SegurctlError for a target that no history tells of and that the catalogue does not know.
    """
    filtre = Filtre(tuple(cibles), parcours)
    with Objets(depot.folder) as objets:
        found = touches(depot, noms, meme=lambda avant, apres: _meme(objets, avant, apres))
        made = tuple(_journal(depot, nom, ones, objets, filtre, today) for nom, ones in found.items() if ones)
    filtre.verifier(change for one in made for entree in one.entrees for change in entree.changements)
    return made


def _meme(objets: Objets, avant: str, apres: str) -> bool:
    """Whether two contents are of one product; or the very same, whatever it is."""
    if avant == apres:
        return True
    try:
        une, autre = (identite(parse(decode(objets.lire(one)))) for one in (avant, apres))
    except SegurctlError:
        return True  # one that cannot be read says nothing else than its lines
    return une == autre


def _journal(depot: Depot, nom: str, ones: Sequence[Touche], objets: Objets, filtre: Filtre, today: dt.date) -> Journal:
    parcours = filtre.parcours
    lues = _Lues(ones, objets)
    chronologie = Chronologie(parcours)
    entrees = []
    derniere: Data = {}
    for one in ones:
        found = tuple(_de(one, lues, parcours))
        data = lues.lire(one.apres) or {}
        if peut_passer(found, parcours):
            found = sans_transferts(found, data, _entreprise(depot, one, objets, parcours), parcours)
        derniere = data or derniere
        if one.borne:
            chronologie.noter(one.commit.le.date(), changements(None, data, parcours), data, ancien=True)
        elif found:
            chronologie.noter(one.commit.le.date(), (each for each in found if each.quoi != "transfere"), data)
        if voulus := tuple(each for each in found if filtre.garde(each)):
            entrees.append(Entree(one.commit, voulus))
        lues.oublier(one)
    retiree = derniere.get("retiree_le")
    jusqu_au = min(today, retiree) if type(retiree) is dt.date else today  # then nothing waits any more
    passages = {cible: suite for cible, suite in chronologie.passages.items() if filtre.dit(cible)}
    nommer = Chapitres(depot, nom, derniere).nommer
    return Journal(
        nom,
        nom_du_produit(derniere),
        tuple(one._replace(changements=nommer(one.changements)) for one in reversed(entrees)),
        durees(passages, parcours, jusqu_au),
        attentes(passages, parcours, jusqu_au),
        passages,
    )


def _entreprise(depot: Depot, one: Touche, objets: Objets, parcours: Parcours) -> EditeurFile | None:
    """The company's file that a commit holds, under a file that it touched; None where it cannot be read."""
    held = fichiers(depot, one.commit.id)
    nom = entreprise_de(one.nom, held)
    try:
        return parse_editeur(Path(nom), decode(objets.lire(held[nom])), parcours) if nom else None
    except SegurctlError:
        return None


def _de(one: Touche, lues: "_Lues", parcours: Parcours) -> Iterator[Changement]:
    """What a commit changed in a file."""
    if one.ancien:
        yield Changement("fichier", "renomme", one.nom, "", one.ancien, one.nom)
    if one.apres is None:
        yield Changement("fichier", "disparu", one.nom, "", one.nom, None, recul="fichier-retire")
        return
    if one.borne:
        yield Changement("fichier", "tronque", one.nom, "", None, one.nom)
        return
    avant = [lues.lire(id_) for id_ in one.avant]
    if not any(one.avant):
        yield Changement("fichier", "apparu", one.nom, "", None, one.nom)
    data = lues.lire(one.apres, faute_de=avant[0])
    erreur = lues.erreur(one.apres)
    if erreur:
        lisible = one.avant[0] is not None and lues.erreur(one.avant[0]) is None
        recul: Recul | None = "fichier-illisible" if lisible else None
        yield Changement("fichier", "illisible", one.nom, "", None, erreur, recul=recul)
        return
    if (ancienne := lues.erreur(one.avant[0])) is not None:
        yield Changement("fichier", "relisible", one.nom, "", ancienne, None)
    yield from _communs([changements(each, data or {}, parcours) for each in avant])


def _communs(par_parent: Sequence[tuple[Changement, ...]]) -> Iterator[Changement]:
    """Of a merge, what differs from every parent: the rest was told by the commits that it brings together."""
    premier, *autres = par_parent
    faits = [{(one.genre, one.quoi, one.champ, str(one.apres)) for one in ones} for ones in autres]
    for one in premier:
        if all((one.genre, one.quoi, one.champ, str(one.apres)) in each for each in faits):
            yield one


class _Lues:
    """The data of versions, each read once and kept while a commit to come compares with it.

    For a version that cannot be read stands the last one that could.
    """

    def __init__(self, ones: Iterable[Touche], objets: Objets) -> None:
        self._objets = objets
        self._lecteur = Lecteur()
        self._attendues = Counter(id_ for one in ones for id_ in _contenus(one))
        self._data: dict[str, Data | None] = {}
        self._erreurs: dict[str, str] = {}

    def lire(self, id_: str | None, faute_de: Data | None = None) -> Data | None:
        """The data of a content; `faute_de` where it cannot be read, None where there is none."""
        if id_ is None:
            return None
        if id_ not in self._data:
            try:
                self._data[id_] = self._lecteur.lire(self._objets.lire(id_))
            except SegurctlError as error:
                self._data[id_], self._erreurs[id_] = faute_de, dite(error)
        return self._data[id_]

    def erreur(self, id_: str | None) -> str | None:
        """Why a content that was asked for could not be read."""
        return self._erreurs.get(id_) if id_ else None

    def oublier(self, one: Touche) -> None:
        """Let go of what no commit to come compares with."""
        for id_ in _contenus(one):
            self._attendues[id_] -= 1
            if self._attendues[id_] == 0:
                self._data.pop(id_, None)
                self._erreurs.pop(id_, None)


def _contenus(one: Touche) -> set[str]:
    return {id_ for id_ in (*one.avant, one.apres) if id_}
