"""Reading a file that somebody named: an ordinary one, never more of it than is wanted."""

import errno
import os
import stat
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.system import reason

# A pipe would make us wait for ever; on Windows a text file would be read as text.
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_ordinary(path: str | Path, most: int, *, hint: str, absent: str | None = None) -> bytes:
    """The bytes of a file, never more than one over `most`.

    Raises SegurctlError, without its path, for a file that is not there (`absent` is then the hint), that cannot be
    read, or that is no ordinary one.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | WITHOUT_WAITING)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SegurctlError("ce n'est pas un fichier ordinaire", hint=hint)
            return file.read(most + 1)
    except OSError as error:
        told = absent if absent and error.errno == errno.ENOENT else hint
        raise SegurctlError(f"lecture impossible : {reason(error)}", hint=told) from None
    except ValueError:  # a name that no system can write
        raise SegurctlError("lecture impossible : ce nom n'est pas celui d'un fichier", hint=hint) from None
