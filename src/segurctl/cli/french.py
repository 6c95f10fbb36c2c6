"""Typer's classes, speaking French: usage, help and the way that values are refused.

A command's help is its docstring: prose first; then, after a line `Exemples :`, lines kept as they are.
"""

import inspect
from collections.abc import Mapping
from contextlib import contextmanager
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from segurctl.cli import apparence
from segurctl.cli.usage import (
    Answer,
    Misuse,
    bounds,
    choices,
    date_form,
    label,
    quote,
    refusal,
    sentence,
    suggestion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Typer hands its contexts and formatters to the methods below, but publishes no name for them.
Context = Any
Formatter = Any

_METAVARS: Mapping[str, str] = {
    "boolean": "BOOLÉEN",
    "directory": "DOSSIER",
    "file": "FICHIER",
    "filename": "FICHIER",
    "float": "NOMBRE",
    "float range": "NOMBRE",
    "fromisoformat": "AAAA-MM-JJ",
    "int": "ENTIER",
    "int range": "ENTIER",
    "path": "CHEMIN",
    "str": "TEXTE",
    "uuid": "UUID",
}
_EXAMPLES = "\nExemples :\n"


class FrenchOption(TyperOption):
    """An option whose help and refusals are French."""

    def make_metavar(self, ctx: Context) -> str:  # noqa: ARG002 - Typer's signature
        """Name the value: the choices themselves, or the kind of value."""
        return self.metavar or "|".join(choices(self.type)) or _kind_of_value(self)

    def get_help_record(self, ctx: Context) -> tuple[str, str] | None:
        """Write the option's line of the help: its names, what it does."""
        if self.hidden:
            return None
        value = "" if self.is_flag or self.count else f" {self.make_metavar(ctx)}"
        names = [f"{', '.join(sorted(names, key=len))}{value}" for names in (self.opts, self.secondary_opts) if names]
        return " / ".join(names), _help(self, ctx)

    def type_cast_value(self, ctx: Context, value: Any) -> Any:
        """Convert the value, or refuse it in French."""
        try:
            return super().type_cast_value(ctx, value)
        except typer.BadParameter as error:
            raise typer.BadParameter(refusal(self.type, value, error), ctx=ctx, param=self) from error


class FrenchArgument(TyperArgument):
    """An argument whose help and refusals are French."""

    def make_metavar(self, ctx: Context, *, usage: bool = False) -> str:  # noqa: ARG002 - Typer's signature
        """Name the argument, in capitals; in the usage line, between brackets where it may be left out.

        A metavar that says by itself how many values it stands for is kept as it is.
        """
        name = self.metavar or label(self)
        if self.nargs != 1 and not any(dots in name for dots in ("...", "…")):
            name += "…"
        return f"[{name}]" if usage and not self.required and not name.startswith("[") else name

    def get_help_record(self, ctx: Context) -> tuple[str, str] | None:
        """Write the argument's line of the help."""
        return None if self.hidden else (self.make_metavar(ctx), _help(self, ctx))

    def type_cast_value(self, ctx: Context, value: Any) -> Any:
        """Convert the value, or refuse it in French."""
        try:
            return super().type_cast_value(ctx, value)
        except typer.BadParameter as error:
            raise typer.BadParameter(refusal(self.type, value, error), ctx=ctx, param=self) from error


class FrenchCommand(TyperCommand):
    """A command whose help and usage errors are French."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        adopt(self.params)

    def get_params(self, ctx: Context) -> list[Any]:
        """Its own parameters, those of every command, then `--help`."""
        return _avec_apparence(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Make `--help` speak French, and answer through the printer."""
        return _speaking(super().get_help_option(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line, or say in one French sentence what is wrong with it."""
        ctx.allow_extra_args = True  # what is left over is told below
        with _spoken(ctx):
            left: list[str] = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            from segurctl.cli.en_trop import conseil

            said = conseil(ctx.params, left, fichier=any("-c" in param.opts for param in self.params))
            raise Misuse(f"{quote(left[0])} est en trop ; {said}", ctx.command_path)
        return left

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002 - Typer's signature
        """Write what the command does."""
        _write_prose(self.help, formatter)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write the arguments and the options."""
        _write_params(self.get_params(ctx), ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002 - Typer's signature
        """Write the examples, as they are in the docstring."""
        _write_examples(self.help, formatter)


class FrenchGroup(TyperGroup):
    """A group whose help shows its commands by panel, and whose usage errors are French."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "subcommand_metavar": "COMMANDE [ARGUMENTS]…"})
        adopt(self.params)

    def get_params(self, ctx: Context) -> list[Any]:
        """Its own parameters, those of every command, then `--help`."""
        return _avec_apparence(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: Formatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Make `--help` speak French, and answer through the printer."""
        return _speaking(super().get_help_option(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what stands before the command; with nothing at all to read, the help is the usage error."""
        if not args and not ctx.resilient_parsing:
            raise Answer(ctx.get_help(), Misuse.exit_code)
        with _spoken(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command, or name the nearest ones."""
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            known = [name for name, command in self.commands.items() if not command.hidden]
            near = suggestion(args[0], known)
            raise Misuse(f"{quote(args[0])} n'est pas une commande{near}", ctx.command_path)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Context) -> Any:
        """Run the command."""
        with _spoken(ctx):
            return super().invoke(ctx)

    def format_help_text(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002 - Typer's signature
        """Write what the program does."""
        _write_prose(self.help, formatter)

    def format_options(self, ctx: Context, formatter: Formatter) -> None:
        """Write the commands, panel by panel, then the options."""
        shown = {name: command for name, command in self.commands.items() if not command.hidden}
        width = max(map(len, shown), default=0)
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, command in shown.items():
            panel = getattr(command, "rich_help_panel", None) or "Commandes"
            panels.setdefault(panel, []).append((name.ljust(width), command.short_help or ""))
        for panel, rows in panels.items():
            _write_rows(panel, rows, formatter)
        _write_params(self.get_params(ctx), ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: Formatter) -> None:  # noqa: ARG002 - Typer's signature
        """Write the examples, as they are in the docstring."""
        _write_examples(self.help, formatter)


def _avec_apparence(params: list[Any]) -> list[Any]:
    at = next((rang for rang, param in enumerate(params) if param.name == "help"), len(params))
    return [*params[:at], *_apparence(), *params[at:]]


@cache
def _apparence() -> tuple[Any, ...]:
    found = apparence.options()
    adopt(found)
    return tuple(found)


def adopt(params: list[Any]) -> None:
    """Turn Typer's own parameters into French ones: it makes them of classes that nobody can choose.

    Ours only speak; they add no state, so that changing the class of a made object is sound.
    """
    for param in params:
        param.__class__ = FrenchOption if isinstance(param, TyperOption) else FrenchArgument


@contextmanager
def _spoken(ctx: Context) -> "Iterator[None]":
    """Say Typer's usage errors in French, with the command that they are about."""
    try:
        yield
    except (Answer, Misuse):
        raise
    except typer.TyperException as error:
        where = getattr(error, "ctx", None) or ctx
        raise Misuse(sentence(error, where.command.get_params(where)), where.command_path) from error


def _speaking(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        adopt([option])
        option.help = "Affiche cette aide."
        option.callback = _answer_with_help
    return option


def _answer_with_help(ctx: Context, _: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        raise Answer(ctx.get_help())


def _kind_of_value(param: TyperOption | TyperArgument) -> str:
    formats = getattr(param.type, "formats", None)
    return date_form(formats) if formats else _METAVARS.get(param.type.name, "VALEUR")


def _help(param: TyperOption | TyperArgument, ctx: Context) -> str:
    """Write what a parameter is for, then what else there is to know of it, between brackets."""
    facts = []
    if isinstance(param, TyperArgument) and param.show_choices and (words := choices(param.type)):
        facts.append("|".join(words))
    if param.show_envvar and param.envvar:
        names = [param.envvar] if isinstance(param.envvar, str) else param.envvar
        facts.append(f"variable : {', '.join(names)}")
    if default := _default(param, ctx):
        facts.append(f"défaut : {default}")
    if hasattr(param.type, "min_open") and (limits := bounds(param.type)):
        facts.append(limits)
    if param.required:
        facts.append("obligatoire")
    return "  ".join(part for part in (param.help or "", f"[{' ; '.join(facts)}]" if facts else "") if part)


def _default(param: TyperOption | TyperArgument, ctx: Context) -> str:
    if isinstance(param.show_default, str):
        return param.show_default
    value = param.get_default(ctx, call=False) if param.show_default else None
    if callable(value):
        return "calculé"
    if isinstance(param, TyperOption) and param.is_flag:
        names = param.opts if value else param.secondary_opts
        return max(names, key=len) if value is not None and param.secondary_opts and names else ""
    return ", ".join(map(_shown, value)) if isinstance(value, (list, tuple)) else _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    return "" if value is None else str(value)


def _write_usage(command: TyperCommand | TyperGroup, ctx: Context, formatter: Formatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation : ")


def _write_prose(text: str | None, formatter: Formatter) -> None:
    prose = f"{inspect.cleandoc(text or '')}\n".partition(_EXAMPLES)[0].strip()
    if prose:
        # Paragraphs with indented lines or lists are kept as they are: that is what \b asks of the formatter.
        blocks = [f"\b\n{block}" if "\n " in block or "\n- " in block else block for block in prose.split("\n\n")]
        formatter.write_paragraph()
        formatter.write_text("\n\n".join(blocks))


def _write_examples(text: str | None, formatter: Formatter) -> None:
    examples = f"{inspect.cleandoc(text or '')}\n".partition(_EXAMPLES)[2].rstrip()
    if examples:
        formatter.write("\nExemples :\n")
        for line in inspect.cleandoc(f"\n{examples}").splitlines():
            formatter.write(f"  {line}\n" if line else "\n")


def _write_params(params: list[Any], ctx: Context, formatter: Formatter) -> None:
    for title, kind in (("Arguments", "argument"), ("Options", "option")):
        records = (param.get_help_record(ctx) for param in params if param.param_type_name == kind)
        _write_rows(title, [record for record in records if record], formatter)


def _write_rows(title: str, rows: list[tuple[str, str]], formatter: Formatter) -> None:
    if rows:
        with formatter.section(f"{title} "):  # the formatter adds the colon, to which French gives a space
            formatter.write_dl(rows)
