"""The parcours for a person or a screen reader: each étape once, by plateforme, with what it stands on, in words."""

from collections.abc import Iterator

from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.graphe import Arete, aretes
from segurctl.views import words
from segurctl.views.graphe_labels import NU
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import titre

_ETAT = max(len(mot) for mot in words.ETATS.values())
_MARGE = _ETAT + 6
LEGENDE = (
    "après : prérequis remplis",
    "attend : prérequis qui manquent",
    "conseillé : mieux vaut les avoir d'abord, sans que rien y oblige",
)


def graphe_text(evaluation: Evaluation, *, nu: bool = False) -> Page:
    """Each étape with its mark, its état in words, its id and title; below, the étapes that it comes after."""
    vers: dict[str, list[Arete]] = {id_: [] for id_ in evaluation.etapes}
    for arete in aretes(evaluation):
        vers[arete.a].append(arete)
    return tuple(_lignes(evaluation, vers, nu=nu))


def _lignes(evaluation: Evaluation, vers: dict[str, list[Arete]], *, nu: bool) -> Iterator[Line]:
    if nu:
        yield line(Segment(evaluation.parcours.titre, "titre"), f" : {NU}", hang=2)
    else:
        yield titre(evaluation)
    if evaluation.retiree:
        yield line(Segment("candidature retirée : rien n'est plus à faire", "alerte"))
    yield from (line(Segment(f"  {dit}", "discret"), hang=4) for dit in LEGENDE)
    for plateforme in evaluation.parcours.plateformes.values():
        yield line()
        yield line(Segment(plateforme.court, "titre"), Segment(f"   {plateforme.titre}", "discret"), hang=2)
        for one in evaluation.de(plateforme):
            yield from _etape(one, vers[one.etape.id])


def _etape(one: EtapeEvaluee, avant: list[Arete]) -> Iterator[Line]:
    style = words.MARQUES[one.etat][1]
    etat = words.etat(one.etat, validateur=one.etape.validateur is not None)
    yield line(
        "  ",
        words.marque(one.etat, ""),
        Segment(f" {etat.ljust(_ETAT)}", style),
        "  ",
        one.etape.id,
        Segment(f"   {one.etape.titre}", "discret"),
        hang=_MARGE,
    )
    genres = {
        "après": [arete.de for arete in avant if arete.dur and arete.tenu],
        "attend": [_manque(arete) for arete in avant if arete.dur and not arete.tenu],
        "conseillé": [arete.de for arete in avant if not arete.dur],
    }
    for genre, ids in genres.items():
        if ids:
            yield line(" " * _MARGE, Segment(f"{genre} : {', '.join(ids)}", "discret"), hang=_MARGE + 2)


def _manque(arete: Arete) -> str:
    """What is waited for: the étape, or that action or that champ of it."""
    if arete.par is None:
        return arete.de
    return arete.par if arete.par.startswith(f"{arete.de}/") else f"{arete.de} ({arete.par})"
