"""Write a candidature file: it is always the old one or the new one, whole, and no other segurctl's edit is lost."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from segurctl.candidature.discover import EDITEUR, company_of
from segurctl.candidature.editeur import EditeurFile, parse_editeur
from segurctl.candidature.lock import locked
from segurctl.candidature.read import (
    CandidatureFile,
    company_alone,
    parse_candidature,
    read_bytes,
    read_candidature,
    read_company,
)
from segurctl.candidature.replace import HINT, refuse_unwritable, replace
from segurctl.candidature.text import decode
from segurctl.errors import SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours


class Beside(NamedTuple):
    """A file that belongs to a candidature, which names it: where it is to be, and its text."""

    target: Path
    text: str


def update(
    path: Path,
    parcours: "Parcours",
    change: Callable[[CandidatureFile], str],
    *,
    change_editeur: Callable[[EditeurFile], str] = lambda file: file.text,
    check: Callable[[CandidatureFile], None] = lambda _file: None,
    beside: Callable[[], Beside | None] = lambda: None,
    dry_run: bool,
) -> tuple[CandidatureFile, CandidatureFile]:
    """Apply `change` to the file as it is now, under the lock of its folder; give it before and after.

    Where the company has a file of its own, `change_editeur` is applied to it afterwards, under the lock of its folder.
    The new texts must be a readable candidature, that `check` takes; `beside` is asked then for what belongs to it,
    which is written under the same lock. With `dry_run` nothing is written. Each file is the old or the new one, whole;
    a kill may come between the two. Raises SegurctlError when a file cannot be read or written, or what the changes,
    `check` or `beside` raise; they are then as they were.
    """
    read_bytes(path)  # a file that is not there has no folder to lock
    with nullcontext() if dry_run else _locked_all(path, company_of(path)):
        before = read_candidature(path, parcours)
        text, editeur = change(before), before.editeur
        after = readable(
            path, text, parcours, editeur and readable_editeur(editeur.path, change_editeur(editeur), parcours)
        )
        check(after)
        if not dry_run:
            with _accompanied(path, beside()):
                _replace_both(before, after)
        return before, after


def update_editeur(
    path: Path,
    parcours: "Parcours",
    change: Callable[[CandidatureFile], str],
    *,
    check: Callable[[CandidatureFile], None] = lambda _file: None,
    dry_run: bool,
) -> tuple[CandidatureFile, CandidatureFile]:
    """The same as `update` for the company's file by itself: `change` gives its new text. Raises as `update`."""
    read_bytes(path)
    with nullcontext() if dry_run else locked(Path(os.path.realpath(path)).parent):
        before = read_company(path, parcours)
        text = change(before)
        after = company_alone(path, readable_editeur(path, text, parcours), parcours)
        check(after)
        if before.editeur and not dry_run:
            _replace_if_same(path, before.editeur.text, text)
        return before, after


def revise(path: Path, parcours: "Parcours", change: Callable[[str], str], *, dry_run: bool) -> tuple[str, str]:
    """Apply `change` to the text of a file, a candidature or the company's; give it before and after.

    The text that it is given may be neither yet, the one that it gives must be; with `dry_run` nothing is written.
    Raises SegurctlError as `update`.
    """
    read_bytes(path)
    with nullcontext() if dry_run else locked(Path(os.path.realpath(path)).parent):
        try:
            before = decode(read_bytes(path))
        except SegurctlError as error:
            error.path = path
            raise
        after = change(before)
        if path.name == EDITEUR:
            readable_editeur(path, after, parcours)
        else:
            readable(path, after, parcours)
        if not dry_run:
            _replace_if_same(path, before, after)
        return before, after


def _replace_both(before: CandidatureFile, after: CandidatureFile) -> None:
    """Write the company's file, then the candidature; what can be foreseen to fail fails before both."""
    editeur = before.editeur
    if editeur is None or after.editeur is None or editeur.text == after.editeur.text:
        _replace_if_same(before.path, before.text, after.text)
        return
    if before.text != after.text:
        refuse_unwritable(before.path)
    _replace_if_same(editeur.path, editeur.text, after.editeur.text)
    try:
        _replace_if_same(before.path, before.text, after.text)
    except SegurctlError as error:
        hint = f"{editeur.path.as_posix()} est déjà écrit : recommencez une fois la cause levée"
        raise SegurctlError(error.message, path=error.path, hint=hint) from None


