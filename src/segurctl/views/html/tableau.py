"""The rows of the table of exigences and proofs."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from segurctl.candidature.model import Preuve
from segurctl.etats.exigences import EtatExigence, EtatPreuve, etat_de
from segurctl.evaluation import Evaluation
from segurctl.evaluation.portefeuille import Membre

EXIGENCES: Mapping[EtatExigence, str] = {
    "nue": "sans preuve",
    "incomplete": "incomplète",
    "a-modifier": "à reprendre",
    "prouvee": "prouvée",
    "sans-objet": "sans objet",
    "hors-profil": "hors de vos profils",
}
PREUVES: Mapping[EtatPreuve, str] = {
    "vide": "à fournir",
    "a-deposer": "à déposer",
    "a-modifier": "à reprendre",
    "deposee": "déposée",
}


class Slot(NamedTuple):
    """A slot: its id, where its proof stands in words, and the proof."""

    id: str
    etat: str
    preuve: Preuve | None


class Rangee(NamedTuple):
    """An exigence, or a proof that no REM explains: whose it is, its chapter, its état in words, its slots."""

    produit: str
    id: str
    texte: str
    chapitre: str
    nature: str
    etat: str
    raison: str | None
    slots: tuple[Slot, ...]


def rangees(membre: Membre) -> Iterator[Rangee]:
    """The exigences in the order of the REM, then the proofs that answer to none, by id."""
    evaluation = membre.evaluation
    couverture = evaluation.couverture
    for one in couverture.exigences:
        slots = tuple(
            Slot(each.id, PREUVES[each.etat], each.preuve) for each in one.tenues if one.compte or each.preuve
        )
        exigence = one.exigence
        nature = {"EXIGENCE": "exigence", "PRECONISATION": "préconisation"}.get(exigence.nature or "", "–")
        chapitre = couverture.titres[exigence.chapitre]
        yield Rangee(membre.nom, exigence.id, exigence.texte, chapitre, nature, EXIGENCES[one.etat], one.raison, slots)
    for cle, preuve in sorted(evaluation.candidature.preuves.items()):
        if cle not in couverture.places:
            slot = Slot(cle, PREUVES[etat_de(preuve)], preuve)
            yield Rangee(membre.nom, cle, "", _chapitre(cle, evaluation), "preuve", slot.etat, None, (slot,))


def _chapitre(cle: str, evaluation: Evaluation) -> str:
    chapitre = evaluation.couverture.chapitre_de(cle)
    return next((one.titre for one in evaluation.chapitres if one.cle == chapitre), chapitre or "–")
