"""Where the table of a workbook is: the sheet, the row of its headers, and which column is for what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.rem.cellules import extrait, texte, une_ligne
from segurctl.rem.classeur import Feuille, Ligne
from segurctl.rem.noms import plier
from segurctl.rem.roles import Role, cle_d_entete, labels, role_d_entete

_PREMIERES = 30
_COLONNES = 512
_NOMMES = 12
_VAGUE = "vague 2"
_IDENTIFIANT, _TEXTE = Role("identifiant"), Role("texte")
_HINT = '--colonne "ID=N° exigence"'


class Entete(NamedTuple):
    """A row of headers: their texts, and the column of each role, counted from 0."""

    feuille: Feuille
    ligne: int
    textes: tuple[str, ...]
    colonnes: Mapping[Role, int]

    def lisible(self, colonnes: Mapping[Role, str]) -> bool:
        """Whether a REM can be read under it, with the columns that a person names."""
        return {_IDENTIFIANT, _TEXTE, *colonnes} <= self.colonnes.keys()

    @property
    def rang(self) -> tuple[bool, bool, int]:
        """What makes it the best of several."""
        return self.feuille.visible, _VAGUE in plier(self.feuille.nom), len(self.colonnes)


def demandees(colonnes: Sequence[str]) -> dict[Role, str]:
    """The headers that a person names for roles, as in `ID=N° exigence`. Raises SegurctlError for what is no role."""
    found: dict[Role, str] = {}
    for one in colonnes:
        nom, egal, entete = one.partition("=")
        if not egal or not cle_d_entete(nom) or not cle_d_entete(entete):
            raise SegurctlError(f"« {extrait(one)} » n'a pas la forme RÔLE=EN-TÊTE", hint=_HINT)
        role = role_d_entete(nom)
        if role is None:
            raise SegurctlError(
                f"« {extrait(nom)} » n'est pas une colonne d'une REM (colonnes : {', '.join(labels())})", hint=_HINT
            )
        found[role[0]] = entete
    return found


def choisir(
    feuilles: Sequence[Feuille], feuille: str | None, colonnes: Mapping[Role, str]
) -> tuple[Entete, tuple[str, ...]]:
    """The table to read, and the other sheets that have one. Raises SegurctlError where there is none, or several."""
    if feuille is not None:
        feuilles = _nommee(feuilles, feuille)
    lus = [list(_entetes(one, colonnes)) for one in feuilles]
    tous = [one for siens in lus for one in siens]
    if not tous:
        raise SegurctlError("le classeur est vide", hint="donnez celui de la REM")
    lisibles = [max(bons, key=_poids) for siens in lus if (bons := [one for one in siens if one.lisible(colonnes)])]
    if not lisibles:
        raise _aucune(tous, colonnes)
    meilleur = max(one.rang for one in lisibles)
    ex_aequo = [one for one in lisibles if one.rang == meilleur]
    if len(ex_aequo) > 1:
        noms = [one.feuille.nom for one in ex_aequo]
        raise SegurctlError(
            f"plusieurs feuilles peuvent être la REM : {_cites(noms)}", hint=f'--feuille "{extrait(noms[0])}"'
        )
    autres = tuple(one.feuille.nom for one in lisibles if one is not ex_aequo[0])
    return ex_aequo[0], autres


def _nommee(feuilles: Sequence[Feuille], nom: str) -> Sequence[Feuille]:
    """The sheet of this name; exact first, for two names may differ by their case alone."""
    found = [one for one in feuilles if one.nom == nom] or [one for one in feuilles if plier(one.nom) == plier(nom)]
    if not found:
        raise SegurctlError(
            f"le classeur n'a pas de feuille « {extrait(nom)} »",
            hint=f"feuilles : {_cites([one.nom for one in feuilles])}",
        )
    return found[:1]


def _entetes(feuille: Feuille, colonnes: Mapping[Role, str]) -> Iterator[Entete]:
    """Each of the first rows of a sheet, read as headers."""
    for ligne in feuille.lignes(_PREMIERES):
        textes = _textes(ligne)
        yield Entete(feuille, ligne.numero, textes, _roles(textes, colonnes))


def _textes(ligne: Ligne) -> tuple[str, ...]:
    return tuple(une_ligne(texte(one)) if one != "" else "" for one in ligne.valeurs[:_COLONNES])


def _roles(textes: Sequence[str], colonnes: Mapping[Role, str]) -> dict[Role, int]:
    """The column of each role: the one that a person names, else the one whose header is the surest."""
    cles = [cle_d_entete(one) for one in textes]
    found = {role: cles.index(cle) for role, entete in colonnes.items() if (cle := cle_d_entete(entete)) in cles}
    prises = set(found.values())
    sures: dict[Role, int] = {}
    for colonne, text in enumerate(textes):
        vu = role_d_entete(text) if text and colonne not in prises else None
        if vu and vu[0] not in colonnes and (vu[0] not in found or vu[1] < sures[vu[0]]):
            found[vu[0]], sures[vu[0]] = colonne, vu[1]
    return found


def _poids(one: Entete) -> tuple[int, int]:
    """How much a row looks like headers: the roles that it names, then how many cells it fills."""
    return len(one.colonnes), sum(map(bool, one.textes))


def _aucune(tous: Sequence[Entete], colonnes: Mapping[Role, str]) -> SegurctlError:
    """The error where no row can be read under: the nearest one, and what it lacks."""
    proche = max(tous, key=_poids)
    entetes = _cites([one for one in proche.textes if one])
    vue = f"ligne {proche.ligne} de « {extrait(proche.feuille.nom, 40)} » : {entetes}"
    absentes = [entete for role, entete in colonnes.items() if role not in proche.colonnes]
    if absentes:
        return SegurctlError(
            f"aucune colonne ne s'appelle « {extrait(absentes[0])} »", hint=f"les en-têtes trouvés, {vue}"
        )
    manque = [one for one in (_IDENTIFIANT, _TEXTE) if one not in proche.colonnes]
    cherches = " ni ".join(f"{one.label} (ou {', '.join(one.autres)}…)" for one in manque)
    return SegurctlError(
        f"aucune feuille n'a les colonnes d'une REM ; dans la plus proche il n'y a pas {cherches} : {vue}",
        hint=" ".join(f'--colonne "{one.label}=…"' for one in manque),
    )


def _cites(noms: Sequence[str]) -> str:
    """Names in a message, not all of them where they are many."""
    reste = f" et {len(noms) - _NOMMES} de plus" if len(noms) > _NOMMES else ""
    return ", ".join(f"« {extrait(one, 40)} »" for one in noms[:_NOMMES]) + reste
