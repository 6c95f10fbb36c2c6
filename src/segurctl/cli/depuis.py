"""What a report compares with: the revision asked for, or the branch that a CI's pull request goes to."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.evaluation.portefeuille import Portefeuille
    from segurctl.history.comparaison import Comparaison

_COURT = 10  # characters of a commit's id


def demandee() -> str | None:
    """The base of the pull request that this CI works on, if it does."""
    if branche := os.environ.get("GITHUB_BASE_REF"):
        return f"origin/{branche}"
    return os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or None


def comparer_depuis(base: str, portefeuille: "Portefeuille") -> "Comparaison":
    """What changed in the files of a report since it left a revision: from their common ancestor to the working files.

    Raises SegurctlError where the revision is not known here, or there is no git.
    """
    from segurctl.history.comparaison import comparer
    from segurctl.history.depot import intervalle, nom_de, ouvrir

    ici = Path.cwd()
    depot = ouvrir(ici)
    if base.startswith("-") or ".." in base:
        raise SegurctlError(f"révision inconnue « {base} »", hint="une seule révision, comme main")
    commun = intervalle(depot, f"{base}...HEAD").avant
    found = comparer(depot, commun, None, portefeuille.parcours, portefeuille.today)
    chemins = (*(one.fichier for one in portefeuille.entreprises), *(one.fichier for one in portefeuille.membres))
    noms = {nom_de(depot, one, ici) for one in chemins}
    bornes = found.intervalle._replace(avant=commun, avant_dit=commun[:_COURT])
    return found._replace(intervalle=bornes, ecarts=tuple(one for one in found.ecarts if one.fichier in noms))
