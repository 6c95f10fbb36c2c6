"""Which texts of a workbook are ids, and which of these are of an unexpected form."""

import re

from segurctl.rem.ids import canonique

_MAX = 64
_BIS = r"(?: ?(?:BIS|TER|QUATER))?"
_PLAUSIBLE = re.compile(rf"[a-z][a-z0-9._/-]*+{_BIS}(?:\.\d{{1,3}}){{0,2}}", re.IGNORECASE)
_NUMERO = re.compile(r"\d{1,3}")
# What all the ids that have been published match, whole or followed by the numbers of a scénario and of a proof.
_ATTENDU = re.compile(
    r"(?:[A-Z]{2,10}\.)?[A-Za-z]+(?:[/_-][A-Za-z0-9]+){0,3}(?:[./][A-Za-z0-9_-]+)?\.\d{1,3}[A-Za-z]?"
    rf"(?:\.[A-Z]{{2,4}}\d?)?{_BIS}(?:\.\d{{1,3}}){{0,2}}"
)


def est_identifiant(text: str) -> bool:
    """Whether an id, as `canonique` gives it, may be one."""
    return len(text) <= _MAX and bool(_PLAUSIBLE.fullmatch(text)) and any(one.isdigit() for one in text)


def est_attendu(text: str) -> bool:
    """Whether an id has the form of those that the ANS publishes."""
    return bool(_ATTENDU.fullmatch(text))


def numero_sous(base: str, text: str) -> str:
    """The number of a scénario or of a proof; one that is a bare number counts below what it belongs to."""
    numero = canonique(text)
    return canonique(f"{base}.{int(numero):02d}") if _NUMERO.fullmatch(numero) else numero
