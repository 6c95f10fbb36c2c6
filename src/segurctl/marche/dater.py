"""Marks of a walk: the day they happened, and why where that has to be said."""

import datetime as dt
from contextlib import suppress

from segurctl.candidature.typed import parse_day
from segurctl.marche.pas import Commande, Lire, Marche, Saisie

FORME = "AAAA-MM-JJ ou JJ/MM/AAAA"
_POURQUOI = ("sans-objet", "refuse")  # which `mark` does not take without a note
_REMARQUE = ("a-modifier",)


def a_venir(text: str, today: dt.date) -> str | None:
    """Why a day will not do: it says what has happened. What is no day at all is for the command to refuse."""
    with suppress(ValueError):
        if parse_day(text) > today:
            return "ce jour n'est pas encore venu"
    return None


def marquer(cibles: tuple[str, ...], valeur: str, lire: Lire) -> Marche[None]:
    """Ask for the day, then for the reason, and mark."""
    jour: str = lire().today.isoformat()
    nature = valeur.rpartition(":")[2]
    raison = ""

    def commande(le: str, note: str) -> Commande:
        dated = ("--le", le) if nature != "a-faire" else ()
        return ("mark", *cibles, valeur, *dated, *(("--note", note) if note else ()))

    if nature in (*_POURQUOI, *_REMARQUE):
        raison = yield Saisie(
            "Pourquoi ?" if nature in _POURQUOI else "Qu'est-ce qui est à modifier ?",
            lambda note: commande(jour, note),
            facultatif=nature in _REMARQUE,
        )
    if nature != "a-faire":
        jour = yield Saisie(
            "Quel jour ?",
            lambda le: commande(le, raison),
            aide=FORME,
            propose=jour,
            facultatif=False,
            refus=lambda le: a_venir(le, lire().today),
            acquis=True,
        )
        jour = parse_day(jour).isoformat()
    yield commande(jour, raison)
