"""What champs may hold, where it is one of a few words: a light copy of what the model says, kept to it by a test."""

from collections.abc import Mapping

STATUTS = ("a-faire", "en-cours", "soumis", "a-modifier", "valide", "refuse", "sans-objet")
_CLOTURES = ("expiree", "refusee", "abandonnee", "remplacee")
_OUI_NON = ("oui", "non")

VALEURS: Mapping[str, tuple[str, ...]] = {
    "composants.*.type": ("principal", "proxy", "additionnel"),
    "composants.*.tiers": _OUI_NON,
    "composants.*.eai": _OUI_NON,
    "produit.referencee_vague1": _OUI_NON,
    "psc.edc": _OUI_NON,
    "psc.operateur": _OUI_NON,
    "psc.dossiers.*.role": (
        "editeur-logiciel-utilisateur",
        "editeur-proxy",
        "operateur-service",
        "operateur-proxy",
    ),
    "psc.dossiers.*.statut": STATUTS,
    "psc.dossiers.*.cloture": _CLOTURES,
    "cnda.demandes.*.porteur": ("editeur", "tiers", "aucun"),
    "cnda.demandes.*.eai": _OUI_NON,
    "cnda.demandes.*.statut": STATUTS,
    "cnda.demandes.*.cloture": _CLOTURES,
    "tests_intrusion.*.signe": _OUI_NON,
    "tests_intrusion.*.cloture": _CLOTURES,
    "etapes.*.*.statut": STATUTS,
    "chapitres.*.statut": STATUTS,
    "chapitres.*.cloture": _CLOTURES,
}
FICHIERS = frozenset(
    (
        "eligibilite.versions_obsoletes",
        "eligibilite.preuve_cnda",
        "psc.dossiers.*.habilitation",
        "cnda.demandes.*.attestation",
        "tests_intrusion.*.fichier",
        "rem.fichier",
        "preuves.*.fichier",
        "referencement.certificat",
    )
)
