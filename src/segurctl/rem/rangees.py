"""The rows under the headers, as texts by role, and those of them that are of one REM."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.rem.cellules import extrait, texte, une_ligne
from segurctl.rem.entetes import Entete
from segurctl.rem.noms import plier
from segurctl.rem.roles import Role

_REM = Role("rem")
_SEPARATEURS = re.compile(r"[\n;,/]")
_NOMMEES = 20


class Rangee(NamedTuple):
    """A row: its number in the sheet, and its texts by role, without those that are empty."""

    numero: int
    textes: Mapping[Role, str]

    def dit(self, nom: str) -> str:
        """What it says under a header, or nothing."""
        return self.textes.get(Role(nom), "")


def rangees(entete: Entete) -> list[Rangee]:
    """The rows under the headers that say something; headers said again, as printing asks for, do not."""
    found = []
    for ligne in entete.feuille.lignes():
        if ligne.numero > entete.ligne:
            lus = {
                role: text
                for role, colonne in entete.colonnes.items()
                if colonne < len(ligne.valeurs) and (text := _dit(ligne.valeurs[colonne]))
            }
            if not _repete(lus, entete):
                found.append(Rangee(ligne.numero, lus))
    return found


def de_la_rem(lues: Sequence[Rangee], entete: Entete, rem: str | None) -> tuple[list[Rangee], str | None]:
    """The rows of a REM, and its name as the sheet spells it. Raises SegurctlError where one must be named."""
    if _REM not in entete.colonnes:
        if rem is not None:
            raise SegurctlError(
                f"la feuille « {extrait(entete.feuille.nom)} » n'a pas de colonne REM", hint="retirez --rem"
            )
        return list(lues), None
    noms: dict[str, str] = {}
    for one in lues:
        for nom in _rems(one) if one.dit("identifiant") else ():
            noms.setdefault(_cle(nom), nom)
    if rem is None and len(noms) < 2:  # noqa: PLR2004 - one REM, or none named
        return list(lues), None
    connues = ", ".join(f"« {extrait(one, 30)} »" for one in list(noms.values())[:_NOMMEES])
    if rem is None:
        raise SegurctlError(f"la feuille contient plusieurs REM : {connues}", hint="choisissez : --rem LGC")
    if _cle(rem) not in noms:
        hint = f"REM de la feuille : {connues}" if noms else "retirez --rem"
        raise SegurctlError(f"la feuille ne contient pas de REM « {extrait(rem)} »", hint=hint)
    return [one for one in lues if _cle(rem) in map(_cle, _rems(one))], noms[_cle(rem)]


def _dit(valeur: object) -> str:
    """The text of a cell; a dash that stands for nothing says nothing."""
    text = texte(valeur) if valeur != "" else ""
    return text if any(map(str.isalnum, text)) else ""


def _repete(lus: Mapping[Role, str], entete: Entete) -> bool:
    return bool(lus) and all(une_ligne(text) == entete.textes[entete.colonnes[role]] for role, text in lus.items())


def _rems(one: Rangee) -> list[str]:
    return [une_ligne(nom) for nom in _SEPARATEURS.split(one.dit("rem")) if nom.strip()]


def _cle(nom: str) -> str:
    return plier(nom).replace(" ", "")
