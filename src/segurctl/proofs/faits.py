"""What is known of a candidature from outside its file, by the disk and by the network: rules never look themselves."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

from segurctl.candidature.editeur import Partage
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
# What became of a link. It is there; gone; somewhere that nobody may be sent to; or nobody can tell from here: behind a
# login, refused to us, not answering now. `inconnu`: never asked.
Verdict = Literal["ok", "casse", "interdit", "authentification", "refuse", "indisponible", "inconnu"]


class Fichier(NamedTuple):
    """What stands at a path: a file, nothing, something outside the repository, or what is no ordinary file.

    `sha256` is there only where it was asked for: in hexadecimal.
    """

    etat: EtatFichier
    sha256: str | None = None


class Verification(NamedTuple):
    """What became of a link on a day: the verdict, why, and the code of HTTP where the site gave one."""

    verdict: Verdict
    raison: str
    code: int | None
    le: dt.date


class Faits(NamedTuple):
    """The raw text of the file, and the files that it names, by path as written; nothing is said of the others.

    `referentiel` is the snapshot of the REM that it points to, `illisible` why that cannot be read. `liens` is what is
    known of the links, by `url_de`: nothing but where the network was asked, now or before. `partage` is what lives in
    the company's file, where there is one; `sans_entreprise`: there is one that cannot be read, and nobody knows what
    the étapes of the company are worth.
    """

    texte: str = ""
    fichiers: Mapping[str, Fichier] = {}
    referentiel: Referentiel | None = None
    illisible: str | None = None
    liens: Mapping[str, Verification] = {}
    partage: Partage | None = None
    sans_entreprise: bool = False


INCONNUS = Faits()


def is_link(value: str) -> bool:
    """Whether a value that may be a path is a link."""
    return "://" in value
