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

_REPONDU = ("valide", "a-modifier", "refuse")


class Rendezvous(NamedTuple):
    """One dated thing: `cible` is what it is about.

    `cle` tells it from the others of its genre, wherever its date moves; `source` is where an official date was read.
    `tenu`: what it waited for is there; `annule`: it will be of no use any more; `commun`: it is of the company, whose
    file holds the étape that waits, not of the product.
    """

    genre: Genre
    cle: str
    le: dt.date | dt.datetime
    titre: str
    cible: str
    tenu: bool = False
    annule: bool = False
    source: str | None = None
    commun: bool = False

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
    partage = contexte.faits.partage
    for id_, one in contexte.etapes.items():
        commun = partage is not None and id_ in partage.etapes
        if one.depuis and one.etape.delai and one.statut in ("soumis", *_REPONDU):
            # An answer that came takes back the date that was given for it: it stands on the day it came.
            fin = one.depuis if one.statut in _REPONDU else apres(one.depuis, one.etape.delai.jours)
            titre = f"réponse annoncée sous {one.etape.delai.annonce}"
            yield Rendezvous("reponse", id_, fin, titre, id_, annule=one.etat != "soumis", commun=commun)
        for manque in one.bloquee_par:
            if manque.jusqu_au is not None and one.etat == "bloquee":
                cle = f"{id_} {manque.cible}"
                yield Rendezvous("attente", cle, manque.jusqu_au, "utilisable à partir de ce jour", id_, commun=commun)


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
    """Of one that was renewed, the end is that of the last; there is none where one of them has none."""
    fins: dict[tuple[str, str], dt.date] = {}
    for one in contexte.candidature.acceptations:
        cle = one.regle, one.cible
        fins[cle] = max(fins.get(cle, dt.date.min), one.jusqu_au or dt.date.max)
    for (regle, cible), fin in fins.items():
        if fin < dt.date.max:
            yield Rendezvous("acceptation", f"{regle} {cible}", fin, f"fin d'acceptation de {regle}", cible)
