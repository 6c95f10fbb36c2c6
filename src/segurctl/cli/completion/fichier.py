"""What the file at hand holds, as plain data: nothing where there is none, or several, or none that can be read."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.rem.model import Referentiel

_NADA: Mapping[str, Any] = {}


class Fichier:
    """The candidature that a command would be about, read at most once, and only when it is asked for."""

    def __init__(self, nomme: str | None) -> None:
        self._nomme = nomme

    @cached_property
    def chemin(self) -> Path | None:
        """Where it is."""
        from segurctl.candidature.discover import find_one

        try:
            return find_one(Path(self._nomme).expanduser() if self._nomme else None, Path.cwd())
        except (SegurctlError, OSError, ValueError, RuntimeError):
            return None

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What it holds, with what the company's file says under it."""
        if self.chemin is None:
            return _NADA
        from segurctl.candidature.discover import EDITEUR, company_of

        dit = _lire(self.chemin)
        commun = company_of(self.chemin) if self.chemin.name != EDITEUR else None
        return _sous(dit, _lire(commun)) if commun and not commun.is_symlink() else dit

    def table(self, chemin: str) -> Mapping[str, Any]:
        """One of its tables, empty where it has none."""
        found: Any = self.data
        for part in chemin.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else _NADA

    @cached_property
    def rem(self) -> "Referentiel | None":
        """The snapshot that it names, within its repository."""
        nomme = self.table("rem").get("fichier")
        if not isinstance(nomme, str) or self.chemin is None:
            return None
        from segurctl.proofs.bornes import dedans, racine
        from segurctl.rem.snapshot import lire_fichier

        folder = self.chemin.parent.resolve()
        try:
            real = dedans(nomme, str(folder), racine(folder))
            return lire_fichier(real) if real else None
        except (SegurctlError, OSError, ValueError):
            return None


def _lire(path: Path) -> Mapping[str, Any]:
    """The data of a file; nothing where it cannot be read, is not TOML, or is a link out of its repository."""
    from segurctl.candidature.text import MAX_BYTES, decode, parse
    from segurctl.files import read_ordinary
    from segurctl.proofs.bornes import leads_outside

    try:
        if leads_outside(path):
            return _NADA
        return parse(decode(read_ordinary(path, MAX_BYTES, hint="")))
    except (SegurctlError, OSError, ValueError):
        return _NADA


def _sous(dit: Mapping[str, Any], commun: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tables with what others say under them: the nearer file is right."""
    found = dict(commun)
    for cle, valeur in dit.items():
        dessous = found.get(cle)
        deux = isinstance(valeur, Mapping) and isinstance(dessous, Mapping)
        found[cle] = _sous(valeur, dessous) if deux and isinstance(dessous, Mapping) else valeur
    return found
