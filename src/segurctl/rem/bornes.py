"""How much memory a workbook would take, read from the bytes of its sheets before its reader allocates any.

That reader holds a sheet as a rectangle from its first to its last cell that has a value, and a copy of its text for
each cell: two cells far apart, or a long text that many cells share, would end the process. So its way of placing
cells is followed here, tag by tag.
"""

import re
from array import array
from functools import cache
from posixpath import normpath

from segurctl.errors import SegurctlError
from segurctl.rem.archive import CHAINES, CLASSEUR, LIENS, STYLES, Parties
from segurctl.rem.balises import Balise, attributs, lire, motif, refus

MAX_CASES = 5_000_000
MAX_TEXTE = 64 << 20
MAX_CHAINES = 1_000_000
MAX_FUSIONS = 50_000
MAX_BALISES = 2_000_000
_MAX_LIGNE, _MAX_COLONNE = 1_048_576, 16_384
_MENAGE = "supprimez les lignes et colonnes vides autour du tableau, et enregistrez-le"
_SEULE = "donnez la seule feuille de la REM"

_DE_FEUILLE = motif(b"row", b"c", b"v", b"is", b"mergeCell")
_DE_CHAINES = motif(b"si")
_DE_CLASSEUR, _DE_LIENS = motif(b"sheet"), motif(b"Relationship")
# Cells as Excel writes them, many at once; others are taken tag by tag.
_COURANTE = (
    rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="\d++")?(?: t="(\w++)")?'
    rb"(?:( ?/)>|>(?:(?:<f>[^<]*+</f>)?<v>([^<]*+)</v>|<is><t(?: xml:space=\"preserve\")?>[^<]*+</t></is>)</c>)"
)
_UNE_COURANTE = re.compile(_COURANTE)
_COURANTES = re.compile(rb"(?:" + re.sub(rb"\((?!\?)", b"(?:", _COURANTE) + rb"){1,64}")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})([1-9]\d{0,6})")
_RANG = re.compile(rb"[1-9]\d{0,6}")
# A format is read again for each style that names it.
_FORMAT_LONG = re.compile(rb"""formatCode\s*+=\s*+(?:"[^"]{1000}|'[^']{1000})""")


def verifier(parties: Parties) -> None:
    """Raise SegurctlError for a workbook that would take too much memory, or could be read in several ways."""
    if _FORMAT_LONG.search(parties.communes.get(STYLES, b"")):
        raise SegurctlError("un format de nombre du classeur est démesuré", hint="enregistrez-le de nouveau en .xlsx")
    mesure = _Mesure(_longueurs(parties.communes.get(CHAINES, b"")))
    for content in parties.feuilles.values():
        mesure.feuille(content)


def une_partie_par_feuille(parties: Parties) -> None:
    """Raise SegurctlError where two sheets are one part: it would be held once for each, and was measured once."""
    feuilles = (
        next((valeur for nom, valeur in attributs(one.attributs).items() if nom.endswith(b":id")), b"")
        for one in lire(_DE_CLASSEUR, parties.communes[CLASSEUR])
        if not one.fin
    )
    cibles = {
        held.get(b"Id", b""): held.get(b"Target", b"")
        for one in lire(_DE_LIENS, parties.communes.get(LIENS, b""))
        if not one.fin and (held := attributs(one.attributs))
    }
    chemins = [normpath(b"/xl/" + cibles.get(one, one).lstrip(b"/").removeprefix(b"xl/")).lower() for one in feuilles]
    if len(set(chemins)) < len(chemins):
        raise SegurctlError("plusieurs feuilles du classeur n'en font qu'une", hint="enregistrez-le de nouveau")


