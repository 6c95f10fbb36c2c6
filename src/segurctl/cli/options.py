"""Options that several commands share, and what they mean."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.discover import Introuvable

Today = Annotated[
    str | None,
    typer.Option("--today", envvar="SEGURCTL_TODAY", metavar="AAAA-MM-JJ", help="Fait comme si on était ce jour-là."),
]
Format = Annotated[str | None, typer.Option("--format", metavar="text|json", help="Pour une personne ou un programme.")]
FormatRapport = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="text, json, github, gitlab, sarif, junit ou markdown."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FICHIER", help="Écrit le rapport dans ce fichier.")
]
Chemins = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[CHEMINS]...",
        help="Fichiers ou dossiers ; sans rien, ceux que l'on trouve d'ici, ou ceux de config.",
    ),
]
Une = Annotated[
    Path | None,
    typer.Option("--candidature", "-c", metavar="CHEMIN", help="Le fichier, quand il y en a plusieurs."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Montre le diff et n'écrit rien.")]
Le = Annotated[
    str | None,
    typer.Option("--le", metavar="AAAA-MM-JJ", help="Le jour où c'est arrivé [défaut : aujourd'hui]."),
]

FORMATS = ("text", "json")


def day(text: str | None, option: str) -> dt.date:
    """The day that an option names, today when it is not given. Raises SegurctlError when it is no day."""
    from segurctl.candidature.typed import parse_day

    if text is None:
        return _today()
    try:
        return parse_day(text)
    except ValueError:
        raise SegurctlError(f"{option} « {text} » n'est pas une date", hint="écrivez-la AAAA-MM-JJ") from None


def _today() -> dt.date:
    """The day in France, where the delays run, wherever CI runs; else, without the time zones, that of the machine."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return dt.datetime.now(ZoneInfo("Europe/Paris")).date()
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return dt.date.today()  # noqa: DTZ011 - the machine's own day is what is left


def wants_json(chosen: str | None, *, scripts: bool = False) -> bool:
    """Whether JSON is asked, where there is nothing but that and text."""
    return chosen_format(chosen, FORMATS, scripts=scripts) == "json"


def chosen_format(chosen: str | None, formats: Sequence[str], *, scripts: bool = False) -> str:
    """The format asked: by the option, or else SEGURCTL_FORMAT, or else the person's config; else the first.

    A command that gives bare values to `scripts` does not follow the config. What the environment or the config says is
    ignored where the command lacks it. Raises SegurctlError when the option names another, or when the config is not
    sound.
    """
    if chosen is not None and chosen not in formats:
        from segurctl.proches import suggest

        hint = suggest(chosen, formats) or f"formats : {', '.join(formats)}"
        raise SegurctlError(f"--format « {chosen} » inconnu", hint=hint)
    if chosen or (chosen := os.environ.get("SEGURCTL_FORMAT")) in formats:
        return str(chosen)
    if scripts:
        return formats[0]
    from segurctl.config import reglage

    return next((one for one in reglage("format") if one in formats), formats[0])


def candidatures(chemins: Sequence[Path] | None) -> "Iterator[Path | Introuvable]":
    """Every file meant: by the paths given, or else SEGURCTL_DOSSIERS, or else found from here, or else by the config.

    A company's file stands for the candidatures of its folder, under which it is read.

    Raises SegurctlError, once it is asked for the first, when nothing says any, or when the config is not sound.
    """
    from segurctl.candidature.discover import EDITEUR, each
    from segurctl.config import de_l_environnement, etendu, reglage

    chemins = [one.parent if one.name == EDITEUR and one.is_file() else one for one in chemins or ()]
    dits, variable = ((), "") if chemins else de_l_environnement("dossiers")
    if not dits:
        try:
            yield from each(chemins, Path.cwd())
        except SegurctlError:
            dits = tuple(map(etendu, reglage("dossiers")))
            if not dits:
                raise
    if dits:
        yield from _dans(dits, f"corrigez {variable}" if variable else "segurctl config set dossiers=…")


def _dans(dossiers: Sequence[str], hint: str) -> "Iterator[Path | Introuvable]":
    """The candidatures of folders that nobody typed just now: one that is gone is said, with where it is settled."""
    from segurctl.candidature.discover import Introuvable, each

    paths = [Path(one) for one in dossiers]
    for path in paths:
        if not path.exists():
            yield Introuvable(path, SegurctlError("ce dossier n'existe pas", path=path, hint=hint))
    if there := [path for path in paths if path.exists()]:  # none would mean from here
        yield from each(there, Path.cwd())


def the_one_here() -> Path | None:
    """The candidature that commands find by themselves from here, resolved; None where there is none, or several."""
    from segurctl.candidature.discover import around

    found = around(Path.cwd())
    return found[0].resolve() if len(found) == 1 else None


def option_of(path: Path, here: Path | None) -> str:
    """What a command needs to find a file: nothing where it is the one found from here."""
    from shlex import quote

    return "" if here == path.resolve() else f"-c {quote(str(path))}"
