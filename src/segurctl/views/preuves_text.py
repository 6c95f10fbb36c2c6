"""The proofs of the file for a person, and what a proof just given was recognised for."""

import datetime as dt
from collections.abc import Iterable, Iterator

from segurctl.candidature.model import Preuve
from segurctl.etats.exigences import etat_de
from segurctl.evaluation import Evaluation
from segurctl.proofs.gazelle import reconnaitre
from segurctl.proofs.links import lire_lien
from segurctl.saisie.preuves import CONTENUS, Depot
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, Style, line
from segurctl.views.status_text import titre


def preuves_text(evaluation: Evaluation, found: Iterable[tuple[str, Preuve]]) -> Page:
    """Each proof with what it is, then where it stands."""
    lines = [titre(evaluation), line()]
    ones = list(found)
    for cle, one in ones:
        chapitre = evaluation.couverture.chapitre_de(cle)
        lines.append(line(Segment(cle, "titre"), Segment(f"   {chapitre}" if chapitre else "", "discret")))
        lines.append(line("  ", Segment(contenu(one), "valeur"), verbatim=True))
        lines.append(line("  ", situation(one, evaluation.today), hang=2))
    lines += [line()] if ones else []
    lines.append(line(words.nombre(len(ones), "preuve") if ones else "Aucune preuve."))
    return tuple(lines)


def contenu(preuve: Preuve) -> str:
    """What a proof is, on one line, to be copied."""
    for champ in CONTENUS:
        valeur = (getattr(preuve, champ) or "").strip()
        if valeur:
            return " ".join(valeur.split())
    return "(vide)"


def situation(preuve: Preuve, today: dt.date) -> Segment:
    """Where a proof stands, with the ANS's remark."""
    etat = etat_de(preuve)
    deposee = f"déposée le {words.date(preuve.deposee_le)}" if preuve.deposee_le else "pas encore déposée"
    remarque = f" : {' '.join(preuve.remarque.split())}" if preuve.remarque else ""
    if etat == "a-modifier" and preuve.a_modifier_le:
        quand = f"{words.date(preuve.a_modifier_le)} ({words.dans(preuve.a_modifier_le, today)})"
        return Segment(f"à reprendre, renvoyée le {quand}{remarque}", "alerte")
    if preuve.a_modifier_le:
        return Segment(f"{deposee}, après un renvoi le {words.date(preuve.a_modifier_le)}{remarque}", "discret")
    style: Style = "discret" if etat == "deposee" else "attente"
    return Segment(deposee, style)


def reconnu(depot: Depot, evaluation: Evaluation) -> Page:
    """What a link of Gazelle shows; nothing of anything else, which the rules judge."""
    return tuple(_reconnu(depot, evaluation))


def _reconnu(depot: Depot, evaluation: Evaluation) -> Iterator[Line]:
    lien = lire_lien(depot.valeur) if depot.champ == "lien" else None
    hotes = {one.nom: one.role for one in evaluation.parcours.plateformes["gazelle"].hotes}
    genre = reconnaitre(lien) if lien and lien.hote in hotes else None
    if genre and lien:
        yield line(f"Reconnu : {genre} ({hotes[lien.hote]})", hang=2)
