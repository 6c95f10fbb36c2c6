"""The program: a group that knows every command from the table, and builds only the one that is run."""

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from segurctl import __version__
from segurctl.cli.french import FrenchCommand, FrenchGroup, adopt
from segurctl.cli.table import TABLE, Entry, Table
from segurctl.cli.usage import Answer, Misuse

PROGRAM = "segurctl"
COMPLETION_VARIABLE = "_SEGURCTL_COMPLETE"


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


def build_app(table: Table = TABLE) -> FrenchGroup:
    """Make the program of a table of commands."""
    program = typer.Typer(cls=FrenchGroup, rich_markup_mode=None)
    program.callback()(_segurctl)
    group = get_command(program)
    assert isinstance(group, FrenchGroup)  # noqa: S101 - for the type checker: it is what `cls` asked for
    _fill(group, table)
    _speak_of_completion(group.params)
    return group


def _fill(group: FrenchGroup, table: Table) -> None:
    for name, entry in table.items():
        if not entry.group:
            group.add_command(Deferred(name, entry))
            continue
        below = FrenchGroup(
            name=name,
            help=f"{entry.summary[0].upper()}{entry.summary[1:]}.",
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


def _segurctl(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Affiche la version.", is_eager=True, callback=_answer_with_version),
    ] = False,
) -> None:
    """Suit le référencement Ségur vague 2 d'un produit, dans un fichier TOML gardé avec son code.

    Exemples :
      segurctl status
      segurctl mark psc.datapass soumis --le 2025-10-02
    """


def _speak_of_completion(params: list[Any]) -> None:
    said = {
        "install_completion": "Installe la complétion pour ce shell.",
        "show_completion": "Affiche le script de complétion de ce shell, pour l'installer à sa façon.",
    }
    adopt(params)
    for param in params:
        if param.name in said:
            param.help = said[param.name]
            param.callback = _speaking(param.callback)


def _speaking(callback: Callable[..., Any]) -> Callable[..., Any]:
    """Let Typer install or show the completion, and say in French what it did."""

    def speak(ctx: Any, param: Any, value: Any) -> Any:
        heard = io.StringIO()
        try:
            with redirect_stdout(heard), redirect_stderr(io.StringIO()):
                return callback(ctx, param, value)
        except SystemExit as done:
            if param.name == "show_completion":
                raise Answer(heard.getvalue()) from done
            file = heard.getvalue().partition("\n")[0].rpartition(" installed in ")[2]
            raise Answer(f"La complétion est installée ({file}) ; elle servira dès le prochain terminal.") from done
        except typer.Exit as failed:
            said = "ce shell n'est pas reconnu ; la complétion existe pour bash, zsh, fish et PowerShell"
            raise Misuse(said, ctx.command_path) from failed

    return speak
