"""The commands that tell of the rules themselves: explain, rules. They read no candidature."""

from importlib import import_module
from typing import Annotated

import typer

from segurctl.cli.options import chosen_format
from segurctl.cli.result import Result

FORMATS = ("text", "json", "markdown")
_Format = Annotated[
    str | None,
    typer.Option("--format", metavar="text|json|markdown", help="Pour une personne, un programme, une page."),
]


def explain(
    regle: Annotated[str, typer.Argument(metavar="REGLE", help="Le numéro de la règle, par exemple PSC001.")],
    format_: _Format = None,
) -> Result:
    """Une règle en entier : pourquoi elle existe, comment corriger, d'où elle vient, un exemple fautif et un juste.

    Exemples :

        segurctl explain PSC001
        segurctl explain CND003 --format markdown
    """
    from segurctl.rules.fiches import trouver

    return _dire("explain", trouver(regle), format_)


def rules(format_: _Format = None) -> Result:
    """Toutes les règles : leur numéro, leur gravité et ce qu'elles cherchent.

    Exemples :

        segurctl rules
        segurctl rules --format markdown > regles.md
    """
    from segurctl.rules.fiches import regles

    return _dire("rules", tuple(regles().values()), format_)


def _dire(vue: str, found: object, format_: str | None) -> Result:
    """A view of the rules in a format, which loads no other; its examples of secrets are shown as they are."""
    chosen = chosen_format(format_, FORMATS)
    view = getattr(import_module(f"segurctl.views.rules_{chosen}"), f"{vue}_{chosen}")
    return Result(view(found), masked=False)
