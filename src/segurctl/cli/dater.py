"""The command that gives the dates to calendars: calendar."""

from segurctl.cli.options import Chemins, Output, Today, day
from segurctl.cli.result import Result
from segurctl.errors import ExitCode


def calendar(chemins: Chemins = None, today: Today = None, output: Output = None) -> Result:
    """Les dates de tous les produits en un fichier iCalendar : jalons, opposabilité, réponses annoncées, expirations.

    Importé de nouveau, il met à jour ce qui y était déjà ; on peut aussi s'y abonner, là où la forge le publie.

    Exemples :

        segurctl calendar --output segur.ics
        segurctl calendar candidatures/ --output segur.ics
    """
    from segurctl.cli.suivre import ensemble, evaluate_all

    jour = day(today, "--today")
    evaluations, errors = evaluate_all(chemins, jour)
    code = ExitCode.USAGE if errors else ExitCode.OK
    if not evaluations:
        return Result(code=code, errors=errors)
    from segurctl.evaluation.calendrier import calendrier
    from segurctl.views.agenda_ics import agenda_ics

    document = agenda_ics(calendrier(ensemble(evaluations, jour)), jour)
    if output is None or str(output) == "-":
        return Result(document, code, errors, masked=False)  # masked text by text
    from segurctl.cli.report_file import write_report
    from segurctl.views.page import line

    write_report(output, document, comme="segur.ics")
    return Result((line(f"{output} écrit"),), code, errors, written=output)
