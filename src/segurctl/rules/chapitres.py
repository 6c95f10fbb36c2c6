"""Rules of the chapters: what was submitted without its proofs, or again without what was asked."""

import datetime as dt
from collections.abc import Iterator
from shlex import quote

from segurctl.candidature.literal import short
from segurctl.candidature.model import Preuve
from segurctl.candidature.paths import format_path
from segurctl.etats.exigences import ExigenceEvaluee, etat_de
from segurctl.rules.model import Contexte, Ecart, regle

_NOMMES = 20  # chapters, or ids, in a message
_ETAPE = "convergence.preuves"


@regle("PRV008")
def resoumis_sans_changement(contexte: Contexte) -> Iterator[Ecart]:
    """Submitted again, and none of what was sent back has been deposited again."""
    signalees = _signalees(contexte)
    for cle, chapitre in sorted(contexte.candidature.chapitres.items()):
        avant = [one for _, one in signalees.get(cle, []) if chapitre.depuis and _signalee(one) < chapitre.depuis]
        changees = [one for one in avant if one.deposee_le and one.deposee_le >= _signalee(one)]
        if chapitre.statut == "soumis" and chapitre.cloture is None and avant and not changees:
            message = f"le chapitre {cle} est soumis de nouveau, aucune preuve signalée n'a changé"
            yield Ecart(("chapitres", cle, "statut"), message, _ETAPE)


@regle("PRV009")
def chapitre_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """A proof filed under a chapter that nobody declared."""
    chapitres = sorted({*contexte.candidature.chapitres, *contexte.couverture.titres})
    reste = f" et {len(chapitres) - _NOMMES} de plus" if len(chapitres) > _NOMMES else ""
    connus = f" (chapitres : {', '.join(map(short, chapitres[:_NOMMES]))}{reste})" if chapitres else ""
    for id_, preuve in sorted(contexte.candidature.preuves.items()):
        if preuve.chapitre is not None and preuve.chapitre not in chapitres:
            message = f"« {short(preuve.chapitre)} » n'est pas un chapitre du fichier{connus}"
            yield Ecart(("preuves", id_, "chapitre"), message)


@regle("PRV010")
def exigence_sans_preuve(contexte: Contexte) -> Iterator[Ecart]:
    """The ANS reads the chapter, and finds nothing under something that has to be there."""
    for cle, exigences in _soumis(contexte):
        nues = [one for one in exigences if one.etat == "nue" and one.exigence.nature == "EXIGENCE"]
        ids = [one.exigence.id for one in nues]
        for ecart in _vides(cle, ids, "exigence sans aucune preuve", "exigences sans aucune preuve"):
            yield ecart._replace(commande=f"segurctl proof add {quote(nues[0].vides[0])} --fichier …")


@regle("PRV011")
def emplacement_vide(contexte: Contexte) -> Iterator[Ecart]:
    """One of several slots, or an exigence of which the workbook does not say whether it has to be proved."""
    for cle, exigences in _soumis(contexte):
        slots = [slot for one in exigences if one.etat != "nue" or one.exigence.nature is None for slot in one.vides]
        yield from _vides(cle, slots, "emplacement de preuve vide", "emplacements de preuve vides")


@regle("PRV012")
def preconisation_sans_preuve(contexte: Contexte) -> Iterator[Ecart]:
    """What the product may do, and does not show."""
    for cle, exigences in _soumis(contexte):
        nues = [one.exigence.id for one in exigences if one.etat == "nue" and one.exigence.nature == "PRECONISATION"]
        yield from _vides(cle, nues, "préconisation sans preuve", "préconisations sans preuve")


@regle("PRV013")
def chapitre_a_reprendre(contexte: Contexte) -> Iterator[Ecart]:
    """Proofs sent back since, in a chapter that the file still says to be with the ANS."""
    signalees = _signalees(contexte)
    for cle, chapitre in sorted(contexte.candidature.chapitres.items()):
        depuis = chapitre.depuis or dt.date.min
        rendues = [id_ for id_, one in signalees.get(cle, []) if etat_de(one) == "a-modifier" and _apres(one, depuis)]
        if rendues and chapitre.statut in ("soumis", "valide") and chapitre.cloture is None:
            dit = "soumis" if chapitre.statut == "soumis" else "validé"
            message = f"le chapitre {cle} est noté {dit}, et l'ANS en a renvoyé {_liste(sorted(rendues))}"
            marquer = f"segurctl mark {quote(format_path(('chapitres', cle)))} a-modifier"
            yield Ecart(("chapitres", cle, "statut"), message, _ETAPE, commande=marquer)


