"""The lock of a folder: one segurctl at a time writes there, and the others wait for their turn."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.system import reason

_PATIENCE = 10.0  # seconds in which nothing moves in the folder: a writer holds the lock for a few milliseconds
_MOST = 180.0  # seconds in all: what moves may have nothing to do with the lock
_STEP = 0.02  # seconds
_HINT = "vérifiez les droits du dossier"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: `flock` on the folder itself leaves no file behind and is shared between users.

    Raises SegurctlError when the folder cannot be opened, or when somebody keeps the lock.
    """
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
    """Take the lock when it is free. Raises SegurctlError when somebody keeps it.

    Every write of a queue changes the folder: while it advances it is waited for, however long it is.
    """
    import fcntl

    start = since = time.monotonic()
    seen = 0
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            now, moved = time.monotonic(), os.fstat(descriptor).st_mtime_ns
            if moved != seen:
                seen, since = moved, now
            if now - since > _PATIENCE or now - start > _MOST:
                raise SegurctlError("un autre programme garde ce dossier", path=folder, hint="recommencez") from None
            time.sleep(_STEP)
        except OSError:
            return  # some network folders have no locks; the write is still whole
        else:
            return
