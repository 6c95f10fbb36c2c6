"""The chain of étapes that decides when the parcours can end at the earliest, by the announced delays alone."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from segurctl.etats.calendrier import apres
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation.graphe import Arete, aretes
from segurctl.evaluation.model import Evaluation
from segurctl.evaluation.suites import amont

BUT = "convergence.referencement"


class Contrainte(NamedTuple):
    """An étape can begin `jours` after another ends (or begins, where `debut`); or after today, where `apres` is None.

    Two étapes can have several constraints between them: each counts.
    """

    apres: str | None
    jours: int = 0
    debut: bool = False


class Maillon(NamedTuple):
    """One étape of the chain: its announced delay less what has been waited, and the days from today to its two ends.

    `inconnu`: somebody has to answer, and nobody publishes in how long.
    """

    id: str
    jours: int
    debut: int
    fin: int
    inconnu: bool = False


class Critique(NamedTuple):
    """The chain that ends last, and the one that leads to the référencement, each from its first étape to its last."""

    today: dt.date
    chaine: tuple[Maillon, ...]
    but: tuple[Maillon, ...]

    @property
    def jours(self) -> int:
        """How many days the whole takes at the least."""
        return self.chaine[-1].fin if self.chaine else 0

    def fin(self, maillon: Maillon) -> dt.date:
        """The earliest day on which an étape of a chain is done."""
        return apres(self.today, maillon.fin)

    @property
    def liens(self) -> frozenset[tuple[str, str]]:
        """The pairs of étapes that follow each other in the chain."""
        return frozenset((un.id, autre.id) for un, autre in zip(self.chaine, self.chaine[1:], strict=False))


def critique(evaluation: Evaluation) -> Critique:
    """The chains of a candidature: empty where nothing remains, or where it is withdrawn."""
    restent = {id_: one for id_, one in evaluation.etapes.items() if not one.acquise and not evaluation.retiree}
    avenir = [one for one in aretes(evaluation) if one.a_venir and not one.tenu]
    contraintes = {id_: tuple(_contraintes(one, evaluation, avenir)) for id_, one in restent.items()}
    vers = partial(chaine, {id_: duree(one) for id_, one in restent.items()}, contraintes)
    return Critique(evaluation.today, _maillons(vers(None), restent), _maillons(vers(BUT), restent))


def duree(evaluee: EtapeEvaluee) -> int:
    """The days that an étape still takes: its announced delay, less what has been waited once it is submitted.

    What is said to be done, and lacks something upstream, has had its answer.
    """
    delai = evaluee.etape.delai
    if delai is None or evaluee.statut == "valide":
        return 0
    return max(0, delai.jours - (evaluee.attente or 0)) if evaluee.etat == "soumis" else delai.jours


def chaine(
    durees: Mapping[str, int], contraintes: Mapping[str, tuple[Contrainte, ...]], but: str | None
) -> tuple[tuple[str, int, int], ...]:
    """The longest way to an étape, or to the one that ends last: each with the days of its beginning and of its end.

    Étapes come in an order of their constraints. Of ways as long in days, the one through more étapes; then the first.
    """
    debuts: dict[str, tuple[int, int]] = {}  # in days, then in étapes gone through
    avant: dict[str, str | None] = {}
    for id_ in durees:
        debuts[id_], avant[id_] = (0, 0), None
        for one in contraintes[id_]:
            jours, rang = debuts[one.apres] if one.apres else (0, -1)
            jours += one.jours + (durees[one.apres] if one.apres and not one.debut else 0)
            if (jours, rang + 1) > debuts[id_]:
                debuts[id_], avant[id_] = (jours, rang + 1), one.apres
    if but is not None and but not in durees:
        return ()
    fins = {id_: (jours + durees[id_], rang) for id_, (jours, rang) in debuts.items()}
    found: list[tuple[str, int, int]] = []
    ici = but or max(fins, key=fins.__getitem__, default=None)
    while ici is not None:
        found.append((ici, debuts[ici][0], fins[ici][0]))
        ici = avant[ici]
    return tuple(reversed(found))


def _contraintes(evaluee: EtapeEvaluee, evaluation: Evaluation, avenir: Iterable[Arete]) -> Iterator[Contrainte]:
    """What of the hard prérequis of an étape still misses, and can be waited for.

    Of an étape submitted before its time, the answer is already on its way while they are being done.
    """
    avance = duree(evaluee) if evaluee.etat == "soumis" else 0
    for prerequis, manque in evaluee.exiges:
        de = amont(prerequis, evaluee.etape, evaluation.parcours)
        if manque is None:
            continue
        if manque.jusqu_au is not None:
            yield Contrainte(None, (manque.jusqu_au - evaluation.today).days - avance)
        elif de and not evaluation.etapes[de].acquise:
            yield Contrainte(de, (prerequis.apres_jours or 0) - avance, debut=prerequis.apres_jours is not None)
    yield from (Contrainte(one.de, -avance) for one in avenir if one.a == evaluee.etape.id)


def _maillons(trouves: tuple[tuple[str, int, int], ...], restent: Mapping[str, EtapeEvaluee]) -> tuple[Maillon, ...]:
    return tuple(Maillon(id_, fin - debut, debut, fin, _muet(restent[id_])) for id_, debut, fin in trouves)


def _muet(evaluee: EtapeEvaluee) -> bool:
    """Whether an answer is still to come of which no source announces the delay."""
    etape = evaluee.etape
    return etape.validateur is not None and etape.delai is None and evaluee.statut != "valide"
