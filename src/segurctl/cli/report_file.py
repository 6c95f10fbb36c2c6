"""Write a report where it is asked for, whole or not at all, and never over what is not a report."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.cli.result import Result
from segurctl.errors import ExitCode, SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.evaluation.rapport import Rapport
    from segurctl.views.page import Page


def report(rapport: "Rapport", contenu: "Page | str", bref: "Page", output: Path | None) -> Result:
    """A report on the output; or in the file that is asked for, and the short of it on the output. One exit code.

    Raises SegurctlError as `write_report`.
    """
    code = ExitCode.FINDINGS if rapport.echoue else ExitCode.OK
    code = code if rapport.lisible else ExitCode.USAGE
    if output is None or str(output) == "-":
        return Result(contenu, code)
    from segurctl.candidature.secrets import masquer

    # As a file holds a page: no colour, nothing cut.
    texte = contenu if isinstance(contenu, str) else "".join(f"{one.text}\n" for one in contenu)
    write_report(output, masquer(texte, document=True), comme="segurctl.sarif")
    return Result(bref, code, written=output)


def write_report(path: Path, document: str, *, comme: str) -> None:
    """Write it; `comme` is a name that would do.

    Raises SegurctlError where a candidature or what git keeps would be replaced, or a link followed, or nothing can be
    written.
    """
    from segurctl.proofs.bornes import leads_outside

    if path.suffix.lower() == ".toml":
        raise SegurctlError("un rapport ne remplace pas un fichier .toml", path=path, hint="donnez un autre nom")
    if any(part.lower() == ".git" for part in (Path.cwd() / path).resolve().parts):
        raise SegurctlError("git tient ce dossier : un rapport n'y va pas", path=path, hint="donnez un autre nom")
    if path.is_symlink() or leads_outside(path):
        raise SegurctlError("c'est un lien : le rapport irait ailleurs", path=path, hint="donnez un autre nom")
    if path.is_dir():
        raise SegurctlError("c'est un dossier : donnez un nom de fichier", path=path, hint=f"comme {comme}")
    data = document.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced: it is written to
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=path) from None


def _replace(path: Path, data: bytes) -> None:
    """Two runs that write at once each put their own report there, whole."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
