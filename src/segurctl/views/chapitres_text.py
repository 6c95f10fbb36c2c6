"""`chapters` for a person: each chapter with its statut, what is proved, what is to be done again."""

from collections.abc import Iterator

from segurctl.evaluation import Evaluation
from segurctl.evaluation.chapitres import ChapitreEvalue
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import couverture, suivi, titre

_MARGE = 6


def chapitres_text(evaluation: Evaluation, *, option: str = "") -> Page:
    """How much is proved in all, then one chapter after the other."""
    lines = [titre(evaluation)]
    if evaluation.couverture.exigences:
        dites = [part for one in couverture(evaluation) for part in (" · ", one)]
        lines.append(line(*dites[1:], hang=2))
    if evaluation.contexte.faits.illisible:
        lines.append(
            line(
                Segment(evaluation.contexte.faits.illisible, "erreur"), " : les exigences ne sont pas comptées", hang=2
            )
        )
    lines.append(line())
    if not evaluation.chapitres:
        lines.append(
            line(
                "Aucun chapitre : ",
                Segment(words.avec("segurctl rem import CLASSEUR.xlsx", option), "commande"),
                " les lit dans la REM.",
            )
        )
        return tuple(lines)
    large = max(len(one.cle) for one in evaluation.chapitres)
    comptes = max(len(_faites(one)) for one in evaluation.chapitres)
    for one in evaluation.chapitres:
        lines += _chapitre(one, evaluation, large, comptes)
    return tuple(lines)


def _chapitre(one: ChapitreEvalue, evaluation: Evaluation, large: int, comptes: int) -> Iterator[Line]:
    item = one.item
    ouvert = item is not None and item.ouvert
    etat = words.etat_de(item.statut) if item and ouvert else "sans-objet"
    style = words.MARQUES[etat][1]
    situation = suivi(item, evaluation) if item else "hors de vos profils"
    faites = _faites(one)
    lues = f"{words.nombre(one.compte('prouvee'), 'prouvée')} sur {len(one.comptees)}" if one.exigences else faites
    head = Segment(f" {one.cle:<{large}}  {faites:>{comptes}}  ", dit=f"{one.cle} : {lues}, ")
    yield line("  ", words.marque(etat, ""), head, Segment(situation, style), hang=_MARGE)
    if one.titre != one.cle:
        yield line(" " * _MARGE, Segment(one.titre, "discret"), hang=_MARGE)
    for label, text in reste(one):
        alerte = label.startswith(("à reprendre", "à relire"))
        yield line(" " * _MARGE, Segment(f"{label} : ", "alerte" if alerte else "attente"), text, hang=_MARGE + 2)


def _faites(one: ChapitreEvalue) -> str:
    """How much is proved; how many proofs there are where no REM says how many are asked."""
    return f"{one.compte('prouvee')}/{len(one.comptees)}" if one.exigences else words.nombre(len(one.preuves), "preuve")


def reste(one: ChapitreEvalue) -> Iterator[tuple[str, str]]:
    """What is to be done in a chapter: what was sent back, what has no proof, what lacks one, what is only ready."""
    for cle, preuve in one.a_reprendre:
        yield "à reprendre", cle + (f" ({' '.join(preuve.remarque.split())})" if preuve.remarque else "")
    if not one.inacheve:
        return
    dures = [each.exigence.id for each in one.nues if each.exigence.nature != "PRECONISATION"]
    douces = [each.exigence.id for each in one.nues if each.exigence.nature == "PRECONISATION"]
    for singulier, ids in (("exigence", dures), ("préconisation", douces)):
        if ids:
            yield "sans preuve", f"{words.nombre(len(ids), singulier)} ({words.liste(ids)})"
    slots = [slot for each in one.incompletes for slot in each.vides]
    for label, ids_ in (
        ("à compléter", slots),
        ("à déposer", one.a_deposer),
        ("à relire, l'exigence a changé", one.a_relire),
    ):
        if ids_:
            yield label, words.liste(ids_)
