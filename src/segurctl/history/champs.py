"""Champs set, changed or emptied; and what the other tables take from them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from segurctl.candidature.paths import format_path
from segurctl.history.differences import Difference
from segurctl.history.model import Changement, Quoi
from segurctl.history.reculs import champ_efface

Table = Mapping[str, Any]
_VIDES: tuple[Any, ...] = (None, "", [])


def champs(reste: Iterable[Difference]) -> Iterator[Changement]:
    """Champs set, changed or emptied."""
    for path, avant, apres in reste:
        cible = format_path(path)
        quoi: Quoi = "renseigne" if avant in _VIDES else "vide" if apres in _VIDES else "change"
        yield Changement("champ", quoi, cible, cible, avant, apres, recul=champ_efface(path, avant, apres))


def table(held: Any) -> Table:
    """A table of the data; an empty one where there is something else, or nothing."""
    return held if isinstance(held, Mapping) else {}


def dans(data: Table, *path: str) -> Table:
    """The table at a path of the data; an empty one where there is none."""
    here: Any = data
    for key in path:
        here = table(here).get(key)
    return table(here)


def mot(value: Any) -> str | None:
    """A word of the file; None where there is none, or something else."""
    return value if isinstance(value, str) and value else None


def jour(value: Any) -> dt.date | None:
    """A day of the file, of a moment its day; None where there is none, or something else."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None
