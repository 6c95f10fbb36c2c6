"""A rule, what it is shown, and what it finds."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from segurctl.candidature.model import Candidature
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.parcours.model import Confiance, Parcours, Source

SEGURCTL = "segurctl"  # the source of the rules that are our own hygiene
_CHECKED = dt.date(2026, 11, 23)

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
    """One thing that a rule found: the champ concerned, one sentence that quotes the value, a command that mends it."""

    champ: CheminDonnees
    message: str
    etape: str | None = None
    commande: str | None = None


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


def regle(
    id_: str,
    titre: str,
    gravite: Gravite,
    *,
    correction: str,
    source: str,
    confiance: Confiance,
    malforme: bool = False,
) -> Callable[[Callable[[Contexte], Iterator[Ecart]]], Regle]:
    """Make a rule of the function that looks for its écarts.

    Raises ValueError where the gravity is more than the confidence allows.
    """
    if gravite == "erreur" and confiance != "A":
        raise ValueError(id_)

    def make(cherche: Callable[[Contexte], Iterator[Ecart]]) -> Regle:
        return Regle(id_, titre, gravite, correction, Source(source, confiance, _CHECKED), cherche, malforme)

    return make
