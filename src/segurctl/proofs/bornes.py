"""What a repository holds, and where a path leads out of it: light, so that completion can ask too."""

import os
from functools import cache
from pathlib import Path

AILLEURS = "ce lien mène hors du dépôt : rien n'en est lu"
DEDANS = "mettez le fichier lui-même dans le dépôt"


def racine(folder: Path) -> str:
    """Where what a file of a folder names has to be: its repository, or without one the folder itself."""
    return repository(folder) or str(folder)


@cache
def repository(folder: Path) -> str | None:
    """The root of the repository that a folder is in, if any."""
    found = (str(above) for above in (folder, *folder.parents) if (above / ".git").exists())
    return next(found, None)


def leads_outside(path: Path) -> bool:
    """Whether a file of a repository is a link to somewhere else: what stands there is nobody's to show."""
    written = os.path.abspath(path)  # noqa: PTH100 - links are not to be followed here
    if not path.is_symlink():
        return _folder_outside(os.path.dirname(written))  # noqa: PTH120 - a thousand files have few folders
    root = repository(Path(written).parent)
    return root is not None and not within(os.path.realpath(path), os.path.realpath(root))


@cache
def _folder_outside(folder: str) -> bool:
    root = repository(Path(folder))
    return root is not None and not within(os.path.realpath(folder), os.path.realpath(root))


def dedans(path: str, folder: str, root: str) -> str | None:
    """Where a path leads, None outside the repository: what is judged is what is opened.

    Before any link is followed: a path that only its text leads outside is not even looked at.
    """
    written = os.path.normpath(os.path.join(folder, path))  # noqa: PTH118 - pathlib would not take « .. » out
    real = os.path.realpath(written) if within(written, root) else None
    return real if real is not None and within(real, root) else None


def within(path: str, root: str) -> bool:
    """Whether a path is a folder or below it, by its text."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