class _Mesure:
    """What the sheets of a workbook cover: their rectangles, the bytes of the texts that cells share, their tags."""

    def __init__(self, longueurs: "array[int]") -> None:
        self.longueurs = longueurs
        self.cases = self.texte = self.fusions = self.balises = 0
        self.lignes = self.colonnes = 0  # of the sheet that is being read: its last row and column with a value
        self._loin = "A1"  # the cell that made it this big
        self._ligne, self._colonne = 1, 1  # where a cell that does not say stands
        self._ouverte: tuple[int, int, bytes] | None = None

    def feuille(self, content: bytes) -> None:
        """Add a sheet. Raises SegurctlError where that is too much."""
        self.lignes = self.colonnes = 0
        self._ligne, self._colonne, self._ouverte = 1, 1, None
        for balise in lire(_DE_FEUILLE, content, lambda place: self._courantes(content, place)):
            self._balise(balise)
        self.cases += self.lignes * self.colonnes
        if self.cases > MAX_CASES:
            millions = MAX_CASES // 1_000_000
            raise SegurctlError(
                f"le classeur va jusqu'à la cellule {self._loin} : plus de {millions} millions de cases", hint=_MENAGE
            )
        if self.texte > MAX_TEXTE:
            raise SegurctlError(f"les textes du classeur dépassent {MAX_TEXTE >> 20} Mio", hint=_SEULE)

    def _balise(self, balise: Balise) -> None:
        self.balises += 1
        if self.balises > MAX_BALISES:
            raise SegurctlError(f"le classeur a plus de {MAX_BALISES} lignes et cellules", hint=_MENAGE)
        if balise.nom == b"c":
            self._case(balise)
        elif balise.nom == b"row":
            self._rangee(balise)
        elif balise.nom == b"mergeCell":
            self.fusions += not balise.fin
            if self.fusions > MAX_FUSIONS:
                raise SegurctlError(f"le classeur a plus de {MAX_FUSIONS} cellules fusionnées", hint=_MENAGE)
        elif self._ouverte and not (balise.fin or balise.vide):
            self._valeur(*self._ouverte, balise.suite if balise.nom == b"v" else b"")

    def _courantes(self, content: bytes, place: int) -> int:
        """Take the cells that follow a place, as long as they are as usual: where they end."""
        suite = None if self._ouverte else _COURANTES.match(content, place)
        if suite is None:
            return place
        colonne = 0
        for lettres, chiffres, sorte, vide, valeur in _UNE_COURANTE.findall(suite[0]):
            colonne = _colonne(lettres)
            if not vide:
                self._valeur(int(chiffres), colonne, sorte, valeur)
        self._colonne = colonne + 1
        return suite.end()

    def _rangee(self, balise: Balise) -> None:
        if self._ouverte:
            raise refus()
        if not balise.fin and (rang := attributs(balise.attributs).get(b"r")) is not None:
            if not _RANG.fullmatch(rang):
                raise refus()
            self._ligne = int(rang)
        if balise.fin or balise.vide:
            self._ligne, self._colonne = self._ligne + 1, 1

    def _case(self, balise: Balise) -> None:
        if balise.fin:
            self._ouverte = None
            return
        if self._ouverte:
            raise refus()
        ligne, colonne, sorte = self._place(balise.attributs)
        self._colonne = colonne + 1
        if not balise.vide:
            self._ouverte = ligne, colonne, sorte

    def _place(self, written: bytes) -> tuple[int, int, bytes]:
        """The row, the column and the type of a cell."""
        held = attributs(written)
        sorte = held.get(b"t", b"")
        if b"r" not in held:
            return self._ligne, self._colonne, sorte
        match = _REFERENCE.fullmatch(held[b"r"])
        if not match:
            raise refus()
        return int(match[2]), _colonne(match[1]), sorte

    def _valeur(self, ligne: int, colonne: int, sorte: bytes, valeur: bytes) -> None:
        if ligne > _MAX_LIGNE or colonne > _MAX_COLONNE:
            raise refus()
        if ligne > self.lignes or colonne > self.colonnes:
            self._loin = nom_de_case(ligne, colonne)
            self.lignes, self.colonnes = max(self.lignes, ligne), max(self.colonnes, colonne)
        if sorte == b"s" and valeur and self.longueurs:
            rang = int(valeur) if valeur.isdigit() and len(valeur) < 9 else 0  # noqa: PLR2004 - as its reader does
            self.texte += self.longueurs[rang] if rang < len(self.longueurs) else 0


def nom_de_case(ligne: int, colonne: int) -> str:
    """The name of a cell, its row and column counted from 1."""
    lettres = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        lettres = chr(ord("A") + reste) + lettres
    return f"{lettres}{ligne}"


@cache
def _colonne(lettres: bytes) -> int:
    rang = 0
    for one in lettres.upper():
        rang = rang * 26 + one - ord("A") + 1
    return rang


def _longueurs(content: bytes) -> "array[int]":
    """How many bytes each shared text takes, at most."""
    found = array("q")
    ouverte: int | None = None
    for balise in lire(_DE_CHAINES, content):
        if balise.fin == (ouverte is None):  # one within another, or the end of none
            raise refus()
        if ouverte is None:
            found.append(0)
            ouverte = None if balise.vide else balise.debut
        else:
            found[-1], ouverte = balise.debut - ouverte, None
        if len(found) > MAX_CHAINES:
            raise SegurctlError(f"le classeur a plus de {MAX_CHAINES} textes", hint=_SEULE)
    return found
