"""What the columns of a REM are for, and the headers under which each has been published."""

import re
from functools import lru_cache
from typing import NamedTuple

from segurctl.rem.noms import plier

# By role: its label, then its headers, the surest first. `Chapitre` goes before `Section`, where a sheet has both.
_ENTETES: dict[str, tuple[str, ...]] = {
    "identifiant": (
        *("ID", "N° exigence", "ID exigence", "Identifiant de l'exigence", "Identifiant", "Référence de l'exigence"),
        *("Réf. exigence", "Code exigence", "Référence", "N°"),
    ),
    "chapitre": ("Chapitre", "Titre du chapitre", "Section", "Domaine (Chantier)", "Chantier", "Domaine"),
    "texte": (
        *("Exigence", "Énoncé de l'exigence", "Énoncé", "Libellé de l'exigence", "Texte de l'exigence"),
        *("Description de l'exigence", "Intitulé de l'exigence", "Libellé"),
    ),
    "nature": ("Nature", "Nature de l'exigence", "Type d'exigence"),
    "profil": ("Profil", "Profil concerné", "Profil applicable"),
    "scenario_id": ("N° scénario", "N° scénario de conformité", "ID scénario", "Identifiant scénario", "Réf. scénario"),
    "scenario": ("Scénario", "Scénario de conformité", "Énoncé du scénario", "Libellé du scénario"),
    "preuve_id": ("N° preuve", "ID preuve", "Identifiant preuve", "Réf. preuve", "N° de la preuve attendue"),
    "preuve": ("Preuve", "Preuve attendue", "Preuve de conformité", "Libellé de la preuve", "Énoncé de la preuve"),
    "perimetre": ("Périmètre",),
    "fonction": ("Fonction",),
    "bloc": ("Bloc", "Bloc fonctionnel"),
    "criticite": ("Criticité",),
    "commentaire": ("Commentaire",),
    "ordre": ("Ordre", "Ordre d'affichage"),
    "rem": ("REM",),
}
_NUMEROTES = ("preuve_id", "preuve")
_NUMERO = re.compile(r"\bn\s{0,3}[°º˚]|№|\bn\s{0,3}\.(?=\s)", re.IGNORECASE)
_MOT = re.compile(r"[a-z]+|\d+")
_MUETS = re.compile("d|de|des|du|l|la|le|les")
_NUM = re.compile("n|no|nr|num|numero")
_MAX_ENTETE = 200
_SURE = -1  # « Énoncé… » is the text, whatever « Exigence » heads beside it


class Role(NamedTuple):
    """What a column is for; `rang` tells the columns of numbered proofs apart, 0 where they have no number."""

    nom: str
    rang: int = 0

    @property
    def label(self) -> str:
        """Its name for a person, which also names it on the command line."""
        return f"{_ENTETES[self.nom][0]} {self.rang or ''}".rstrip()

    @property
    def autres(self) -> tuple[str, ...]:
        """Some of the other headers that it is known by."""
        return _ENTETES[self.nom][1:4]


def labels() -> list[str]:
    """The names of all the roles."""
    return [noms[0] for noms in _ENTETES.values()]


@lru_cache(maxsize=4096)
def cle_d_entete(text: str) -> str:
    """A header as it is compared: accents, case, punctuation, plurals and spaces apart; « N° » is « numéro »."""
    mots = _MOT.findall(plier(_NUMERO.sub(" num ", text[:_MAX_ENTETE])))
    kept = ["num" if _NUM.fullmatch(one) else one for one in mots if not _MUETS.fullmatch(one)]
    return " ".join(one[:-1] if len(one) > 3 and one.endswith("s") else one for one in kept)  # noqa: PLR2004


@lru_cache(maxsize=4096)
def role_d_entete(text: str) -> tuple[Role, int] | None:
    """The role that a header names, and how far it is from the surest one; None for a header of no use here."""
    cle = cle_d_entete(text)
    if cle.startswith("enonce") and not {"scenario", "preuve"} & set(cle.split()):
        return Role("texte"), _SURE
    if cle in _CONNUS:
        nom, rang = _CONNUS[cle]
        return Role(nom), rang
    base, _, numero = cle.rpartition(" ")
    if numero.isdigit() and len(numero) < 3 and _CONNUS.get(base, ("",))[0] in _NUMEROTES:  # noqa: PLR2004
        nom, rang = _CONNUS[base]
        return Role(nom, int(numero)), rang
    return None


_CONNUS = {cle_d_entete(text): (nom, rang) for nom, noms in _ENTETES.items() for rang, text in enumerate(noms)}
