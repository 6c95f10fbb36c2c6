"""The command that judges: check."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Chemins, Today, chosen_format, day
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.evaluation.rapport import Controle, Rapport
    from segurctl.views.page import Page


def check(
    chemins: Chemins = None,
    gate: Annotated[
        str | None,
        typer.Option("--gate", metavar="ETAPE", help="Demande seulement si l'on peut entrer dans cette étape."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Un avertissement fait échouer ; --gate suit les conseils.")
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="REGLES", help="Ces règles seulement : PSC001, ou PSC.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="REGLES", help="Toutes les règles sauf celles-là.")
    ] = None,
    today: Today = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, json, github, gitlab, sarif, junit ou markdown."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FICHIER", help="Écrit le rapport dans ce fichier.")
    ] = None,
) -> Result:
    """Contrôle les fichiers : ce qui ne tiendrait pas devant l'ANS, ligne par ligne, et comment le corriger.

    Sort 0 quand tout tient, 1 quand une erreur est trouvée, 2 quand un fichier est illisible ; pareil dans
    tous les formats.

    Exemples :

        segurctl check --strict
        segurctl check --gate psc.client-id-bas
        segurctl check candidatures/ --format sarif --output segurctl.sarif
    """
    from segurctl.evaluation.rapport import Rapport
    from segurctl.rules.fiches import choisir, regles
    from segurctl.views.formats import FORMATS, render

    if gate is not None and (select or ignore):
        raise SegurctlError(
            "--gate ne pose qu'une question : --select et --ignore n'y changent rien", hint="retirez-les"
        )
    format_ = chosen_format(format_, ("text", *FORMATS))
    choisie = choisir(select or (), ignore or ())
    controles = _controler(chemins, gate, strict=strict, today=today, choisie=choisie)
    cherchees = tuple(one for one in regles().values() if _cherchee(one.id, gate, choisie, strict=strict))
    rapport = Rapport(controles, cherchees, strict)
    code = _code(rapport)
    if output is None:
        return Result(_page(rapport) if format_ == "text" else render(rapport, format_), code)
    from segurctl.cli.report_file import write_report
    from segurctl.views.check_text import bilan

    write_report(output, _texte(rapport) if format_ == "text" else render(rapport, format_), controles)
    return Result((bilan(rapport),), code, written=output)


def _code(rapport: "Rapport") -> ExitCode:
    if not rapport.lisible:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if rapport.echoue else ExitCode.OK


def _cherchee(regle: str, gate: str | None, choisie: Callable[[str], bool], *, strict: bool) -> bool:
    """Whether a rule is looked for: a gate asks its own questions, and nothing else asks those."""
    from segurctl.rules.fiches import CONSEILS, DURS, ILLISIBLE

    if regle == ILLISIBLE:
        return True
    if gate is not None:
        return regle == DURS or (regle == CONSEILS and strict)
    return regle not in (DURS, CONSEILS) and choisie(regle)


def _page(rapport: "Rapport") -> "Page":
    from segurctl.views.check_text import check_text
    from segurctl.views.gate_text import gate_text

    return gate_text(rapport) if any(one.porte for one in rapport.fichiers) else check_text(rapport)


def _texte(rapport: "Rapport") -> str:
    """The page as a file holds it: no colour, nothing cut."""
    return "".join(f"{one.text}\n" for one in _page(rapport))


def _controler(
    chemins: list[Path] | None, gate: str | None, *, strict: bool, today: str | None, choisie: Callable[[str], bool]
) -> tuple["Controle", ...]:
    """Look at every file, those that cannot be read too."""
    from segurctl.candidature.discover import Introuvable, each
    from segurctl.candidature.read import read_candidature
    from segurctl.evaluation import evaluate
    from segurctl.evaluation.porte import porte
    from segurctl.evaluation.rapport import controler, franchir, illisible
    from segurctl.parcours.load import load_parcours
    from segurctl.proofs.disk import gather

    parcours, now = load_parcours(), day(today, "--today")
    if gate is not None:
        _connue(gate, list(parcours.etapes))
    controles = []
    for found in each(chemins or [], Path.cwd()):
        if isinstance(found, Introuvable):
            controles.append(illisible(*found))
            continue
        try:
            file = read_candidature(found, parcours)
        except SegurctlError as error:
            controles.append(illisible(found, error))
            continue
        evaluation = evaluate(file.candidature, parcours, now, gather(file, hashed=gate is None))
        controles.append(
            controler(file, evaluation, choisie)
            if gate is None
            else franchir(file, porte(evaluation, gate, strict=strict))
        )
    return tuple(controles)


def _connue(etape: str, known: list[str]) -> None:
    """Raise SegurctlError for an étape that does not exist."""
    from segurctl.candidature.fields import suggest

    if etape not in known:
        hint = suggest(etape, known) or f"étapes : {', '.join(known)}"
        raise SegurctlError(f"étape inconnue « {etape} »", hint=hint)
