"""The champs of a candidature by path: which exist, of what type, what they hold, and what a typed text means."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.errors import SegurctlError
from segurctl.proches import suggest, vouliez

Value = str | bool | int | dt.date | dt.datetime | list[str]


_AILLEURS = 3  # tables that have a champ; of more, it is that of none


class FieldType(NamedTuple):
    """What a champ holds: one or more scalar types, a list of strings, or one of a few words."""

    scalars: tuple[type, ...] = ()
    many: bool = False
    words: tuple[str, ...] = ()


def _alternatives(annotation: Any) -> list[Any]:
    """The types that an annotation allows, None left out."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return [each for one in get_args(annotation) if one is not NoneType for each in _alternatives(one)]
    return [annotation]


@cache
def _children(model: type[BaseModel]) -> dict[str, Any]:
    return {name: field.annotation for name, field in model.model_fields.items()}


def _meant(path: KeyPath, index: int, children: Iterable[str]) -> str | None:
    """« vouliez-vous dire … ? » for a champ of which one key is not there: one of another table, or one near it."""
    near = suggest(path[index], children)
    sous = (
        [] if index else [(table, *path) for table, below in _children(Candidature).items() if path[0] in _keys(below)]
    )
    ailleurs = [one for one in _all(Candidature, ()) if one[-1] == path[-1]] if index == len(path) - 1 else []
    found = sous or (ailleurs if len(ailleurs) <= _AILLEURS else [])
    return vouliez(map(format_path, found)) or near


def _keys(annotation: Any) -> Iterable[str]:
    """The keys of a table that the format knows."""
    models = (one for one in _alternatives(annotation) if isinstance(one, type) and issubclass(one, BaseModel))
    return next((_children(one) for one in models), ())


