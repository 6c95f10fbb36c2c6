"""What an evaluation holds. Two views of it can never disagree."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from segurctl.candidature.model import Candidature
from segurctl.etats.conditions import retiree
from segurctl.etats.exigences import Couverture
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation.chapitres import ChapitreEvalue, chapitres
from segurctl.parcours.aide import Plateforme
from segurctl.parcours.model import Parcours
from segurctl.rules.model import Constat, Contexte

Geste = Literal["completer", "relancer", "corriger", "decider", "poursuivre", "debloquer", "commencer"]


class ValeurConnue(NamedTuple):
    """A value of a portal's form: its label there, what to type, the champ that holds it.

    `valeur` is None where it is not known yet, or wrong: then `defaut` says why. `aide` says how to fill it.
    """

    libelle: str
    valeur: str | None
    champ: str | None
    defaut: str | None
    aide: str | None = None


class Prochaine(NamedTuple):
    """Something that can be done now with an étape: where, what to give, what to type afterwards, what it leads to.

    `debloque` are the étapes not yet acquired that wait for it, near ones first; `chemin` one way through them,
    the longest; `prepare` those that it only helps; `avant` a date that is near; `reclamee_par` the étapes declared
    done without it; `chapitres` those whose turn is ours, of an étape that deposits them.
    """

    geste: Geste
    evaluee: EtapeEvaluee
    url: str | None
    donner: Callable[[], tuple[ValeurConnue, ...]]
    commandes: tuple[str, ...]
    debloque: tuple[str, ...]
    chemin: tuple[str, ...]
    prepare: tuple[str, ...]
    avant: dt.date | None
    reclamee_par: tuple[str, ...]
    chapitres: tuple[ChapitreEvalue, ...]

    @property
    def valeurs(self) -> tuple[ValeurConnue, ...]:
        """What to give: asked for by the screens that show it, for it reads the dictionary of the champs."""
        return self.donner()


class Attente(NamedTuple):
    """An answer that we wait for: of which étape or suivi, from whom, and what to type when it is yes."""

    cible: str
    attend: str
    jours: int | None
    commandes: tuple[str, ...]


class Avancee(NamedTuple):
    """Progress: étapes acquired of those that are asked (a sans-objet counts on neither side)."""

    valides: int
    total: int


class Echeance(NamedTuple):
    """A date to come: a day, or a local date-time where the hour counts.

    `cible` is what it is about; `commune`: it is of the company, not of the product.
    """

    le: dt.date | dt.datetime
    titre: str
    cible: str
    commune: bool = False

    @property
    def jour(self) -> dt.date:
        """The day of it."""
        return self.le.date() if isinstance(self.le, dt.datetime) else self.le


@dataclass(frozen=True)
class Evaluation:
    """One candidature on one day.

    `constats` are the findings that count, `acceptes` those that the team accepts; `reseau` what the network said of
    its links, accepted or not, where it was asked: `links` tells that, and `check` never. What only some views show is
    worked out when first asked, by the functions that it comes with.
    """

    contexte: Contexte
    constats: tuple[Constat, ...]
    acceptes: tuple[Constat, ...]
    reseau: tuple[Constat, ...]
    suites: "Suites"

    @property
    def candidature(self) -> Candidature:
        """The candidature."""
        return self.contexte.candidature

    @property
    def parcours(self) -> Parcours:
        """The catalogue."""
        return self.contexte.parcours

    @property
    def today(self) -> dt.date:
        """The day."""
        return self.contexte.today

    @property
    def etapes(self) -> Mapping[str, EtapeEvaluee]:
        """Every étape, in catalogue order."""
        return self.contexte.etapes

    @property
    def suivis(self) -> tuple[SuiviEvalue, ...]:
        """Every item of every suivi."""
        return self.contexte.suivis

    @property
    def couverture(self) -> Couverture:
        """What of the REM is proved."""
        return self.contexte.couverture

    @cached_property
    def avancement(self) -> Avancee:
        """Progress over the whole parcours."""
        return avancee(self.etapes.values())

    @cached_property
    def plateformes(self) -> Mapping[str, Avancee]:
        """Progress on each plateforme."""
        return {id_: avancee(self.de(one)) for id_, one in self.parcours.plateformes.items()}

    @cached_property
    def echeances(self) -> tuple[Echeance, ...]:
        """The dates to come, nearest first."""
        return self.suites.echeances(self.contexte)

    @cached_property
    def bornes(self) -> Mapping[str, tuple[Echeance, ...]]:
        """The same by what they are about."""
        found: dict[str, list[Echeance]] = {}
        for one in self.echeances:
            found.setdefault(one.cible, []).append(one)
        return {cible: tuple(ones) for cible, ones in found.items()}

    @cached_property
    def prochaines(self) -> tuple[Prochaine, ...]:
        """What can be done now, the most useful first."""
        return self.suites.prochaines(self)

    @cached_property
    def attentes(self) -> tuple[Attente, ...]:
        """The answers that we wait for."""
        return self.suites.attentes(self)

    @cached_property
    def chapitres(self) -> tuple[ChapitreEvalue, ...]:
        """The chapters of exigences, with what of each is proved."""
        return chapitres(self)

    @property
    def retiree(self) -> bool:
        """Withdrawn: nothing is to be done, nothing is late."""
        return retiree(self.candidature, self.today)

    def de(self, plateforme: Plateforme) -> tuple[EtapeEvaluee, ...]:
        """The étapes of a plateforme, in catalogue order."""
        return tuple(one for one in self.etapes.values() if one.etape.plateforme == plateforme.id)


class Suites(NamedTuple):
    """The functions by which an evaluation works out what only some views show."""

    echeances: Callable[[Contexte], tuple[Echeance, ...]]
    prochaines: Callable[[Evaluation], tuple[Prochaine, ...]]
    attentes: Callable[[Evaluation], tuple[Attente, ...]]


def avancee(etapes: Iterable[EtapeEvaluee]) -> Avancee:
    """Progress over some étapes: those validated of those that are asked."""
    asked = [one for one in etapes if one.etat != "sans-objet"]
    return Avancee(sum(one.etat == "valide" for one in asked), len(asked))
