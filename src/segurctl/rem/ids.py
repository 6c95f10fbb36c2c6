"""Ids as people type them, and what each names in a snapshot.

Exact ids come first; `SC.` may be dropped, or added, only where that leaves no doubt, for `SC.DMP/CONF.06` and
`SGL.DMP/CONF.06` are two exigences.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cached_property

from segurctl.proches import semblables
from segurctl.rem.model import Emplacement, Referentiel, emplacements

MAX_ID = 200  # characters of an id; no published one has fifty
_SOCLE = "sc."
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FAMILLE = re.compile(r"[^\d]+")
_VOISINS, _MAX_FAMILLES = 40, 300
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


def sans_socle(text: str) -> str:
    """An id in comparable form, without the prefix that exports leave out."""
    return comparable(text).removeprefix(_SOCLE)


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
            found.setdefault(sans_socle(cle), []).extend(ones)
        return found

    def trouver(self, text: str) -> Emplacement | None:
        """What an id names; None for one that is unknown, or could be several."""
        if len(text) > MAX_ID:
            return None
        cle = comparable(text)
        if found := self._exacts.get(cle):
            return found[0]  # of two that the workbook gives one id, the first: the import has said so
        found = self._sans_socle.get(sans_socle(text))
        return found[0] if found and len({one.id for one in found}) == 1 else None

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
        """The nearest ids: those that only another prefix tells apart, then those that stand beside it in order."""
        if len(text) > MAX_ID:
            return []
        cle = sans_socle(text)
        near = [one.id for one in self._sans_socle.get(cle, ())]
        famille = _FAMILLE.match(cle)
        familles = semblables(famille[0] if famille else cle, self._familles)
        voisins = [*self._voisins(cle), *(each for one in familles for each in self._voisins(one + _fin(cle)))]
        proches = semblables(cle, dict.fromkeys(voisins), n=3, cutoff=0.75)
        near += [one.id for each in proches for one in self._sans_socle[each]]
        return list(dict.fromkeys(near))[:3]

    def _voisins(self, cle: str) -> list[str]:
        """The ids that stand around one in order; a REM may have thousands, of which comparing each takes seconds."""
        milieu = bisect(self._ordre, cle)
        return self._ordre[max(0, milieu - _VOISINS) : milieu + _VOISINS]

    @cached_property
    def _ordre(self) -> list[str]:
        return sorted(self._sans_socle)

    @cached_property
    def _familles(self) -> list[str]:
        """The beginnings of ids, up to their first digit."""
        found = dict.fromkeys(famille[0] for cle in self._sans_socle if (famille := _FAMILLE.match(cle)))
        return list(found)[:_MAX_FAMILLES]


def _fin(cle: str) -> str:
    famille = _FAMILLE.match(cle)
    return cle[famille.end() :] if famille else ""


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
