"""Rules of dates: jalons gone by, days that have not come."""

from collections.abc import Iterator

from segurctl.candidature.fields import dated
from segurctl.etats.calendrier import en_clair
from segurctl.etats.jalons import jalons
from segurctl.proches import suggest
from segurctl.rules.model import Contexte, Ecart, regle

# What is announced for later is no fact that has happened.
_A_VENIR = ("date_opposabilite", "carte_expire_le", "jusqu_au", "le")


@regle("DAT001")
def date_a_venir(contexte: Contexte) -> Iterator[Ecart]:
    """A day that has not come cannot be when something was done."""
    for path, jour in dated(contexte.candidature):
        if jour > contexte.today and path[-1] not in _A_VENIR:
            etape = ".".join(map(str, path[1:3])) if path[0] == "etapes" else None
            yield Ecart(path, f"{'.'.join(map(str, path))} : le {en_clair(jour)} n'est pas encore venu", etape)


@regle("DAT002")
def jalon_sans_etape(contexte: Contexte) -> Iterator[Ecart]:
    """A jalon that waits for an étape that does not exist waits for ever, and says nothing."""
    known = list(contexte.parcours.etapes)
    for nom, jalon in sorted(contexte.candidature.jalons.items()):
        if jalon.etape is not None and jalon.etape not in known:
            plutot = suggest(jalon.etape, known)
            message = f"le jalon {nom} attend « {jalon.etape} », qui n'est pas une étape"
            yield Ecart(("jalons", nom, "etape"), f"{message} : {plutot}" if plutot else message)


@regle("CVG006")
def jalon_passe(contexte: Contexte) -> Iterator[Ecart]:
    """An official date has gone by, and what it waited for is not there."""
    for jalon in jalons(contexte):
        if jalon.jour < contexte.today and jalon.etape and not jalon.atteint:
            message = f"« {jalon.titre} » était pour le {en_clair(jalon.jour)}, {jalon.etape} n'y est pas"
            yield Ecart(jalon.champ, message, jalon.etape)
