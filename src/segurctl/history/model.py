"""What changed between two versions of a candidature, in the words of the field."""

import datetime as dt
from typing import Any, Literal, NamedTuple

from segurctl.candidature.secrets import masquer, masquer_valeur

Genre = Literal[
    "fichier", "etape", "action", "champ", "suivi", "chapitre", "preuve", "exigence", "acceptation", "jalon"
]
# fmt: off
Quoi = Literal[
    "apparu", "disparu", "renomme", "illisible", "relisible", "tronque",  # a file
    "transfere",  # what the company's file now tells
    "statut", "depuis", "note", "perdue",  # an étape, a suivi, a chapter, an exigence
    "cree", "retire", "clos", "rouvert",  # a suivi, a chapter, an acceptation
    "cochee", "decochee",  # an action
    "renseigne", "change", "vide",  # a champ, a jalon
    "ajoutee", "retiree", "modifiee", "deposee", "depot-retire", "renvoyee", "corrigee",  # a proof
    "ecartee", "redemandee",  # an exigence
]
# fmt: on
# What went back. What a third party answers is none: soumis → a-modifier, soumis → refuse, a proof sent back.
Recul = Literal[
    "etape-perdue",
    "statut-repris",
    "stade-anterieur",
    "suivi-retire",
    "action-decochee",
    "identifiant-efface",
    "date-effacee",
    "preuve-retiree",
    "depot-retire",
    "fichier-retire",
    "fichier-illisible",
]


class Changement(NamedTuple):
    """One thing that changed. `cible` is what it is about, `champ` its place in the file.

    `avant` and `apres` are as the file has them, None where it has nothing; of a suivi, its stage and statut as `mark`
    takes them. `depuis` is the day that the file gives for it. `chapitre` is that of a proof. `recul` says that
    something went back; `causes` what then misses.
    """

    genre: Genre
    quoi: Quoi
    cible: str
    champ: str
    avant: Any = None
    apres: Any = None
    depuis: dt.date | None = None
    chapitre: str | None = None
    recul: Recul | None = None
    causes: tuple[str, ...] = ()

    def masque(self) -> "Changement":
        """The same without the secrets that it quotes, before any format parts a value from its name."""
        cle = self.champ.rpartition(".")[2]
        return self._replace(
            cible=masquer(self.cible),
            champ=masquer(self.champ),
            avant=masquer_valeur(cle, self.avant),
            apres=masquer_valeur(cle, self.apres),
            chapitre=self.chapitre and masquer(self.chapitre),
        )
