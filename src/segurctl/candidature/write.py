"""Write a candidature file: it is always the old one or the new one, whole, and no other segurctl's edit is lost."""

import errno
import glob
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.candidature.read import CandidatureFile, parse_candidature, read_bytes, read_candidature
from segurctl.candidature.text import decode
from segurctl.errors import SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

_SUFFIX = ".segurctl-tmp"
_PATIENCE = 10.0  # seconds: a writer holds the lock for a few milliseconds
_HINT = "vérifiez la place sur le disque, et les droits du fichier et de son dossier"


def update(
    path: Path,
    parcours: "Parcours",
    change: Callable[[CandidatureFile], str],
    *,
    check: Callable[[CandidatureFile], None] = lambda _file: None,
    then: Callable[[], None] = lambda: None,
    dry_run: bool,
) -> tuple[CandidatureFile, CandidatureFile]:
    """Apply `change` to the file as it is now, under the lock of its folder; give it before and after.

    The new text must be a readable candidature, that `check` takes; `then` writes what belongs to it, once it is there
    and under the same lock. With `dry_run` nothing is written. Raises
    SegurctlError when the file cannot be read or written, or what `change` or `check` raise; it is then as it was.
    """
    read_bytes(path)  # a file that is not there has no folder to lock
    with nullcontext() if dry_run else locked(Path(os.path.realpath(path)).parent):
        before = read_candidature(path, parcours)
        after = readable(path, change(before), parcours)
        check(after)
        if after.text != before.text and not dry_run:
            if decode(read_bytes(path)) != before.text:  # an editor, that knows of no lock
                raise SegurctlError("le fichier a changé entre-temps : rien n'est écrit", path=path, hint="recommencez")
            replace(path, after.text)
        if not dry_run:
            then()
        return before, after


def readable(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    """The candidature of a text that is not written yet. Raises SegurctlError, of no line, when it would not be one."""
    try:
        return parse_candidature(path, decode(text.encode()), parcours)
    except SegurctlError as error:  # its line would be of a file that nobody will see
        message = f"rien n'est écrit, le fichier ne serait pas lisible : {error.message}"
        raise SegurctlError(message, path=path, hint=error.hint) from None


def create(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    """Write a new file. Raises SegurctlError when there already is one, or when it cannot be written."""
    with locked(Path(os.path.realpath(path)).parent):
        refuse_existing(path)
        file = readable(path, text, parcours)
        replace(path, text)
        return file


def refuse_existing(path: Path) -> None:
    """Raise SegurctlError where there already is something at a path."""
    if path.is_dir():
        raise SegurctlError("c'est un dossier : donnez un nom de fichier", path=path, hint="comme candidature.toml")
    if path.exists() or path.is_symlink():
        raise SegurctlError("ce fichier existe déjà : rien n'est écrit", path=path, hint="segurctl set le complète")


def write_beside(path: Path, target: Path, text: str) -> None:
    """Write a file that belongs to the candidature at `path`, whose folder `update` holds; its own is made, and locked.

    Nothing is written where it already says so. Raises SegurctlError when it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and target.read_bytes() == text.encode():
            return
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=target, hint=_HINT) from None
    folder = Path(os.path.realpath(target)).parent
    held = folder == Path(os.path.realpath(path)).parent
    with nullcontext() if held else locked(folder):
        replace(target, text)


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file. Raises SegurctlError as `replace_bytes`."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, atomically and durably, keeping its mode; links are followed.

    Raises SegurctlError when the file is read-only, the disk is full or the folder cannot be written.
    """
    target = Path(os.path.realpath(path))  # which does not raise where links turn in a circle
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        if mode is not None and not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, "read-only")  # a rename would not ask
        _swap(target, data, mode)
    except OSError as error:
        raise SegurctlError(
            f"écriture impossible, le fichier est comme il était : {reason(error)}", path=path, hint=_HINT
        ) from None


def _swap(target: Path, data: bytes, mode: int | None) -> None:
    prefix = f".{target.name}."
    for left in target.parent.glob(f"{glob.escape(prefix)}*{_SUFFIX}"):
        left.unlink()  # we hold the lock: whoever wrote it was killed
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_new_file_mode() if mode is None else mode)
        _keep_owner(target, name)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _keep_owner(target: Path, name: str) -> None:
    """A file written by root stays its owner's."""
    with suppress(OSError, AttributeError):
        known = target.stat()
        os.chown(name, known.st_uid, known.st_gid)


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
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: `flock` on the folder itself leaves no file behind and is shared between users."""
    if sys.platform == "win32":  # which has no flock
        from hashlib import sha256

        from filelock import FileLock

        name = sha256(str(folder).encode()).hexdigest()[:16]
        with FileLock(Path(tempfile.gettempdir()) / f"segurctl-{name}.lock"):
            yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=folder, hint=_HINT) from None
    try:
        _wait_for(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, folder: Path) -> None:
    """Take the lock when it is free. Raises SegurctlError when somebody keeps it."""
    import fcntl

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise SegurctlError("un autre programme garde ce dossier", path=folder, hint="recommencez") from None
            time.sleep(_PATIENCE / 500)
        except OSError:
            return  # some network folders have no locks; the write is still whole
        else:
            return
