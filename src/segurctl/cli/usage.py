"""Usage errors as one French sentence, said from the class of the error and the parameter it is about.

Typer keeps its errors and types private, but hands out instances of them: what is read here is the name of
their class and their public attributes, never their English message.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import typer

from segurctl.cli.printer import one_line
from segurctl.errors import ExitCode
from segurctl.proches import proches, vouliez
from segurctl.system import reason

Kind = Any  # the type of a parameter: `param.type`
Param = Any  # a typer.core.TyperOption or TyperArgument


class Misuse(typer.TyperException):
    """A usage error, already French, and the command whose help would tell more."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self.command = command


class Answer(typer.TyperException):
    """A text asked for in place of a command: the help, the version. Not an error, only a short way out."""

    def __init__(self, message: str, exit_code: int = ExitCode.OK) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def quote(value: object) -> str:
    """Show a value as it was typed, between French quotes and on one line."""
    return f"« {one_line(str(value))} »"


def suggestion(word: str, words: Iterable[str]) -> str:
    """End a sentence with the nearest words, if any is near."""
    near = vouliez(proches(word, words, plusieurs=True))
    return f" ; {near}" if near else ""


def label(param: Param) -> str:
    """Name a parameter as the help does: the long option, or the metavar of the argument."""
    if param.param_type_name == "option":
        return str(max(param.opts or param.secondary_opts, key=len))
    return str(param.metavar or param.name.upper()).strip("[].…")


def sentence(error: typer.TyperException, params: Sequence[Param] = ()) -> str:
    """Say an error of Typer in French; `params` are those of the command that was being read."""
    return _by_class(_ERRORS, error)(error, params)


def refusal(kind: Kind, value: object, error: typer.BadParameter) -> str:
    """Say why this type refused this value, and what it takes."""
    kind, value, error = _culprit(kind, value, error)
    return _by_class(_KINDS, kind)(kind, value, error)


def date_form(formats: Iterable[str]) -> str:
    """Write the formats of a date the French way: AAAA-MM-JJ."""
    letters = {"%Y": "AAAA", "%m": "MM", "%d": "JJ", "%H": "hh", "%M": "mm", "%S": "ss"}
    forms = []
    for form in formats:
        text = form
        for code, letter in letters.items():
            text = text.replace(code, letter)
        forms.append(text)
    return "|".join(forms)


def choices(kind: Kind) -> list[str]:
    """Give the words that a choice takes; none for another type."""
    return [kind.normalize_choice(choice, None) for choice in getattr(kind, "choices", ())]


def bounds(kind: Kind) -> str:
    """Describe the range of a number."""
    low, high = kind.min, kind.max
    if low is not None and high is not None and not (kind.min_open or kind.max_open):
        return f"entre {low} et {high}"
    parts = []
    if low is not None:
        parts.append(f"plus de {low}" if kind.min_open else f"au moins {low}")
    if high is not None:
        parts.append(f"moins de {high}" if kind.max_open else f"au plus {high}")
    return " et ".join(parts)


def _by_class(table: dict[str, Callable[..., str]], thing: object) -> Callable[..., str]:
    return next(table[cls.__name__] for cls in type(thing).__mro__ if cls.__name__ in table)


def _culprit(kind: Kind, value: object, error: typer.BadParameter) -> tuple[Kind, object, typer.BadParameter]:
    """Of several values, or of a tuple of types, find the one that was refused."""
    for each, item in _pairs(kind, value):
        try:
            each(item, None, None)
        except typer.BadParameter as refused:
            return each, item, refused
    return kind, value, error


