"""The dates to come: jalons, opposabilité, announced answers, what expires."""

import datetime as dt
from collections.abc import Iterator

from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import apres
from segurctl.etats.conditions import propre, retiree
from segurctl.etats.jalons import jalons
from segurctl.evaluation.model import Echeance
from segurctl.rules.model import Contexte


def echeances(contexte: Contexte) -> tuple[Echeance, ...]:
    """Dates of today or later, nearest first; of one day, those with an hour after those without.

    A candidature withdrawn has none.
    """
    if retiree(contexte.candidature, contexte.today):
        return ()
    found = [*_jalons(contexte), *_annonces(contexte), *_opposabilites(contexte), *_expirations(contexte)]
    coming = {one for one in found if one.jour >= contexte.today}
    return tuple(sorted(coming, key=lambda one: (one.jour, isinstance(one.le, dt.datetime), str(one.le), one[1:])))


def _jalons(contexte: Contexte) -> Iterator[Echeance]:
    for jalon in jalons(contexte):
        if not jalon.atteint:
            yield Echeance(jalon.le, jalon.titre, jalon.etape or format_path(("jalons", jalon.id)))


def _annonces(contexte: Contexte) -> Iterator[Echeance]:
    for one in contexte.etapes.values():
        if one.etat == "soumis" and one.depuis and one.etape.delai:
            fin = apres(one.depuis, one.etape.delai.jours)
            yield Echeance(fin, f"réponse annoncée sous {one.etape.delai.annonce}", one.etape.id)
        for manque in one.bloquee_par:
            if manque.jusqu_au is not None and one.etat == "bloquee":
                yield Echeance(manque.jusqu_au, "utilisable à partir de ce jour", one.etape.id)


def _opposabilites(contexte: Contexte) -> Iterator[Echeance]:
    for cle, demande in contexte.candidature.cnda.demandes.items():
        ouverte = not demande.cloture and not demande.attestation and demande.avancement != "conforme"
        if ouverte and propre(demande) and demande.date_opposabilite:
            yield Echeance(demande.date_opposabilite, "fin d'opposabilité", format_path(("cnda", "demandes", cle)))


def _expirations(contexte: Contexte) -> Iterator[Echeance]:
    carte = contexte.candidature.motco2.carte_expire_le
    if carte and not contexte.etapes["motco2.tests"].acquise:
        yield Echeance(carte, "expiration de la carte de test", "igc.cpx-test")
    for acceptation in contexte.candidature.acceptations:
        if acceptation.jusqu_au:
            yield Echeance(acceptation.jusqu_au, f"fin d'acceptation de {acceptation.regle}", acceptation.cible)
