"""How long each étape took, and how long each acteur had the turn, from the statuts that things went through."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from segurctl.candidature.paths import parse_path
from segurctl.parcours.model import Parcours

CLOS = "clos"
_DEHORS = ("a-faire", "sans-objet")
_FINIS = (*_DEHORS, "refuse", CLOS)


class Passage(NamedTuple):
    """A statut reached, at a stage where there are stages, on a day.

    The day is None where nothing says it; `ancien`: it was so before the first version that is known.
    """

    jour: dt.date | None
    avancement: str | None
    statut: str
    ancien: bool = False


class Duree(NamedTuple):
    """An étape that was begun: from leaving à faire to validé, in whole days; to today while it is under way.

    `commencee_le` is None where history begins later; `jours` then too, and where the étape was given up.
    """

    id: str
    statut: str
    commencee_le: dt.date | None
    acquise_le: dt.date | None
    jours: int | None
    en_cours: bool


class Sejour(NamedTuple):
    """One wait: of what (an étape, or an item at a stage), from a day to another, None while it lasts."""

    cible: str
    avancement: str | None
    debut: dt.date
    fin: dt.date | None
    jours: int


class Attente(NamedTuple):
    """The time that an acteur had the turn: days of the calendar, counted once though several things waited."""

    acteur: str
    jours: int
    en_cours: bool
    sejours: tuple[Sejour, ...]


Passages = Mapping[str, Sequence[Passage]]


def durees(passages: Passages, parcours: Parcours, today: dt.date) -> tuple[Duree, ...]:
    """The étapes that were begun, in catalogue order."""
    found = (_duree(id_, passages.get(id_, ()), today) for id_ in parcours.etapes)
    return tuple(one for one in found if one)


def _duree(id_: str, passages: Sequence[Passage], today: dt.date) -> Duree | None:
    premier = next((one for one in passages if one.statut not in _DEHORS), None)
    if premier is None:
        return None
    dernier = passages[-1]
    commencee = None if premier.ancien and premier.statut != "en-cours" else premier.jour
    acquise = dernier.jour if dernier.statut == "valide" else None
    en_cours = dernier.statut not in (*_FINIS, "valide")
    fin = today if en_cours else acquise
    jours = _jours(commencee, fin) if commencee and fin else None
    return Duree(id_, dernier.statut, commencee, acquise, jours, en_cours)


def attentes(passages: Passages, parcours: Parcours, today: dt.date) -> tuple[Attente, ...]:
    """The waits by acteur, the longest first."""
    found: dict[str, list[Sejour]] = {}
    for cible in sorted(passages):
        for acteur, sejour in _sejours(cible, passages[cible], parcours, today):
            found.setdefault(acteur, []).append(sejour)
    ones = [
        Attente(acteur, _union(ones, today), any(one.fin is None for one in ones), tuple(ones))
        for acteur, ones in found.items()
    ]
    return tuple(sorted(ones, key=lambda one: (-one.jours, one.acteur)))


def _sejours(
    cible: str, passages: Sequence[Passage], parcours: Parcours, today: dt.date
) -> Iterable[tuple[str, Sejour]]:
    for one, suivant in pairwise((*passages, None)):
        if one is None or one.jour is None or one.statut != "soumis":
            continue
        acteur = _acteur(cible, one.avancement, parcours)
        fin = None if suivant is None else suivant.jour or one.jour
        if acteur:
            yield acteur, Sejour(cible, one.avancement, one.jour, fin, _jours(one.jour, fin or today))


def _acteur(cible: str, avancement: str | None, parcours: Parcours) -> str | None:
    """Who answers for an étape or an item; a derived étape waits by its items."""
    if etape := parcours.etapes.get(cible):
        return None if etape.derive else etape.validateur
    suivi = parcours.suivis.get(".".join(parse_path(cible)[:-1]))
    return suivi.valideur(avancement) if suivi else None


def _union(sejours: Iterable[Sejour], today: dt.date) -> int:
    """The days of the calendar that some of the waits cover."""
    total, atteint = 0, dt.date.min
    for one in sorted(sejours, key=lambda one: one.debut):
        debut, fin = max(one.debut, atteint), one.fin or today
        if fin > debut:
            total += (fin - debut).days
            atteint = fin
    return total


def _jours(debut: dt.date, fin: dt.date) -> int:
    """Whole days between two; none where a file has them the wrong way round."""
    return max((fin - debut).days, 0)
