"""Look at the files that a candidature names: whether they are there, within the repository, and their print."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import CandidatureFile
from segurctl.errors import SegurctlError
from segurctl.files import WITHOUT_WAITING
from segurctl.proofs.bornes import dedans, racine, repository
from segurctl.proofs.faits import EMPLACEMENTS, FICHIERS, RELEVE, Faits, Fichier, is_link
from segurctl.rem.model import Referentiel

_CHUNK = 1 << 20
_ABSENCES = {
    "absent": "n'est pas là",
    "dehors": "est hors du dépôt",
    "autre": "n'est pas un fichier que l'on peut lire",
}


def gather(file: CandidatureFile, *, hashed: bool) -> Faits:
    """The facts of one file. `hashed`: also the sha256 of the proofs that have one to compare with.

    Nothing outside the repository (or, without one, outside the candidature's folder) is opened, or even looked at.
    """
    held = dict.fromkeys(_paths(file.candidature))
    if not held:
        return Faits(file.text, partage=file.partage)
    folder = os.path.realpath(file.path.parent)
    root = racine(Path(folder))
    printed = _printed(file.candidature) if hashed else frozenset[str]()
    known: dict[str, str] = {}
    fichiers = {path: _look(path, folder, root, known if path in printed else None) for path in held}
    referentiel, illisible = _referentiel(file.candidature, fichiers, folder, root)
    return Faits(file.text, fichiers, referentiel, illisible, partage=file.partage)


def _referentiel(
    candidature: Candidature, fichiers: Mapping[str, Fichier], folder: str, root: str
) -> tuple[Referentiel | None, str | None]:
    """The snapshot that a candidature points to, or why it cannot be read; nothing where it points to none."""
    path = candidature.rem.fichier if candidature.rem else ""
    if path not in fichiers:
        return None, f"« {path} » ne peut pas être un relevé de la REM" if candidature.rem else None
    if fichiers[path].etat != "present":
        return None, f"le relevé de la REM {_ABSENCES[fichiers[path].etat]} : « {path} »"
    from segurctl.rem.snapshot import lire_fichier  # most candidatures have no REM yet

    try:
        return lire_fichier(dedans(path, folder, root) or path), None
    except SegurctlError as error:
        return None, error.message


def _paths(candidature: Candidature) -> Iterator[str]:
    for pattern in (*FICHIERS, EMPLACEMENTS, RELEVE):
        for _path, value in lookup(candidature, pattern):
            if not is_link(value):
                yield value


def _printed(candidature: Candidature) -> frozenset[str]:
    """The files whose print was noted when they were deposited."""
    preuves = (one for one in candidature.preuves.values() if one.sha256)
    return frozenset(path for one in preuves for path in (one.fichier, one.emplacement) if path)


def from_repository(path: Path) -> Path:
    """A path as its repository names it, wherever one stands; as it is, outside any."""
    written = Path(os.path.abspath(path))  # noqa: PTH100 - as above
    root = repository(written.parent)
    return written.relative_to(root) if root else path


def _look(path: str, folder: str, root: str, known: dict[str, str] | None) -> Fichier:
    """What stands at a path. `known` are the prints made so far by real path; None where none is asked."""
    try:
        real = dedans(path, folder, root)
        if real is None:
            return Fichier("dehors")
        descriptor = os.open(real, os.O_RDONLY | WITHOUT_WAITING)
    except (OSError, ValueError) as error:  # nothing there; not for us; no name that this system can write
        return Fichier("autre" if isinstance(error, PermissionError) else "absent")
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Fichier("autre")
        if known is not None and real not in known:  # one file may be spelled in many ways
            known[real] = sha256_of(descriptor)
        return Fichier("present", known[real] if known is not None else None)
    finally:
        os.close(descriptor)


def sha256_of(descriptor: int) -> str:
    """The print of an open file, in hexadecimal, read piece by piece."""
    from hashlib import sha256

    digest = sha256()
    while chunk := os.read(descriptor, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
