"""Reading files of which one that cannot be read is a finding, and the others still show."""

from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.discover import Introuvable
from segurctl.candidature.editeur import EditeurIllisible
from segurctl.candidature.read import CandidatureFile, read_bytes, read_candidature
from segurctl.candidature.text import decode
from segurctl.errors import SegurctlError
from segurctl.evaluation.rapport import Controle, illisible
from segurctl.parcours.load import load_parcours
from segurctl.proofs.bornes import AILLEURS, DEDANS, leads_outside


class Lu(NamedTuple):
    """A file, or what there is to say of one that is not there or cannot be read.

    `commun` is what there is to say of the company's file, where it is that one: the candidature is then read alone.
    """

    file: CandidatureFile | Controle
    commun: Controle | None = None


def lire(found: Path | Introuvable) -> Lu:
    """Read one of the files that were found."""
    if isinstance(found, Introuvable):
        return Lu(illisible(*found))
    if leads_outside(found):
        return Lu(illisible(found, SegurctlError(AILLEURS, hint=DEDANS)))
    try:
        return Lu(read_candidature(found, load_parcours()))
    except EditeurIllisible as error:
        path = error.path or found
        return Lu(_seul(found), illisible(path, error, _texte_de(path)))
    except SegurctlError as error:
        return Lu(illisible(found, error, _texte_de(found)))


def relire(path: Path) -> CandidatureFile:
    """A file that was read before. Raises SegurctlError when it cannot be any more."""
    file = lire(path).file
    if isinstance(file, Controle):
        raise SegurctlError("le fichier a changé entre-temps", path=path, hint="recommencez")
    return file


def _seul(found: Path) -> CandidatureFile | Controle:
    try:
        return read_candidature(found, load_parcours(), alone=True)
    except SegurctlError as error:
        return illisible(found, error, _texte_de(found))


def _texte_de(path: Path) -> str:
    """The text of a file that is no candidature, as far as it is text."""
    try:
        return decode(read_bytes(path))
    except SegurctlError:
        return ""
