"""The candidatures of a commit, or of the working files, as they are read."""

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from segurctl.candidature.discover import EDITEUR, in_tree
from segurctl.candidature.editeur import EditeurFile, parse_editeur
from segurctl.candidature.read import CandidatureFile, company_alone, parse_candidature, read_bytes
from segurctl.candidature.secrets import masquer
from segurctl.candidature.text import decode, parse
from segurctl.errors import SegurctlError
from segurctl.history.champs import dans, mot
from segurctl.history.commits import touches
from segurctl.history.depot import Depot, commit, fichiers, presents
from segurctl.history.objets import Objets
from segurctl.parcours.model import Parcours
from segurctl.proofs.bornes import AILLEURS, DEDANS, leads_outside

Versions = dict[str, "Version"]


class Version(NamedTuple):
    """A file at one moment: its text and its data, or why it has none."""

    nom: str
    texte: str
    data: Mapping[str, Any] | None
    erreur: str | None = None

    @property
    def produit(self) -> str | None:
        """The product as people name it, with its version."""
        return nom_du_produit(self.data) if self.data else None

    @property
    def commune(self) -> bool:
        """Whether it is a company's file."""
        return self.nom.rpartition("/")[2] == EDITEUR

    def lire(self, parcours: Parcours, entreprise: EditeurFile | None) -> CandidatureFile:
        """The candidature that it is, over its company's file if any; a company's file is one by itself.

        Raises SegurctlError where it is of another format, or has a mistake: its data still compare.
        """
        path = Path(self.nom)
        if self.commune:
            return company_alone(path, parse_editeur(path, self.texte, parcours), parcours)
        return parse_candidature(path, self.texte, parcours, entreprise)

    def dessous(self, versions: "Versions", parcours: Parcours) -> "Dessous":
        """The company's file that is read under it at that moment: the nearest above."""
        nom = entreprise_de(self.nom, versions)
        try:
            return Dessous(nom, parse_editeur(Path(nom), versions[nom].texte, parcours) if nom else None)
        except SegurctlError:
            return Dessous(nom, None)


class Dessous(NamedTuple):
    """The company's file under a candidature: its name, where there is one, and what it is, where it can be read."""

    nom: str | None
    file: EditeurFile | None

    @property
    def illisible(self) -> bool:
        """Whether there is one that nobody can read."""
        return self.nom is not None and self.file is None


def entreprise_de(nom: str, noms: Container[str]) -> str | None:
    """The name of the company's file that is read under a candidature: the nearest above; None where there is none."""
    if nom.rpartition("/")[2] == EDITEUR:
        return None
    aussi = ((above / EDITEUR).as_posix() for above in PurePosixPath(nom).parents)
    return next((one for one in aussi if one in noms), None)


def derniere_lisible(depot: Depot, version: Version, commit_: str, objets: Objets) -> Version:
    """A version that cannot be read, with the text and the data of the last one before it that could, if any."""
    for one in reversed(touches(depot, [version.nom], commit_)[version.nom]):
        if one.apres:
            lue = _lues([one.apres], objets.lire)[one.apres]._replace(nom=version.nom)
            if lue.data is not None:
                return lue._replace(erreur=version.erreur)
    return version


def nom_du_produit(data: Mapping[str, Any]) -> str | None:
    """The product that data are about, with its version; None where they name none."""
    produit = dans(data, "produit")
    mots = [mot(produit.get("nom")), mot(produit.get("version"))]
    return masquer(" ".join(one for one in mots if one)) if mots[0] else None


def suivies(depot: Depot, nom: str | None) -> list[str]:
    """The candidatures of the working files and of HEAD, by name: all, those of the folder `nom`, or that very file.

    Raises SegurctlError where there is no commit.
    """
    tous = sorted({*presents(depot), *in_tree(fichiers(depot, commit(depot, "HEAD")))})
    if nom is None:
        return tous
    voulues = [one for one in tous if nom == "." or one.startswith(f"{nom}/")] or [nom]
    communs = (entreprise_de(one, tous) for one in voulues)
    return list(dict.fromkeys([*voulues, *(one for one in communs if one)]))


def du_commit(depot: Depot, commit_: str, nom: str | None, objets: Objets) -> Versions:
    """The candidatures in the tree of a commit, and the file `nom` whatever it is called, by name."""
    tree = fichiers(depot, commit_)
    noms = [*in_tree(tree), *([nom] if nom and nom in tree else [])]
    return _lues(noms, lambda one: objets.lire(tree[one]))


def de_travail(depot: Depot, nom: str | None) -> Versions:
    """The same of the working files."""
    racine = depot.folder
    noms = [*presents(depot), *([nom] if nom and (racine / nom).is_file() else [])]

    def lire(nom: str) -> bytes:
        if leads_outside(racine / nom):
            raise SegurctlError(AILLEURS, hint=DEDANS)
        return read_bytes(racine / nom)

    return _lues(noms, lire)


def renommes(avant: Versions, apres: Versions) -> dict[str, str]:
    """The names before, by those after, of the files that only changed their name: the same product, alone so."""
    partis, venus = (_par_produit(here[one] for one in here.keys() - other.keys()) for here, other in
                     ((avant, apres), (apres, avant)))  # fmt: skip
    return {venus[cle][0]: noms[0] for cle, noms in partis.items() if len(noms) == 1 and len(venus.get(cle, ())) == 1}


def _par_produit(versions: Iterable[Version]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in versions:
        if qui := identite(one.data or {}):
            found.setdefault(qui, []).append(one.nom)
    return found


def identite(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Of what a file is, wherever it stands: a product and its dispositif, or a company; None where it says neither."""
    produit = dans(data, "produit")
    if nom := mot(produit.get("nom")):
        return nom, mot(produit.get("dispositif")) or ""
    return None if "produit" in data or "editeur" not in data else (EDITEUR, "")


def _lues(noms: Iterable[str], lire: Callable[[str], bytes]) -> Versions:
    return {nom: _lue(nom, lire) for nom in dict.fromkeys(noms)}


def _lue(nom: str, lire: Callable[[str], bytes]) -> Version:
    try:
        text = decode(lire(nom))
        return Version(nom, text, parse(text))
    except SegurctlError as error:
        return Version(nom, "", None, dite(error))


def dite(error: SegurctlError) -> str:
    """Why a version cannot be read, with the line."""
    return f"ligne {error.line} : {error.message}" if error.line else error.message
