"""What an evaluation holds. Two views of it can never disagree."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

from segurctl.candidature.model import Candidature
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.parcours.model import Parcours, Plateforme
from segurctl.rules.model import Constat

Geste = Literal["completer", "relancer", "corriger", "decider", "poursuivre", "debloquer", "commencer"]


class ValeurConnue(NamedTuple):
    """A value of a portal's form: its label there, what to type, the champ that holds it.

    `valeur` is None where it is not known yet, or wrong: then `defaut` says why.
    """

    libelle: str
    valeur: str | None
    champ: str | None
    defaut: str | None


class Prochaine(NamedTuple):
    """Something that can be done now with an étape: where, what to give, what to type afterwards, what it leads to.

    `debloque` are the étapes not yet acquired that wait for it, near ones first; `chemin` one way through them,
    the longest; `prepare` those that it only helps; `avant` a date that is near; `reclamee_par` the étapes declared
    done without it.
    """

    geste: Geste
    evaluee: EtapeEvaluee
    url: str | None
    valeurs: tuple[ValeurConnue, ...]
    commandes: tuple[str, ...]
    debloque: tuple[str, ...]
    chemin: tuple[str, ...]
    prepare: tuple[str, ...]
    avant: dt.date | None
    reclamee_par: tuple[str, ...]


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
    """A date to come: a day, or a local date-time where the hour counts. `cible` is what it is about."""

    le: dt.date | dt.datetime
    titre: str
    cible: str

    @property
    def jour(self) -> dt.date:
        """The day of it."""
        return self.le.date() if isinstance(self.le, dt.datetime) else self.le


class Evaluation(NamedTuple):
    """One candidature on one day; `bornes` are the échéances by what they are about.

    `constats` are the findings that count, `acceptes` those that the team accepts.
    """

    candidature: Candidature
    parcours: Parcours
    today: dt.date
    etapes: Mapping[str, EtapeEvaluee]
    suivis: tuple[SuiviEvalue, ...]
    constats: tuple[Constat, ...]
    acceptes: tuple[Constat, ...]
    avancement: Avancee
    plateformes: Mapping[str, Avancee]
    echeances: tuple[Echeance, ...]
    bornes: Mapping[str, tuple[Echeance, ...]]
    prochaines: tuple[Prochaine, ...]
    attentes: tuple[Attente, ...]

    @property
    def retiree(self) -> bool:
        """Withdrawn: nothing is to be done, nothing is late."""
        return self.candidature.retiree_le is not None

    def de(self, plateforme: Plateforme) -> tuple[EtapeEvaluee, ...]:
        """The étapes of a plateforme, in catalogue order."""
        return tuple(one for one in self.etapes.values() if one.etape.plateforme == plateforme.id)
