"""What a word too many was perhaps meant for: the two halves of one argument, or a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from segurctl.proches import vouliez

_FICHIER = "un fichier se donne avec -c, "
_ESPACES = "une valeur qui contient des espaces s'écrit entre guillemets"


def conseil(values: Mapping[str, Any], left: Sequence[str], *, fichier: bool) -> str:
    """How to type what is left over, from what the arguments before it got. `fichier`: the command has `-c`."""
    etape, revisions = values.get("etape"), values.get("revisions")
    if isinstance(revisions, str) and len(left) == 1 and ".." not in f"{revisions}{left[0]}":
        return vouliez([f"{revisions}..{left[0]}"]) or ""
    if isinstance(etape, str):
        from segurctl.parcours.load import load_parcours
        from segurctl.proches import proches

        etapes = load_parcours().etapes
        if etape not in etapes and (found := proches(f"{etape}.{left[0]}", etapes)):
            return vouliez(found) or ""
    return f"{_FICHIER if fichier else ''}{_ESPACES}"
