"""The commands that take and give sheets of proofs: proof import, proof export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import DryRun, Today, Une, day
from segurctl.cli.result import Result
from segurctl.cli.suivre import evaluate_one
from segurctl.cli.writing import change_file
from segurctl.errors import ExitCode, SegurctlError
from segurctl.files import read_ordinary

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.read import CandidatureFile
    from segurctl.evaluation import Evaluation
    from segurctl.saisie.feuille import Reprise
    from segurctl.saisie.preuves import Depot
    from segurctl.views.page import Page


def import_(
    feuille: Annotated[Path, typer.Argument(metavar="FICHIER.csv", help="Une ligne par preuve, avec son id.")],
    candidature: Une = None,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Reprend un tableau de preuves : une colonne ID, et Lien, Fichier, Numéro ou Emplacement.

    Les dates de dépôt, de renvoi et les remarques sont reprises si elles y sont. Une ligne que l'on ne peut pas
    prendre est dite, avec son numéro ; les autres le sont, et la commande sort 1. Recommencer ne change rien.

    Exemples :

        segurctl proof import preuves.csv
        segurctl proof import preuves.csv --dry-run
    """
    from segurctl.cli.prouver import situer
    from segurctl.saisie.feuille import MAX_BYTES, lire_feuille, reprendre
    from segurctl.views.feuille_text import feuille_text

    try:
        tableau = lire_feuille(read_ordinary(feuille, MAX_BYTES, hint="donnez un fichier .csv"))
    except SegurctlError as error:
        error.path = error.path or feuille
        raise
    fait: list[Reprise] = []

    def changes(file: "CandidatureFile", before: "Evaluation") -> "list[SetKey | UnsetKey]":
        def ici(depot: "Depot") -> "Depot":
            return situer(depot, file.path, feuille.parent, tape=False)

        found, reprise = reprendre(tableau.lignes, before, ici)
        fait.append(reprise)
        return found

    def dire(_after: "Evaluation") -> "Page":
        return feuille_text(fait[0], tableau.ignorees)

    result = change_file(candidature, today, changes, dry_run=dry_run, dire=dire, bref=True)
    return result._replace(code=ExitCode.FINDINGS) if fait[0].laissees else result


def export(
    candidature: Une = None,
    today: Today = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FICHIER", help="Écrit le tableau dans ce fichier.")
    ] = None,
) -> Result:
    """Rend le tableau des preuves : chaque emplacement qui compte, rempli ou non, en CSV pour un tableur.

    Exemples :

        segurctl proof export --output preuves.csv
        segurctl proof export -c candidatures/julie.toml > preuves.csv
    """
    from segurctl.views.preuves_csv import preuves_csv

    _path, evaluation = evaluate_one(candidature, day(today, "--today"))
    document, nombre = preuves_csv(evaluation)  # masked cell by cell: a mask over the whole would eat the next ones
    if output is None or str(output) == "-":
        return Result(document, masked=False)
    from segurctl.cli.report_file import write_report
    from segurctl.views import words
    from segurctl.views.page import line

    write_report(output, document, comme="preuves.csv")
    return Result((line(f"{output} : {words.nombre(nombre, 'ligne')}"),), written=output)
