"""Where the snapshot of a REM stands beside its candidature, and writing it there."""

import os
from pathlib import Path

from segurctl.candidature.discover import NAME
from segurctl.candidature.model import Candidature
from segurctl.candidature.write import Beside
from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary
from segurctl.proofs.bornes import repository, within
from segurctl.proofs.faits import is_link
from segurctl.rem.model import Referentiel
from segurctl.rem.noms import plier
from segurctl.rem.snapshot import MAX_BYTES, lire_fichier

DOSSIER = "referentiels"


def chemin(path: Path, candidature: Candidature) -> str:
    """The path of the snapshot from the folder of the candidature at `path`: what the file says, else one of its own.

    It is named by its dispositif, after the file where several candidatures may stand in the folder: each has its own
    keys of chapters, and would change the other's.
    """
    if candidature.rem and candidature.rem.fichier.strip():
        return candidature.rem.fichier
    nom = "" if path.name == NAME else path.name.removesuffix(".toml").removesuffix(".candidature")
    mots = (one if one.isascii() and one.isalnum() else " " for one in plier(f"{nom} {candidature.produit.dispositif}"))
    return f"{DOSSIER}/{'-'.join(''.join(mots).split()) or 'rem'}-va2.json"


def destination(path: Path, relatif: str) -> Path:
    """The file that a path from the folder of the candidature `path` means.

    Raises SegurctlError where that is no place for a snapshot: outside the repository, in a hidden folder, through a
    link, or a file that is none.
    """
    folder = os.path.realpath(path.parent)
    root = repository(Path(folder)) or folder
    written = os.path.normpath(os.path.join(folder, relatif))  # noqa: PTH118 - one text, to be judged as a whole
    target = Path(os.path.realpath(written))
    if is_link(relatif) or not within(str(target), root):
        raise SegurctlError(f"« {relatif} » est hors du dépôt : rien n'y est écrit", hint="corrigez rem.fichier")
    cachee = any(one.startswith(".") for one in target.relative_to(root).parts)
    if target.suffix != ".json" or cachee or Path(written).is_symlink():
        hint = "un relevé est un fichier .json, qui n'est ni caché ni un lien"
        raise SegurctlError(f"« {relatif} » n'est pas un nom de relevé", hint=hint)
    if target.exists() and ancien(target) is None and not _etait_un_releve(target):
        hint = "donnez un autre nom dans rem.fichier, ou retirez d'abord ce fichier"
        raise SegurctlError(f"« {relatif} » existe et n'est pas un relevé de la REM : il n'est pas remplacé", hint=hint)
    return target


def ancien(path: Path) -> Referentiel | None:
    """The snapshot that is in a file now, if there is one that can be read."""
    try:
        return lire_fichier(path)
    except SegurctlError:
        return None


def _etait_un_releve(path: Path) -> bool:
    """Whether a file that cannot be read was a snapshot, before a merge or a hand went through it."""
    try:
        data = read_ordinary(path, MAX_BYTES, hint="")
    except SegurctlError:
        return False
    return all(one in data for one in (b'"exigences"', b'"chapitres"', b'"sha256"', b'"feuille"'))


def a_cote(path: Path, relatif: str, text: str) -> Beside:
    """The snapshot to write beside the candidature `path`. Raises SegurctlError as `destination`."""
    return Beside(destination(path, relatif), text)
