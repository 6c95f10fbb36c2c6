"""The program: a group that knows every command from the table, and builds only the one that is run."""

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from segurctl import __version__
from segurctl.cli.french import FrenchCommand, FrenchGroup
from segurctl.cli.table import TABLE, Entry, Table
from segurctl.cli.usage import Answer, Misuse, quote, suggestion

PROGRAM = "segurctl"
_COMPLETION = ("--install-completion", "--show-completion")
_CE_SHELL = "ce-shell"  # what stands for the person's own, where none is named
_SHELLS = "[SHELL]"


class Deferred(FrenchCommand):
    """A command that is only a name and a summary until it is run."""

    def __init__(self, name: str, entry: Entry) -> None:
        super().__init__(
            name,
            short_help=entry.summary,
            hidden=entry.hidden,
            rich_help_panel=entry.panel,
            rich_markup_mode=None,
        )
        self.target = entry.target

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Import the command and let it read its part of the command line."""
        module, _, function = self.target.partition(":")
        command = build_command(str(self.name), getattr(import_module(module), function))
        return command.make_context(info_name, args, parent=parent, **extra)


class Program(FrenchGroup):
    """The program itself; the options of its completion may go without their value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; `help` in its place is `--help` after it."""
        if args and args[0] == "help":
            args = [*args[1:], "--help"]
        if args and args[0] in _COMPLETION and (len(args) == 1 or args[1].startswith("-")):
            args = [args[0], _CE_SHELL, *args[1:]]
        return super().parse_args(ctx, args)


def build_app(table: Table = TABLE) -> FrenchGroup:
    """Make the program of a table of commands."""
    program = typer.Typer(cls=Program, add_completion=False, rich_markup_mode=None)
    program.callback()(_segurctl)
    group = get_command(program)
    assert isinstance(group, FrenchGroup)  # noqa: S101 - for the type checker: it is what `cls` asked for
    _fill(group, table)
    return group


def _fill(group: FrenchGroup, table: Table) -> None:
    for name, entry in table.items():
        if not entry.group:
            group.add_command(Deferred(name, entry))
            continue
        below = FrenchGroup(
            name=name,
            help="\n".join([f"{entry.summary[0].upper()}{entry.summary[1:]}.", "", "Exemples :", "", *entry.examples]),
            short_help=entry.summary,
            rich_help_panel=entry.panel,
            rich_markup_mode=None,
            no_args_is_help=False,
        )
        _fill(below, entry.group)
        group.add_command(below)


def build_command(name: str, function: Callable[..., Any]) -> FrenchCommand:
    """Make the command of a function: its docstring is the help, its parameters are the options."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, cls=FrenchCommand)(function)
    command = get_command(single)
    assert isinstance(command, FrenchCommand)  # noqa: S101 - for the type checker: it is what `cls` asked for
    return command


def _answer_with_version(value: bool) -> None:
    if value:
        raise Answer(f"{PROGRAM} {__version__}")


def _install(ctx: typer.Context, shell: str | None) -> None:
    if shell is not None:
        from segurctl.cli.completion.installer import installer

        raise Answer(installer(_shell(ctx, shell)))


def _show(ctx: typer.Context, shell: str | None) -> None:
    if shell is not None:
        from segurctl.cli.completion.shells import script

        raise Answer(script(_shell(ctx, shell)))


def _shell(ctx: typer.Context, named: str) -> str:
    """The shell that was named, or the person's own."""
    import os
    from pathlib import PurePath

    from segurctl.cli.completion.shells import SHELLS

    own = named == _CE_SHELL
    shell = PurePath(os.environ.get("SHELL", "")).name if own else {"pwsh": "powershell"}.get(named, named)
    if shell in SHELLS:
        return shell
    if not own:
        raise Misuse(f"{quote(named)} n'est pas un shell connu{suggestion(named, SHELLS)}", ctx.command_path)
    raise Misuse(f"nommez votre shell : {_COMPLETION[1]} {'|'.join(SHELLS)}", ctx.command_path)


def _segurctl(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Affiche la version.", is_eager=True, callback=_answer_with_version),
    ] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            metavar=_SHELLS, help="Installe la complétion de ce shell, ou du vôtre.", is_eager=True, callback=_install
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option(
            metavar=_SHELLS, help="Affiche le script de ce shell, ou du vôtre.", is_eager=True, callback=_show
        ),
    ] = None,
) -> None:
    """Suit le référencement Ségur vague 2 d'un produit, dans un fichier TOML gardé avec son code.

    Exemples :
      segurctl status
      segurctl mark psc.datapass soumis --le 2025-10-02
    """
