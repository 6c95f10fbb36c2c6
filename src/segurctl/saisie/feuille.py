"""A sheet of proofs: the rows of a CSV file as deposits, and which of them cannot be taken."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.literal import short
from segurctl.candidature.secrets import MASQUE
from segurctl.candidature.structure import control_faults
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.rem.roles import cle_d_entete
from segurctl.saisie.preuves import CONTENUS, Depot, deposer, emplacement, eprouver

MAX_BYTES = 4 << 20
MAX_LIGNES = 20_000
_PROPOSITIONS = 20  # unknown ids that are told with the nearest ones: looking for them is slow
# What a spreadsheet would run when the file is opened: such a cell is written after an apostrophe, and read without.
FORMULES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_APOSTROPHE = "'"

# Each column by the names that it may have, the surest first.
_NOMS: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("N° preuve", "ID preuve", "Identifiant preuve", "N° preuve attendue", "Emplacement de preuve"),
        *("ID", "Identifiant", "N° exigence", "ID exigence"),
    ),
    "lien": ("Lien", "Lien permanent", "URL", "Lien de la preuve"),
    "fichier": ("Fichier", "Chemin", "Fichier de la preuve"),
    "numero": ("Numéro", "N° test", "N° MOTCO2", "N° test MOTCO2", "Test MOTCO2", "MOTCO2"),
    "emplacement": ("Emplacement", "Où", "Gardé où"),
    "deposee_le": ("Déposée le", "Déposé le", "Date de dépôt", "Dépôt"),
    "a_modifier_le": ("À modifier le", "Renvoyée le", "Renvoyé le"),
    "remarque": ("Remarque", "Remarque de l'ANS"),
    "chapitre": ("Chapitre",),
}
_CLES = {colonne: tuple(map(cle_d_entete, noms)) for colonne, noms in _NOMS.items()}
_NOTRES = ("Exigence", "Nature", "Attendu", "État")  # of our own export, said by the REM
_SEPARATEURS = ";,\t"
_MINUIT = re.compile(r"[ T]00:00(?::00)?")  # what a spreadsheet adds to a day
_TITRES = 30  # lines that may stand above the headers


class Laissee(NamedTuple):
    """A row that was not taken: its line in the file, and why."""

    ligne: int
    raison: str


class Reprise(NamedTuple):
    """What was made of a sheet: rows that bring something, rows without a proof, those that were not taken.

    `sans_jour` are those that bring a proof without the day of its deposit.
    """

    prises: int
    inchangees: int
    vides: int
    laissees: tuple[Laissee, ...]
    sans_jour: int = 0


class Tableau(NamedTuple):
    """The rows of a sheet, and the columns that mean nothing here."""

    lignes: list["Ligne"]
    ignorees: tuple[str, ...]


class Ligne(NamedTuple):
    """A row that has an id: its line in the file, and its cells by column."""

    numero: int
    cellules: Mapping[str, str]


def lire_feuille(data: bytes) -> Tableau:
    """The rows of a sheet, by column. Raises SegurctlError for what is no such sheet."""
    if len(data) > MAX_BYTES:
        raise SegurctlError(f"le tableau dépasse {MAX_BYTES >> 20} Mio", hint="une ligne par preuve suffit")
    text = _texte(data)
    lecteur = csv.reader(io.StringIO(text, newline=""), delimiter=_separateur(text), strict=True)
    try:
        entete = _entete(lecteur)
        found: list[Ligne] = []
        for cellules in lecteur:
            here = {nom: _nue(cellules[rang]) for nom, rang in entete.colonnes.items() if rang < len(cellules)}
            if any(here.values()):
                found.append(Ligne(lecteur.line_num, here))
            if len(found) > MAX_LIGNES:
                raise SegurctlError(f"le tableau a plus de {MAX_LIGNES} lignes", hint="une ligne par preuve suffit")
    except csv.Error:
        raise SegurctlError(
            f"ligne {lecteur.line_num} : ce n'est pas un tableau CSV", hint="enregistrez-le en CSV UTF-8"
        ) from None
    return Tableau(found, entete.ignorees)


def _separateur(text: str) -> str:
    """The one under which the headers are found; commas and semicolons are also in texts and links."""
    for one in _SEPARATEURS:
        try:
            _entete(csv.reader(io.StringIO(text, newline=""), delimiter=one))
        except (SegurctlError, csv.Error):
            continue
        return one
    return max(_SEPARATEURS, key=text.partition("\n")[0].count)


def _texte(data: bytes) -> str:
    """UTF-8, or what a French Excel writes."""
    if b"\0" in data:
        raise SegurctlError("ce n'est pas un tableau CSV", hint="enregistrez la feuille en CSV UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class _Entete(NamedTuple):
    colonnes: Mapping[str, int]
    ignorees: tuple[str, ...]


def _entete(lecteur: Iterator[list[str]]) -> _Entete:
    """The headers: the first of the first lines that names an id and a proof. Raises SegurctlError without any."""
    premiere: list[str] = []
    for cellules in islice(lecteur, _TITRES):
        noms = [cle_d_entete(one) for one in cellules]
        found = {
            colonne: next(noms.index(nom) for nom in connus if nom in noms)
            for colonne, connus in _CLES.items()
            if any(nom in noms for nom in connus)
        }
        if "id" in found and any(colonne in found for colonne in CONTENUS):
            notres = {*map(cle_d_entete, _NOTRES), ""}
            restes = (one for rang, one in enumerate(cellules) if rang not in found.values())
            return _Entete(found, tuple(" ".join(one.split()) for one in restes if cle_d_entete(one) not in notres))
        if sum(map(bool, cellules)) > sum(map(bool, premiere)):
            premiere = cellules
    if not premiere:
        raise SegurctlError("le tableau est vide", hint="segurctl proof export en donne un modèle")
    lus = ", ".join(f"« {short(' '.join(one.split()))} »" for one in premiere[:20] if one.strip())
    raise SegurctlError(
        f"il faut une colonne ID et une de Lien, Fichier, Numéro, Emplacement ; lues : {lus}",
        hint="segurctl proof export en donne un modèle",
    )


def _nue(cellule: str) -> str:
    protegee = cellule.startswith(_APOSTROPHE) and cellule[1:].lstrip("' ").startswith(FORMULES)
    return (cellule[1:] if protegee else cellule).strip()


def reprendre(
    lignes: Sequence[Ligne], evaluation: Evaluation, situer: Callable[[Depot], Depot]
) -> tuple[list[SetKey | UnsetKey], Reprise]:
    """The changes that rows bring, and what was made of each; `situer` finds the files that they name.

    A row that says what the file already does changes nothing: above all not what its proof answered to.
    """
    changes: list[SetKey | UnsetKey] = []
    laissees: list[Laissee] = []
    vues: dict[str, int] = {}
    prises = inchangees = vides = sans_jour = 0
    for ligne in lignes:
        try:
            depot = _depot(ligne)
            if depot is None:
                vides += 1
                continue
            peu = len(laissees) < _PROPOSITIONS
            cle = _une_fois(ligne, emplacement(ligne.cellules["id"], evaluation, proposer=peu), vues)
            nouvelles = list(_changes(ligne, cle, situer(depot), evaluation))
            sans_jour += bool(nouvelles) and depot.le is None
        except SegurctlError as error:
            laissees.append(Laissee(ligne.numero, f"{error.message} ({error.hint})" if error.hint else error.message))
            continue
        prises, inchangees = prises + bool(nouvelles), inchangees + (not nouvelles)
        changes += nouvelles
    return changes, Reprise(prises, inchangees, vides, tuple(laissees), sans_jour)


def _depot(ligne: Ligne) -> Depot | None:
    """The proof of a row, None where it has none. Raises SegurctlError for a row without id, or with several proofs."""
    for text in ligne.cellules.values():
        if MASQUE in text:
            raise SegurctlError("un secret y est masqué : la valeur n'est pas là")
        for fault in control_faults({"": text}):
            raise SegurctlError(fault.message.removesuffix(' dans ""'))
    contenus = [(champ, ligne.cellules[champ]) for champ in CONTENUS if ligne.cellules.get(champ)]
    if not ligne.cellules.get("id"):
        raise SegurctlError("sans id")
    if not contenus:
        return None
    if len(contenus) > 1:
        raise SegurctlError(f"plusieurs preuves dans une ligne : {', '.join(champ for champ, _ in contenus)}")
    depot = Depot(*contenus[0], sha256=None, le=_jour(ligne, "deposee_le"))
    eprouver(depot)
    return depot


def _une_fois(ligne: Ligne, cle: str, vues: dict[str, int]) -> str:
    if cle in vues:
        raise SegurctlError(f"{cle} est déjà donnée ligne {vues[cle]}")
    vues[cle] = ligne.numero
    return cle


def _changes(ligne: Ligne, cle: str, depot: Depot, evaluation: Evaluation) -> Iterator[SetKey | UnsetKey]:
    held = evaluation.candidature.preuves.get(cle)
    meme = held and getattr(held, depot.champ) == depot.valeur and depot.le in (None, held.deposee_le)
    if not meme:
        yield from deposer(cle, depot, evaluation)
    chapitre = ligne.cellules.get("chapitre")
    lisible = evaluation.couverture.referentiel is None and chapitre in evaluation.candidature.chapitres
    if lisible and not (held and held.chapitre == chapitre):
        yield SetKey(("preuves", cle, "chapitre"), str(chapitre))
    renvoyee, remarque = _jour(ligne, "a_modifier_le"), ligne.cellules.get("remarque")
    if renvoyee and not (held and held.a_modifier_le == renvoyee):
        yield SetKey(("preuves", cle, "a_modifier_le"), renvoyee)
    if remarque and not (held and held.remarque == remarque):
        yield SetKey(("preuves", cle, "remarque"), remarque)


def _jour(ligne: Ligne, colonne: str) -> dt.date | None:
    """A day as a sheet writes it: 2026-02-11, or 11/02/2026."""
    text = ligne.cellules.get(colonne, "")
    if not text:
        return None
    jour = _MINUIT.sub("", text)
    for forme in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"):
        try:
            return dt.datetime.strptime(jour, forme).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise SegurctlError(f"« {short(text)} » n'est pas une date", hint="écrivez-la AAAA-MM-JJ ou JJ/MM/AAAA")
