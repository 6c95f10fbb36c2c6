"""What a walk shows beside its questions: an étape that begins, a command that an answer has made."""

import shlex
from collections.abc import Iterable

from segurctl.evaluation import Evaluation
from segurctl.evaluation.valeurs import formulaire
from segurctl.marche.pas import Cases, Choix, Commande, Saisie
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.show_form import a_copier
from segurctl.views.show_text import avant, pieges, pratique, tete
from segurctl.views.status_text import suivi


def debut_text(evaluation: Evaluation) -> Page:
    """Where the candidature stands, in a line, and how to stop."""
    produit = evaluation.candidature.produit
    fait = evaluation.avancement
    dit = f"{words.nombre(fait.valides, 'étape faite', 'étapes faites')} sur {fait.total}"
    if evaluation.retiree:
        dit = f"candidature retirée, {dit}"
    return (
        line(Segment(" ".join(f"{produit.nom} {produit.version or ''}".split()), "titre"), f" : {dit}."),
        line(Segment("Chaque réponse est écrite aussitôt. Ctrl-C arrête, segurctl walk reprend.", "discret")),
    )


def etape_text(id_: str, evaluation: Evaluation) -> Page:
    """What an étape is for, where it happens, what it waits for, its traps, and what to have at hand."""
    one = evaluation.etapes[id_]
    return (
        line(),
        *tete(one, evaluation),
        line(),
        *pratique(one, evaluation),
        *avant(one, evaluation),
        *_section(pieges(one)),
        *_section(a_copier(one, evaluation, "À avoir sous la main", formulaire(one.etape, evaluation))),
    )


def _section(lines: Iterable[Line]) -> Page:
    """Some lines after an empty one; nothing where there are none."""
    found = tuple(lines)
    return (line(), *found) if found else ()


def question_text(question: Cases | Choix | Saisie) -> Page:
    """A question, and for a line to type what it is about and what is wrong with what stands there."""
    titre = f"{question.titre[:1].upper()}{question.titre[1:]}"
    if isinstance(question, Cases):
        rappel = f"   {question.rappel}" if question.rappel else ""
        return (line(), line(Segment(titre, "titre"), Segment(rappel, "discret"), hang=2))
    dits = [
        question.champ or "",
        "nécessaire" if question.requis else "",
        question.vide if isinstance(question, Saisie) and question.facultatif else "",
    ]
    champ = f"   {', '.join(filter(None, dits))}" if any(dits) else ""
    return (
        line(),
        line(Segment(titre, "titre"), Segment(champ, "discret"), hang=2),
        *([line(Segment(question.aide, "discret"))] if question.aide else []),
        *([line(Segment(f"à corriger : {question.reproche}", "erreur"))] if question.reproche else []),
    )


def nommee(question: Cases | Choix, evaluation: Evaluation) -> Cases | Choix:
    """A question whose étapes have their names, with where each stands."""
    if isinstance(question, Cases):
        return question._replace(
            cases=tuple(one if one.texte else one._replace(texte=_titre(one.cle, evaluation)) for one in question.cases)
        )
    suivis = {one.id: f"{one.nom} : {suivi(one, evaluation)}" for one in evaluation.suivis}
    options = (
        one
        if one.texte
        else one._replace(
            texte=suivis.get(one.cle) or f"{_titre(one.cle, evaluation)}{_ou_en_est(one.cle, evaluation)}"
        )
        for one in question.options
    )
    return question._replace(options=tuple(options))


def _titre(id_: str, evaluation: Evaluation) -> str:
    etape = evaluation.etapes[id_].etape
    return f"{evaluation.parcours.plateformes[etape.plateforme].court} : {etape.titre}"


def _ou_en_est(id_: str, evaluation: Evaluation) -> str:
    """Where an étape stands, between brackets; nothing where it can be begun, which most of those offered can."""
    one = evaluation.etapes[id_]
    if one.attend:
        return f" ({words.ETATS[one.etat]}, réponse attendue de : {evaluation.parcours.acteurs[one.attend]})"
    dits = [] if one.etat == "prete" else [words.etat(one.etat, validateur=one.etape.validateur is not None)]
    if one.faites and not one.acquise:
        dits.append(f"{words.nombre(len(one.faites), 'action faite', 'actions faites')} sur {len(one.actions)}")
    return f" ({', '.join(dits)})" if dits else ""


def choisi_text(question: Choix, cle: str) -> Page:
    """The option that was chosen: the list is no more on the screen."""
    texte = next(one.texte for one in question.options if one.cle == cle)
    return (line(Segment("> ", "", "choisi : "), Segment(texte, "valeur"), hang=2),)


def refus_text(raison: str) -> Page:
    """Why an answer is not taken."""
    return (line(Segment("✘ ", "erreur", "refusé : "), raison, hang=2),)


def commande_text(commande: Commande, option: str) -> Page:
    """The command that an answer has made, as a script would give it."""
    return (line(Segment(words.avec(f"segurctl {shlex.join(commande)}", option), "commande"), verbatim=True),)


def fin_text(evaluation: Evaluation, option: str) -> Page:
    """Where the candidature stands at the end, and how to go on."""
    fait = evaluation.avancement
    dit = f"{words.nombre(fait.valides, 'étape faite', 'étapes faites')} sur {fait.total}, tout est écrit."
    return (line(), line(dit, " Pour reprendre : ", Segment(words.avec("segurctl walk", option), "commande")))
