"""The états: what is true of an étape or a suivi on a given day. Named tuples, as in the catalogue."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from segurctl.candidature.model import Cloture, Statut
from segurctl.candidature.paths import KeyPath
from segurctl.parcours.model import Action, Etape, Prerequis, Suivi

Etat = Literal["bloquee", "prete", "en-cours", "soumis", "a-modifier", "valide", "contredite", "refuse", "sans-objet"]


class Manque(NamedTuple):
    """A prérequis or a champ that is not there, or (`defaut`) a champ whose value will not do.

    `cible` is the étape, action, champ or suivi; `jusqu_au` the first day it will be there by itself.
    """

    genre: Literal["etape", "action", "champ", "suivi", "attente", "defaut"]
    cible: str
    pourquoi: str | None = None
    jusqu_au: dt.date | None = None


class Examen(NamedTuple):
    """A prérequis that is asked here, and what of it misses, if anything."""

    prerequis: Prerequis
    manque: Manque | None


class SuiviEvalue(NamedTuple):
    """One item of a suivi. `id` is the path of its table; `attente` counts days since `depuis`.

    `manques` are what its stages ask and do not find, each with the place of its stage; `table` is what the file holds.

    `attend` is the acteur we wait for; a closed item (`cloture`) counts for nothing but the record.
    """

    id: str
    chemin: KeyPath
    suivi: Suivi
    avancement: str | None
    statut: Statut
    depuis: dt.date | None
    attente: int | None
    attend: str | None
    note: str | None
    cloture: Cloture | None
    manques: tuple[tuple[int, Manque], ...]
    table: Any

    @property
    def rang(self) -> int:
        """Place of its stage, 0 where there is none."""
        return self.suivi.rang(self.avancement)

    @property
    def nom(self) -> str:
        """The key that the team chose."""
        return self.chemin[-1]

    @property
    def ouvert(self) -> bool:
        """Whether it counts."""
        return self.cloture is None and self.statut != "sans-objet"


class EtapeEvaluee(NamedTuple):
    """One étape on one day.

    `exiges` and `conseilles` are the hard and the soft prérequis asked; `bloquee_par` the hard ones that miss, and of
    an étape said to be done also the `requis`: the champs that it has still to produce. `causes` are those of a
    contradicted étape that are not themselves contradicted étapes: where to look. `conseils` are the soft prérequis
    that miss; `attend` the acteur we wait for; `attente` and `retard` count whole days (None where no date or delay
    says). `raison` says why it is sans objet; `actions` are the boxes asked here, `faites` the days of those ticked;
    `items` are the suivis it is derived from.
    """

    etape: Etape
    statut: Statut
    etat: Etat
    depuis: dt.date | None
    exiges: tuple[Examen, ...]
    conseilles: tuple[Examen, ...]
    bloquee_par: tuple[Manque, ...]
    requis: tuple[Manque, ...]
    causes: tuple[Manque, ...]
    conseils: tuple[Manque, ...]
    attend: str | None
    attente: int | None
    retard: int | None
    raison: str | None
    note: str | None
    actions: tuple[Action, ...]
    faites: Mapping[str, dt.date]
    items: tuple[SuiviEvalue, ...]

    @property
    def acquise(self) -> bool:
        """Whether what comes after may count on it."""
        return self.etat in ("valide", "sans-objet")

    @property
    def a_tort(self) -> bool:
        """Declared sans objet, which it can never be."""
        return self.statut == "sans-objet" and self.etat == "contredite"

    @property
    def en_retard(self) -> bool:
        """Whether the announced delay is over while somebody else has the turn."""
        return self.retard is not None and self.retard > 0
