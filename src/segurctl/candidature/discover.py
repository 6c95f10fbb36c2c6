"""Find candidature files: by walking up from the current folder, or in the files and folders named."""

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.system import reason

NAME = "candidature.toml"
FOLDER = "candidatures"
SUFFIX = ".candidature.toml"
EDITEUR = "editeur.toml"  # the company's, which is no candidature


def in_folder(folder: Path) -> list[Path]:
    """The candidature files that stand in one folder, sorted."""
    if folder.name == FOLDER:
        return _visible(folder.glob("*.toml"))
    found = _visible(folder.glob(f"*{SUFFIX}"))
    if (folder / NAME).exists():
        found.insert(0, folder / NAME)
    return found + (in_folder(folder / FOLDER) if (folder / FOLDER).is_dir() else [])


def _visible(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if not path.name.startswith(".") and path.name != EDITEUR)


def in_tree(names: Iterable[str]) -> list[str]:
    """The names, of those of a whole tree, that a search from its root takes for candidatures, sorted.

    Names are relative, with slashes. The files of companies are among them: they are read under the candidatures below.
    """
    paths = [PurePosixPath(name) for name in names]
    shown = [path for path in paths if not any(part.startswith(".") for part in path.parts)]
    return sorted(str(path) for path in shown if path.name == EDITEUR or _named_so(path))


def _named_so(path: PurePosixPath) -> bool:
    """Whether a file of a tree has the name and the place of a candidature; `in_folder` says the same of a disk."""
    if FOLDER in path.parts[:-2]:
        return False  # nothing is looked for below that folder
    if path.parent.name == FOLDER:
        return path.suffix == ".toml"
    return path.name == NAME or path.name.endswith(SUFFIX)


def around(start: Path) -> list[Path]:
    """The files of the nearest folder that has any, from `start` up to the root of its repository.

    Outside a repository only `start` is looked at: a file further up belongs to somebody else.
    """
    above = [start, *start.parents]
    root = next((index for index, folder in enumerate(above) if (folder / ".git").exists()), 0)
    for folder in above[: root + 1]:
        if found := in_folder(folder):
            return found
    return []


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, _files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != FOLDER)
        yield from in_folder(Path(here))


def _unreadable(error: OSError) -> None:
    """A folder passed over in silence would be a false green in CI."""
    raise SegurctlError(f"dossier illisible : {reason(error)}", path=Path(str(error.filename)))


def find_all(named: Iterable[Path], start: Path) -> list[Path]:
    """The files meant by paths on a command line; none named means those found around `start`.

    A folder stands for every candidature below it. Raises SegurctlError when a folder, or the search, finds none.
    """
    paths = list(named)
    if not paths:
        return [_short(path, start) for path in around(start)] or _none(start)
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys((list(_below(path)) or _none(path)) if path.is_dir() else [path]))
    return list(found)


class Introuvable(NamedTuple):
    """A path that leads to no candidature, and why."""

    path: Path
    error: SegurctlError


def each(named: Iterable[Path], start: Path) -> Iterator[Path | Introuvable]:
    """Every file meant, once, in order, and the paths that lead to none: the others still show.

    Raises SegurctlError when no path is named and there is no candidature around `start`.
    """
    found: set[str] = set()
    for paths in [[path] for path in named] or [[]]:
        try:
            files = find_all(paths, start)
        except SegurctlError as error:
            if not paths:
                raise
            yield Introuvable(paths[0], error)
            continue
        for path in files:
            name = os.path.normpath(path)
            if name not in found:
                found.add(name)
                yield path


def find_one(named: Path | None, start: Path) -> Path:
    """The one file that a command is about. Raises SegurctlError when none is found, or several are."""
    found = find_all([named] if named else [], start)
    if len(found) > 1:
        names = ", ".join(map(str, found))
        raise SegurctlError(f"plusieurs candidatures : {names}", hint="choisissez-en une avec -c CHEMIN")
    return found[0]


def company_of(path: Path) -> Path | None:
    """The company's file of a candidature: the nearest, in its folder or above, within the repository.

    Outside a repository: in its folder, or in the one above `candidatures/`. What stands further belongs to others.
    """
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - a thousand files ask, and links stay
    for above in folders_above(folder):
        found = os.path.join(above, EDITEUR)  # noqa: PTH118
        if os.path.lexists(found):
            return Path(found if path.is_absolute() else os.path.relpath(found))
    return None


@cache
def folders_above(folder: str) -> tuple[str, ...]:
    """Where the company's file may stand, the nearest first."""
    above = [folder, *map(str, Path(folder).parents)]
    root = next((rang for rang, one in enumerate(above) if os.path.lexists(f"{one}/.git")), None)
    if root is None:
        root = 1 if os.path.basename(folder) == FOLDER else 0  # noqa: PTH119
    return tuple(above[: root + 1])


def _short(path: Path, start: Path) -> Path:
    """A path as short as it can be said from `start`."""
    return path.relative_to(start) if path.is_relative_to(start) else Path(os.path.relpath(path, start))


def _none(folder: Path) -> list[Path]:
    raise SegurctlError(
        f"aucune candidature dans {folder} ({NAME}, *{SUFFIX}, {FOLDER}/*.toml)",
        hint=f"pour en commencer une : segurctl init, qui écrit {NAME}",
    )
