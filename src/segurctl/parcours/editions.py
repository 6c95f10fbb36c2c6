"""The éditions of the parcours, and what each changes in a file; read only where a file is of another than ours."""

from collections.abc import Mapping
from typing import NamedTuple

from segurctl.parcours.model import Source


class Evolution(NamedTuple):
    """What changes in a file, said by its keys: `*` stands for any key, and no renaming leads to another table.

    `valeurs` are words that change, by the champ that holds them; of what is `ajoutees`, a file gets the étapes.
    """

    renommees: Mapping[str, str] = {}
    valeurs: Mapping[str, Mapping[str, str]] = {}
    retirees: tuple[str, ...] = ()
    ajoutees: tuple[str, ...] = ()


class Edition(NamedTuple):
    """An édition of the parcours, and what changes in a file that was written against the one before."""

    id: str
    source: Source
    evolution: Evolution
