"""What a report is made of: the candidatures of a day, what happened before, what changed since another revision."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.evaluation.portefeuille import Portefeuille
from segurctl.history.comparaison import Comparaison


class Passe(NamedTuple):
    """Something that happened: on which day, to which étape or item of a suivi, and what it came to.

    `statut` is None where it was closed or taken away.
    """

    jour: dt.date
    cible: str
    avancement: str | None
    statut: str | None


class Frise(NamedTuple):
    """What happened to one file, oldest first; `tronque`: the clone lacks the oldest commits."""

    passes: tuple[Passe, ...]
    git: bool = False
    tronque: bool = False


class Bilan(NamedTuple):
    """What every report tells: the candidatures, what happened to each file, what changed since a revision if asked.

    `illisibles` are the files that could not be read.
    """

    portefeuille: Portefeuille
    frises: Mapping[Path, Frise]
    comparaison: Comparaison | None = None
    illisibles: tuple[SegurctlError, ...] = ()
