"""Files of an older format, or of an older édition of the parcours: what takes them to those of this segurctl."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from segurctl.candidature.model import FORMAT
from segurctl.parcours.editions import Evolution

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

FORMATS: dict[int, Evolution] = {}  # what takes a file of each older format to the next one; 1 is the first


class Pas(NamedTuple):
    """One step to a newer format or édition (`cle`), and the value of that key once it is made."""

    cle: str
    vers: int | str
    evolution: Evolution


def pas_a_faire(data: Mapping[str, Any], parcours: "Parcours") -> tuple[Pas, ...]:
    """The steps from what a file says it is to what this segurctl reads: formats first; none where it is unknown."""
    return (*_formats(data.get("format")), *_editions(data.get("edition"), parcours))


def format_anterieur(found: object) -> bool:
    """Whether a format is one that can be brought to this segurctl's."""
    return bool(_formats(found))


def edition_anterieure(found: object, parcours: "Parcours") -> bool:
    """Whether an édition is a known one, before that of this segurctl."""
    return bool(_editions(found, parcours))


def _formats(found: object) -> tuple[Pas, ...]:
    if isinstance(found, bool) or not isinstance(found, int) or found < min(FORMATS, default=FORMAT):
        return ()
    return tuple(Pas("format", one + 1, FORMATS[one]) for one in range(found, FORMAT))


def _editions(found: object, parcours: "Parcours") -> tuple[Pas, ...]:
    if found == parcours.edition:
        return ()
    known = [edition.id for edition in parcours.editions]
    after = parcours.editions[known.index(found) + 1 :] if isinstance(found, str) and found in known else ()
    return tuple(Pas("edition", edition.id, edition.evolution) for edition in after)