def _all(annotation: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Every champ of the format; where the team chooses a name, NOM stands for it."""
    for one in _alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            for name, below in _children(one).items():
                yield from _all(below, (*path, name))
        elif get_origin(one) is Mapping:
            yield from _all(get_args(one)[1], (*path, "NOM"))
        elif get_origin(one) is not tuple or get_args(one)[0] is str:
            yield path
            return


def _descend(annotation: Any, path: KeyPath, index: int) -> Any:
    """The annotation one key below another. Raises SegurctlError when there is no such key."""
    for one in _alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            children = _children(one)
            if path[index] in children:
                return children[path[index]]
            where = f" dans [{format_path(path[:index])}]" if index else ""
            raise SegurctlError(
                f"champ inconnu « {path[index]} »{where}",
                hint=_meant(path, index, children) or f"champs possibles : {', '.join(sorted(children))}",
            )
        if get_origin(one) is Mapping:
            return get_args(one)[1]
        if get_origin(one) is tuple and get_args(one)[0] is not str:
            return get_args(one)[0]
    raise SegurctlError(f"« {format_path(path[:index])} » est une valeur, pas une table : rien ne peut être dessous")


def field_type(path: KeyPath) -> FieldType:
    """What the champ at a path holds.

    Raises SegurctlError when the format has no such champ, or when it is a table and not a value.
    """
    annotation: Any = Candidature
    for index in range(len(path)):
        annotation = _descend(annotation, path, index)
    options = _alternatives(annotation)
    if any(get_origin(one) is Mapping or (isinstance(one, type) and issubclass(one, BaseModel)) for one in options):
        raise SegurctlError(
            f"« {format_path(path)} » est une table, pas un champ", hint="donnez un champ de cette table"
        )
    if get_origin(options[0]) is tuple:
        if get_args(options[0])[0] is not str:
            raise SegurctlError(f"« {format_path(path)} » se modifie dans le fichier, à la main")
        return FieldType((str,), many=True)
    if get_origin(options[0]) is Literal:
        return FieldType((str,), words=get_args(options[0]))
    return FieldType(tuple(options))


def exists(path: KeyPath) -> None:
    """Do nothing when the format has such a champ or table. Raises SegurctlError when it has not."""
    annotation: Any = Candidature
    for index in range(len(path)):
        annotation = _descend(annotation, path, index)


def spell(value: Any) -> list[str]:
    """A value bare, as a script or a form takes it: one text, or one for each member of a list."""
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    return [("oui" if value else "non") if isinstance(value, bool) else str(value)]


def children_at(path: KeyPath) -> list[str]:
    """The keys that the format knows in the table at a path; none where the team chooses them."""
    annotation: Any = Candidature
    for index in range(len(path)):
        annotation = _descend(annotation, path, index)
    for one in _alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return sorted(_children(one))
    return []


@cache
def order_at(path: KeyPath) -> tuple[str, ...]:
    """The keys that the format knows in the table at a path, in its order: what a thing is, then where it stands.

    None where the team chooses them, nor where the format has no such table.
    """
    annotation: Any = Candidature
    try:
        for index in range(len(path)):
            annotation = _descend(annotation, path, index)
    except SegurctlError:
        return ()
    models = (one for one in _alternatives(annotation) if isinstance(one, type) and issubclass(one, BaseModel))
    return next(map(_own_first, models), ())


def _own_first(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model, those of the model that it extends after its own."""
    above = model.__base__
    inherited = _own_first(above) if above is not None and issubclass(above, BaseModel) else ()
    return (*(name for name in _children(model) if name not in inherited), *inherited)


def lookup(candidature: Candidature, pattern: str | KeyPath, *, closed: bool = True) -> list[tuple[KeyPath, Any]]:
    """The champs that hold something, with their values; `*` in the pattern stands for every key, sorted.

    The pattern comes from the catalogue or has been through `field_type`; an absent value gives nothing, nor,
    unless `closed`, anything below a suivi that is closed.
    """
    parts = _split(pattern) if isinstance(pattern, str) else pattern
    if "*" not in parts:
        return _reach(candidature, parts, closed=closed)
    found: list[tuple[KeyPath, Any]] = [((), candidature)]
    for part in parts:
        found = [((*path, key), below[key]) for path, value in found for below, key in _below(value, part)]
        if not closed:
            found = [pair for pair in found if held_by(pair[1]).get("cloture") is None]
        if not found:
            break
    return [pair for pair in found if not _empty(pair[1])]


def _reach(value: Any, parts: KeyPath, *, closed: bool) -> list[tuple[KeyPath, Any]]:
    """The same where the pattern names one champ."""
    for part in parts:
        below = held_by(value)
        if part not in below:
            return []
        value = below[part]
        if not closed and held_by(value).get("cloture") is not None:
            return []
    return [] if _empty(value) else [(parts, value)]


@cache
def _split(pattern: str) -> KeyPath:
    return tuple(pattern.split("."))


def _below(value: Any, part: str) -> list[tuple[Mapping[str, Any], str]]:
    """What stands under one part of a pattern, as the table and its keys."""
    below = held_by(value)
    if part == "*":
        return [(below, key) for key in sorted(below)] if type(value) is dict else []
    return [(below, part)] if part in below else []


def held_by(value: Any) -> Mapping[str, Any]:
    """The keys of a table, be it a model or a mapping of the team's own names; none for a value.

    Without asking what kind of model it is: that question is slow, and there are thousands of values.
    """
    return value if type(value) is dict else getattr(value, "__dict__", _NOTHING)


_NOTHING: Mapping[str, Any] = {}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that a candidature holds, with its path; an array of tables by number."""
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, tuple):
        for index, below in enumerate(value):
            yield from leaves(below, (*path, index))
    elif value is not None:
        yield path, value


def dated(candidature: Candidature) -> Iterator[tuple[tuple[str | int, ...], dt.date]]:
    """Every day that a candidature holds, with its path; of a moment, its day."""
    return _dated(candidature, ())


def _dated(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dt.date]]:
    below: Iterable[tuple[str | int, Any]] = enumerate(value) if type(value) is tuple else held_by(value).items()
    for key, one in below:
        if isinstance(one, dt.date):
            yield (*path, key), one.date() if isinstance(one, dt.datetime) else one
        elif one is not None and type(one) not in _SCALARS:
            yield from _dated(one, (*path, key))


_SCALARS = (str, bool, int)


def _empty(value: Any) -> bool:
    """Whether a value says nothing: an empty list, or a text of spaces."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())
