"""A repository, and what its trees hold: read by the git program, with no checkout and no index touched."""

import os
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.discover import in_tree
from segurctl.errors import SegurctlError
from segurctl.git import anchored, git

_FICHIERS = (b"100644", b"100755")  # neither links nor submodules
_ID = frozenset(b"0123456789abcdef")
_TRONQUE = "l'historique de ce clone est tronqué : git fetch --unshallow apporte le reste"


class Depot(NamedTuple):
    """Where git runs; the root of the working files (None in a bare clone); the commits where a shallow one stops."""

    folder: Path
    racine: Path | None
    bornes: frozenset[str]

    @property
    def tronque(self) -> bool:
        """Whether the oldest commits are missing."""
        return bool(self.bornes)


class Intervalle(NamedTuple):
    """What `diff` compares: two commits, or one with the working files (`apres` is None), and how each was asked."""

    avant: str
    apres: str | None
    avant_dit: str
    apres_dit: str


def ouvrir(folder: Path) -> Depot:
    """The repository of a folder. Raises SegurctlError where there is none, or no git.

    Where the folder is in none and GIT_DIR names one, as a server does, that one is meant, as a bare one.
    """
    try:
        return _ouvrir(anchored(folder))
    except SegurctlError:
        ailleurs = Path(folder, os.environ.get("GIT_DIR") or folder)
        if ailleurs == folder or not ailleurs.is_dir():
            raise
        return _ouvrir(ailleurs)


def _ouvrir(folder: Path) -> Depot:
    said = git("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", folder=folder).out.split()
    dedans, tronque = (one == b"true" for one in said)
    racine = Path(_line(git("rev-parse", "--show-toplevel", folder=folder).out)) if dedans else None
    bornes: frozenset[str] = frozenset()
    if tronque:
        liste = Path(folder, _line(git("rev-parse", "--git-path", "shallow", folder=folder).out))
        bornes = frozenset(liste.read_text(encoding="ascii").split())
    return Depot(racine or folder, racine, bornes)


def _line(out: bytes) -> str:
    """The one line that git wrote; names of files as the system has them."""
    return os.fsdecode(out.removesuffix(b"\n"))


def commit(depot: Depot, revision: str) -> str:
    """The id of the commit that a revision names. Raises SegurctlError where it names none."""
    # Not by --end-of-options, which older gits take for a revision here.
    if not revision.startswith("-"):
        asked = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        found = git(*asked, folder=depot.folder, accepted=range(256)).out.strip()
        if found and _ID.issuperset(found):
            return found.decode()
    if revision == "HEAD":
        raise SegurctlError("ce dépôt n'a encore aucun commit", path=depot.folder, hint="git commit en fait un premier")
    hint = _TRONQUE if depot.tronque else "un commit, une branche ou une étiquette de ce dépôt, comme HEAD~1"
    asked = ("rev-parse", "--verify", "--quiet", f"refs/remotes/origin/{revision}")
    if not revision.startswith("-") and git(*asked, folder=depot.folder, accepted=range(256)).out:
        hint = f"vouliez-vous dire « origin/{revision} » ?"
    raise SegurctlError(f"révision inconnue « {revision} »", hint=hint)


def intervalle(depot: Depot, demande: str | None) -> Intervalle:
    """What `A..B`, `A...B` (from their merge base), `A` (to the working files) or nothing (from HEAD) mean.

    Raises SegurctlError for a revision that does not exist, two that share nothing, or where there are no
    working files to compare with.
    """
    if demande is not None and not demande.strip():
        raise SegurctlError("la révision est vide", hint="une variable sans valeur, peut-être ? comme HEAD~1")
    base = "..." in (demande or "")
    avant, points, apres = (demande or "HEAD").partition("..." if base else "..")
    avant, apres = avant or "HEAD", apres or "HEAD"
    if not points:
        if depot.racine is None:
            raise SegurctlError(
                "ce dépôt n'a pas de fichiers de travail à comparer", hint="donnez deux révisions : diff REV..REV"
            )
        return Intervalle(commit(depot, avant), None, avant, "les fichiers")
    bouts = commit(depot, avant), commit(depot, apres)
    if not base:
        return Intervalle(*bouts, avant, apres)
    commun = git("merge-base", *bouts, folder=depot.folder, accepted=(0, 1)).out.split()
    if not commun:
        hint = _TRONQUE if depot.tronque else f"comparez-les telles quelles : diff {avant}..{apres}"
        raise SegurctlError(f"« {avant} » et « {apres} » n'ont pas d'ancêtre commun", hint=hint)
    return Intervalle(commun[0].decode(), bouts[1], f"{avant} (base commune)", apres)


def fichiers(depot: Depot, commit_: str) -> dict[str, str]:
    """The ordinary files of a commit's tree, with the ids of their contents, by name."""
    listed = git("ls-tree", "-r", "-z", "--full-tree", commit_, folder=depot.folder).out
    found = {}
    for entry in listed.split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        if facts.startswith(_FICHIERS):
            found[os.fsdecode(name)] = facts.split()[2].decode()
    return found


def presents(depot: Depot) -> list[str]:
    """The candidatures among the working files: those of git, and new ones that it is not told to ignore."""
    if depot.racine is None:
        return []
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=depot.racine).out.split(b"\0")
    names = [os.fsdecode(name) for name in listed if name]
    return [name for name in in_tree(names) if (depot.racine / name).is_file()]


def nom_de(depot: Depot, chemin: Path, start: Path) -> str:
    """The name in the tree of a path typed in a folder. Raises SegurctlError where it is outside the repository."""
    if depot.racine is None:
        return os.path.normpath(chemin).replace(os.sep, "/")
    whole = start / chemin
    # The folder is resolved and not the file: git knows links by their own name.
    real = Path(os.path.realpath(whole.parent), whole.name) if whole.name != ".." else whole.resolve()
    racine = Path(os.path.realpath(depot.racine))
    if not real.is_relative_to(racine):
        raise SegurctlError("ce fichier n'est pas dans le dépôt git de ce dossier", path=chemin)
    return real.relative_to(racine).as_posix()
