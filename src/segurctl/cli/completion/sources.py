"""Who knows the words of each parameter: `commande parametre`, or `parametre` alone for every command that has it.

A new command has its line here; what has none is completed from its own type, its choices or its metavar. A command
that is not in the table yet may have its line already.
"""

from collections.abc import Mapping

FICHIERS = "fichiers"  # the shell knows them best
DOSSIERS = "dossiers"

SOURCES: Mapping[str, str] = {
    "candidature": FICHIERS,
    "chemins": FICHIERS,
    "chapitre": "mots:chapitres",
    "output": FICHIERS,
    "fichier": FICHIERS,
    "check format_": "mots:formats_rapport",
    "check gate": "mots:etapes",
    "check ignore": "mots:regles",
    "check select": "mots:regles",
    "config get cle": "mots:reglages",
    "config set affectations": "mots:reglages_a_ecrire",
    "config unset cles": "mots:reglages",
    "diff format_": "mots:formats_diff",
    "explain regle": "mots:une_regle",
    "get champ": "champs:remplis",
    "init affectations": "champs:premiers",
    "links format_": "mots:formats_rapport",
    "log cibles": "mots:cibles",
    "mark cibles_et_valeur": "mots:cibles_et_valeurs",
    "proof add ids": "mots:emplacements",
    "proof remove ids": "mots:preuves",
    "rem diff classeurs": FICHIERS,
    "rem list profil": "mots:profils",
    "rem list statut": "mots:etats_d_exigence",
    "rem show id_": "mots:ids_de_la_rem",
    "resources nom": "mots:plateformes_et_couloirs",
    "set affectations": "champs:affectations",
    "show etape": "mots:etapes",
    "support plateforme": "mots:plateformes",
    "tick actions": "mots:actions",
    "unset champs": "champs:remplis_et_tables",
    "walk etape": "mots:etapes",
}
