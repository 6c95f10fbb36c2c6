"""`editeur.toml`: what belongs to the company, kept once for all its products and read under each candidature.

What a candidature writes itself comes first. An étape that it only leaves à faire, as `init` lays it out, says nothing.
"""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from segurctl.candidature.discover import EDITEUR, folders_above
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import DataPath, KeyPath, format_path
from segurctl.candidature.refusal import refusal
from segurctl.candidature.structure import Fault, catalogue_faults, control_faults, may_command, version_faults
from segurctl.candidature.text import MAX_BYTES, decode, parse
from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary

if TYPE_CHECKING:
    from segurctl.candidature.scan import Position
    from segurctl.parcours.model import Parcours

_TETE = ("format", "parcours", "edition")
_PRODUIT = {"nom": "x", "dispositif": "x"}  # what a candidature cannot do without, and a company has not
NON_DIT = {"statut": "a-faire"}  # what `init` lays out, and nobody has touched


class EditeurIllisible(SegurctlError):  # noqa: N818 - the name of the case
    """The company's file cannot be read: that is said of it, and the candidatures can still be read without it."""


class EditeurFile(NamedTuple):
    """The company's file: its path, its exact text, and what it holds."""

    path: Path
    text: str
    data: Mapping[str, Any]

    def position(self, path: DataPath) -> "Position":
        """Line and column of a champ's key, else of its nearest written ancestor, else 1:1."""
        from segurctl.candidature.scan import scan

        return scan(self.text).position(path)

    def tells(self, path: KeyPath) -> bool:
        """Whether it holds a champ, or a table."""
        found: Any = self.data
        for part in path:
            if not isinstance(found, Mapping) or part not in found:
                return False
            found = found[part]
        return True


class Double(NamedTuple):
    """A champ or an étape that a candidature and the company's file both tell, and not alike."""

    path: KeyPath
    candidature: Any
    editeur: Any


class Partage(NamedTuple):
    """What of a candidature lives in the company's file `path`.

    `etapes` are those of the company that the candidature does not tell itself, by id; `propres` the champs of
    `[editeur]` that it does tell; `doubles` what both tell, and not alike.
    """

    path: Path
    etapes: frozenset[str]
    propres: frozenset[str]
    doubles: tuple[Double, ...]

    def tient(self, path: DataPath) -> bool:
        """Whether a champ, written or not, has its place in the company's file."""
        match path:
            case ("editeur", str(champ), *_):
                return champ not in self.propres
            case ("etapes", str(plateforme), str(nom), *_):
                return f"{plateforme}.{nom}" in self.etapes
            case ("editeur",):
                return not self.propres
            case _:
                return False


def read_editeur(path: Path, parcours: "Parcours") -> EditeurFile:
    """Read and check the company's file.

    Raises EditeurIllisible, with path, line and column, for one that cannot be read, that a link takes out of its
    repository, or that holds what is not the company's.
    """
    try:
        _refuse_outside(path)
        hint = "donnez les droits de le lire, ou retirez-le"
        text = decode(read_ordinary(path, MAX_BYTES, hint=hint, absent="segurctl init --editeur en fait un"))
        return parse_editeur(path, text, parcours)
    except SegurctlError as error:
        raise EditeurIllisible(
            error.message, path=path, line=error.line, column=error.column, hint=error.hint, others=error.others
        ) from None


def _refuse_outside(path: Path) -> None:
    """A file that nobody named may not lead to what a stranger chose."""
    if path.is_symlink():
        root = os.path.realpath(folders_above(os.path.abspath(path.parent))[-1])  # noqa: PTH100 - as written
        if not Path(os.path.realpath(path)).is_relative_to(root):
            hint = "mettez le fichier lui-même dans le dépôt"
            raise SegurctlError("ce lien mène hors du dépôt : rien n'en est lu", hint=hint)


@lru_cache(maxsize=32)
def parse_editeur(path: Path, text: str, parcours: "Parcours") -> EditeurFile:
    """The company's file that a text is. Raises SegurctlError, with line and column, as `read_editeur`."""
    data = parse(text)
    faults = next(
        (found for look in (_version, _controls, _foreign, _shape) if (found := look(data, text, parcours))), []
    )
    if faults:
        raise refusal(path, text, faults)
    return EditeurFile(path, text, data)


def _version(data: dict[str, Any], _text: str, parcours: "Parcours") -> list[Fault]:
    return list(version_faults(data, parcours))


def _controls(data: dict[str, Any], text: str, _parcours: "Parcours") -> list[Fault]:
    return list(control_faults(data)) if may_command(text) else []


def _foreign(data: dict[str, Any], _text: str, parcours: "Parcours") -> list[Fault]:
    """What has its place in a candidature."""
    hint = f"{EDITEUR} tient [editeur] et les étapes de l'entreprise ; le reste va dans une candidature"
    return [
        Fault(path, f"« {format_path(path)} » n'appartient pas à l'entreprise", hint)
        for path in _tables(data)
        if not belongs(path, parcours)
    ]


def _tables(data: Mapping[str, Any]) -> Iterator[KeyPath]:
    """The paths that tell what a file holds: root keys, and étapes one by one."""
    for key, value in data.items():
        if key != "etapes" or not isinstance(value, dict):
            yield (key,)
            continue
        for plateforme, etapes in value.items():
            noms = etapes if isinstance(etapes, dict) else ()
            yield from ((key, plateforme, nom) for nom in noms)


def _shape(data: dict[str, Any], _text: str, parcours: "Parcours") -> list[Fault]:
    try:
        Candidature.model_validate({**data, "produit": _PRODUIT})
    except ValidationError as invalid:
        from segurctl.candidature.messages import model_faults

        return model_faults(invalid)
    return list(catalogue_faults(data, parcours))


def belongs(path: DataPath, parcours: "Parcours") -> bool:
    """Whether a champ or an étape is the company's, the same for all its products."""
    match path:
        case (str(key), *_) if key == "editeur" or key in _TETE:
            return True
        case ("etapes", str(plateforme), str(nom), *_):
            etape = parcours.etapes.get(f"{plateforme}.{nom}")
            return etape is None or etape.portee == "editeur"  # one that does not exist is said to be so elsewhere
        case _:
            return False


def under(data: dict[str, Any], file: EditeurFile, parcours: "Parcours") -> tuple[dict[str, Any], Partage]:
    """The data of a candidature with the company's under it, and what of it lives in the company's file."""
    own, held = data.get("editeur", {}), file.data.get("editeur", {})
    etapes = data.get("etapes", {})
    if not (
        isinstance(own, dict) and isinstance(etapes, dict) and all(isinstance(one, dict) for one in etapes.values())
    ):
        return data, Partage(file.path, frozenset(), frozenset(), ())  # what reads it will say so
    doubles = [Double(("editeur", key), own[key], held[key]) for key in own if key in held and own[key] != held[key]]
    told, merged = [], dict(etapes)
    for etape in (one for one in parcours.etapes.values() if one.portee == "editeur"):
        path = ("etapes", etape.plateforme, etape.nom)
        mine, theirs = (held.get(path[1], {}).get(path[2]) for held in (etapes, file.data.get("etapes", {})))
        if mine in (None, NON_DIT):
            told.append(etape.id)
            if theirs is not None:
                merged[etape.plateforme] = {**merged.get(etape.plateforme, {}), etape.nom: theirs}
        elif theirs not in (None, mine):
            doubles.append(Double(path, mine, theirs))
    both = {**data, "editeur": {**held, **own}, "etapes": merged}
    return both, Partage(file.path, frozenset(told), frozenset(own), tuple(doubles))
