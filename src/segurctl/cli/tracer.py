"""The command that draws: graph."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Today, Une, chosen_format, day
from segurctl.cli.result import Result

if TYPE_CHECKING:
    from segurctl.evaluation import Evaluation

_FORMATS = ("text", "mermaid", "dot", "json")


def graph(
    candidature: Une = None,
    critique: Annotated[
        bool,
        typer.Option(
            "--critique", help="La chaîne qui décide de la fin, par les délais annoncés ; le JSON l'a toujours."
        ),
    ] = False,
    today: Today = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="text|mermaid|dot|json", help="Pour une personne, une page, Graphviz ou un programme."
        ),
    ] = None,
) -> Result:
    """Le parcours dessiné : chaque étape, son état, ce qu'elle attend. Sans candidature ici, le parcours nu.

    Exemples :

        segurctl graph --critique
        segurctl graph --format mermaid -c candidatures/julie.toml
    """
    from segurctl.evaluation.critique import critique as chemin_critique

    choisi = chosen_format(format_, _FORMATS)
    path, evaluation = _ici(candidature, day(today, "--today"))
    nu = path is None
    if choisi == "json":
        from segurctl.views.graphe_json import graphe_json

        return Result(graphe_json(path, evaluation, chemin_critique(evaluation)))
    chemin = chemin_critique(evaluation) if critique else None
    if choisi == "mermaid":
        from segurctl.views.graphe_mermaid import graphe_mermaid

        return Result(graphe_mermaid(evaluation, chemin, nu=nu))
    if choisi == "dot":
        from segurctl.views.graphe_dot import graphe_dot

        return Result(graphe_dot(evaluation, chemin, nu=nu))
    if chemin is not None:
        from segurctl.views.critique_text import critique_text

        return Result(critique_text(evaluation, chemin, nu=nu))
    from segurctl.views.graphe_text import graphe_text

    return Result(graphe_text(evaluation, nu=nu))


def _ici(named: Path | None, today: dt.date) -> "tuple[Path | None, Evaluation]":
    """The candidature that is meant; or, where none is named and none is here, the parcours that nobody has begun."""
    from segurctl.candidature.discover import around
    from segurctl.cli.suivre import evaluate_one

    if named is not None or around(Path.cwd()):
        return evaluate_one(named, today)
    from segurctl.evaluation.nu import parcours_nu
    from segurctl.parcours.load import load_parcours

    return None, parcours_nu(load_parcours(), today)
