"""What `fmt` and `migrate` did to a file, or would do."""

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from segurctl.candidature.migrate import Changement
from segurctl.views.effet_text import diff_text
from segurctl.views.page import Page, Segment, line
from segurctl.views.words import nombre


def mis_en_forme(path: Path, before: str, after: str, *, check: bool, diff: bool) -> Page:
    """One line for a file that changes, after its diff where it is asked for; a diff alone without `check`."""
    if before == after:
        return ()
    shown = _diff(path, before, after) if diff else ()
    if diff and not check:
        return shown
    if check:
        commande = Segment(f"segurctl fmt {quote(str(path))}", "commande")
        return (*shown, line(Segment(f"{path} : à remettre en forme", "alerte"), " (", commande, ")"))
    return (line(Segment(f"{path} : remis en forme", "ok")),)


def rien(paths: Sequence[Path], quoi: str) -> Page:
    """The files that are as they should be, in one line."""
    if not paths:
        return ()
    return (line(f"{paths[0] if len(paths) == 1 else nombre(len(paths), 'fichier')} : {quoi}"),)


def migre(path: Path, changements: Sequence[Changement], before: str, after: str, *, essai: bool, diff: bool) -> Page:
    """What changed in a file, or would (`essai`), line by line; then its diff, where it is asked for."""
    if not changements:
        return ()
    titre = f"{path} : à migrer" if essai else f"{path} : migré"
    dits = (f"  ligne {one.ligne} : {one.texte}" if one.ligne else f"  {one.texte}" for one in changements)
    suite = diff_text(path, before, after) if diff else ()
    return (line(Segment(titre, "alerte" if essai else "ok")), *(line(dit, hang=4) for dit in dits), *suite)


def _diff(path: Path, before: str, after: str) -> Page:
    """The unified diff, which shows no change of line endings."""
    return diff_text(path, before, after) or (line(f"{path} : seules ses fins de ligne changeraient"),)
