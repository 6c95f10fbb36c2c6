"""What comes after an étape: those that wait for it, and those that it helps."""

from collections.abc import Iterable, Iterator

from segurctl.etats.conditions import tient
from segurctl.evaluation.model import Evaluation
from segurctl.parcours.model import Prerequis


class Suites:
    """The étapes not yet acquired that stand behind each étape, by its hard prérequis and by its soft ones."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._bloquees: dict[str, list[str]] = {id_: [] for id_ in evaluation.etapes}
        self._aidees: dict[str, list[str]] = {id_: [] for id_ in evaluation.etapes}
        for one in evaluation.etapes.values():
            if not one.acquise:
                for avant in _avant(one.etape.prerequis, evaluation):
                    self._bloquees[avant].append(one.etape.id)
                for avant in _avant(one.etape.recommandations, evaluation):
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


def _avant(prerequis: Iterable[Prerequis], evaluation: Evaluation) -> Iterator[str]:
    """The étapes that prérequis name, by themselves or by one of their actions, each once."""
    named = (
        one.etape or (one.action or "").partition("/")[0]
        for one in prerequis
        if tient(one.si, evaluation.candidature, evaluation.parcours)
    )
    return iter(dict.fromkeys(id_ for id_ in named if id_))
