"""The commands that prove: proof add, remove, list; chapters."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import DryRun, Format, Le, Today, Une, day, option_of, the_one_here, wants_json
from segurctl.cli.result import Result
from segurctl.cli.suivre import evaluate_one
from segurctl.cli.writing import change_file
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.edit import SetKey, UnsetKey
    from segurctl.candidature.read import CandidatureFile
    from segurctl.evaluation import Evaluation
    from segurctl.saisie.preuves import Depot
    from segurctl.views.page import Page

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="L'id de la preuve, tel que la REM le donne.")]


def add(
    ids: Ids,
    lien: Annotated[str | None, typer.Option("--lien", metavar="URL", help="Un lien, Gazelle par exemple.")] = None,
    fichier: Annotated[
        str | None, typer.Option("--fichier", metavar="CHEMIN", help="Un fichier du dépôt ; son empreinte est notée.")
    ] = None,
    numero: Annotated[
        str | None, typer.Option("--numero", metavar="NUMERO", help="Le numéro d'un test MOTCO2, tel quel.")
    ] = None,
    emplacement: Annotated[
        str | None, typer.Option("--emplacement", metavar="OU", help="Où est gardée une preuve hors du dépôt.")
    ] = None,
    chapitre: Annotated[
        str | None, typer.Option("--chapitre", metavar="CLE", help="Son chapitre, quand aucune REM ne le dit.")
    ] = None,
    le: Le = None,
    a_deposer: Annotated[bool, typer.Option("--a-deposer", help="Prête, pas encore déposée dans Convergence.")] = False,
    candidature: Une = None,
    today: Today = None,
    dry_run: DryRun = False,
) -> Result:
    """Note une preuve dans son emplacement, avec le jour de son dépôt dans Convergence.

    Remplace celle qui y était ; la remarque de l'ANS reste. Sans lien, fichier, numéro ni emplacement, note le dépôt
    de ce qui y est déjà. Plusieurs ids peuvent partager un lien : chacun garde sa propre preuve.

    Exemples :

        segurctl proof add SC.PSC.01.01.01 --fichier preuves/psc-01.pdf
        segurctl proof add SC.MSS/CONF.01.01.01 SC.MSS/CONF.01.01.02 --numero 4217 --le 2026-02-11
        segurctl proof add SC.PSC.01.01.01
    """
    from segurctl.saisie.preuves import deja_la, deposer, ranger

    depot = _depot(lien, fichier, numero, emplacement)
    if a_deposer and le:
        raise SegurctlError(
            "--a-deposer et --le se contredisent : le jour est celui du dépôt", hint="gardez l'un des deux"
        )
    jour = None if a_deposer else day(le, "--le") if le else day(today, "--today")

    def changes(file: "CandidatureFile", before: "Evaluation") -> list["SetKey | UnsetKey"]:
        found: list[SetKey | UnsetKey] = []
        for id_ in dict.fromkeys(ids):
            one = depot or deja_la(id_, before)
            ici = Path.cwd() if depot else file.path.parent
            found += deposer(id_, situer(one, file.path, ici, tape=depot is not None)._replace(le=jour), before)
            found += ranger(id_, chapitre, before) if chapitre else []
        return found

    def dire(after: "Evaluation") -> "Page":
        from segurctl.views.preuves_text import reconnu

        return reconnu(depot, after) if depot else ()

    return change_file(candidature, today, changes, dry_run=dry_run, dire=dire)


def _depot(lien: str | None, fichier: str | None, numero: str | None, emplacement: str | None) -> "Depot | None":
    """The one thing that is given as a proof, if any. Raises SegurctlError where there are several, or it is none."""
    from segurctl.saisie.preuves import CONTENUS, Depot, eprouver

    given = zip(CONTENUS, (lien, fichier, numero, emplacement), strict=True)
    found = [Depot(champ, valeur.strip(), None, None) for champ, valeur in given if valeur is not None]
    if len(found) > 1:
        raise SegurctlError(
            "plusieurs preuves à la fois", hint="une seule de --lien, --fichier, --numero, --emplacement"
        )
    for one in found:
        eprouver(one)
    return found[0] if found else None


def situer(depot: "Depot", candidature: Path, ici: Path, *, tape: bool = True) -> "Depot":
    """The same with its path from the candidature's folder and its print, where it is a file, named from `ici`.

    A file outside the repository is opened only where a person typed its name (`tape`), not where a sheet says it.
    """
    from segurctl.proofs.depot import ailleurs, fichier_du_depot

    if depot.champ == "fichier":
        valeur, sha256 = fichier_du_depot(depot.valeur, candidature, ici)
        return depot._replace(valeur=valeur, sha256=sha256)
    if depot.champ == "emplacement" and tape:
        return depot._replace(sha256=ailleurs(depot.valeur, ici) or depot.sha256)
    return depot


def remove(ids: Ids, candidature: Une = None, today: Today = None, dry_run: DryRun = False) -> Result:
    """Retire des preuves du fichier ; ce qu'elles nomment reste où il est.

    Exemples :

        segurctl proof remove SC.PSC.01.01.01
        segurctl proof remove SC.PSC.01.01.01 SC.PSC.02.01.01 --dry-run
    """
    from segurctl.saisie.preuves import retirer

    return change_file(candidature, today, lambda _file, before: retirer(ids, before), dry_run=dry_run)


def list_(
    chapitre: Annotated[
        str | None, typer.Option("--chapitre", metavar="CLE", help="Celles d'un chapitre seulement.")
    ] = None,
    a_modifier: Annotated[
        bool, typer.Option("--a-modifier", help="Celles que l'ANS a renvoyées et qui ne sont pas redéposées.")
    ] = False,
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Les preuves du fichier : ce que chacune est, quand elle a été déposée, ce que l'ANS en a dit.

    Exemples :

        segurctl proof list --chapitre mss
        segurctl proof list --a-modifier
    """
    from segurctl.evaluation.selection import preuves

    path, evaluation = evaluate_one(candidature, day(today, "--today"))
    found = preuves(evaluation, chapitre, a_modifier=a_modifier)
    if wants_json(format_):
        from segurctl.views.preuves_json import preuves_json

        return Result(preuves_json(path, evaluation, found))
    from segurctl.views.preuves_text import preuves_text

    return Result(preuves_text(evaluation, found))


def chapters(candidature: Une = None, today: Today = None, format_: Format = None) -> Result:
    """Les chapitres d'exigences : où en est chacun, ce qui est prouvé, ce qui est à reprendre.

    Exemples :

        segurctl chapters
        segurctl mark chapitres.mss soumis
    """
    path, evaluation = evaluate_one(candidature, day(today, "--today"))
    if wants_json(format_):
        from segurctl.views.preuves_json import chapitres_json

        return Result(chapitres_json(path, evaluation))
    from segurctl.views.chapitres_text import chapitres_text

    return Result(chapitres_text(evaluation, option=option_of(path, the_one_here())))
