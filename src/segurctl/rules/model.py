"""A rule, what it is shown, and what it finds."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from segurctl.candidature.model import Candidature
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.parcours.model import Parcours, Source

Gravite = Literal["erreur", "avertissement", "info"]
CheminDonnees = tuple[str | int, ...]


class Contexte(NamedTuple):
    """What every rule is shown: the candidature, the catalogue, the day, and the états derived for that day."""

    candidature: Candidature
    parcours: Parcours
    today: dt.date
    etapes: Mapping[str, EtapeEvaluee]
    suivis: tuple[SuiviEvalue, ...]


class Ecart(NamedTuple):
    """One thing that a rule found: the champ concerned, and one sentence that quotes the value."""

    champ: CheminDonnees
    message: str
    etape: str | None = None


class Regle(NamedTuple):
    """A rule: a stable id, why it is there, how to mend what it finds, and where it comes from.

    Confidence bounds gravity: A may be an error, B and C never. `malforme`: the value is wrong by itself, on any
    day and whatever else the file says, so that it is refused when it is typed; anything else may be a fact.
    """

    id: str
    titre: str
    gravite: Gravite
    correction: str
    source: Source
    cherche: Callable[[Contexte], Iterator[Ecart]]
    malforme: bool = False


class Constat(NamedTuple):
    """One finding of a rule."""

    regle: Regle
    ecart: Ecart

    @property
    def gravite(self) -> Gravite:
        """The gravity of its rule."""
        return self.regle.gravite
