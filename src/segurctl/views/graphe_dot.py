"""The parcours for Graphviz."""

from collections.abc import Iterator

from segurctl.evaluation import Evaluation
from segurctl.evaluation.critique import Critique
from segurctl.evaluation.graphe import aretes
from segurctl.views.graphe_labels import COULEURS, EPAIS, TRAITS, entete, legende, libelle, presents

_EPAIS = ', penwidth="4"'
_GRIS = "#7a7f87"  # reads on white as on black: edges and titles have no ground of their own


def graphe_dot(evaluation: Evaluation, chemin: Critique | None = None, *, nu: bool = False) -> str:
    """A cluster for each plateforme, filled nodes with their own colour of text, dashed advice, the chain thick."""
    return "\n".join([*_lignes(evaluation, chemin, nu=nu), ""])


def _lignes(evaluation: Evaluation, chemin: Critique | None, *, nu: bool) -> Iterator[str]:
    dans = {one.id for one in chemin.chaine} if chemin else set()
    liens = chemin.liens if chemin else frozenset()
    yield "digraph parcours {"
    yield f'  graph [rankdir="LR", bgcolor="transparent", fontname="sans-serif", fontcolor="{_GRIS}", color="{_GRIS}"];'
    yield '  node [shape="box", style="filled,rounded", fontname="sans-serif"];'
    yield f'  edge [color="{_GRIS}"];'
    for plateforme in evaluation.parcours.plateformes.values():
        yield f"  subgraph {_texte(f'cluster_{plateforme.id}')} {{"
        yield f"    label={_texte(plateforme.court)};"
        for one in evaluation.de(plateforme):
            critique = one.etape.id in dans
            yield f"    {_noeud(one.etape.id, one.etat, libelle(one, critique=critique), large=critique)}"
        yield "  }"
    for arete in aretes(evaluation):
        epais = (arete.de, arete.a) in liens
        style = ' [penwidth="4"]' if epais else "" if arete.dur else ' [style="dashed"]'
        yield f"  {_texte(arete.de)} -> {_texte(arete.a)}{style};"
    yield '  subgraph "cluster_legende" {'
    yield f"    label={_texte(entete(evaluation, nu=nu))};"
    for etat in presents(evaluation):
        yield f"    {_noeud(f'légende {etat}', etat, (legende(etat),))}"
    yield f"    {_noeud('légende traits', 'prete', (TRAITS, *((EPAIS,) if liens else ())))}"
    yield "  }"
    yield "}"


def _noeud(id_: str, etat: str, lignes: tuple[str, ...], *, large: bool = False) -> str:
    couleur = next(one for nom, one in COULEURS.items() if nom == etat)
    peint = f'fillcolor="{couleur.fond}", color="{couleur.bord}", fontcolor="{couleur.texte}"'
    return f"{_texte(id_)} [label={_texte(*lignes)}, {peint}{_EPAIS if large else ''}];"


def _texte(*lignes: str) -> str:
    r"""A quoted string of several lines, in which no `\N`, no quote and no `&lt;` of a name means anything."""
    dites = (one.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for one in lignes)
    return '"' + "\\n".join(dites) + '"'
