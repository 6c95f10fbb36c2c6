"""The command that git runs to merge a candidature, and that tells it so: merge-driver."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.merge.marks import Labels
    from segurctl.candidature.merge.meaning import Conflict
    from segurctl.candidature.merge.texts import Outcome, Sides

_MARKS = 7  # characters of a mark, where git does not say
_DIGITS = 3  # of their number, which comes from the attributes of the repository


def merge_driver(
    fichiers: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[BASE OURS THEIRS CHEMIN]", help="Ce que git donne : %O %A %B %P."),
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="Règle ce clone pour que git s'en serve.")] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Retire ces réglages.")] = False,
    marker_size: Annotated[str, typer.Option("--marker-size", metavar="N", help="La longueur des marques.")] = "",
    ours_label: Annotated[str, typer.Option("--ours-label", metavar="NOM", help="Le nom de notre côté.")] = "",
    theirs_label: Annotated[str, typer.Option("--theirs-label", metavar="NOM", help="Le nom de l'autre côté.")] = "",
) -> Result:
    """Fusionne pour git deux versions d'une candidature, clé par clé.

    Git lance cette commande lui-même dans un clone réglé avec --install. Le résultat remplace OURS ; ce que les deux
    côtés ont changé différemment y reste entre les marques d'un conflit, et le code est 1.

    Exemples :

        segurctl merge-driver --install
        segurctl merge-driver --uninstall
    """
    if install or uninstall:
        if fichiers or (install and uninstall):
            raise SegurctlError("--install et --uninstall vont seuls", hint="segurctl merge-driver --install")
        return _installed() if install else _uninstalled()
    if len(fichiers or []) != 4:  # noqa: PLR2004 - %O %A %B %P
        raise SegurctlError(
            "git lance merge-driver avec quatre fichiers", hint="pour qu'il le fasse : segurctl merge-driver --install"
        )
    from segurctl.candidature.merge.marks import Labels

    base, ours, theirs, path = fichiers or []
    size = int(marker_size) if marker_size.isdecimal() and len(marker_size) <= _DIGITS else _MARKS
    labels = Labels(_label(ours_label, "ours"), _label(theirs_label, "theirs"), size or _MARKS)
    return _merged(base, ours, theirs, path, labels)


def _label(given: str, usual: str) -> str:
    """A label; the older gits that have none leave the word `%X` as it is."""
    return usual if given in ("", "%X", "%Y") else given


def _merged(base: Path, ours: Path, theirs: Path, path: Path, labels: "Labels") -> Result:
    from segurctl.candidature.merge.texts import Sides
    from segurctl.candidature.replace import replace_bytes

    sides = Sides(*(_read(one) for one in (base, ours, theirs)))
    outcome = _outcome(sides, ours, labels)
    if outcome.data != sides.ours:
        replace_bytes(ours, outcome.data)
    if outcome.clean:
        return Result()
    errors = tuple(_told(path, one) for one in outcome.conflicts)
    if not errors:
        errors = (SegurctlError("fusion à terminer à la main", path=path, hint="gardez un côté entre les marques"),)
    return Result(code=ExitCode.FINDINGS, errors=errors)


def _outcome(sides: "Sides", ours: Path, labels: "Labels") -> "Outcome":
    from segurctl.candidature.layout import CatalogueLayout
    from segurctl.candidature.merge.texts import merge_texts, plain_merge
    from segurctl.candidature.replace import replace_bytes
    from segurctl.parcours.load import load_parcours

    try:
        return merge_texts(sides, CatalogueLayout(load_parcours()), labels)
    except Exception:
        # Whatever broke, both sides must be there for a person: git says that there is a conflict.
        replace_bytes(ours, plain_merge(sides, labels).data)
        raise


def _read(path: Path) -> bytes:
    """One of git's own temporary files: of any size, for what is no candidature is merged as git would."""
    from segurctl.system import reason

    try:
        return path.read_bytes()
    except OSError as error:
        raise SegurctlError(f"lecture impossible : {reason(error)}", path=path) from None


def _told(path: Path, conflict: "Conflict") -> SegurctlError:
    from segurctl.candidature.paths import format_path
    from segurctl.candidature.secrets import masquer_valeur

    cle = conflict.path[-1]
    ours, theirs = _differing(masquer_valeur(cle, conflict.ours), masquer_valeur(cle, conflict.theirs))
    message = f"conflit sur {format_path(conflict.path)} : {ours} ici, {theirs} dans l'autre version"
    return SegurctlError(message, path=path, hint="gardez un côté entre les marques")


def _differing(ours: Any, theirs: Any) -> tuple[str, str]:
    """Both values in a few words; of two tables, what differs between them."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        keys = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
        ours, theirs = ({key: side[key] for key in keys if key in side} for side in (ours, theirs))
    return _shown(ours), _shown(theirs)


def _shown(value: Any) -> str:
    from segurctl.candidature.literal import shown
    from segurctl.candidature.merge.meaning import ABSENT

    if value is ABSENT or value in ({}, []):
        return "rien"
    if isinstance(value, Sequence) and len(value) == 1 and isinstance(value[0], Mapping):
        value = value[0]
    return shown(value)


def _installed() -> Result:
    from segurctl.candidature.merge.install import LINES, install
    from segurctl.views.page import line

    done = install(Path.cwd())
    said = [
        "git fusionne maintenant les candidatures avec segurctl, dans ce clone et dans lui seul.",
        f"écrit : merge.segurctl dans la configuration du dépôt, et {done.attributes}",
        "Chacun le fait dans son clone. Une équipe peut mettre ces lignes dans son .gitattributes, pour celles et",
        "ceux qui l'ont fait ; ailleurs, git fusionne comme d'habitude :",
        *(f"  {one}" for one in LINES),
        "Pour revenir en arrière : segurctl merge-driver --uninstall",
    ]
    return Result(tuple(line(one) for one in said), written=done.attributes)


def _uninstalled() -> Result:
    from segurctl.candidature.merge.install import uninstall
    from segurctl.views.page import line

    attributes = uninstall(Path.cwd())
    said = f"git fusionne de nouveau comme d'habitude : merge.segurctl et les lignes de {attributes} sont retirés."
    return Result((line(said),), written=attributes)
