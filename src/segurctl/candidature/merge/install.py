"""Telling one clone to merge candidatures with segurctl: in its own settings, and in no file that is shared."""

import sys
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from segurctl.candidature.replace import replace_bytes
from segurctl.errors import SegurctlError
from segurctl.git import anchored, git
from segurctl.system import reason

PATTERNS = ("candidature.toml", "*.candidature.toml", "**/candidatures/*.toml", "editeur.toml")
LINES = tuple(f"{pattern} merge=segurctl" for pattern in PATTERNS)
_SECTION = "merge.segurctl"
_NAME = "candidatures de segurctl, clé par clé"
_FIRST = b"# segurctl merge-driver --install"
_LAST = b"# segurctl merge-driver --uninstall retire ces lignes"
_ABSENT = (0, 5, 128)  # a section or a key that was not there


class Installed(NamedTuple):
    """What tells the clone: the file of its attributes, and the command that git runs."""

    attributes: Path
    driver: str


def install(folder: Path) -> Installed:
    """Tell the clone that `folder` is in, once or again; whatever else its settings say stays.

    Raises SegurctlError where there is no repository, or where its settings cannot be written.
    """
    folder = anchored(folder)
    attributes, driver = _attributes(folder), _driver()
    for key, value in (("name", _NAME), ("driver", driver)):
        git("config", "--local", "--replace-all", f"{_SECTION}.{key}", value, folder=folder)
    held = _read(attributes)
    rest = _without_ours(held)
    # Below what is there: in a file of attributes the last line that fits decides.
    lines = [_FIRST, *(line.encode() for line in LINES), _LAST]
    before = rest if not rest or rest.endswith(b"\n") else rest + b"\n"
    _write(attributes, held, before + b"".join(line + b"\n" for line in lines))
    return Installed(attributes, driver)


def uninstall(folder: Path) -> Path:
    """Take all of it away from the clone; give the file of its attributes. Raises SegurctlError as `install`."""
    folder = anchored(folder)
    attributes = _attributes(folder)
    git("config", "--local", "--remove-section", _SECTION, folder=folder, accepted=_ABSENT)
    held = _read(attributes)
    _write(attributes, held, _without_ours(held))
    return attributes


def _driver() -> str:
    """The command that git gives to a shell: this interpreter, for a merge may run where no PATH leads to segurctl.

    With -P, nothing is imported from the folder that is merged. What an older git does not know of, it leaves as it is.
    """
    python = quote(Path(sys.executable).as_posix()).replace("%", "%%")
    labels = "--marker-size=%L --ours-label=%X --theirs-label=%Y"
    return f"{python} -P -m segurctl merge-driver {labels} -- %O %A %B %P"


def _attributes(folder: Path) -> Path:
    """The attributes of this clone alone, which all its worktrees share."""
    said = git("rev-parse", "--git-path", "info/attributes", folder=folder)
    path = folder / said.out.decode(errors="surrogateescape").removesuffix("\n")
    if path.is_symlink():
        raise SegurctlError("c'est un lien : ces réglages iraient ailleurs", path=path, hint="retirez ce lien")
    return path.resolve()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SegurctlError(f"lecture impossible : {reason(error)}", path=path) from None


def _write(path: Path, held: bytes, wanted: bytes) -> None:
    if held == wanted:
        return
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=path) from None
    replace_bytes(path, wanted)


def _without_ours(held: bytes) -> bytes:
    """Attributes without the lines that `install` writes."""
    ours = {_FIRST, _LAST, *(line.encode() for line in LINES)}
    return b"".join(line for line in held.splitlines(keepends=True) if line.strip() not in ours)
