"""What the disk knows of a candidature, as data: the rules never look for themselves."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from segurctl.rem.model import Referentiel

# The champs that name a file by its path from the candidature's folder, or by a link.
FICHIERS = (
    "cnda.demandes.*.attestation",
    "eligibilite.preuve_cnda",
    "eligibilite.versions_obsoletes",
    "preuves.*.fichier",
    "psc.dossiers.*.habilitation",
    "referencement.certificat",
    "tests_intrusion.*.fichier",
)
RELEVE = "rem.fichier"  # which rules of its own look at
EMPLACEMENTS = "preuves.*.emplacement"  # a file kept elsewhere, which may be here too

EtatFichier = Literal["present", "absent", "dehors", "autre"]


class Fichier(NamedTuple):
    """What stands at a path: a file, nothing, something outside the repository, or what is no ordinary file.

    `sha256` is there only where it was asked for: in hexadecimal.
    """

    etat: EtatFichier
    sha256: str | None = None


class Faits(NamedTuple):
    """The raw text of the file, and the files that it names, by path as written; nothing is said of the others.

    `referentiel` is the snapshot of the REM that it points to, `illisible` why that cannot be read.
    """

    texte: str = ""
    fichiers: Mapping[str, Fichier] = {}
    referentiel: Referentiel | None = None
    illisible: str | None = None


INCONNUS = Faits()


def is_link(value: str) -> bool:
    """Whether a value that may be a path is a link."""
    return "://" in value
