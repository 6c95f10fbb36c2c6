"""Reading files of which one that cannot be read is a finding, and the others still show."""

from pathlib import Path

from segurctl.candidature.discover import Introuvable
from segurctl.candidature.read import CandidatureFile, read_bytes, read_candidature
from segurctl.candidature.text import decode
from segurctl.errors import SegurctlError
from segurctl.evaluation.rapport import Controle, illisible
from segurctl.parcours.load import load_parcours
from segurctl.proofs.disk import leads_outside

_AILLEURS = "ce lien mène hors du dépôt : rien n'en est lu"


def lire(found: Path | Introuvable) -> CandidatureFile | Controle:
    """A file; or what there is to say of one that is not there, or cannot be read."""
    if isinstance(found, Introuvable):
        return illisible(*found)
    if leads_outside(found):
        return illisible(found, SegurctlError(_AILLEURS, hint="mettez le fichier lui-même dans le dépôt"))
    try:
        return read_candidature(found, load_parcours())
    except SegurctlError as error:
        return illisible(found, error, _texte_de(found))


def _texte_de(path: Path) -> str:
    """The text of a file that is no candidature, as far as it is text."""
    try:
        return decode(read_bytes(path))
    except SegurctlError:
        return ""
