"""`report` as the JSON that shields.io reads at the endpoint of a badge, which takes no keys but its own."""

import json

from segurctl.evaluation.portefeuille import Portefeuille
from segurctl.history.bilan import Bilan
from segurctl.views import words

_ERREUR, _RETARD, _FINI, _AVANCE, _RIEN = "red", "orange", "brightgreen", "blue", "lightgrey"


def report_shields(bilan: Bilan) -> str:
    """The badge of all the products: how many étapes are validated, in the colour of what is most pressing."""
    portefeuille = bilan.portefeuille
    valides, total = portefeuille.avancement
    badge: dict[str, object] = {
        "schemaVersion": 1,
        "label": portefeuille.parcours.titre,
        "message": f"{words.nombre(valides, 'étape validée', 'étapes validées')} sur {total}",
        "color": _couleur(portefeuille),
    }
    if bilan.illisibles:
        badge["message"] = words.nombre(len(bilan.illisibles), "fichier illisible", "fichiers illisibles")
        badge |= {"color": _ERREUR, "isError": True}
    return json.dumps(badge, ensure_ascii=False, indent=2) + "\n"


def _couleur(portefeuille: Portefeuille) -> str:
    valides, total = portefeuille.avancement
    constats = [constat for one in portefeuille.membres for constat in one.constats]
    constats += [constat for one in portefeuille.entreprises for constat in one.constats]
    if any(one.gravite == "erreur" for one in constats):
        return _ERREUR
    if any(one.retard is not None for one in portefeuille.attendus):
        return _RETARD
    if not total:
        return _RIEN
    return _FINI if valides == total else _AVANCE
