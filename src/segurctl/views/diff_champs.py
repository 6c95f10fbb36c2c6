"""Champs and values of the file in a French sentence."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours
from segurctl.views import words
from segurctl.views.lignes import une_ligne
from segurctl.views.page import Segment

LONGUEUR = 80  # characters of a value in a sentence; the JSON has it whole

# The nouns that titles of champs holding a text begin with, where they are feminine: a test reads them all.
FEMININS = frozenset(
    {
        *("édition", "raison", "version", "description", "référence", "capture", "personne", "habilitation"),
        *("attestation", "clôture", "note", "empreinte", "remarque", "étape", "source", "règle", "cible"),
    }
)


def champ(one: Changement, parcours: Parcours) -> Iterator[Segment]:
    """A champ set, changed or emptied, by its title in the catalogue."""
    known = parcours.champ(one.champ)
    titre = known.titre if known else one.champ
    yield Segment(f"{titre[:1].upper()}{titre[1:]}", "" if known else "valeur")
    if one.quoi == "vide":
        yield from (Segment(" : effacé, c'était "), Segment(valeur(one.avant), "valeur"))
    elif one.quoi == "change":
        yield from (Segment(" : "), Segment(valeur(one.avant), "valeur"), Segment(" → ", dit=" devient "))
        yield Segment(valeur(one.apres), "valeur")
    else:
        # A date, a number or a yes reads by itself: « Convention signée par l'ANS le : 28 sept. 2026 ».
        yield Segment(f" {renseigne(titre)} : " if known and isinstance(one.apres, str) else " : ")
        yield Segment(valeur(one.apres), "valeur")


def renseigne(titre: str) -> str:
    """« renseigné », in the gender of what is."""
    return "renseignée" if titre.partition(" ")[0] in FEMININS else "renseigné"


def valeur(value: Any) -> str:
    """A value of the file on one line; a long one is cut, and shows it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.date):
        return words.date(value)
    text = ", ".join(map(valeur, value)) if isinstance(value, list) else une_ligne(str(value))
    return text if len(text) <= LONGUEUR else f"{text[:LONGUEUR]}…"
