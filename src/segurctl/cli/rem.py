"""The commands that read the REM: rem list, show, diff."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Format, Today, Une, day, option_of, the_one_here, wants_json
from segurctl.cli.result import Result
from segurctl.cli.suivre import evaluate_one
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.rem.model import Referentiel


def list_(
    chapitre: Annotated[str | None, typer.Option("--chapitre", metavar="CLE", help="D'un chapitre.")] = None,
    profil: Annotated[str | None, typer.Option("--profil", metavar="NOM", help="D'un profil.")] = None,
    statut: Annotated[
        str | None,
        typer.Option(
            "--statut",
            metavar="STATUT",
            help="nue, incomplete, a-modifier, prouvee, sans-objet ou hors-profil.",
        ),
    ] = None,
    sans_preuve: Annotated[
        bool, typer.Option("--sans-preuve", help="Celles à qui il manque au moins une preuve.")
    ] = False,
    tout: Annotated[bool, typer.Option("--tout", help="Aussi celles qui ne comptent pas.")] = False,
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Les exigences qui comptent pour le produit, par chapitre, avec l'état de leurs preuves.

    Exemples :

        segurctl rem list --chapitre mss --sans-preuve
        segurctl rem list --statut a-modifier --format json
    """
    from segurctl.evaluation.selection import Filtre, exigences

    path, evaluation = evaluate_one(candidature, day(today, "--today"))
    found = exigences(evaluation, Filtre(chapitre, profil, statut, sans_preuve=sans_preuve, tout=tout))
    if wants_json(format_):
        from segurctl.views.rem_json import exigences_json

        return Result(exigences_json(path, evaluation, found))
    from segurctl.views.rem_text import exigences_text

    return Result(exigences_text(evaluation, found))


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="L'id d'une exigence, d'un scénario ou d'une preuve.")],
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Une exigence en entier : son texte, ses scénarios, les preuves attendues et celles du fichier.

    Exemples :

        segurctl rem show SC.MSS/CONF.01
        segurctl rem show SC.MSS/CONF.01.01.01 --format json
    """
    from segurctl.evaluation.selection import exigence

    path, evaluation = evaluate_one(candidature, day(today, "--today"))
    found = exigence(evaluation, id_)
    if wants_json(format_):
        from segurctl.views.rem_json import exigence_json

        return Result(exigence_json(path, evaluation, found))
    from segurctl.views.rem_text import exigence_text

    return Result(exigence_text(evaluation, found, option=option_of(path, the_one_here())))


def diff(
    classeurs: Annotated[
        list[Path],
        typer.Argument(
            metavar="REM...",
            help="L'ancienne puis la nouvelle, relevés ou classeurs ; une seule se compare à celle de la candidature.",
        ),
    ],
    rem: Annotated[
        str | None, typer.Option("--rem", metavar="REM", help="Celle que l'on veut, d'une liste de plusieurs.")
    ] = None,
    feuille: Annotated[str | None, typer.Option("--feuille", metavar="NOM", help="La feuille des classeurs.")] = None,
    colonne: Annotated[
        list[str] | None, typer.Option("--colonne", metavar="ROLE=ENTETE", help="Une colonne qui n'est pas reconnue.")
    ] = None,
    candidature: Une = None,
    today: Today = None,
    format_: Format = None,
) -> Result:
    """Ce qui change d'une REM à une autre : exigences ajoutées, retirées, récrites, et vos preuves que cela touche.

    Exemples :

        segurctl rem diff REM-MDV-LGC-Va2.xlsx
        segurctl rem diff referentiels/avant.json referentiels/lgc-va2.json --format json
    """
    from segurctl.cli.rem_import import Lecture, lire_rem
    from segurctl.evaluation.selection import exiger_rem
    from segurctl.rem.diff import comparer

    if len(classeurs) > 2:  # noqa: PLR2004 - one against another
        raise SegurctlError("rem diff compare deux REM, pas plus", hint="segurctl rem diff ANCIEN NOUVEAU")
    lecture = Lecture(rem, feuille, tuple(colonne or ()))
    nouveau = lire_rem(classeurs[-1], lecture)[0]
    found = None
    if len(classeurs) == 1 or candidature is not None or the_one_here() is not None:
        found = evaluate_one(candidature, day(today, "--today"))
    ancien: Referentiel | None = lire_rem(classeurs[0], lecture)[0] if len(classeurs) > 1 else None
    if ancien is None and found:
        exiger_rem(found[1])
        ancien = found[1].couverture.referentiel
    assert ancien is not None  # noqa: S101 - for the type checker: exiger_rem has raised
    difference = comparer(ancien, nouveau, found[1].candidature.preuves if found else ())
    if wants_json(format_):
        from segurctl.views.rem_json import difference_json

        return Result(difference_json(ancien, nouveau, difference))
    from segurctl.views.rem_diff_text import difference_text

    return Result(difference_text(ancien, nouveau, difference))
