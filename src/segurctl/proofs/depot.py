"""A proof as it is deposited: its path from the candidature's folder, and its print."""

import os
import stat
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.files import WITHOUT_WAITING
from segurctl.proofs.disk import repository, sha256_of, within
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
    typed = next((one for one in (ici / text, Path(folder) / text) if one.exists()), ici / text)
    real = os.path.realpath(typed)
    if not within(real, repository(Path(folder)) or folder):
        hint = "mettez-le dans le dépôt, ou dites où il est gardé avec --emplacement"
        raise SegurctlError(f"« {text} » est hors du dépôt", hint=hint)
    return Path(os.path.relpath(real, folder)).as_posix(), _empreinte(real, text)


def ailleurs(text: str, ici: Path) -> str | None:
    """The sha256 of a file kept elsewhere, where this machine sees it."""
    path = ici / text
    return _empreinte(path, text) if path.is_file() else None


def _empreinte(path: str | Path, text: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | WITHOUT_WAITING)
    except OSError as error:
        raise SegurctlError(f"« {text} » : {reason(error)}", hint="donnez le chemin d'un fichier") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SegurctlError(f"« {text} » n'est pas un fichier", hint="donnez le chemin d'un fichier")
        return sha256_of(descriptor)
    except OSError as error:
        raise SegurctlError(f"« {text} » : {reason(error)}", hint="donnez le chemin d'un fichier") from None
    finally:
        os.close(descriptor)
