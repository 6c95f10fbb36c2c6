"""Rules of dates: jalons gone by, days that have not come."""

from collections.abc import Iterator
from shlex import quote

from segurctl.candidature.fields import dated
from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import en_clair
from segurctl.etats.jalons import Jalon, jalons
from segurctl.proches import suggest
from segurctl.rules.model import Contexte, Ecart, regle

_A_RELIRE = 90  # days
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


@regle("DAT003")
def jalon_a_verifier(contexte: Contexte) -> Iterator[Ecart]:
    """Official dates are put off: one still to come is read again at its source every ninety days."""
    for one in jalons(contexte):
        age = (contexte.today - one.verifie_le).days if one.verifie_le else None
        if one.jour < contexte.today or one.atteint or (age is not None and age <= _A_RELIRE):
            continue
        vu = f"vérifié il y a {age} jours" if age is not None else "jamais vérifié"
        message = f"« {one.titre} », le {en_clair(one.jour)} : {vu}"
        correction = f"relisez la date à sa source ({one.source}), puis notez le jour" if one.source else None
        yield Ecart(one.champ, message, None, _relire(one, contexte), correction)


def _relire(jalon: Jalon, contexte: Contexte) -> str:
    """The command that writes the day of the reading, with the date where the file does not hold it yet."""
    table = format_path(("jalons", jalon.id))
    date = [] if jalon.id in contexte.candidature.jalons else [f"{table}.le={jalon.le.isoformat()}"]
    return " ".join(("segurctl set", *map(quote, (*date, f"{table}.verifie_le={contexte.today.isoformat()}"))))


@regle("CVG006")
def jalon_passe(contexte: Contexte) -> Iterator[Ecart]:
    """An official date has gone by, and what it waited for is not there."""
    for jalon in jalons(contexte):
        if jalon.jour < contexte.today and jalon.etape and not jalon.atteint:
            message = f"« {jalon.titre} » était pour le {en_clair(jalon.jour)}, {jalon.etape} n'y est pas"
            yield Ecart(jalon.champ, message, jalon.etape)