@contextmanager
def _locked_all(path: Path, editeur: Path | None) -> Iterator[None]:
    """Hold the folder of a candidature, then that of the company's file, always in this order: it is never below."""
    folders = [Path(os.path.realpath(one)).parent for one in (path, editeur) if one]
    with ExitStack() as held:
        for folder in dict.fromkeys(folders):
            held.enter_context(locked(folder))
        yield


def _replace_if_same(path: Path, before: str, after: str) -> None:
    if after == before:
        return
    if decode(read_bytes(path)) != before:  # an editor, that knows of no lock
        raise SegurctlError("le fichier a changé entre-temps : rien n'est écrit", path=path, hint="recommencez")
    replace(path, after)


@contextmanager
def _accompanied(path: Path, beside: Beside | None) -> Iterator[None]:
    """Write what belongs to a candidature before it where nothing is there yet, else after it.

    So a kill in between never leaves a file that names nothing, nor a newer companion beside an older file, which may
    rely on what the companion said. Where the candidature cannot be written a new companion is taken away.
    """
    if beside is None:
        yield
        return
    target = beside.target
    if target.exists():
        yield
        write_beside(path, *beside)
        return
    made = not target.parent.exists()
    write_beside(path, *beside)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            target.unlink()
            if made:
                target.parent.rmdir()
        raise


def readable_editeur(path: Path, text: str, parcours: "Parcours") -> EditeurFile:
    """The company's file of a text that is not written yet. Raises SegurctlError, of no line, when it would be none."""
    try:
        return parse_editeur(path, decode(text.encode()), parcours)
    except SegurctlError as error:
        raise _not_written(path, error) from None


def readable(path: Path, text: str, parcours: "Parcours", editeur: EditeurFile | None = None) -> CandidatureFile:
    """The candidature of a text that is not written yet. Raises SegurctlError, of no line, when it would not be one."""
    try:
        return parse_candidature(path, decode(text.encode()), parcours, editeur)
    except SegurctlError as error:
        raise _not_written(path, error) from None


def _not_written(path: Path, error: SegurctlError) -> SegurctlError:
    """Without the line: it would be of a file that nobody will see."""
    message = f"rien n'est écrit, le fichier ne serait pas lisible : {error.message}"
    return SegurctlError(message, path=path, hint=error.hint)


def create(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    """Write a new file. Raises SegurctlError when there already is one, or when it cannot be written."""
    with locked(Path(os.path.realpath(path)).parent):
        refuse_existing(path)
        file = readable(path, text, parcours)
        replace(path, text)
        return file


def create_editeur(path: Path, text: str, parcours: "Parcours") -> EditeurFile:
    """The same for the company's file."""
    with locked(Path(os.path.realpath(path)).parent):
        refuse_existing(path)
        file = readable_editeur(path, text, parcours)
        replace(path, text)
        return file


def refuse_existing(path: Path) -> None:
    """Raise SegurctlError where there already is something at a path."""
    if path.is_dir():
        raise SegurctlError("c'est un dossier : donnez un nom de fichier", path=path, hint="comme candidature.toml")
    if path.exists() or path.is_symlink():
        raise SegurctlError("ce fichier existe déjà : rien n'est écrit", path=path, hint="segurctl set le complète")


def write_beside(path: Path, target: Path, text: str) -> None:
    """Write a file that belongs to the candidature at `path`, whose folder `update` holds; its own is made, and locked.

    Nothing is written where it already says so. Raises SegurctlError when it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and target.read_bytes() == text.encode():
            return
    except OSError as error:
        raise SegurctlError(f"écriture impossible : {reason(error)}", path=target, hint=HINT) from None
    folder = Path(os.path.realpath(target)).parent
    held = folder == Path(os.path.realpath(path)).parent
    with nullcontext() if held else locked(folder):
        replace(target, text)
