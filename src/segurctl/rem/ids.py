"""Ids as people type them, and what each names in a snapshot.

Exact ids come first; `SC.` may be dropped, or added, only where that leaves no doubt, for `SC.DMP/CONF.06` and
`SGL.DMP/CONF.06` are two exigences.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property

from segurctl.rem.model import Emplacement, Referentiel, emplacements

MAX_ID = 200  # characters of an id; no published one has fifty
_SOCLE = "sc."
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_RANG = re.compile(r"\.\d{1,3}$")
_SUITE = re.compile(r"(?:\.\d{1,3}){1,2}")  # what numbers a scénario, then a proof
_ESPACES = re.compile(r" (?!(?:BIS|TER|QUATER)(?:\.|$))", re.IGNORECASE)


def canonique(text: str) -> str:
    """An id as it is kept: without spaces of any kind, but the one before BIS."""
    return _ESPACES.sub("", " ".join(text.translate(_INVISIBLE).split()))


def comparable(text: str) -> str:
    """An id in the form in which two are compared: no space of any kind, no case."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return "".join(text.split()).casefold()


class Index:
    """What ids name in a snapshot."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._exacts: dict[str, list[Emplacement]] = {}
        for id_, one in _tous(referentiel):
            self._exacts.setdefault(comparable(id_), []).append(one)

    @cached_property
    def _sans_socle(self) -> dict[str, list[Emplacement]]:
        found: dict[str, list[Emplacement]] = {}
        for cle, ones in self._exacts.items():
            found.setdefault(cle.removeprefix(_SOCLE), []).extend(ones)
        return found

    def trouver(self, text: str) -> Emplacement | None:
        """What an id names; None for one that is unknown, or could be several."""
        if len(text) > MAX_ID:
            return None
        cle = comparable(text)
        found = self._exacts.get(cle) or self._sans_socle.get(cle.removeprefix(_SOCLE), [])
        return found[0] if len(found) == 1 else None

    def place(self, text: str) -> Emplacement | None:
        """What a proof of this id answers to: its slot, or else the scénario or exigence that it extends.

        The id of a scénario, or of an exigence, means its slot where it has only one.
        """
        found = self.trouver(text)
        if found:
            return seul(found) or found
        whole = rest = comparable(text) if len(text) <= MAX_ID else ""
        while found is None and (last := _RANG.search(rest)):
            rest = rest[: last.start()]
            found = self.trouver(rest) if _SUITE.fullmatch(whole[len(rest) :]) else None
        unique = seul(found) if found else None
        return unique if unique and unique.attendue is None else found

    def proches(self, text: str) -> list[str]:
        """The nearest ids, those that only another prefix tells apart first. It is slow: not for hundreds."""
        if len(text) > MAX_ID:
            return []
        cle = comparable(text)
        near = [one.id for one in self._sans_socle.get(cle.removeprefix(_SOCLE), ())]
        near += [self._exacts[one][0].id for one in get_close_matches(cle, list(self._exacts), n=3, cutoff=0.75)]
        return list(dict.fromkeys(near))[:3]


def _tous(referentiel: Referentiel) -> Iterator[tuple[str, Emplacement]]:
    """Every thing that has an id, once: an exigence, its scénarios, their slots."""
    for exigence in referentiel.exigences:
        yield exigence.id, Emplacement(exigence)
        for scenario in exigence.scenarios:
            if scenario.id:
                yield scenario.id, Emplacement(exigence, scenario)
            for attendue in scenario.preuves:
                if attendue.id not in (scenario.id, exigence.id):
                    yield attendue.id, Emplacement(exigence, scenario, attendue)


def sous(found: Emplacement) -> tuple[Emplacement, ...]:
    """The slots of what an id names: itself, or those of its scénario, or of its exigence."""
    if found.attendue:
        return (found,)
    slots = emplacements(found.exigence)
    return tuple(one for one in slots if found.scenario is None or one.scenario is found.scenario)


def seul(found: Emplacement) -> Emplacement | None:
    """The slot that an id means: itself, or the only one of the scénario or exigence that it names."""
    slots = sous(found)
    return slots[0] if len(slots) == 1 else None
