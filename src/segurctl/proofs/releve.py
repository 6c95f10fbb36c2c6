"""Where the snapshot of a REM stands beside its candidature, and writing it there."""

import os
from pathlib import Path

from segurctl.candidature.model import Candidature
from segurctl.candidature.write import write_beside
from segurctl.errors import SegurctlError
from segurctl.proofs.disk import repository, within
from segurctl.rem.noms import plier
from segurctl.rem.snapshot import lire_fichier

DOSSIER = "referentiels"


def chemin(candidature: Candidature) -> str:
    """The path of the snapshot from the candidature's folder: what the file says, else one of its dispositif."""
    if candidature.rem and candidature.rem.fichier.strip():
        return candidature.rem.fichier
    mots = "".join(one if one.isascii() and one.isalnum() else " " for one in plier(candidature.produit.dispositif))
    return f"{DOSSIER}/{'-'.join(mots.split()) or 'rem'}-va2.json"


def destination(path: Path, relatif: str) -> Path:
    """The file that a path from the folder of the candidature `path` means.

    Raises SegurctlError where that is no place for a snapshot: outside the repository, or a file that is none.
    """
    folder = os.path.realpath(path.parent)
    target = os.path.realpath(os.path.join(folder, relatif))  # noqa: PTH118 - one text, to be judged as a whole
    root = repository(Path(folder)) or folder
    if not within(target, root):
        raise SegurctlError(f"« {relatif} » est hors du dépôt : rien n'y est écrit", hint="corrigez rem.fichier")
    if not relatif.endswith(".json"):
        raise SegurctlError(f"« {relatif} » n'est pas un nom de relevé", hint="un relevé est un fichier .json")
    found = Path(target)
    if found.exists():
        try:
            lire_fichier(found)
        except SegurctlError as error:
            hint = "donnez un autre nom dans rem.fichier, ou retirez ce fichier"
            raise SegurctlError(f"« {relatif} » existe et n'est pas remplacé : {error.message}", hint=hint) from None
    return found


def ecrire_releve(path: Path, relatif: str, text: str) -> None:
    """Write a snapshot beside the candidature `path`. Raises SegurctlError as `destination`, or when it cannot be."""
    write_beside(path, destination(path, relatif), text)
