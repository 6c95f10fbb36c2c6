"""The command that reports."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.cli.options import Chemins, Output, Today, chosen_format, day
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.cli.relire import Ecrit
    from segurctl.cli.suivre import Named
    from segurctl.history.bilan import Bilan
    from segurctl.views.page import Page

_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "shields", ".txt": "text"}
_FORMATS = ("markdown", "html", "shields", "text")


def report(
    chemins: Chemins = None,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REV", help="En markdown, ce qui a changé depuis cette révision de git."),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option("--check", metavar="FICHIER", help="Sort 1 si ce rapport, refait à sa date, serait différent."),
    ] = None,
    today: Today = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="markdown|html|shields|text", help="Sans lui, --output le dit par son nom."),
    ] = None,
    output: Output = None,
) -> Result:
    """Où en sont les produits : une page HTML à ouvrir ou imprimer, un commentaire en Markdown, un badge.

    En Markdown, dans une pull request, ce qui a changé depuis sa base est dit aussi.

    Exemples :

        segurctl report --output rapport.html
        segurctl report candidatures/ --output rapport.md
        segurctl report --check rapport.html
    """
    from segurctl.cli.suivre import evaluate_all

    if check is not None:
        if format_ or output or base:
            raise SegurctlError("--check relit un rapport, qui dit lui-même ce qu'il est", hint="donnez-le seul")
        return _verifier(check, chemins, day(today, "--today"))
    jour = day(today, "--today")
    choisi = _format(format_, output)
    if base is not None and choisi != "markdown":
        raise SegurctlError("--base n'est que d'un rapport en Markdown", hint="ajoutez --format markdown")
    evaluations, errors = evaluate_all(chemins, jour, hashed=True)
    code = ExitCode.USAGE if errors else ExitCode.OK
    if not evaluations:
        return Result(code=code, errors=errors)
    contenu, remarques = _rendre(evaluations, errors, jour, choisi, base)
    if output is None or str(output) == "-":
        return Result(contenu, code, errors, masked=choisi == "text", beside=remarques)
    from segurctl.candidature.secrets import masquer
    from segurctl.cli.report_file import write_report
    from segurctl.views.page import line

    texte = contenu if isinstance(contenu, str) else masquer("".join(f"{one.text}\n" for one in contenu))
    write_report(output, texte, comme="rapport.html")
    return Result((line(f"{output} écrit"),), code, errors, written=output, beside=remarques)


def _format(asked: str | None, output: Path | None) -> str:
    """The format that is asked for, or that the name of the file says."""
    if asked is None and output is not None and (dit := _SUFFIXES.get(output.suffix.lower())):
        return dit
    return chosen_format(asked, _FORMATS)


def _rendre(
    evaluations: "list[Named]", errors: tuple[SegurctlError, ...], jour: dt.date, choisi: str, base: str | None
) -> "tuple[Page | str, tuple[str, ...]]":
    """What is shown, and what to know of it."""
    from segurctl.cli.suivre import ensemble
    from segurctl.history.bilan import Bilan

    portefeuille = ensemble(evaluations, jour)
    if choisi == "text":
        from segurctl.views.portefeuille_text import portefeuille_text

        return portefeuille_text(portefeuille), ()
    from segurctl.views.rapports import rendre

    bilan = Bilan(portefeuille, {}, None, errors)
    remarques: tuple[str, ...] = ()
    if choisi == "html":
        from segurctl.history.frise import frises

        bilan = bilan._replace(frises=frises(portefeuille))
    if choisi == "markdown":
        bilan, remarques = _compare(bilan, base)
    return rendre(bilan, choisi), remarques


def _compare(bilan: "Bilan", base: str | None) -> "tuple[Bilan, tuple[str, ...]]":
    """With what changed since a revision, where one is asked for; a CI whose base is not there is told so."""
    from segurctl.cli.depuis import comparer_depuis, demandee

    voulue = base if base is not None else demandee()
    if not voulue:
        return bilan, ()
    try:
        return bilan._replace(comparaison=comparer_depuis(voulue, bilan.portefeuille)), ()
    except SegurctlError as error:
        if base is not None:
            raise
        return bilan, (f"ce qui a changé n'est pas dit : {error}",)


def _verifier(path: Path, chemins: list[Path] | None, jour: dt.date) -> Result:
    """Whether a report would be the same, made again on its day; a badge, which has none, on this day."""
    from segurctl.cli.relire import relire
    from segurctl.cli.suivre import evaluate_all
    from segurctl.views.page import Segment, line

    ecrit = relire(path)
    au = ecrit.jour or jour
    evaluations, errors = evaluate_all(chemins, au, hashed=True)
    if not evaluations:
        return Result(code=ExitCode.USAGE, errors=errors)
    if ecrit.format_ == "html" and _tronque(one for one, _ in evaluations):
        raise SegurctlError(
            "l'historique de ce clone est tronqué : le rapport n'y peut être refait",
            path=path,
            hint="git fetch --unshallow, ou fetch-depth: 0 en CI",
        )
    contenu, _ = _rendre(evaluations, errors, au, ecrit.format_, ecrit.base or "")
    code = ExitCode.USAGE if errors else ExitCode.OK
    if contenu == ecrit.texte:
        return Result((line(f"{path} est à jour"),), code, errors)
    refaire = Segment(_refaire(path, chemins or [], ecrit), "commande")
    dit = (line(f"{path} n'est plus à jour : refait d'ici à sa date, il serait différent"), line("  → ", refaire))
    return Result(dit, max(code, ExitCode.FINDINGS), errors)


def _refaire(path: Path, chemins: list[Path], ecrit: "Ecrit") -> str:
    """The command that makes a report again, of the same files, in its format, with its base."""
    from shlex import quote

    format_ = [] if _SUFFIXES.get(path.suffix.lower()) == ecrit.format_ else ["--format", ecrit.format_]
    base = ["--base", ecrit.base] if ecrit.base else []
    mots = ("segurctl", "report", *map(str, chemins), *format_, *base, f"--output={path}")
    return " ".join(map(quote, mots))


def _tronque(chemins: "Iterable[Path]") -> bool:
    """Whether the clone of any of these files lacks its oldest commits."""
    from segurctl.history.depot import ouvrir

    for dossier in {(Path.cwd() / one).parent for one in chemins}:
        with suppress(SegurctlError):
            if ouvrir(dossier).tronque:
                return True
    return False
