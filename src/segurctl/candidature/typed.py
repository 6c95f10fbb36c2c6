"""A value as a person types it on the command line, turned into the TOML value that the champ asks for."""

import datetime as dt

from segurctl.candidature.fields import FieldType, Value, field_type, suggest
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.errors import SegurctlError

_TRUE = ("true", "oui", "vrai")
_FALSE = ("false", "non", "faux")
_MAX_DIGITS = 9


def parse_day(text: str) -> dt.date:
    """A day written AAAA-MM-JJ, or JJ/MM/AAAA as French people write it. Raises ValueError."""
    if text.count("/") == 2:  # noqa: PLR2004 - day, month, year
        day, month, year = text.split("/")
        return dt.date(int(year), int(month), int(day))
    if len(text) != len("AAAA-MM-JJ"):  # ISO has other forms, that nobody writes
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def typed_value(path: KeyPath, text: str) -> Value:
    """The value to write for a champ, from what was typed after `=`.

    A list is typed with commas. Raises SegurctlError when the text is not what the champ holds.
    """
    kind = field_type(path)
    if kind.many:
        return [item.strip() for item in text.split(",") if item.strip()]
    if kind.words and text not in kind.words:
        raise SegurctlError(
            f"« {text} » n'est pas une valeur de {format_path(path)}",
            hint=suggest(text, list(kind.words)) or f"valeurs possibles : {', '.join(kind.words)}",
        )
    try:
        return _scalar(kind, text)
    except ValueError:
        raise SegurctlError(f"« {text} » n'est pas {_expected(kind)} ({format_path(path)})") from None


def _scalar(kind: FieldType, text: str) -> Value:
    if str in kind.scalars:
        return text
    if bool in kind.scalars:
        if text.lower() not in _TRUE + _FALSE:
            raise ValueError(text)
        return text.lower() in _TRUE
    if int in kind.scalars:
        if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
            raise ValueError(text)
        return int(text)
    if dt.datetime in kind.scalars and "T" in text:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:  # jalons are local date-times, in Paris
            raise ValueError(text)
        return moment
    return parse_day(text)


def _expected(kind: FieldType) -> str:
    if bool in kind.scalars:
        return "oui ou non"
    if int in kind.scalars:
        return "un nombre entier"
    if dt.datetime in kind.scalars:
        return "une date AAAA-MM-JJ ou une date et heure AAAA-MM-JJTHH:MM:SS"
    return "une date AAAA-MM-JJ"
