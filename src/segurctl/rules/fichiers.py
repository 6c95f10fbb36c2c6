"""Rules of the file itself, as text: what may not be in it, even in a comment. The value is never said."""

from collections.abc import Iterable, Iterator

from segurctl.candidature.secrets import Trouve, personnelles, secrets
from segurctl.rules.model import CheminDonnees, Contexte, Ecart, regle


@regle("FIC002")
def secret(contexte: Contexte) -> Iterator[Ecart]:
    """A private key, a token, a password: to be held for published."""
    yield from _ecarts(secrets(contexte.faits.texte), contexte)


@regle("FIC003")
def donnee_personnelle(contexte: Contexte) -> Iterator[Ecart]:
    """Somebody's address or telephone; those that the catalogue gives are services'."""
    texte = contexte.faits.texte
    trouves = list(personnelles(texte))
    if trouves:
        services = {contact.adresse for one in contexte.parcours.plateformes.values() for contact in one.contacts}
        services |= {one.contact.adresse for one in contexte.parcours.etapes.values() if one.contact}
        yield from _ecarts([one for one in trouves if texte[one.debut : one.fin] not in services], contexte)


def _ecarts(trouves: Iterable[Trouve], contexte: Contexte) -> Iterator[Ecart]:
    """One finding for each champ, where the first thing stands."""
    places = sorted(trouves, key=lambda trouve: trouve.debut)
    if not places:
        return
    from segurctl.candidature.scan import scan  # only who has something to hide pays for the scan

    document = scan(contexte.faits.texte)
    found: dict[CheminDonnees, list[Trouve]] = {}
    for one in places:
        found.setdefault(document.holder(one.debut), []).append(one)
    for champ, ici in found.items():
        place = document.at(ici[0].debut)
        genres = " et ".join(dict.fromkeys(one.genre for one in ici))
        yield Ecart(champ, f"on lit ici {genres}", place=(place.line, place.column))
