"""Values as TOML spells them."""

from collections.abc import Mapping
from datetime import date

from segurctl.candidature.secrets import masquer
from segurctl.errors import SegurctlError

BOM = "\ufeff"
_SHORT = 60
_MAX_BITS = 64


def literal(value: object) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {literal(below)}' for key, below in value.items())} }}" if value else "{}"
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:  # its digits alone may cost seconds
        return "un nombre immense"
    return value.isoformat() if isinstance(value, date) else str(value)


def quoted(text: str) -> str:
    """A text as TOML, on one line, its control characters escaped. Raises SegurctlError where it is no UTF-8."""
    import tomli_w

    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SegurctlError(
            f"le {error.start + 1}e caractère de ce texte ne peut pas s'écrire en UTF-8",
            hint="le terminal doit envoyer de l'UTF-8",
        ) from None
    return tomli_w.dumps({"k": text}).removeprefix("k = ").removesuffix("\n")


def short(text: str) -> str:
    """A text of the file in a message: whole where it is short, else its beginning."""
    text = masquer(text)  # before it is cut: half a secret would not be known for one
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def shown(value: object) -> str:
    """A value in a message, as the file spells it, never long."""
    if isinstance(value, str):
        return literal(short(value))
    return short(literal(value))
