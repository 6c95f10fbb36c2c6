"""The commands that share: report."""

from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Chemins, Output, Today, chosen_format, day
from segurctl.cli.result import Result
from segurctl.errors import ExitCode

if TYPE_CHECKING:
    from segurctl.views.page import Page


def report(
    chemins: Chemins = None,
    today: Today = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="markdown|html|text", help="Pour un commentaire, une page, ou ici."),
    ] = None,
    output: Output = None,
) -> Result:
    """Où en sont les produits, sur une page à donner : avancement, réponses attendues, prochaines dates.

    Exemples :

        segurctl report
        segurctl report candidatures/ --output rapport.md
    """
    from segurctl.cli.report_file import write_report
    from segurctl.cli.suivre import ensemble, evaluate_all
    from segurctl.history.bilan import Bilan
    from segurctl.views.page import line
    from segurctl.views.rapports import RAPPORTS, rendre

    jour, choisi = day(today, "--today"), chosen_format(format_, (*RAPPORTS, "text"))
    evaluations, errors = evaluate_all(chemins, jour, hashed=True)
    code = ExitCode.USAGE if errors else ExitCode.OK
    if not evaluations:
        return Result(code=code, errors=errors)
    portefeuille = ensemble(evaluations, jour)
    if choisi == "text":
        from segurctl.views.portefeuille_text import portefeuille_text

        contenu: Page | str = portefeuille_text(portefeuille)
    else:
        contenu = rendre(Bilan(portefeuille, {}, None, errors), choisi)
    if output is None or str(output) == "-":
        return Result(contenu, code, errors)
    if not isinstance(contenu, str):
        contenu = "".join(f"{one.text}\n" for one in contenu)
    write_report(output, contenu, comme="rapport.md")
    return Result((line(f"{output} écrit"),), code, errors, written=output)
