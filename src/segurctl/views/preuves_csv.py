"""The proofs as a sheet, to hand back: every slot that counts, filled or not, then the proofs that fill none.

Written for a French spreadsheet (semicolons, CRLF, a BOM); no cell of it runs when it is opened.
"""

import csv
import io
import re
from collections.abc import Iterator

from segurctl.candidature.model import Preuve
from segurctl.candidature.secrets import masquer
from segurctl.etats.exigences import etat_de
from segurctl.evaluation import Evaluation
from segurctl.saisie.feuille import FORMULES
from segurctl.views.lignes import une_ligne

_COMMANDES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

COLONNES = (
    *("ID", "Exigence", "Chapitre", "Nature", "Attendu"),
    *("Lien", "Fichier", "Numéro", "Emplacement", "Déposée le", "À modifier le", "Remarque", "État"),
)


def preuves_csv(evaluation: Evaluation) -> tuple[str, int]:
    """The document, whole, and how many rows it has."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLONNES)
    lignes = [[_inerte(cellule) for cellule in ligne] for ligne in _lignes(evaluation)]
    writer.writerows(lignes)
    return f"\ufeff{text.getvalue()}", len(lignes)


def _lignes(evaluation: Evaluation) -> Iterator[list[str]]:
    dites: set[str] = set()
    titres = evaluation.couverture.titres
    for one in evaluation.couverture.exigences:
        for tenue in one.tenues if one.compte else ():
            attendu = une_ligne(tenue.slot.attendue.texte) if tenue.slot.attendue else ""
            tete = [tenue.id, one.exigence.id, titres[one.exigence.chapitre], one.exigence.nature or "", attendu]
            yield [*tete, *_preuve(tenue.preuve)]
            dites.add(tenue.cle or "")
    for cle, preuve in sorted(evaluation.candidature.preuves.items()):
        if cle not in dites:
            place = evaluation.couverture.places.get(cle)
            chapitre = evaluation.couverture.chapitre_de(cle) or ""
            tete = [cle, place.exigence.id if place else "", titres.get(chapitre, chapitre), "", ""]
            yield [*tete, *_preuve(preuve)]


def _preuve(one: Preuve | None) -> list[str]:
    if one is None:
        return [""] * 7 + ["vide"]
    jours = [day.isoformat() if day else "" for day in (one.deposee_le, one.a_modifier_le)]
    contenus = (one.lien, one.fichier, one.numero, one.emplacement)
    return [*(text or "" for text in contenus), *jours, one.remarque or "", etat_de(one)]


def _inerte(cellule: str) -> str:
    """A cell without secrets nor orders, that a spreadsheet takes for a text.

    The apostrophe says so, and `proof import` takes it off again.
    """
    cellule = _COMMANDES.sub("", masquer(cellule))
    return f"'{cellule}" if cellule.lstrip("' ").startswith(FORMULES) else cellule
