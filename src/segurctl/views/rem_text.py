"""The REM for a person: its exigences by chapter, or one of them whole."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from shlex import quote

from segurctl.candidature.model import Candidature
from segurctl.candidature.secrets import masquer
from segurctl.etats.exigences import EtatExigence, ExigenceEvaluee, Tenue, perimee
from segurctl.evaluation import Evaluation
from segurctl.evaluation.chapitres import option_de, remettre
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, Style, etiquette, line
from segurctl.views.preuves_text import contenu, situation
from segurctl.views.status_text import titre

MARQUES: Mapping[EtatExigence, tuple[str, Style]] = {
    "prouvee": ("✔", "ok"),
    "incomplete": ("◐", "attente"),
    "a-modifier": ("!", "alerte"),
    "nue": ("○", ""),
    "sans-objet": ("–", "discret"),
    "hors-profil": ("–", "discret"),
}
ETATS: Mapping[EtatExigence, str] = {
    "prouvee": "prouvée",
    "incomplete": "incomplète",
    "a-modifier": "à reprendre",
    "nue": "sans preuve",
    "sans-objet": "sans objet",
    "hors-profil": "hors profil",
}
_MARGE = 12


def exigences_text(evaluation: Evaluation, found: Iterable[ExigenceEvaluee]) -> Page:
    """One line for each exigence, under its chapter; how many of its slots hold a proof."""
    toutes = list(found)
    lines = [titre(evaluation), line()]
    if not toutes:
        return (*lines, line("Aucune exigence ne répond à ces critères."))
    large = max(len(one.exigence.id) for one in toutes)
    rangs = {cle: rang for rang, cle in enumerate(evaluation.couverture.titres)}
    rangees = sorted(toutes, key=lambda one: rangs[one.exigence.chapitre])
    for cle, ones in groupby(rangees, key=lambda one: one.exigence.chapitre):
        lines.append(line(Segment(evaluation.couverture.titres[cle], "titre"), Segment(f"   {cle}", "discret")))
        lines += [_ligne(one, large) for one in ones]
        lines.append(line())
    lines.append(
        line(f"{words.nombre(len(toutes), 'exigence')} · une en entier : ", Segment("segurctl rem show ID", "commande"))
    )
    return tuple(lines)


def _ligne(one: ExigenceEvaluee, large: int) -> Line:
    marque, style = MARQUES[one.etat]
    pleines = sum(tenue.etat != "vide" for tenue in one.tenues)
    faits = (one.exigence.nature, one.exigence.perimetre, one.exigence.criticite)
    return line(
        "  ",
        Segment(marque, style, ""),
        Segment(f" {one.exigence.id:<{large}}  ", dit=f"{one.exigence.id} : "),
        Segment(f"{ETATS[one.etat]:<11}", style, ETATS[one.etat]),
        Segment(f"  {pleines}/{len(one.tenues)}", dit=f", {words.nombre(pleines, 'preuve')} sur {len(one.tenues)}"),
        Segment("".join(f" · {fait}" for fait in faits if fait), "discret"),
        hang=large + 6,
    )


def exigence_text(evaluation: Evaluation, one: ExigenceEvaluee, *, option: str = "") -> Page:
    """What it asks, its scénarios and their slots, each with the proof of the file; what to type next."""
    exigence = one.exigence
    marque, style = MARQUES[one.etat]
    lines = [
        line(Segment(exigence.id, "titre"), "   ", Segment(marque, style, ""), Segment(f" {ETATS[one.etat]}", style)),
        *(line(etiquette(label, f"  {label:<10}"), text, hang=_MARGE) for label, text in _faits(one, evaluation)),
        line(),
        *_texte(exigence.texte, 0),
    ]
    if exigence.commentaire:
        lines += [line(), *_texte(exigence.commentaire, 0, "discret")]
    for scenario, tenues in groupby(one.tenues, key=lambda tenue: tenue.slot.scenario):
        lines.append(line())
        if scenario and (scenario.id or scenario.texte):
            lines.append(line(Segment(f"Scénario {scenario.id or ''}".rstrip(), "titre")))
            lines += _texte(scenario.texte, 2)
        for tenue in tenues:
            lines += _slot(tenue, evaluation, compte=one.compte)
    for index, commande in enumerate(_ensuite(one, evaluation.candidature)):
        said = Segment(words.avec(commande, option), "commande")
        nom = "ensuite" if index == 0 else ""
        label = etiquette(nom, f"  {nom:<10}")
        lines += [*([line()] if index == 0 else []), line(label, said, verbatim=True)]
    return tuple(lines)


def _ensuite(one: ExigenceEvaluee, candidature: Candidature) -> Iterator[str]:
    """What to type next: a proof for the first slot that wants one, or what puts the exigence back, or takes it out."""
    id_ = quote(one.exigence.id)
    vide = next((tenue for tenue in one.tenues if tenue.etat in ("vide", "a-modifier")), None)
    if vide and one.compte:
        yield f"segurctl proof add {quote(vide.id)} {option_de(vide.slot)} …"
    if one.etat == "nue":
        yield f'segurctl mark {id_} sans-objet --note "…"'
    if one.etat == "sans-objet":
        yield remettre(one, candidature)


def _faits(one: ExigenceEvaluee, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    exigence = one.exigence
    yield "chapitre", f"{evaluation.couverture.titres[exigence.chapitre]} ({exigence.chapitre})"
    for label, text in (
        ("fonction", exigence.fonction),
        ("nature", exigence.nature),
        ("périmètre", exigence.perimetre),
        ("criticité", exigence.criticite),
        ("profils", ", ".join(exigence.profils) or "tous"),
        ("raison", one.raison),
        ("note", one.note),
    ):
        if text:
            yield label, " ".join(text.split())


def _slot(tenue: Tenue, evaluation: Evaluation, *, compte: bool) -> Iterator[Line]:
    attendue = tenue.slot.attendue
    yield line(Segment(f"  Preuve {tenue.id}", "titre"))
    if attendue and attendue.texte:
        yield from _texte(attendue.texte, 4)
    if tenue.preuve is None:
        if compte:
            yield line("    ", Segment("à fournir", "attente"))
        return
    yield line("    ", Segment(contenu(tenue.preuve), "valeur"), verbatim=True)
    yield line("    ", situation(tenue.preuve, evaluation.today), hang=4)
    if perimee(tenue.preuve, tenue.slot):
        yield line("    ", Segment("l'exigence a changé depuis ce dépôt", "alerte"))


def _texte(text: str, marge: int, style: Style = "") -> list[Line]:
    """A text of the REM, masked before it is cut: a secret may go over several lines."""
    return [line(" " * marge, Segment(one, style), hang=marge) for one in masquer(text).splitlines()]
