"""From the bytes of a candidature to its data, with a place in the file for whatever is wrong."""

from typing import Any

import tomli

from segurctl.candidature.literal import BOM
from segurctl.errors import SegurctlError

MAX_BYTES = 1 << 20
MAX_KEY_PARTS = 32


def decode(data: bytes) -> str:
    """The text of a file; a BOM stays in front of it."""
    if len(data) > MAX_BYTES:
        raise SegurctlError(
            f"le fichier dépasse {MAX_BYTES >> 10} Kio",
            hint="une candidature est un texte court ; les preuves restent dans leurs propres fichiers",
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        before = data[line_start : error.start].decode(errors="replace")
        raise SegurctlError(
            f"l'octet 0x{data[error.start]:02x} n'est pas de l'UTF-8",
            line=data.count(b"\n", 0, error.start) + 1,
            column=len(before.removeprefix(BOM)) + 1,
            hint="enregistrez le fichier en UTF-8",
        ) from None


def parse(text: str) -> dict[str, Any]:
    """The data of a document; SegurctlError, with line and column, where it is not valid TOML."""
    body = text.removeprefix(BOM)
    _refuse_long_keys(body)
    try:
        return tomli.loads(body)
    except (RecursionError, ValueError) as error:
        from segurctl.candidature.mistakes import explain  # only a broken file pays for it

        raise explain(error, body) from None


def _refuse_long_keys(body: str) -> None:
    """Refuse a key of too many parts before a parser spends its memory on it."""
    if body.count(".") < MAX_KEY_PARTS:
        return
    longest = [
        line for line in body.split("\n") if len(line) >= 2 * MAX_KEY_PARTS - 1
    ]  # a part is a character, or more
    if all(line.count(".") < MAX_KEY_PARTS for line in longest):
        return  # a key cannot go over the end of a line
    from segurctl.candidature.mistakes import too_long_key  # hostile, or a very long sentence

    start = too_long_key(body, MAX_KEY_PARTS)
    if start is not None:
        raise SegurctlError(
            f"une clé compte plus de {MAX_KEY_PARTS} parties",
            line=body.count("\n", 0, start) + 1,
            column=start - body.rfind("\n", 0, start),
            hint="aucune clé d'une candidature n'en compte plus de cinq",
        )
