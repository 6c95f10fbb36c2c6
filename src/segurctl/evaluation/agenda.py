"""Every dated thing of a candidature, gone by or to come: what calendars hold, and what the dates to come come from."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import apres, apres_mois
from segurctl.etats.conditions import propre, retiree
from segurctl.etats.jalons import jalons
from segurctl.rules.model import Contexte

Genre = Literal["jalon", "reponse", "attente", "opposabilite", "carte", "test-intrusion", "acceptation"]


class Rendezvous(NamedTuple):
    """One dated thing: `cible` is what it is about.

    `cle` tells it from the others of its genre, wherever its date moves; `source` is where an official date was read.
    `tenu`: what it waited for is there; `annule`: it will be of no use any more.
    """

    genre: Genre
    cle: str
    le: dt.date | dt.datetime
    titre: str
    cible: str
    tenu: bool = False
    annule: bool = False
    source: str | None = None

    @property
    def jour(self) -> dt.date:
        """The day of it."""
        return self.le.date() if isinstance(self.le, dt.datetime) else self.le


def agenda(contexte: Contexte) -> tuple[Rendezvous, ...]:
    """All of them, by day; of one day, those with an hour after those without. One withdrawn has them all cancelled."""
    found = [
        *_jalons(contexte),
        *_annonces(contexte),
        *_opposabilites(contexte),
        *_tests_intrusion(contexte),
        *_carte(contexte),
        *_acceptations(contexte),
    ]
    if retiree(contexte.candidature, contexte.today):
        found = [one._replace(annule=True) for one in found]
    return tuple(
        sorted(found, key=lambda one: (one.jour, isinstance(one.le, dt.datetime), str(one.le), one.titre, one.cible))
    )


def _jalons(contexte: Contexte) -> Iterator[Rendezvous]:
    for one in jalons(contexte):
        cible = one.etape or format_path(("jalons", one.id))
        yield Rendezvous("jalon", one.id, one.le, one.titre, cible, tenu=one.atteint, source=one.source)


def _annonces(contexte: Contexte) -> Iterator[Rendezvous]:
    for id_, one in contexte.etapes.items():
        if one.etat == "soumis" and one.depuis and one.etape.delai:
            fin = apres(one.depuis, one.etape.delai.jours)
            yield Rendezvous("reponse", id_, fin, f"réponse annoncée sous {one.etape.delai.annonce}", id_)
        for manque in one.bloquee_par:
            if manque.jusqu_au is not None and one.etat == "bloquee":
                cle = f"{id_} {manque.cible}"
                yield Rendezvous("attente", cle, manque.jusqu_au, "utilisable à partir de ce jour", id_)


def _opposabilites(contexte: Contexte) -> Iterator[Rendezvous]:
    for nom, demande in contexte.candidature.cnda.demandes.items():
        if propre(demande) and demande.date_opposabilite:
            conforme = bool(demande.attestation) or demande.avancement == "conforme"
            id_ = format_path(("cnda", "demandes", nom))
            yield Rendezvous(
                "opposabilite",
                id_,
                demande.date_opposabilite,
                "fin d'opposabilité",
                id_,
                annule=conforme or demande.cloture is not None,
            )


def _tests_intrusion(contexte: Contexte) -> Iterator[Rendezvous]:
    """The last day on which a pen-test can still be deposited."""
    fraicheur = contexte.parcours.suivis["tests_intrusion"].avancements[-1].fraicheur
    for nom, test in contexte.candidature.tests_intrusion.items():
        if test.realise_le and fraicheur:
            id_ = format_path(("tests_intrusion", nom))
            fin = apres_mois(test.realise_le, fraicheur.mois)
            annule = test.depose_le is not None or test.cloture is not None
            titre = "dernier jour pour déposer le test d'intrusion"
            yield Rendezvous("test-intrusion", id_, fin, titre, id_, annule=annule)


def _carte(contexte: Contexte) -> Iterator[Rendezvous]:
    carte = contexte.candidature.motco2.carte_expire_le
    if carte:
        inutile = contexte.etapes["motco2.tests"].acquise
        titre = "expiration de la carte de test"
        yield Rendezvous("carte", "motco2.carte_expire_le", carte, titre, "igc.cpx-test", annule=inutile)


def _acceptations(contexte: Contexte) -> Iterator[Rendezvous]:
    for one in contexte.candidature.acceptations:
        if one.jusqu_au:
            cle, titre = f"{one.regle} {one.cible}", f"fin d'acceptation de {one.regle}"
            yield Rendezvous("acceptation", cle, one.jusqu_au, titre, one.cible)
