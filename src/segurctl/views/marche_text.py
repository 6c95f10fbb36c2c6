"""What a walk shows beside its questions: an étape that begins, a command that an answer has made."""

import shlex
from collections.abc import Iterable, Iterator

from segurctl.evaluation import Evaluation
from segurctl.evaluation.valeurs import formulaire
from segurctl.marche.pas import Cases, Choix, Commande, Saisie
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.show_text import pratique, tete
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
        *_section(_avant(id_, evaluation)),
        *_section(line(Segment("! ", "alerte", ""), piege, hang=2) for piege in one.etape.pieges),
        *_section(_sous_la_main(id_, evaluation)),
    )


def _section(lines: Iterable[Line]) -> Page:
    """Some lines after an empty one; nothing where there are none."""
    found = tuple(lines)
    return (line(), *found) if found else ()


def _avant(id_: str, evaluation: Evaluation) -> Iterator[Line]:
    """What misses before an étape, hard then soft."""
    one = evaluation.etapes[id_]
    for label, manques in (("Il faut d'abord", one.bloquee_par), ("Mieux vaut d'abord", one.conseils)):
        for manque in manques:
            pourquoi = f", car {manque.pourquoi}" if manque.pourquoi and manque.genre != "defaut" else ""
            yield line(Segment(label, "alerte"), f" {words.manque(manque, evaluation.parcours)}{pourquoi}", hang=2)


def _sous_la_main(id_: str, evaluation: Evaluation) -> Iterator[Line]:
    """The values of the portal's form that are known, one per line, then those that are not."""
    found = formulaire(evaluation.etapes[id_].etape, evaluation)
    if found:
        yield line(Segment("À avoir sous la main", "titre"))
    for one in found:
        if one.valeur is not None:
            yield line(Segment(one.libelle, "discret"))
            yield from (line(Segment(text, "valeur"), verbatim=True) for text in one.valeur.splitlines())
    manquantes = [one.libelle for one in found if one.valeur is None]
    if manquantes:
        yield line(Segment("à saisir : ", "discret"), ", ".join(manquantes), hang=2)


def question_text(question: Cases | Choix | Saisie) -> Page:
    """A question, and for a line to type what it is about and what is wrong with what stands there."""
    titre = f"{question.titre[:1].upper()}{question.titre[1:]}"
    if not isinstance(question, Saisie):
        return (line(), line(Segment(titre, "titre")))
    dits = [
        question.champ or "",
        "nécessaire" if question.requis else "",
        "vide pour plus tard" if question.facultatif else "",
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
