"""The parcours as a Mermaid flowchart, for a Markdown page of GitHub or GitLab."""

import re
from collections.abc import Iterator

from segurctl.evaluation import Evaluation
from segurctl.evaluation.critique import Critique
from segurctl.evaluation.graphe import aretes
from segurctl.views.graphe_labels import COULEURS, EPAIS, TRAITS, entete, legende, libelle, presents

# All but letters, digits and what means nothing to Mermaid nor to HTML goes as a code: a name cannot leave its label.
_A_CODER = re.compile(r"[^\w .,'’«»·–✔◐○✘()/…-]")


def graphe_mermaid(evaluation: Evaluation, chemin: Critique | None = None, *, nu: bool = False) -> str:
    """A subgraph for each plateforme, a class for each état, dotted advice; the chain `chemin` is thick."""
    return "\n".join([*_lignes(evaluation, chemin, nu=nu), ""])


def _lignes(evaluation: Evaluation, chemin: Critique | None, *, nu: bool) -> Iterator[str]:
    dans = {one.id for one in chemin.chaine} if chemin else set()
    liens = chemin.liens if chemin else frozenset()
    yield "flowchart LR"
    for plateforme in evaluation.parcours.plateformes.values():
        yield f"  subgraph plateforme_{_id(plateforme.id)} [{_texte(plateforme.court)}]"
        for one in evaluation.de(plateforme):
            lignes = libelle(one, critique=one.etape.id in dans)
            yield f"    {_id(one.etape.id)}[{_texte(*lignes)}]:::{_id(one.etat)}"
        yield "  end"
    for arete in aretes(evaluation):
        trait = "==>" if (arete.de, arete.a) in liens else "-->" if arete.dur else "-.->"
        yield f"  {_id(arete.de)} {trait} {_id(arete.a)}"
    yield f"  subgraph legende [{_texte(entete(evaluation, nu=nu))}]"
    for etat in presents(evaluation):
        yield f"    legende_{_id(etat)}[{_texte(legende(etat))}]:::{_id(etat)}"
    yield f"    legende_traits[{_texte(TRAITS, *((EPAIS,) if liens else ()))}]:::prete"
    yield "  end"
    for etat, couleur in COULEURS.items():
        pointille = ",stroke-dasharray:4 3" if etat == "sans-objet" else ""
        yield f"  classDef {_id(etat)} fill:{couleur.fond},stroke:{couleur.bord},color:{couleur.texte}{pointille}"


def _id(id_: str) -> str:
    return re.sub(r"\W", "_", id_)


def _texte(*lignes: str) -> str:
    """A quoted label of several lines."""
    return f'"{"<br/>".join(_A_CODER.sub(lambda found: f"#{ord(found[0])};", ligne) for ligne in lignes)}"'
