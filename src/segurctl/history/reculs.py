"""What went back: a statut taken back, an earlier stage, an identifier or a date emptied."""

import datetime as dt
from typing import Any

from segurctl.candidature.paths import KeyPath
from segurctl.history.model import Recul

_SOUMIS = ("soumis", "valide")
_CHEZ_NOUS = ("a-faire", "en-cours")
# Free words, and what is emptied when a withdrawal or a closing is taken back.
_LIBRES = frozenset(
    {"note", "description", "responsable", "titre", "nom", "motif_retrait", "retiree_le", "cloture", "close_le"}
)
# Where a champ is an identifier, a file or a date that was obtained; elsewhere it describes, or is told of otherwise.
_SECTIONS = frozenset(
    {
        *("editeur", "produit", "eligibilite", "psc", "cnda", "tests_intrusion", "motco2"),
        *("rem", "convention", "referencement"),
    }
)


def statut_repris(avant: str, apres: str) -> Recul | None:
    """A statut that somebody had received, and that is ours again; or that was granted, and is asked again."""
    if (avant in _SOUMIS and apres in _CHEZ_NOUS) or (avant == "valide" and apres == "soumis"):
        return "statut-repris"
    return None


def champ_efface(path: KeyPath, avant: Any, apres: Any) -> Recul | None:
    """An identifier or a date emptied."""
    if apres not in (None, "") or path[0] not in _SECTIONS or path[-1] in _LIBRES:
        return None
    if isinstance(avant, dt.date):
        return "date-effacee"
    return "identifiant-efface" if isinstance(avant, str) and avant.strip() else None