def _pairs(kind: Kind, value: object) -> Iterator[tuple[Kind, object]]:
    kinds = getattr(kind, "types", None)
    if kinds is not None and isinstance(value, (tuple, list)) and not isinstance(value[0], (tuple, list)):
        if len(kinds) == len(value):
            for each, item in zip(kinds, value, strict=True):
                yield from _pairs(each, item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _pairs(kind, item)
    else:
        yield kind, value


# What each type says of a value that it refuses.


def _not_a_choice(kind: Kind, value: object, _: object) -> str:
    words = choices(kind)
    near = suggestion(str(value), words)
    return f"{quote(value)} n'est pas admis{near or f' ; choisissez parmi {_listed(words)}'}"


def _not_a_number(kind: Kind, value: object, _: object) -> str:
    what = "un nombre entier" if kind.name == "int" else "un nombre"
    return f"{quote(value)} n'est pas {what}"


def _out_of_range(kind: Kind, value: object, _: object) -> str:
    what = "un nombre entier" if kind.name.startswith("int") else "un nombre"
    return f"{quote(value)} ne convient pas ; donnez {what}, {bounds(kind)}"


def _not_a_boolean(_: Kind, value: object, __: object) -> str:
    return f"{quote(value)} n'est ni vrai ni faux ; écrivez true ou false"


def _not_a_date(kind: Kind, value: object, _: object) -> str:
    forms = date_form(kind.formats).split("|")
    return f"{quote(value)} n'est pas une date ; écrivez {' ou '.join(forms)}"


def _not_a_uuid(_: Kind, value: object, __: object) -> str:
    return f"{quote(value)} n'est pas un UUID"


def _unfit_path(kind: Kind, value: object, _: object) -> str:
    import os
    from pathlib import Path

    path = Path(str(value))
    complaints = (
        (not path.exists(), "n'existe pas"),
        (not kind.file_okay and path.is_file(), "est un fichier ; donnez un dossier"),
        (not kind.dir_okay and path.is_dir(), "est un dossier ; donnez un fichier"),
        (kind.readable and not os.access(path, os.R_OK), "ne peut pas être lu ; vérifiez ses droits"),
    )
    unfit = (complaint for wrong, complaint in complaints if wrong)
    return f"{quote(value)} {next(unfit, 'ne peut pas être écrit ; vérifiez ses droits')}"


def _unfit_file(_: Kind, value: object, error: typer.BadParameter) -> str:
    return f"impossible d'ouvrir {quote(value)} : {_cause(error)}"


def _unfit_for_parser(kind: Kind, value: object, error: typer.BadParameter) -> str:
    if getattr(kind.func, "__qualname__", "") == "date.fromisoformat":
        return f"{quote(value)} n'est pas une date ; écrivez AAAA-MM-JJ"
    if error.message == one_line(str(value)):  # Typer's own: the parser raised a ValueError
        return f"{quote(value)} n'est pas une valeur admise"
    return error.message


def _wrong_number_of_values(kind: Kind, value: object, _: object) -> str:
    given = len(value) if isinstance(value, (tuple, list)) else 1
    return f"il faut {kind.arity} valeurs, et non {given}"


def _any_value(_: Kind, value: object, __: object) -> str:
    return f"{quote(value)} n'est pas une valeur admise"


_KINDS: dict[str, Callable[..., str]] = {
    "BoolParamType": _not_a_boolean,
    "DateTime": _not_a_date,
    "File": _unfit_file,
    "FloatParamType": _not_a_number,
    "FuncParamType": _unfit_for_parser,
    "IntParamType": _not_a_number,
    "ParamType": _any_value,
    "Tuple": _wrong_number_of_values,
    "TyperChoice": _not_a_choice,
    "TyperPath": _unfit_path,
    "UUIDParameterType": _not_a_uuid,
    "_NumberRangeBase": _out_of_range,
}

# What each error says.


def _no_such_option(error: Any, _: object) -> str:
    said = f"{quote(error.option_name)} n'est pas une option"
    if error.possibilities:
        near = proches(error.option_name, error.possibilities) or error.possibilities
        return f"{said} ; {vouliez(near)}"
    if error.ctx is not None and error.ctx.parent is None:
        return f"{said} de segurctl ; les options d'une commande s'écrivent après son nom"
    return f"{said} de cette commande"


def _missing(error: Any, _: object) -> str:
    if error.param is None:
        return "il manque une valeur"
    what = "l'option" if error.param.param_type_name == "option" else "l'argument"
    words = choices(error.param.type)
    among = f" ; choisissez parmi {_listed(words)}" if words else ""
    return f"il manque {what} {label(error.param)}{among}"


def _bad_parameter(error: Any, _: object) -> str:
    if error.param_hint is not None:
        hint = error.param_hint
        name = hint if isinstance(hint, str) else " / ".join(hint)
    elif error.param is None:
        return str(error.message)
    else:
        name = label(error.param)
        source = error.ctx and error.ctx.get_parameter_source(error.param.name)
        if source is not None and source.name == "ENVIRONMENT" and error.param.envvar:
            variables = error.param.envvar
            name = variables if isinstance(variables, str) else "/".join(variables)
    return f"{name} : {error.message}"


def _bad_option(error: Any, params: Sequence[Param]) -> str:
    option = next((p for p in params if error.option_name in (*p.opts, *p.secondary_opts)), None)
    if option is None or option.is_flag or option.count:
        return f"{error.option_name} ne prend pas de valeur"
    return f"{error.option_name} attend {'une valeur' if option.nargs == 1 else f'{option.nargs} valeurs'}"


def _bad_argument(_: Any, params: Sequence[Param]) -> str:
    several = [p for p in params if p.nargs > 1 and p.param_type_name == "argument"]
    return " et ".join(f"{label(p)} attend {p.nargs} valeurs" for p in several) or "il manque une valeur"


def _no_file(error: Any, _: object) -> str:
    return f"impossible d'ouvrir {quote(error.filename)} : {_cause(error)}"


def _nothing(_: Any, __: object) -> str:
    return "il manque les arguments de la commande"


def _as_written(error: Any, _: object) -> str:
    return _MESSAGES.get(error.message, str(error.message))


# The only sentences that come with nothing else to know them by.
_MESSAGES = {"Missing command.": "il manque le nom d'une commande"}

_ERRORS: dict[str, Callable[..., str]] = {
    "BadArgumentUsage": _bad_argument,
    "BadOptionUsage": _bad_option,
    "BadParameter": _bad_parameter,
    "FileError": _no_file,
    "MissingParameter": _missing,
    "NoArgsIsHelpError": _nothing,
    "NoSuchOption": _no_such_option,
    "TyperException": _as_written,
}


def _cause(error: BaseException) -> str:
    cause = error.__cause__ or error.__context__
    return reason(cause) if isinstance(cause, OSError) else "la cause n'est pas connue"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} ou {words[-1]}" if len(words) > 1 else "".join(words)
