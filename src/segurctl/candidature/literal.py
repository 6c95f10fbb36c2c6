"""Values as TOML spells them."""

from datetime import date

from segurctl.errors import SegurctlError

BOM = "\ufeff"


def literal(value: object) -> str:
    """A value as TOML, on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
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
