"""The keys and shapes of identifiers: pure functions from text to bool."""

_SIREN, _SIRET = 9, 14
_LA_POSTE = "356000000"


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - the Luhn sum


def is_siren(text: str) -> bool:
    """Nine digits whose Luhn sum is a multiple of ten. Source: INSEE, validinsee."""
    return len(text) == _SIREN and text.isascii() and text.isdigit() and _luhn(text)


def is_siret(text: str) -> bool:
    """Fourteen digits that pass Luhn and begin with a SIREN; La Poste's may have a plain sum that 5 divides.

    Source: INSEE, validinsee.
    """
    if not (len(text) == _SIRET and text.isascii() and text.isdigit() and is_siren(text[:_SIREN])):
        return False
    return _luhn(text) or (text.startswith(_LA_POSTE) and sum(map(int, text)) % 5 == 0)


def is_cnda_number(text: str) -> bool:
    """Three capitals and six digits: the shape of the one NIE and the one NIL seen in the ANS deck."""
    return len(text) == 9 and text[:3].isascii() and text[:3].isalpha() and text[:3].isupper() and _digits(text[3:])  # noqa: PLR2004


def is_datapass_demande(text: str) -> bool:
    """`D` and an integer, as DataPass writes it since 2025-12-23. Source: DataPass, `formatted_id`."""
    return text[:1] in ("D", "d") and _digits(text[1:])


def is_datapass_habilitation(text: str) -> bool:
    """`H` and an integer. Source: DataPass, `formatted_id`."""
    return text[:1] in ("H", "h") and _digits(text[1:])


def same_version(one: str, other: str) -> bool:
    """Whether two versions are of one line, as far as the shorter tells: 3 and 3.0.05, v3.1 and 3. Source: segurctl."""
    first, second = (
        [part for part in text.strip().lower().removeprefix("v").split(".") if part] for text in (one, other)
    )
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
