"""The commands that read git: log, diff."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Format, Today, Une, chosen_format, day, wants_json
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.history.depot import Depot

_FORMATS = ("text", "json", "markdown")


def log(
    cibles: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CIBLE]...", help="Une étape, un suivi, un champ, ou leur début ; sans rien, tout."),
    ] = None,
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Ce que chaque commit a changé, et le temps que les étapes et les réponses ont pris.

    Exemples :

        segurctl log convergence.eligibilite
        segurctl log --format json -c candidatures/julie.toml
    """
    from segurctl.history.journal import journaux
    from segurctl.history.versions import suivies
    from segurctl.parcours.load import load_parcours

    jour, json = day(today, "--today"), wants_json(format_)
    depot, nom = _depot(candidature)
    noms = suivies(depot, nom)
    parcours = load_parcours()
    found = journaux(depot, noms, cibles or (), parcours, jour)
    if cibles:  # of many files, those that tell of it
        found = tuple(one for one in found if one.entrees or one.etapes or one.attentes) or found
    if not found:
        quoi = f"« {nom} » n'est" if nom else "aucune candidature n'est"
        raise SegurctlError(f"{quoi} dans aucun commit", hint="git add, puis git commit")
    if json:
        from segurctl.views.log_json import log_json

        return Result(log_json(found, tronque=depot.tronque))
    from segurctl.views.log_text import log_text

    return Result(log_text(found, parcours, tronque=depot.tronque))


def diff(
    revisions: Annotated[
        str | None,
        typer.Argument(
            metavar="[REV[..REV]]",
            help="Deux révisions de git (A...B : depuis leur base commune), ou une et les fichiers ; sans rien, HEAD.",
        ),
    ] = None,
    fail_on_regression: Annotated[
        bool, typer.Option("--fail-on-regression", help="Finit avec le code 1 quand quelque chose a reculé.")
    ] = False,
    candidature: Une = None,
    today: Today = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text, json, ou markdown pour un commentaire.")
    ] = None,
) -> Result:
    """Ce qui a changé d'une révision à une autre, ou depuis le dernier commit, dans les mots du parcours.

    Exemples :

        segurctl diff
        segurctl diff main...HEAD --fail-on-regression --format markdown
    """
    from segurctl.history.comparaison import comparer
    from segurctl.parcours.load import load_parcours

    jour, choisi = day(today, "--today"), chosen_format(format_, _FORMATS)
    depot, nom = _depot(candidature)
    parcours = load_parcours()
    found = comparer(depot, revisions, nom, parcours, jour)
    code = ExitCode.FINDINGS if fail_on_regression and found.reculs else ExitCode.OK
    if choisi == "json":
        from segurctl.views.diff_json import diff_json

        return Result(diff_json(found), code)
    if choisi == "markdown":
        from segurctl.views.diff_markdown import diff_markdown

        return Result(diff_markdown(found, parcours), code)
    from segurctl.views.diff_text import diff_text

    return Result(diff_text(found, parcours), code)


def _depot(chemin: Path | None) -> "tuple[Depot, str | None]":
    """The repository, of the file where one is named, and the name of that file in it."""
    from segurctl.history.depot import nom_de, ouvrir

    start = Path.cwd()
    la = (start / chemin).parent if chemin else start
    depot = ouvrir(la if la.is_dir() else start)
    return depot, nom_de(depot, chemin, start) if chemin else None
