"""Look at the files that a candidature names: whether they are there, within the repository, and their print."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import CandidatureFile
from segurctl.proofs.faits import EMPLACEMENTS, FICHIERS, Faits, Fichier, is_link

_CHUNK = 1 << 20
# A pipe would make us wait for ever; on Windows a text file would be read as text.
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def gather(file: CandidatureFile, *, hashed: bool) -> Faits:
    """The facts of one file. `hashed`: also the sha256 of the proofs that have one to compare with.

    Nothing outside the repository (or, without one, outside the candidature's folder) is opened, or even looked at.
    """
    held = dict.fromkeys(_paths(file.candidature))
    if not held:
        return Faits(file.text)
    folder = os.path.realpath(file.path.parent)
    root = _root(Path(folder))
    printed = _printed(file.candidature) if hashed else frozenset[str]()
    return Faits(file.text, {path: _look(path, folder, root, hashed=path in printed) for path in held})


def _paths(candidature: Candidature) -> Iterator[str]:
    for pattern in (*FICHIERS, EMPLACEMENTS):
        for _path, value in lookup(candidature, pattern):
            if not is_link(value):
                yield value


def _printed(candidature: Candidature) -> frozenset[str]:
    """The files whose print was noted when they were deposited."""
    preuves = (one for one in candidature.preuves.values() if one.sha256)
    return frozenset(path for one in preuves for path in (one.fichier, one.emplacement) if path)


def _root(folder: Path) -> str:
    found = (str(above) for above in (folder, *folder.parents) if (above / ".git").exists())
    return next(found, str(folder))


def _look(path: str, folder: str, root: str, *, hashed: bool) -> Fichier:
    # Before any link is followed: a path that only its text leads outside is not even looked at.
    written = os.path.normpath(os.path.join(folder, path))  # noqa: PTH118 - pathlib would not take « .. » out
    if not _within(written, root) or not _within(os.path.realpath(written), root):
        return Fichier("dehors")
    try:
        descriptor = os.open(os.path.realpath(written), os.O_RDONLY | _WITHOUT_WAITING)
    except PermissionError:
        return Fichier("autre")
    except OSError:
        return Fichier("absent")
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Fichier("autre")
        return Fichier("present", _sha256(descriptor) if hashed else None)
    finally:
        os.close(descriptor)


def _within(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _sha256(descriptor: int) -> str:
    from hashlib import sha256

    digest = sha256()
    while chunk := os.read(descriptor, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
