"""The commands that keep files as the tool would write them: fmt, migrate."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from segurctl.candidature.discover import EDITEUR
from segurctl.cli.options import Chemins, DryRun, candidatures
from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.discover import Introuvable
    from segurctl.views.page import Line, Page


class Fait(NamedTuple):
    """What there is to say of one file, and whether it is, or would be, another than it was."""

    page: "Page"
    change: bool


def fmt(
    chemins: Chemins = None,
    check: Annotated[bool, typer.Option("--check", help="N'écrit rien ; sort 1 si un fichier changerait.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Montre le diff et n'écrit rien ; sort 1 si un fichier changerait.")
    ] = False,
) -> Result:
    """Met les fichiers en forme : l'ordre du format, une espace autour de =, une ligne vide entre les tables.

    Les valeurs restent écrites comme elles le sont, et chaque commentaire reste avec ce qu'il précède ou termine.
    Sort 0, 1 (--check, --diff : un fichier changerait) ou 2 (un fichier est illisible ; les autres sont faits).

    Exemples :

        segurctl fmt
        segurctl fmt candidatures/ --check
        segurctl fmt candidature.toml --diff
    """
    from segurctl.candidature.format import format_text
    from segurctl.candidature.layout import CatalogueLayout
    from segurctl.candidature.read import parse_file
    from segurctl.candidature.write import revise
    from segurctl.parcours.load import load_parcours
    from segurctl.views.entretien_text import mis_en_forme

    parcours, essai = load_parcours(), check or diff
    layout = CatalogueLayout(parcours)

    def one(path: Path) -> Fait:
        def formatted(text: str) -> str:
            parse_file(path, text, parcours)
            return format_text(text, layout)

        before, after = revise(path, parcours, formatted, dry_run=essai)
        return Fait(mis_en_forme(path, before, after, check=check, diff=diff), before != after)

    return _each(chemins, one, "" if diff and not check else "rien ne change", findings=essai, writes=not essai)


def migrate(
    chemins: Chemins = None,
    check: Annotated[
        bool, typer.Option("--check", help="N'écrit rien ; sort 1 si un fichier est à faire passer.")
    ] = False,
    dry_run: DryRun = False,
) -> Result:
    """Fait passer les fichiers d'une édition antérieure du parcours, ou d'un ancien format, à l'actuel.

    Dit ligne par ligne ce qui change. Rien de ce qui a été noté ne se perd : ce qui n'a plus sa place reste en
    commentaire. Sort 0, 1 (--check : un fichier est à faire passer) ou 2 (un fichier est illisible ; les autres sont
    faits).

    Exemples :

        segurctl migrate
        segurctl migrate candidatures/ --check
        segurctl migrate candidature.toml --dry-run
    """
    from segurctl.candidature.layout import CatalogueLayout
    from segurctl.candidature.migrate import Changement, migrer
    from segurctl.candidature.write import revise
    from segurctl.parcours.load import load_parcours
    from segurctl.views.entretien_text import migre

    parcours, essai = load_parcours(), check or dry_run
    layout = CatalogueLayout(parcours)

    def one(path: Path) -> Fait:
        changements: list[Changement] = []

        def migrated(text: str) -> str:
            after, faits = migrer(path, text, parcours, layout)
            changements.extend(faits)
            return after

        before, after = revise(path, parcours, migrated, dry_run=essai)
        return Fait(migre(path, changements, before, after, essai=essai, diff=dry_run), bool(changements))

    return _each(chemins, one, "rien à migrer", findings=check, writes=not essai)


def _each(
    chemins: list[Path] | None, work: Callable[[Path], Fait], quoi: str, *, findings: bool, writes: bool
) -> Result:
    """Do the same to every file meant; one that cannot be read or written is told after the others, that are done.

    `quoi` is what to say of those that do not change, if anything. `findings`: a file that changes is a finding.
    `writes`: it is written.
    """
    from segurctl.views.entretien_text import rien

    page: list[Line] = []
    errors: list[SegurctlError] = []
    changed: list[Path] = []
    intacts: list[Path] = []
    for found in _tous(chemins):
        try:
            path = _inside(found)
            fait = work(path)
        except SegurctlError as error:
            error.path = error.path or (found if isinstance(found, Path) else found.path)
            errors.append(error)
            continue
        page += fait.page
        (changed if fait.change else intacts).append(path)
    page += rien(intacts, quoi) if quoi else ()
    code = ExitCode.USAGE if errors else ExitCode.FINDINGS if findings and changed else ExitCode.OK
    return Result(tuple(page), code, tuple(errors), changed[-1] if changed and writes else None)


def _tous(chemins: list[Path] | None) -> "Iterator[Path | Introuvable]":
    """Every file meant, and the company's files that are read under them, each once."""
    from segurctl.candidature.discover import company_of

    nommes = [one for one in chemins or () if one.name == EDITEUR]
    autres = [one for one in chemins or () if one.name != EDITEUR]
    found = list(candidatures(autres)) if autres or not nommes else []
    editeurs = [*nommes, *(company_of(one) for one in found if isinstance(one, Path))]
    yield from {os.path.realpath(one): one for one in reversed(editeurs) if one}.values()
    yield from found


def _inside(found: "Path | Introuvable") -> Path:
    """A file to write. Raises SegurctlError where there is none, or where a link leads out of the repository."""
    from segurctl.proofs.bornes import leads_outside

    if not isinstance(found, Path):
        raise found.error
    if leads_outside(found):
        hint = "mettez le fichier lui-même dans le dépôt"
        raise SegurctlError("ce lien mène hors du dépôt : rien n'y est écrit", path=found, hint=hint)
    return found
