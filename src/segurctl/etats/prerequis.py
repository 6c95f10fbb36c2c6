"""Prérequis: what of them misses, given the étapes already evaluated."""

import datetime as dt
from collections.abc import Iterable, Iterator

from segurctl.candidature.model import Candidature
from segurctl.etats.calendrier import apres
from segurctl.etats.champs import appartient, tenus
from segurctl.etats.conditions import tient
from segurctl.etats.model import EtapeEvaluee, Examen, Manque, SuiviEvalue
from segurctl.parcours.model import Etape, Parcours, Prerequis


class Regard:
    """What prérequis are looked at with: the candidature, the catalogue, the day, and what is evaluated so far."""

    def __init__(
        self, candidature: Candidature, parcours: Parcours, today: dt.date, suivis: tuple[SuiviEvalue, ...]
    ) -> None:
        self.candidature = candidature
        self.parcours = parcours
        self.today = today
        self.suivis = suivis
        self.etapes: dict[str, EtapeEvaluee] = {}
        self._tenues: dict[str, bool] = {}

    def tient(self, si: str | None) -> bool:
        """Whether a named condition holds for this candidature."""
        if si is None:
            return True
        if si not in self._tenues:
            self._tenues[si] = tient(si, self.candidature, self.parcours)
        return self._tenues[si]

    def examiner(self, prerequis: Iterable[Prerequis]) -> tuple[Examen, ...]:
        """Those of the prérequis that are asked, in their order, each with what of it misses."""
        return tuple([Examen(one, next(self._manque(one), None)) for one in prerequis if self.tient(one.si)])

    def champs_manquants(self, etape: Etape) -> tuple[Manque, ...]:
        """The champs without which an étape is not done."""
        return tuple(
            Manque("champ", champ.chemin)
            for champ in etape.champs
            if champ.requis and self.tient(champ.si) and not tenus(self.candidature, champ.chemin)
        )

    def _manque(self, prerequis: Prerequis) -> Iterator[Manque]:
        if prerequis.etape and not self.etapes[prerequis.etape].acquise:
            yield Manque("etape", prerequis.etape, prerequis.pourquoi)
        if prerequis.action and not self._cochee(prerequis.action):
            yield Manque("action", prerequis.action, prerequis.pourquoi)
        if prerequis.suivi and not self._atteint(prerequis):
            yield Manque("suivi", f"{prerequis.suivi} : {prerequis.avancement}", prerequis.pourquoi)
        if prerequis.champs:
            held = [
                value for champ in prerequis.champs for _, value in tenus(self.candidature, champ, prerequis.appartient)
            ]
            if not held:
                yield Manque("champ", prerequis.champs[0], prerequis.pourquoi)
            elif prerequis.apres_jours is not None:
                libre = apres(max(held), prerequis.apres_jours)
                if libre > self.today:
                    yield Manque("attente", prerequis.champs[0], prerequis.pourquoi, libre)

    def _cochee(self, action: str) -> bool:
        etape, _, nom = action.partition("/")
        evaluee = self.etapes[etape]
        return nom in evaluee.faites or evaluee.etat == "sans-objet"

    def _atteint(self, prerequis: Prerequis) -> bool:
        suivi = self.parcours.suivis[prerequis.suivi or ""]
        siens = (one for one in self.suivis if one.suivi is suivi and appartient(one, prerequis.appartient))
        ouverts = (one for one in siens if one.ouvert)
        return any(one.rang >= suivi.rang(prerequis.avancement) for one in ouverts)
