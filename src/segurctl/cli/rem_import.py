"""The command that reads a workbook: rem import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from segurctl.cli.options import DryRun, Format, Today, Une, wants_json
from segurctl.cli.result import Result
from segurctl.cli.writing import change_file
from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey
    from segurctl.candidature.read import CandidatureFile
    from segurctl.candidature.write import Beside
    from segurctl.evaluation import Evaluation
    from segurctl.rem.lecture import Bilan
    from segurctl.rem.model import Referentiel
    from segurctl.views.page import Page


class Lecture(NamedTuple):
    """How workbooks are to be read: which REM of several, which sheet, which columns by name."""

    rem: str | None
    feuille: str | None
    colonnes: tuple[str, ...]


def import_(
    classeur: Annotated[Path, typer.Argument(metavar="CLASSEUR.xlsx", help="Le classeur de la REM, ou un export.")],
    rem: Annotated[
        str | None, typer.Option("--rem", metavar="REM", help="Celle que l'on veut, d'une liste de plusieurs.")
    ] = None,
    feuille: Annotated[
        str | None, typer.Option("--feuille", metavar="NOM", help="La feuille, où plusieurs conviennent.")
    ] = None,
    colonne: Annotated[
        list[str] | None,
        typer.Option(
            "--colonne", metavar="ROLE=ENTETE", help='Une colonne qui n\'est pas reconnue : "ID=N° exigence".'
        ),
    ] = None,
    candidature: Une = None,
    today: Today = None,
    dry_run: DryRun = False,
    format_: Format = None,
) -> Result:
    """Lit le classeur de la REM dans un relevé que la candidature nomme, et y inscrit les chapitres à déposer.

    Dit ce qui a été lu, ce qui ne l'a pas été et pourquoi, et ce qui change depuis le relevé d'avant. Le relevé se
    garde dans git avec la candidature.

    Exemples :

        segurctl rem import REM-MDV-LGC-Va2.xlsx
        segurctl rem import liste.xlsx --rem LGC --colonne "ID=N° exigence"
    """
    from segurctl.etats.exigences import evaluer_exigences
    from segurctl.proofs.releve import a_cote, ancien, chemin, destination
    from segurctl.rem.cles import avec_cles
    from segurctl.rem.diff import comparer
    from segurctl.rem.snapshot import ecrire
    from segurctl.saisie.importer import Importee, changements, cles_connues

    en_json = wants_json(format_)
    lu, bilan = lire_rem(classeur, Lecture(rem, feuille, tuple(colonne or ())), releve=False)
    fait: list[Importee] = []
    ecrits: list[tuple[Path, str, str]] = []

    def changes(file: "CandidatureFile", before: "Evaluation") -> list["SetKey"]:
        held = before.candidature
        relatif = chemin(file.path, held)
        cible = destination(file.path, relatif)
        avant = before.couverture.referentiel or ancien(cible)
        nouveau = avec_cles(lu, cles_connues(held, avant), avant)
        ecrits.append((file.path, relatif, ecrire(nouveau)))
        difference = comparer(avant, nouveau, held.preuves) if avant else None
        comptent = sum(one.compte for one in evaluer_exigences(held, nouveau).exigences)
        fait.append(Importee(relatif, nouveau, bilan, avant, difference, held.produit.profils, comptent))
        return changements(held, relatif, nouveau, avant)

    def releve() -> "Beside":
        return a_cote(*ecrits[0])

    def dire(_after: "Evaluation") -> "Page":
        from segurctl.views.page import line
        from segurctl.views.rem_import_text import import_text

        return (*import_text(fait[0]), *(() if dry_run else (line(),)))

    result = change_file(candidature, today, changes, dry_run=dry_run, dire=dire, beside=releve)
    if en_json:
        from segurctl.views.rem_json import import_json

        return result._replace(output=import_json(fait[0]))
    return result


def lire_rem(path: Path, lecture: Lecture, *, releve: bool = True) -> "tuple[Referentiel, Bilan | None]":
    """The REM of a workbook, or of a snapshot where that will do. Raises SegurctlError, with the path, for neither."""
    try:
        from segurctl.rem.archive import MAX_BYTES

        data = read_ordinary(path, MAX_BYTES, hint=f"donnez le classeur .xlsx{', ou un relevé' if releve else ''}")
        if data.lstrip()[:1] == b"{":
            return _releve(data, admis=releve), None
        from segurctl.rem.lecture import lire_classeur

        return lire_classeur(data, path.name, rem=lecture.rem, feuille=lecture.feuille, colonnes=lecture.colonnes)
    except SegurctlError as error:
        error.path = error.path or path
        raise


def _releve(data: bytes, *, admis: bool) -> "Referentiel":
    from segurctl.rem.snapshot import lire

    if not admis:
        raise SegurctlError("c'est un relevé, pas un classeur", hint="donnez le fichier .xlsx")
    return lire(data)
