"""The commits that touched files: who, when, and which contents before and after; renames are followed."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from segurctl.candidature.secrets import masquer
from segurctl.git import git
from segurctl.history.depot import Depot, commit

# Position tells the parts apart, and NUL is in none of them: a subject cannot pass for the end of one.
_FORMAT = "--format=tformat:%x00%H%x00%P%x00%aI%x00%an%x00%s"
_SORTIE = ("--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv")
_FICHIERS = ("100644", "100755")
_PARTS = 4  # after the id
_NOMS = 30  # that one file may have had


class Commit(NamedTuple):
    """One commit; `le` is the author's moment, with its offset. No address of anybody."""

    id: str
    parents: tuple[str, ...]
    le: dt.datetime
    auteur: str
    sujet: str


class Touche(NamedTuple):
    """What a commit did to a file: the ids of its content in each parent, and since; None where there is none.

    `nom` is its name there, `ancien` the one it had before where the commit renamed it. `borne`: history is cut
    here, and the content may be older than the commit.
    """

    commit: Commit
    nom: str
    ancien: str | None
    avant: tuple[str | None, ...]
    apres: str | None
    borne: bool


def touches(
    depot: Depot,
    noms: Iterable[str],
    depart: str | None = None,
    *,
    meme: Callable[[str, str], bool] = lambda _avant, _apres: True,
) -> dict[str, list[Touche]]:
    """The commits up to `depart` (HEAD) that touched files, by name, each after the commits that it comes after.

    Merges are among them with every parent's content, where theirs is none of those. `meme` tells whether two contents
    are of one product: the files that `init` lays out are much alike, and a rename is not told by that alone.
    Raises SegurctlError where there is no commit.
    """
    demandes = list(dict.fromkeys(noms))
    found: dict[str, list[Touche]] = {nom: [] for nom in demandes}
    for one in _log(depot, [depart or commit(depot, "HEAD")], demandes) if demandes else ():
        if one.nom in found:  # a folder stands for its files
            found[one.nom].append(one)
    origines = _Origines(depot, meme)
    return {nom: list(reversed(_avec_anciens(origines, ones, {nom}))) for nom, ones in found.items()}


def _avec_anciens(origines: "_Origines", recents: list[Touche], vus: set[str]) -> list[Touche]:
    """The same, newest first, with those of the names that the file had before: the last `_NOMS` of them."""
    whole: list[Touche] = []
    connus: set[str] = set()
    suites = [recents]
    while suites:
        plus_anciens: list[list[Touche]] = []
        for one in suites.pop(0):
            if one.commit.id in connus:
                continue
            connus.add(one.commit.id)
            origine = origines.de(one) if len(vus) < _NOMS else None
            if origine is None or origine[0] in vus:
                whole.append(one)
                continue
            ancien, contenu = origine
            vus.add(ancien)
            whole.append(one._replace(ancien=ancien, avant=(contenu,)))
            plus_anciens.append(list(_log(origines.depot, list(one.commit.parents), [ancien])))
        suites += plus_anciens
    return whole


class _Origines:
    """Where the files that commits renamed come from; each commit is asked once, however many files it made."""

    def __init__(self, depot: Depot, meme: Callable[[str, str], bool]) -> None:
        self.depot = depot
        self._meme = meme
        self._par_commit: dict[str, dict[str, tuple[str, str]]] = {}

    def de(self, one: Touche) -> tuple[str, str] | None:
        """The name, and the content, that a file had before the commit that gave it its name; None where it is new."""
        if one.avant != (None,) or one.borne or not one.commit.parents:
            return None
        id_ = one.commit.id
        if id_ not in self._par_commit:
            self._par_commit[id_] = dict(self._renommages(id_))
        origine = self._par_commit[id_].get(one.nom)
        return origine if origine and one.apres and self._meme(origine[1], one.apres) else None

    def _renommages(self, id_: str) -> Iterator[tuple[str, tuple[str, str]]]:
        asked = ("diff-tree", "-r", "--find-renames", "--diff-filter=R", "--no-commit-id", *_SORTIE, id_)
        tokens = iter(git(*asked, folder=self.depot.folder).out.decode("utf-8", "surrogateescape").split("\0"))
        for token in tokens:
            if token.startswith(":"):
                ancien, nouveau = _nom(next(tokens)), _nom(next(tokens))
                yield nouveau, (ancien, token.split()[2])


def _log(depot: Depot, departs: list[str], noms: list[str]) -> Iterator[Touche]:
    asked = ("log", "-c", "--topo-order", "--no-renames", "--encoding=UTF-8", _FORMAT, *_SORTIE, *departs)
    out = git(*asked, "--", *noms, folder=depot.folder).out
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    courant: Commit | None = None
    for token in tokens:
        text = token.lstrip("\n")
        if text.startswith(":") and courant:
            avant, apres = _contenus(text)
            borne = courant.id in depot.bornes
            yield Touche(courant, _nom(next(tokens)), None, avant, apres, borne)
        elif text:
            courant = _commit(text, [next(tokens) for _ in range(_PARTS)])


def _nom(token: str) -> str:
    return os.fsdecode(token.encode("utf-8", "surrogateescape"))


def _commit(id_: str, parts: list[str]) -> Commit:
    parents, le, auteur, sujet = (one.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for one in parts)
    try:
        moment = dt.datetime.fromisoformat(le)
    except ValueError:  # a date that nobody can have meant
        moment = dt.datetime.fromtimestamp(0, dt.UTC)
    return Commit(id_, tuple(parents.split()), moment, masquer(auteur), masquer(sujet))


def _contenus(entry: str) -> tuple[tuple[str | None, ...], str | None]:
    """The ids of a raw line, one colon for each parent: modes, ids, then what happened."""
    count = len(entry) - len(entry.lstrip(":"))
    words = entry[count:].split()
    modes, ids = words[: count + 1], words[count + 1 : 2 * count + 2]
    held = [id_ if mode in _FICHIERS else None for mode, id_ in zip(modes, ids, strict=True)]
    return tuple(held[:-1]), held[-1]
