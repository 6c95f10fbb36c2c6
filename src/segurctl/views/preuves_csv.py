"""The proofs as a sheet, to hand back: every slot that counts, filled or not, then the proofs that fill none.

Written for a French spreadsheet (semicolons, CRLF, a BOM); no cell of it runs when it is opened.
"""

import csv
import io
from collections.abc import Iterator

from segurctl.candidature.model import Preuve
from segurctl.etats.exigences import etat_de
from segurctl.evaluation import Evaluation
from segurctl.saisie.feuille import FORMULES

COLONNES = (
    *("ID", "Exigence", "Chapitre", "Nature", "Attendu"),
    *("Lien", "Fichier", "Numéro", "Emplacement", "Déposée le", "À modifier le", "Remarque", "État"),
)


def preuves_csv(evaluation: Evaluation) -> str:
    """The document, whole."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLONNES)
    writer.writerows([_inerte(cellule) for cellule in ligne] for ligne in _lignes(evaluation))
    return f"\ufeff{text.getvalue()}"


def _lignes(evaluation: Evaluation) -> Iterator[list[str]]:
    dites: set[str] = set()
    titres = evaluation.couverture.titres
    for one in evaluation.couverture.exigences:
        for tenue in one.tenues if one.compte else ():
            attendu = tenue.slot.attendue.texte if tenue.slot.attendue else ""
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
    """A cell that a spreadsheet takes for a text: the apostrophe says so, and `proof import` takes it off again."""
    return f"'{cellule}" if cellule.lstrip("'").startswith(FORMULES) else cellule
