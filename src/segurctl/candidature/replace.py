"""Put bytes in the place of a file: it is always the old one or the new one, whole, with its mode and its owner."""

import errno
import glob
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.files import WITHOUT_WAITING
from segurctl.system import reason

SUFFIX = ".segurctl-tmp"
HINT = "vérifiez la place sur le disque, et les droits du fichier et de son dossier"


def other_names(path: Path) -> int:
    """How many other names a file has (hard links): a write gives this one a new file, and leaves them the old one."""
    try:
        return path.stat().st_nlink - 1
    except OSError:
        return 0


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file. Raises SegurctlError as `replace_bytes`."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, atomically and durably, keeping its mode; links are followed.

    Of a file with several names (hard links) the others keep what it was: a backup made of links stays one.
    Raises SegurctlError when the file is read-only, the disk is full or the folder cannot be written.
    """
    target = Path(os.path.realpath(path))  # which does not raise where links turn in a circle
    try:
        _swap(target, data, _writable(target))
    except OSError as error:
        raise SegurctlError(
            f"écriture impossible, le fichier est comme il était : {reason(error)}", path=path, hint=HINT
        ) from None


def refuse_unwritable(path: Path) -> None:
    """Raise SegurctlError where a file could not be written: before another is, that goes with it."""
    try:
        _writable(Path(os.path.realpath(path)))
    except OSError as error:
        message = f"écriture impossible, rien n'est écrit : {reason(error)}"
        raise SegurctlError(message, path=path, hint=HINT) from None


def _writable(target: Path) -> os.stat_result | None:
    """What a file is, once the system lets us write it: a rename would not ask. None where there is none yet."""
    try:
        descriptor = os.open(target, os.O_WRONLY | WITHOUT_WAITING)
    except FileNotFoundError:
        return None
    try:
        known = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if not known.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):  # which would not stop root
        raise PermissionError(errno.EACCES, "read-only")
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.EINVAL, "not a file")
    return known


def _swap(target: Path, data: bytes, known: os.stat_result | None) -> None:
    prefix = f".{target.name}."
    for left in target.parent.glob(f"{glob.escape(prefix)}*{SUFFIX}"):
        with suppress(OSError):  # of somebody else, where only he may take it away: ours has another name
            left.unlink()  # we hold the lock: whoever wrote it was killed
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=SUFFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _keep_owner(name, known)  # before the mode, of which a change of owner may take bits away
            Path(name).chmod(stat.S_IMODE(known.st_mode) if known else _new_file_mode())
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _keep_owner(name: str, known: os.stat_result | None) -> None:
    """A file written by root stays its owner's; one written by a colleague stays their group's."""
    if known is None:
        return
    for owner in (known.st_uid, -1):
        with suppress(OSError, AttributeError):
            os.chown(name, owner, known.st_gid)
            return


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
