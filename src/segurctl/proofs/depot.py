"""A proof as it is deposited: its path from the candidature's folder, and its print."""

import os
import stat
from pathlib import Path

from segurctl.candidature.literal import short
from segurctl.errors import SegurctlError
from segurctl.files import WITHOUT_WAITING
from segurctl.proofs.bornes import repository, within
from segurctl.proofs.disk import sha256_of
from segurctl.proofs.faits import is_link
from segurctl.system import reason


def fichier_du_depot(text: str, candidature: Path, ici: Path) -> tuple[str, str]:
    """The path that the candidature gives for a file typed from the folder `ici`, and the sha256 of the file.

    A path that leads to nothing from there is tried from the candidature's folder. Raises SegurctlError for a file that
    is not there, cannot be read or is outside the repository.
    """
    if is_link(text):
        raise SegurctlError("un lien n'est pas un fichier", hint="donnez-le avec --lien")
    folder = os.path.realpath(candidature.parent)
    root = repository(Path(folder)) or folder
    # A path is judged by its text before anything is looked at: one of somebody else's network must not be.
    ecrits = [os.path.normpath(os.path.join(os.path.realpath(one), text)) for one in (ici, folder)]  # noqa: PTH118
    dedans = [one for one in ecrits if within(one, root)]
    typed = next((one for one in dedans if os.path.lexists(one)), None)
    if dedans and typed is None:
        raise SegurctlError(f"« {short(text)} » : le fichier n'existe pas", hint="donnez le chemin d'un fichier")
    real = os.path.realpath(typed) if typed else root
    if typed is None or not within(real, root):
        raise SegurctlError(f"« {short(text)} » est hors du dépôt", hint="mettez-le dans le dépôt, ou dites où il est")
    return Path(os.path.relpath(real, folder)).as_posix(), _empreinte(real, text)


def ailleurs(text: str, ici: Path) -> str | None:
    """The sha256 of a file kept elsewhere, where this machine sees it; a place may be any words."""
    path = os.path.join(ici, text)  # noqa: PTH118 - which does not raise, nor does the next, where a name is too long
    return _empreinte(path, text) if os.path.isfile(path) else None  # noqa: PTH113


def _empreinte(path: str | Path, text: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | WITHOUT_WAITING)
    except OSError as error:
        raise SegurctlError(f"« {short(text)} » : {reason(error)}", hint="donnez le chemin d'un fichier") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SegurctlError(f"« {short(text)} » n'est pas un fichier", hint="donnez le chemin d'un fichier")
        return sha256_of(descriptor)
    except OSError as error:
        raise SegurctlError(f"« {short(text)} » : {reason(error)}", hint="donnez le chemin d'un fichier") from None
    finally:
        os.close(descriptor)
