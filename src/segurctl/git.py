"""Running git, to read: no pager, no hook, no filter or signature program that the repository names, no network."""

import os
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from segurctl.errors import SegurctlError

# What a repository or a person may have set, and that would run a program, ask for something or change the output.
_SETTLED = (
    *("--no-pager", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "diff.relative=false"),
    *("-c", "core.quotePath=false"),
    *("-c", "color.ui=false"),
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is not refreshed
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone has not is not there
    "LC_ALL": "C",
}
# What a hook, or the command that runs one, says of its own repository. The one that counts is that of the folder: a
# relative GIT_DIR would be wrong below it. Where the objects are stays: those of a push live elsewhere until accepted.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
_INSTALL = "installez git, ou ajoutez-le au PATH"
_TIMEOUT = 120  # seconds


class Done(NamedTuple):
    """How a git command ended: its code, and what it said on both outputs."""

    code: int
    out: bytes
    err: str


def command(*words: str) -> list[str]:
    """The words of a git command, with what settles its behaviour in front."""
    return ["git", *_SETTLED, *words]


def environment() -> dict[str, str]:
    """The environment of a git command."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {**kept, **_ENVIRONMENT}


def git(*words: str, folder: Path, accepted: Collection[int] = (0,), given: bytes = b"") -> Done:
    """Run one git command in a folder, to its end.

    Raises SegurctlError where git is not there, takes too long, or ends with a code that is not among `accepted`.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word of it is a program
            command(*words), cwd=folder, env=environment(), input=given, capture_output=True, check=False,
            timeout=_TIMEOUT,
        )  # fmt: skip
    except FileNotFoundError:
        if not folder.is_dir():
            raise SegurctlError("ce dossier n'existe pas", path=folder) from None
        raise SegurctlError("le programme git est introuvable", hint=_INSTALL) from None
    except (OSError, subprocess.TimeoutExpired):
        raise SegurctlError("le programme git n'a pas répondu", hint="essayez git status dans ce dossier") from None
    said = Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
    if said.code not in accepted:
        raise refusal(said, folder)
    return said


def anchored(folder: Path) -> Path:
    """The nearest folder that holds a `.git`, else the folder itself, which may be a bare repository.

    What git finds first may be one that somebody committed: files named as those of a bare repository, with a
    configuration and a history of their own.
    """
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - as it is written
    return next((one for one in (whole, *whole.parents) if os.path.lexists(one / ".git")), folder)


def refusal(done: Done, folder: Path) -> SegurctlError:
    """What to say of a git command that failed: in French for what happens to people, else with git's first line."""
    said = done.err.lower()
    if "not a git repository" in said:
        return SegurctlError("ce dossier n'est pas dans un dépôt git", path=folder, hint="git init pour en faire un")
    if "dubious ownership" in said:
        hint = f"git config --global --add safe.directory {folder.resolve()}"
        return SegurctlError("git ne lit pas le dépôt d'un autre utilisateur", path=folder, hint=hint)
    first = next((one for one in done.err.splitlines() if one.strip()), f"code {done.code}")
    return SegurctlError(f"git a échoué : « {first.removeprefix('fatal: ')} »", path=folder)
