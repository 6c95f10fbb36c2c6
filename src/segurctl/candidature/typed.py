"""A value as a person types it on the command line, turned into the TOML value that the champ asks for."""

import datetime as dt
import re

import tomli

from segurctl.candidature.fields import FieldType, Value, field_type
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.errors import SegurctlError
from segurctl.proches import suggest

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")
_FRENCH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_TRUE = ("true", "oui", "vrai")
_FALSE = ("false", "non", "faux")
_MAX_DIGITS = 9
_SPACED = (("editeur", "siren"), ("editeur", "siret"))  # printed in groups of digits


def parse_day(text: str) -> dt.date:
    """A day written AAAA-MM-JJ, or JJ/MM/AAAA as French people write it. Raises ValueError."""
    if match := _FRENCH_DAY.fullmatch(text):
        day, month, year = match.groups()
        return dt.date(int(year), int(month), int(day))
    if not _ISO_DAY.fullmatch(text):  # Python reads other forms too, that nobody writes
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def typed_value(path: KeyPath, text: str) -> Value:
    """The value to write for a champ, from what was typed after `=`.

    A list is typed with commas. Raises SegurctlError when the text is not what the champ holds.
    """
    kind = field_type(path)
    if not text.strip() or text == "…":  # what the commands that we print leave to fill in
        raise SegurctlError(f"{format_path(path)} attend une vraie valeur", hint="à la place de …")
    if kind.many:
        return _many(path, text)
    if path in _SPACED:
        text = "".join(text.split())
    if kind.words and text not in kind.words:
        raise SegurctlError(
            f"« {text} » n'est pas une valeur de {format_path(path)}",
            hint=suggest(text, list(kind.words)) or f"valeurs possibles : {', '.join(kind.words)}",
        )
    try:
        return _scalar(kind, text)
    except ValueError:
        raise SegurctlError(f"« {text} » n'est pas {_expected(kind)} ({format_path(path)})") from None


def _many(path: KeyPath, text: str) -> list[str]:
    """A list typed with commas, or as TOML spells it."""
    if not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    try:
        items = tomli.loads(f"liste = {text}")["liste"]
    except ValueError:
        items = [None]
    if not all(isinstance(item, str) for item in items):
        hint = "séparez les textes par des virgules"
        raise SegurctlError(f"{format_path(path)} : « {text} » n'est pas une liste de textes", hint=hint)
    return [str(item) for item in items]


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
        if not _ISO_MOMENT.fullmatch(text):  # no zone: jalons are local date-times, in Paris
            raise ValueError(text)
        return dt.datetime.fromisoformat(text)
    return parse_day(text)


def _expected(kind: FieldType) -> str:
    if bool in kind.scalars:
        return "oui ou non"
    if int in kind.scalars:
        return "un nombre entier"
    if dt.datetime in kind.scalars:
        return "une date AAAA-MM-JJ ou une date et heure AAAA-MM-JJTHH:MM:SS"
    return "une date AAAA-MM-JJ"
