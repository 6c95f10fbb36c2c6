"""The parcours as a drawing: where each étape stands and which lines join them, in units of the drawing.

A column for each plateforme, and rows by what an étape comes after. A line is a prérequis that is not held yet: those
that are would only hide the ones that somebody waits for.
"""

from collections.abc import Mapping
from typing import NamedTuple

from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.graphe import Arete, aretes
from segurctl.parcours.aide import Plateforme

LARGE, HAUT = 128, 34  # of a box
_COLONNE, _RANGEE, _TETE = 146, 50, 30  # from one box to the next; above the first


class Boite(NamedTuple):
    """An étape where it is drawn: its upper left corner."""

    evaluee: EtapeEvaluee
    x: int
    y: int


class Trait(NamedTuple):
    """A line from an étape to one that waits for it, as the path of an SVG."""

    chemin: str


class Tete(NamedTuple):
    """The name of a column."""

    plateforme: Plateforme
    x: int


class Dessin(NamedTuple):
    """The whole, with its size."""

    large: int
    haut: int
    tetes: tuple[Tete, ...]
    boites: tuple[Boite, ...]
    traits: tuple[Trait, ...]


def dessiner(evaluation: Evaluation) -> Dessin:
    """The drawing of a candidature."""
    durs = [one for one in aretes(evaluation) if one.dur and not one.a_venir]
    rangs = _rangs(evaluation, durs)
    plateformes = [one for one in evaluation.parcours.plateformes.values() if evaluation.de(one)]
    boites: dict[str, Boite] = {}
    for colonne, plateforme in enumerate(plateformes):
        dernier = -1
        for one in sorted(evaluation.de(plateforme), key=lambda one: rangs[one.etape.id]):
            dernier = max(rangs[one.etape.id], dernier + 1)
            boites[one.etape.id] = Boite(one, colonne * _COLONNE + 1, _TETE + dernier * _RANGEE)
    tetes = tuple(Tete(one, rang * _COLONNE + 1) for rang, one in enumerate(plateformes))
    bas = max((one.y for one in boites.values()), default=0) + HAUT + 2
    ordre = [boites[id_] for id_ in evaluation.etapes]
    traits = tuple(_trait(boites[one.de], boites[one.a]) for one in durs if not one.tenu)
    return Dessin(len(plateformes) * _COLONNE - _COLONNE + LARGE + 2, bas, tetes, tuple(ordre), traits)


def _rangs(evaluation: Evaluation, durs: list[Arete]) -> Mapping[str, int]:
    """How many étapes come before each, by the longest way; the catalogue has them in an order of their prérequis."""
    rangs = dict.fromkeys(evaluation.etapes, 0)
    for _ in rangs:
        neufs = dict(rangs)
        for one in durs:
            neufs[one.a] = max(neufs[one.a], rangs[one.de] + 1)
        if neufs == rangs:
            break
        rangs = neufs
    return rangs


def _trait(de: Boite, a: Boite) -> Trait:
    """From under the one to above the other; beside them where the later does not stand lower."""
    if a.y > de.y:
        x, y, fin_x, fin_y = de.x + LARGE // 2, de.y + HAUT, a.x + LARGE // 2, a.y
        milieu = (y + fin_y) // 2
        return Trait(f"M{x} {y}C{x} {milieu} {fin_x} {milieu} {fin_x} {fin_y}")
    gauche, droite = (de, a) if de.x <= a.x else (a, de)
    x, fin_x = gauche.x + LARGE, droite.x
    y, fin_y = gauche.y + HAUT // 2, droite.y + HAUT // 2
    milieu = (x + fin_x) // 2
    return Trait(f"M{x} {y}C{milieu} {y} {milieu} {fin_y} {fin_x} {fin_y}")