@regle("PRV014")
def preuve_pas_deposee(contexte: Contexte) -> Iterator[Ecart]:
    """The ANS has the chapter, and not these: a submission takes what is in Convergence."""
    prets: dict[str, list[str]] = {}
    for id_, one in sorted(contexte.candidature.preuves.items()):
        chapitre = contexte.couverture.chapitre_de(id_) if etat_de(one) == "a-deposer" else None
        if chapitre is not None and id_ not in contexte.couverture.en_trop:
            prets.setdefault(chapitre, []).append(id_)
    for cle, ids in sorted(prets.items()):
        declare = contexte.candidature.chapitres.get(cle)
        if declare and declare.statut == "soumis" and declare.cloture is None:
            quoi = "preuves qui n'ont pas" if len(ids) > 1 else "preuve qui n'a pas"
            message = f"le chapitre {cle} est soumis avec {len(ids)} {quoi} de jour de dépôt : {_liste(ids)}"
            noter = f"segurctl proof add {' '.join(map(quote, ids))}" if not any(map(_option, ids)) else None
            yield Ecart(("chapitres", cle, "statut"), message, _ETAPE, commande=noter)


@regle("PRV015")
def valide_sans_preuve(contexte: Contexte) -> Iterator[Ecart]:
    """The ANS has had them; the file has not, and the next version of the product will look for them there."""
    for cle, exigences in contexte.couverture.chapitres.items():
        declare = contexte.candidature.chapitres.get(cle)
        nues = [one.exigence.id for one in exigences if one.etat == "nue" and one.exigence.nature != "PRECONISATION"]
        if nues and declare and declare.statut == "valide":
            quoi = "exigences n'y ont" if len(nues) > 1 else "exigence n'y a"
            message = (
                f"le chapitre {cle} est validé, et {len(nues)} {quoi} aucune preuve dans le fichier : {_liste(nues)}"
            )
            yield Ecart(("chapitres", cle, "statut"), message, _ETAPE)


def _soumis(contexte: Contexte) -> Iterator[tuple[str, tuple[ExigenceEvaluee, ...]]]:
    """The chapters that are with the ANS, with their exigences."""
    for cle, exigences in contexte.couverture.chapitres.items():
        chapitre = contexte.candidature.chapitres.get(cle)
        if chapitre and chapitre.statut == "soumis" and chapitre.cloture is None:
            yield cle, exigences


def _vides(cle: str, ids: list[str], singulier: str, pluriel: str) -> Iterator[Ecart]:
    """One finding for a chapter, that names the first of what it lacks."""
    if ids:
        quoi = f"{len(ids)} {pluriel if len(ids) > 1 else singulier}"
        yield Ecart(("chapitres", cle, "statut"), f"le chapitre {cle} est soumis avec {quoi} : {_liste(ids)}", _ETAPE)


def _liste(ids: list[str]) -> str:
    """The first ids of many, none of them long."""
    reste = f" et {len(ids) - _NOMMES} de plus" if len(ids) > _NOMMES else ""
    return ", ".join(map(short, ids[:_NOMMES])) + reste


def _signalees(contexte: Contexte) -> dict[str, list[tuple[str, Preuve]]]:
    """The proofs that the ANS sent back, by chapter."""
    found: dict[str, list[tuple[str, Preuve]]] = {}
    for id_, one in contexte.candidature.preuves.items():
        chapitre = contexte.couverture.chapitre_de(id_) if one.a_modifier_le else None
        if chapitre is not None and id_ not in contexte.couverture.en_trop:
            found.setdefault(chapitre, []).append((id_, one))
    return found


def _option(id_: str) -> bool:
    """Whether a key would be taken for an option, by whoever pastes it."""
    return id_.startswith("-")


def _signalee(one: Preuve) -> dt.date:
    return one.a_modifier_le or dt.date.max


def _apres(one: Preuve, depuis: dt.date) -> bool:
    return _signalee(one) >= depuis
