"""Write a report where it is asked for, whole or not at all, and never over what it reports on."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.errors import SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.evaluation.rapport import Controle


def write_report(path: Path, document: str, controles: Iterable["Controle"]) -> None:
    """Raises SegurctlError when the file is one of those that were read, or cannot be written."""
    from segurctl.candidature.write import replace

    target = os.path.realpath(path)
    if any(os.path.realpath(one.fichier) == target for one in controles):
        raise SegurctlError("c'est une candidature : le rapport l'écraserait", path=path, hint="donnez un autre nom")
    if path.is_dir():
        raise SegurctlError("c'est un dossier : donnez un nom de fichier", path=path, hint="comme segurctl.sarif")
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced: it is written to
        try:
            path.write_text(document, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise SegurctlError(f"écriture impossible : {reason(error)}", path=path) from None
        return
    replace(path, document.encode("utf-8", "backslashreplace").decode())
