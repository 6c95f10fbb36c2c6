"""The parcours of one candidature as a graph: its étapes, and the prérequis between them that hold here."""

from collections.abc import Iterator
from typing import NamedTuple

from segurctl.etats.conditions import tient
from segurctl.evaluation.model import Evaluation
from segurctl.evaluation.suites import amont
from segurctl.parcours.model import Etape


class Arete(NamedTuple):
    """One étape after another: `dur` where it is required, else only advised; `tenu` where nothing of it misses.

    `par` is the action or the champ of `de` that is asked, where it is not the whole étape. `a_venir`: it will be asked
    before the étape is done, though not to begin it.
    """

    de: str
    a: str
    dur: bool
    tenu: bool
    pourquoi: str | None = None
    par: str | None = None
    a_venir: bool = False


def aretes(evaluation: Evaluation) -> tuple[Arete, ...]:
    """Every arête, in catalogue order of its two ends, the later first; of two for the same étapes, the hardest."""
    found: dict[tuple[str, str], Arete] = {}
    for one in evaluation.etapes.values():
        if one.etat == "sans-objet":
            continue  # nothing leads to what is not asked
        for arete in _vers(one.etape, evaluation):
            connue = found.get((arete.a, arete.de))
            if connue is None or _force(arete) > _force(connue):
                found[arete.a, arete.de] = arete
    rangs = {id_: rang for rang, id_ in enumerate(evaluation.etapes)}
    return tuple(sorted(found.values(), key=lambda one: (rangs[one.a], rangs[one.de])))


def _force(arete: Arete) -> tuple[bool, bool, bool]:
    """Of two arêtes between the same étapes, the greater is the one to keep."""
    return arete.dur, not arete.tenu, arete.par is None


def _vers(etape: Etape, evaluation: Evaluation) -> Iterator[Arete]:
    evaluee = evaluation.etapes[etape.id]
    for dur, examens in ((True, evaluee.exiges), (False, evaluee.conseilles)):
        for one, manque in examens:
            if de := amont(one, etape, evaluation.parcours):
                yield Arete(de, etape.id, dur, manque is None, one.pourquoi, one.action or next(iter(one.champs), None))
    demandes = {one for one, _ in evaluee.exiges}
    for prerequis in etape.prerequis:
        avenir = prerequis.avant_la_fin
        if avenir and prerequis not in demandes and tient(avenir, evaluation.candidature, evaluation.parcours):
            de = amont(prerequis, etape, evaluation.parcours)
            if de:
                tenu = evaluation.etapes[de].acquise
                yield Arete(de, etape.id, dur=True, tenu=tenu, pourquoi=prerequis.pourquoi, a_venir=True)
