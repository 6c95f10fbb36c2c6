"""Write a candidature file: it is always the old one or the new one, whole, and nobody else's edit is lost."""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.candidature.read import CandidatureFile, parse_candidature, read_candidature
from segurctl.candidature.text import decode
from segurctl.errors import SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

_HINT = "vérifiez la place sur le disque, et les droits du fichier et de son dossier"


def update(
    path: Path,
    parcours: "Parcours",
    change: Callable[[CandidatureFile], str],
    *,
    check: Callable[[CandidatureFile], None] = lambda _file: None,
    dry_run: bool,
) -> tuple[CandidatureFile, CandidatureFile]:
    """Apply `change` to the file as it is now, under the lock of its folder; give it before and after.

    The new text must be a readable candidature, that `check` takes. With `dry_run` nothing is written. Raises
    SegurctlError when the file cannot be read or written, or what `change` or `check` raise; it is then as it was.
    """
    with _locked(Path(os.path.realpath(path)).parent):
        before = read_candidature(path, parcours)
        after = _readable(path, change(before), parcours)
        check(after)
        if after.text != before.text and not dry_run:
            replace(path, after.text)
        return before, after


def _readable(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    try:
        return parse_candidature(path, decode(text.encode()), parcours)
    except SegurctlError as error:  # its line would be of a file that nobody will see
        raise SegurctlError(
            f"rien n'est écrit, le fichier ne serait plus lisible : {error.message}", path=path
        ) from None


def create(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    """Write a new file. Raises SegurctlError when there already is one, or when it cannot be written."""
    with _locked(Path(os.path.realpath(path)).parent):
        refuse_existing(path)
        file = parse_candidature(path, text, parcours)
        replace(path, text)
        return file


def refuse_existing(path: Path) -> None:
    """Raise SegurctlError where there already is something at a path."""
    if path.exists() or path.is_symlink():
        raise SegurctlError("ce fichier existe déjà : rien n'est écrit", path=path, hint="segurctl set le complète")


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, atomically and durably, keeping its mode; links are followed.

    Raises SegurctlError when the file is read-only, the disk is full or the folder cannot be written.
    """
    target = Path(os.path.realpath(path))  # which does not raise where links turn in a circle
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        if mode is not None and not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, "read-only")  # a rename would not ask
        _swap(target, text.encode(), mode)
    except OSError as error:
        raise SegurctlError(
            f"écriture impossible, le fichier est comme il était : {reason(error)}", path=path, hint=_HINT
        ) from None


def _swap(target: Path, data: bytes, mode: int | None) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_new_file_mode() if mode is None else mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _new_file_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where a folder can be synced."""
    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: `flock` on the folder itself leaves no file behind and is shared between users."""
    if sys.platform == "win32":  # which has no flock
        from hashlib import sha256

        from filelock import FileLock

        name = sha256(str(folder).encode()).hexdigest()[:16]
        with FileLock(Path(tempfile.gettempdir()) / f"segurctl-{name}.lock"):
            yield
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=folder, hint=_HINT) from None
    try:
        with suppress(OSError):  # some network folders have no locks; the write is still whole
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
