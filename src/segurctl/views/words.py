"""French words for what an evaluation holds: days, dates, états, manques. Every sentence whole, in one place."""

import datetime as dt
from collections.abc import Mapping

from segurctl.candidature.model import Statut
from segurctl.etats.model import Etat, Manque
from segurctl.parcours.model import Parcours
from segurctl.views.page import Style

_MOIS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

ETATS: Mapping[Etat, str] = {
    "bloquee": "bloquée",
    "prete": "prête",
    "en-cours": "en cours",
    "soumis": "soumise",
    "a-modifier": "à modifier",
    "valide": "validée",
    "contredite": "contredite",
    "refuse": "refusée",
    "sans-objet": "sans objet",
}
STATUTS: Mapping[Statut, str] = {
    "a-faire": "à faire",
    "en-cours": "en cours",
    "soumis": "soumis",
    "a-modifier": "à modifier",
    "valide": "validé",
    "refuse": "refusé",
    "sans-objet": "sans objet",
}
MARQUES: Mapping[Etat, tuple[str, Style]] = {
    "valide": ("✔", "ok"),
    "sans-objet": ("–", "discret"),
    "soumis": ("◐", "attente"),
    "en-cours": ("◐", "attente"),
    "a-modifier": ("!", "alerte"),
    "contredite": ("!", "erreur"),
    "refuse": ("✘", "erreur"),
    "prete": ("○", ""),
    "bloquee": ("·", "discret"),
}


def etat(evaluee_etat: Etat, *, validateur: bool) -> str:
    """An état in words; where nobody validates, « validée » would promise too much."""
    return "faite" if evaluee_etat == "valide" and not validateur else ETATS[evaluee_etat]


def nombre(count: int, singulier: str, pluriel: str | None = None) -> str:
    """A count with its noun; in French 0 and 1 are singular."""
    return f"{count} {singulier if count < 2 else pluriel or singulier + 's'}"  # noqa: PLR2004 - French plural


def jours(count: int) -> str:
    """A number of days."""
    return nombre(count, "jour")


def date(day: dt.date | dt.datetime) -> str:
    """A date as French people write it, with its hour where it has one: « 13 mai 2026 à 12 h »."""
    text = f"{'1er' if day.day == 1 else day.day} {_MOIS[day.month - 1]} {day.year}"
    if not isinstance(day, dt.datetime):
        return text
    return f"{text} à {day.hour} h{f' {day.minute:02}' if day.minute else ''}"


def dans(day: dt.date, today: dt.date) -> str:
    """How far a day is."""
    count = (day - today).days
    if count == 0:
        return "aujourd'hui"
    return f"dans {jours(count)}" if count > 0 else f"il y a {jours(-count)}"


def depuis(attente: int | None) -> str:
    """Since when, with its leading space; nothing where no date says."""
    if attente is None:
        return ""
    return " depuis aujourd'hui" if attente == 0 else f" depuis {jours(attente)}" if attente > 0 else " (date à venir)"


def manque(one: Manque, parcours: Parcours) -> str:
    """A manque in a few words, with what to look up."""
    if one.genre == "attente" and one.jusqu_au is not None:
        return f"l'attente jusqu'au {date(one.jusqu_au)}"
    if one.genre == "champ":
        champ = parcours.champ(one.cible)
        return f"{champ.titre} ({one.cible})" if champ else one.cible
    return one.cible
