"""The model's complaints, said to a person: one French sentence, never a raw validation dump."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from segurctl.candidature.fields import children_at
from segurctl.candidature.literal import short, shown
from segurctl.candidature.paths import format_path
from segurctl.candidature.structure import Fault
from segurctl.proches import suggest

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_EXPECTED: Mapping[str, str] = {
    "string_type": "un texte entre guillemets",
    "bool_type": "true ou false, sans guillemets",
    "int_type": "un nombre entier, sans guillemets",
    "date_type": "une date sans guillemets, comme 2025-10-06",
    "datetime_type": "une date et heure sans guillemets, comme 2026-05-13T12:00:00",
    "tuple_type": "une liste entre crochets",
    "mapping_type": "une table",
    "dict_type": "une table",
    "greater_than_equal": "un nombre de 0 à 999 999 999",
    "less_than_equal": "un nombre de 0 à 999 999 999",
    "model_type": "une table",
    "model_attributes_type": "une table",
}


def model_faults(invalid: "ValidationError") -> list[Fault]:
    """What does not fit, said in French."""
    return list(map(_fault, invalid.errors(include_url=False)))


def _fault(details: "ErrorDetails") -> Fault:
    where, kind = details["loc"], details["type"]
    if where[-2:-1] == ("le",):  # pydantic names the member of a union after its champ: the file has no such key
        where = where[:-1]
    return Fault(where, *_MESSAGES.get(kind, _wrong_type)(where, details), absent=kind == "missing")


def _unknown(where: tuple[str | int, ...], _details: "ErrorDetails") -> tuple[str, str | None]:
    *above, key = map(str, where)
    known = children_at(tuple(above))
    table = f" dans [{short(format_path(above))}]" if above else ""
    return f"clé inconnue « {short(key)} »{table}", suggest(key, known) or f"clés possibles : {', '.join(known)}"


def _missing(where: tuple[str | int, ...], _details: "ErrorDetails") -> tuple[str, str | None]:
    return f"« {short(format_path(map(str, where)))} » manque", "donnez aussi cette clé"


def _not_among(where: tuple[str | int, ...], details: "ErrorDetails") -> tuple[str, str | None]:
    words = [word.strip("'") for word in str(details["ctx"]["expected"]).replace(" or ", ", ").split(", ")]
    given = details["input"]
    hint = suggest(given, words) if isinstance(given, str) else None
    said = f"« {short(given)} »" if isinstance(given, str) else shown(given)
    champ = short(format_path(map(str, where)))
    return f"{said} n'est pas une valeur de {champ}", hint or f"valeurs possibles : {', '.join(words)}"


def _wrong_type(where: tuple[str | int, ...], details: "ErrorDetails") -> tuple[str, str | None]:
    expected = _EXPECTED.get(details["type"], "une valeur d'une autre sorte")
    return f"{short(format_path(map(str, where)))} = {shown(details['input'])} : il faut {expected}", None


_Sentence = Callable[[tuple[str | int, ...], "ErrorDetails"], tuple[str, str | None]]
_MESSAGES: Mapping[str, _Sentence] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _not_among,
}
