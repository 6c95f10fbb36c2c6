"""The commands that tell of the rules themselves: explain, rules. They read no candidature."""

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

    found = trouver(regle)
    match chosen_format(format_, FORMATS):
        case "json":
            from segurctl.views.rules_json import explain_json

            return Result(explain_json(found), masked=False)
        case "markdown":
            from segurctl.views.rules_markdown import explain_markdown

            return Result(explain_markdown(found), masked=False)
        case _:
            from segurctl.views.rules_text import explain_text

            return Result(explain_text(found), masked=False)


def rules(format_: _Format = None) -> Result:
    """Toutes les règles : leur numéro, leur gravité et ce qu'elles cherchent.

    Exemples :

        segurctl rules
        segurctl rules --format markdown > regles.md
    """
    from segurctl.rules.fiches import regles

    found = tuple(regles().values())
    match chosen_format(format_, FORMATS):
        case "json":
            from segurctl.views.rules_json import rules_json

            return Result(rules_json(found), masked=False)
        case "markdown":
            from segurctl.views.rules_markdown import rules_markdown

            return Result(rules_markdown(found), masked=False)
        case _:
            from segurctl.views.rules_text import rules_text

            return Result(rules_text(found), masked=False)
