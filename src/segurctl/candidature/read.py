"""Read one candidature file: bytes → text → data → Candidature, or one error that says where and how to mend it."""

from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from segurctl.candidature.discover import EDITEUR, company_of
from segurctl.candidature.editeur import EditeurFile, Partage, parse_editeur, read_editeur, under
from segurctl.candidature.model import FORMAT, Candidature
from segurctl.candidature.paths import DataPath
from segurctl.candidature.refusal import TOLD, refusal, scanned
from segurctl.candidature.structure import catalogue_faults, control_faults, may_command, version_faults
from segurctl.candidature.text import MAX_BYTES, decode, parse
from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary
from segurctl.parcours.load import load_parcours

if TYPE_CHECKING:
    from segurctl.candidature.scan import Document, Position
    from segurctl.parcours.model import Parcours

_HINT = "donnez le chemin d'un fichier .toml que vous pouvez lire"


class CandidatureFile:
    """A candidature with the file it came from: its path, its exact text, and where each champ stands in it.

    `editeur` is the company's file that was read under it, if any, and `partage` what of it lives there.
    """

    def __init__(
        self,
        path: Path,
        text: str,
        candidature: Candidature,
        editeur: EditeurFile | None = None,
        partage: Partage | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.candidature = candidature
        self.editeur = editeur
        self.partage = partage

    @cached_property
    def _document(self) -> "Document":
        return scanned(self.text)

    def position(self, path: DataPath) -> "Position":
        """Line and column of a champ's key, else of its nearest written ancestor, else 1:1."""
        return self._document.position(path)

    def home(self, path: DataPath) -> EditeurFile | None:
        """The company's file, where a champ has its place there."""
        return self.editeur if self.partage and self.partage.tient(path) else None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, never more than one over the limit. Raises SegurctlError, with its path, as reading does."""
    try:
        return read_ordinary(path, MAX_BYTES, hint=_HINT, absent=_commencer(path))
    except SegurctlError as error:
        error.path = path
        raise


def _commencer(path: Path) -> str:
    """What was perhaps meant by a file that is not there: the page of an étape, or a new file."""
    if path.suffix != ".toml" and str(path) in load_parcours().etapes:
        return f"{path.name} est une étape : segurctl show {path.name}"
    return f"pour commencer : segurctl init{' --editeur' if path.name == EDITEUR else ''}"


def read_candidature(path: Path, parcours: "Parcours", *, alone: bool = False) -> CandidatureFile:
    """Read and check the shape of a candidature file, with the company's under it unless it is wanted `alone`.

    Raises SegurctlError, with path, line and column, for a file that cannot be read, is not TOML, is of
    a newer format or an unknown édition, or does not have the shape of a candidature; and EditeurIllisible where the
    company's file is none.
    """
    if path.name == EDITEUR:
        hint = "donnez une candidature, ou le dossier"
        raise SegurctlError("c'est le fichier de l'entreprise, pas une candidature", path=path, hint=hint)
    try:
        text = decode(read_bytes(path))
    except SegurctlError as error:
        error.path = path
        raise
    above = None if alone else company_of(path)
    return parse_candidature(path, text, parcours, read_editeur(above, parcours) if above else None)


def read_company(path: Path, parcours: "Parcours") -> CandidatureFile:
    """The company's file by itself, as what is under a candidature that says nothing. Raises EditeurIllisible."""
    return company_alone(path, read_editeur(path, parcours), parcours)


def company_alone(path: Path, editeur: EditeurFile, parcours: "Parcours") -> CandidatureFile:
    """The same, of a company's file that was read."""
    tete = f'format = {FORMAT}\nparcours = "{parcours.id}"\nedition = "{parcours.edition}"\n'
    return parse_candidature(path, f'{tete}produit = {{ nom = "x", dispositif = "LGC" }}\n', parcours, editeur)


def parse_candidature(
    path: Path, text: str, parcours: "Parcours", editeur: EditeurFile | None = None
) -> CandidatureFile:
    """The candidature that a text holds, the company's file under it; `path` is only remembered.

    Raises SegurctlError as `read_candidature`.
    """
    try:
        data = parse(text)
    except SegurctlError as error:
        error.path = path
        raise
    both, partage = under(data, editeur, parcours) if editeur else (data, None)
    faults = list(version_faults(data, parcours))
    if not faults and may_command(text):
        faults = list(islice(control_faults(data), TOLD))
    if not faults:
        try:
            candidature = Candidature.model_validate(both)
        except ValidationError as invalid:
            from segurctl.candidature.messages import model_faults  # only a wrong file pays for the messages

            faults = model_faults(invalid)
        else:
            faults = list(islice(catalogue_faults(data, parcours), TOLD))
            if not faults:
                return CandidatureFile(path, text, candidature, editeur, partage)
    raise refusal(path, text, faults)


def parse_file(path: Path, text: str, parcours: "Parcours") -> None:
    """Raise SegurctlError, with path and line, where a text is no candidature; or no company's file, by its name."""
    if path.name == EDITEUR:
        parse_editeur(path, text, parcours)
    else:
        parse_candidature(path, text, parcours)
