"""The dates to come: jalons, opposabilité, announced answers, what expires."""

import datetime as dt
from collections.abc import Iterator

from segurctl.candidature.model import Statut
from segurctl.etats.calendrier import apres
from segurctl.etats.conditions import propre
from segurctl.evaluation.model import Echeance
from segurctl.rules.model import Contexte

_ATTEINT: dict[str, tuple[Statut, ...]] = {"soumis": ("soumis", "valide"), "valide": ("valide",)}


def echeances(contexte: Contexte) -> tuple[Echeance, ...]:
    """Dates of today or later, nearest first; of one day, those with an hour after those without.

    A candidature withdrawn has none.
    """
    if contexte.candidature.retiree_le is not None:
        return ()
    found = [*_jalons(contexte), *_annonces(contexte), *_opposabilites(contexte), *_expirations(contexte)]
    coming = {one for one in found if one.jour >= contexte.today}
    return tuple(sorted(coming, key=lambda one: (one.jour, isinstance(one.le, dt.datetime), str(one.le), one[1:])))


def _jalons(contexte: Contexte) -> Iterator[Echeance]:
    """Official dates of the dispositif, then those of the file; a jalon whose étape is there is no longer one."""
    dispositif = contexte.parcours.dispositifs.get(contexte.candidature.produit.dispositif)
    for officiel in dispositif.jalons if dispositif else ():
        if officiel.id not in contexte.candidature.jalons and not _atteint(officiel.etape, officiel.statut, contexte):
            yield Echeance(officiel.le, officiel.titre, officiel.etape or f"jalons.{officiel.id}")
    for nom, jalon in contexte.candidature.jalons.items():
        if not _atteint(jalon.etape, None, contexte):
            yield Echeance(jalon.le, f"jalon {nom}", jalon.etape or f"jalons.{nom}")


def _atteint(etape: str | None, statut: str | None, contexte: Contexte) -> bool:
    evaluee = contexte.etapes.get(etape or "")
    return evaluee is not None and (
        evaluee.acquise or (evaluee.etat != "contredite" and evaluee.statut in _ATTEINT[statut or "valide"])
    )


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
            yield Echeance(demande.date_opposabilite, "fin d'opposabilité", f"cnda.demandes.{cle}")


def _expirations(contexte: Contexte) -> Iterator[Echeance]:
    carte = contexte.candidature.motco2.carte_expire_le
    if carte and not contexte.etapes["motco2.tests"].acquise:
        yield Echeance(carte, "expiration de la carte de test", "motco2.carte_expire_le")
    for acceptation in contexte.candidature.acceptations:
        if acceptation.jusqu_au:
            yield Echeance(acceptation.jusqu_au, f"fin d'acceptation de {acceptation.regle}", acceptation.cible)
