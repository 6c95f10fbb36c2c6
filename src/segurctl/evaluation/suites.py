"""What comes after an étape: those that wait for it, and those that it helps."""

from collections.abc import Iterable, Iterator

from segurctl.etats.conditions import tient
from segurctl.evaluation.model import Evaluation
from segurctl.parcours.model import Etape, Parcours, Prerequis


class Suites:
    """The étapes not yet acquired that stand behind each étape, by its hard prérequis and by its soft ones."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._bloquees: dict[str, list[str]] = {id_: [] for id_ in evaluation.etapes}
        self._aidees: dict[str, list[str]] = {id_: [] for id_ in evaluation.etapes}
        for one in evaluation.etapes.values():
            if not one.acquise:
                for avant in _avant(one.etape, one.etape.prerequis, evaluation):
                    self._bloquees[avant].append(one.etape.id)
                for avant in _avant(one.etape, one.etape.recommandations, evaluation):
                    self._aidees[avant].append(one.etape.id)

    def directes(self, id_: str) -> tuple[str, ...]:
        """Those that have it among their hard prérequis, in catalogue order."""
        return tuple(self._bloquees[id_])

    def aidees(self, id_: str) -> tuple[str, ...]:
        """Those that have it among their soft prérequis, in catalogue order."""
        return tuple(self._aidees[id_])

    def toutes(self, id_: str) -> tuple[str, ...]:
        """Every étape that waits for it, directly or not, the nearest first."""
        found: dict[str, None] = {}
        rank = self.directes(id_)
        while rank:
            found.update(dict.fromkeys(rank))
            rank = tuple(dict.fromkeys(after for one in rank for after in self.directes(one) if after not in found))
        return tuple(found)

    def chemin(self, id_: str) -> tuple[str, ...]:
        """The longest way through the étapes that wait for it."""
        return max(((one, *self.chemin(one)) for one in self.directes(id_)), key=len, default=())


def amont(prerequis: Prerequis, etape: Etape, parcours: Parcours) -> str | None:
    """The étape that a prérequis of an étape comes from: named, that of an action, or the one that gives the champ."""
    if prerequis.etape:
        return prerequis.etape
    if prerequis.action:
        return prerequis.action.partition("/")[0]
    return next((id_ for champ in prerequis.champs if (id_ := _donneuse(champ, etape, parcours))), None)


def _donneuse(champ: str, etape: Etape, parcours: Parcours) -> str | None:
    """The étape before this one that gives a champ; rather one that is not done without it."""
    avant: dict[bool, str] = {}
    for one in parcours.etapes.values():
        if one.id == etape.id:
            break
        for donne in one.champs:
            if donne.chemin == champ:
                avant.setdefault(donne.requis, one.id)
    return avant.get(True) or avant.get(False)


def _avant(etape: Etape, prerequis: Iterable[Prerequis], evaluation: Evaluation) -> Iterator[str]:
    """The étapes that prérequis come from, each once."""
    named = (
        amont(one, etape, evaluation.parcours)
        for one in prerequis
        if tient(one.si, evaluation.candidature, evaluation.parcours)
    )
    return iter(dict.fromkeys(id_ for id_ in named if id_))
