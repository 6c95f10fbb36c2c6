"""The statuts that étapes and items of suivis went through, gathered from changes told in their order."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.etats.suivis import deriver, evaluer_suivis
from segurctl.history.champs import dans
from segurctl.history.champs import jour as jour_de
from segurctl.history.durees import CLOS, Passage
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours

_SUIVIES = ("etape", "suivi", "chapitre")


class Chronologie:
    """Takes the changes of commits, each after those that it comes after; `passages` is what it gathers."""

    def __init__(self, parcours: Parcours) -> None:
        self.passages: dict[str, list[Passage]] = {}
        self._parcours = parcours
        self._clos: set[str] = set()
        self._items: dict[KeyPath, Any] = {}

    def noter(
        self, jour: dt.date, changes: Iterable[Changement], data: Mapping[str, Any], *, ancien: bool = False
    ) -> None:
        """Take the changes of one commit, made on a day, after which the file holds these data.

        `ancien`: they only say how things stood when what is known begins.
        """
        items: dict[KeyPath, dt.date | None] = {}
        for one in changes:
            if one.genre in _SUIVIES:
                self._passer(one, one.depuis or (None if ancien else jour), ancien=ancien)
            if item := self._item(one):
                items[item] = max(filter(None, (items.get(item), self._jour(one))), default=None)
                self._items[item] = dans(data, *item)
        if items:
            self._deriver(items, None if ancien else jour, ancien=ancien)

    def _passer(self, one: Changement, le: dt.date | None, *, ancien: bool) -> None:
        suite = self.passages.setdefault(one.cible, [])
        if one.quoi in ("statut", "cree") and isinstance(one.apres, str):
            avancement, _, statut = one.apres.rpartition(":")
            passage = Passage(le, avancement or None, statut, ancien)
            # Of what is closed, where it stood may still be corrected: the closing stays last.
            suite.insert(len(suite) - (one.cible in self._clos), passage)
        elif one.quoi == "depuis" and isinstance(one.apres, dt.date) and suite:
            suite[-1] = suite[-1]._replace(jour=one.apres)
        elif one.quoi in ("clos", "retire"):
            suite.append(Passage(le, None, CLOS, ancien))
            self._clos.add(one.cible)
        elif one.quoi == "rouvert" and one.cible in self._clos:
            self._clos.remove(one.cible)
            suite += [each._replace(jour=le) for each in suite[-2:-1]]
        if one.quoi == "cree":
            self._clos.discard(one.cible)

    def _item(self, one: Changement) -> KeyPath | None:
        """The item of a suivi that a change is about."""
        if one.genre in ("suivi", "chapitre"):
            return parse_path(one.cible)
        suivi = next((id_ for id_ in self._parcours.suivis if one.cible.startswith(f"{id_}.")), None)
        return parse_path(one.cible)[: suivi.count(".") + 2] if suivi and one.genre == "champ" else None

    def _jour(self, one: Changement) -> dt.date | None:
        """The day on which the file says that an item reached where it is."""
        path = parse_path(one.champ)
        suivi = self._parcours.suivis.get(".".join(path[:-2]))
        stades = [stage.date for stage in suivi.avancements] if suivi else []
        return jour_de(one.apres) if one.genre == "champ" and path[-1] in stades else one.depuis

    def _deriver(self, items: Mapping[KeyPath, dt.date | None], jour: dt.date | None, *, ancien: bool) -> None:
        """The étapes that follow from items: of all those known so far, whatever branch they were written in.

        `items` are those that moved, with their days; `jour` is the day where they give none.
        """
        tables: dict[str, Any] = {}
        for path, item in self._items.items():
            here = tables
            for key in path[:-1]:
                here = here.setdefault(key, {})
            if item:
                here[path[-1]] = item
        try:
            candidature = Candidature.model_validate({**_TETE, **tables})
        except ValueError:  # not the shape of today: nothing is derived of it
            return
        suivis = evaluer_suivis(candidature, self._parcours, dt.date.max)
        for etape in self._parcours.etapes.values():
            if etape.derive:
                statut = deriver(etape.derive, suivis, self._parcours).statut
                suite = self.passages.setdefault(etape.id, [])
                if statut != (suite[-1].statut if suite else "a-faire"):
                    siens = [le for path, le in items.items() if le and ".".join(path[:-1]) == etape.derive.suivi]
                    suite.append(Passage(max(siens, default=jour), None, statut, ancien))


_TETE: Mapping[str, Any] = {"format": 1, "parcours": "", "edition": "", "produit": {"nom": "", "dispositif": ""}}
