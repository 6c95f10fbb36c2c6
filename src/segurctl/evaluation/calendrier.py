"""The calendar of a portfolio: the agenda of each candidature, what is a company's once, all by lasting names."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from segurctl.evaluation.agenda import Rendezvous, agenda
from segurctl.evaluation.portefeuille import Membre, Portefeuille


class Inscrit(NamedTuple):
    """One dated thing of somebody: `qui` is the product or the company, `uid` names it wherever its date moves.

    `etape` is the title of the étape that it is about, if any.
    """

    rendezvous: Rendezvous
    qui: str
    uid: str
    etape: str | None = None


def calendrier(portefeuille: Portefeuille) -> tuple[Inscrit, ...]:
    """Every dated thing of every product, by day.

    A name is of the product and its dispositif (or of the company), the genre and the thing: neither of its date, nor
    of the day, nor of where the file is. Of two files of one product, the second has names of its own.
    """
    found: dict[str, Inscrit] = {}
    memes: Counter[str] = Counter()
    for membre in portefeuille.membres:
        identite = _identite(membre)
        memes[identite] += 1
        rang = f" {memes[identite]}" if memes[identite] > 1 else ""
        for one in _inscrits(membre, f"{identite}{rang}", portefeuille):
            found.setdefault(one.uid, one)
    return tuple(
        sorted(found.values(), key=lambda one: (one.rendezvous.jour, str(one.rendezvous.le), one.qui, one.uid))
    )


def _inscrits(membre: Membre, identite: str, portefeuille: Portefeuille) -> Iterator[Inscrit]:
    noms = {one.fichier: one.nom for one in portefeuille.entreprises}
    partage = membre.evaluation.contexte.faits.partage
    for one in agenda(membre.evaluation.contexte):
        etape = membre.evaluation.parcours.etapes.get(one.cible)
        titre = etape.titre if etape else None
        if partage and one.commun:
            editeur = membre.evaluation.candidature.editeur
            entreprise = editeur.siren or editeur.siret or editeur.identifiant_etranger or editeur.raison_sociale or ""
            yield Inscrit(one, noms[partage.path], _uid("editeur", entreprise, one.genre, one.cle), titre)
        else:
            yield Inscrit(one, membre.nom, _uid(identite, one.genre, one.cle), titre)


def _identite(membre: Membre) -> str:
    candidature = membre.evaluation.candidature
    return f"{candidature.parcours}\0{candidature.produit.nom}\0{candidature.produit.dispositif}"


def _uid(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32] + "@segurctl"
