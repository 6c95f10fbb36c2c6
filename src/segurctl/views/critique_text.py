"""The chain that decides the end, for a person; and, plainly, what the estimate leaves out."""

from collections.abc import Iterator

from segurctl.evaluation import Evaluation
from segurctl.evaluation.critique import BUT, Critique, Maillon
from segurctl.views import words
from segurctl.views.graphe_labels import NU
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import titre


def critique_text(evaluation: Evaluation, chemin: Critique, *, nu: bool = False) -> Page:
    """One étape on a line with its delay and its earliest end; the total; the way to the référencement; the limits."""
    tete = line(Segment(evaluation.parcours.titre, "titre"), f" : {NU}", hang=2) if nu else titre(evaluation)
    if evaluation.retiree:
        return (tete, line(Segment("candidature retirée : aucune fin à estimer", "alerte")))
    if not chemin.chaine:
        return (tete, line(Segment("le parcours est terminé : il ne reste aucune étape", "ok")))
    return (tete, *_chaine(evaluation, chemin), line(), *_but(chemin), *_limites(evaluation, chemin))


def _chaine(evaluation: Evaluation, chemin: Critique) -> Iterator[Line]:
    fin = words.date(chemin.fin(chemin.chaine[-1]))
    yield line(
        "Tout le parcours, au plus tôt : ",
        Segment(f"le {fin}", "titre"),
        f", {words.jours(chemin.jours)} après le {words.date(evaluation.today)}",
        hang=2,
    )
    yield line()
    for rang, one in enumerate(chemin.chaine, 1):
        evaluee = evaluation.etapes[one.id]
        style = words.MARQUES[evaluee.etat][1]
        yield line(
            f"{rang:>2}  ",
            words.marque(evaluee.etat, ""),
            Segment(f" {words.etat(evaluee.etat, validateur=True)}", style),
            f"   {one.id}   {_delai(one, evaluation)} · finie au plus tôt le {words.date(chemin.fin(one))}",
            hang=6,
        )


def _delai(one: Maillon, evaluation: Evaluation) -> str:
    evaluee = evaluation.etapes[one.id]
    delai = evaluee.etape.delai
    if delai and evaluee.etat == "soumis":
        return f"{delai.dite}, {f'reste {words.jours(one.jours)}' if one.jours else 'tout est passé'}"
    if delai:
        return delai.dite
    if one.inconnu and evaluee.etape.validateur:
        return f"délai de réponse non publié ({evaluation.parcours.acteurs[evaluee.etape.validateur]})"
    return "aucun délai annoncé"


def _but(chemin: Critique) -> Iterator[Line]:
    """The way to the référencement, where what ends last is something else."""
    if chemin.but and chemin.chaine[-1].id != BUT:
        par = " → ".join(one.id for one in chemin.but)
        fin = chemin.but[-1]
        if fin.fin:
            jour = Segment(f"le {words.date(chemin.fin(fin))}", "titre")
            yield line("Le référencement lui-même, au plus tôt : ", jour, f", par {par}", hang=2)
        else:
            yield line(f"Le référencement lui-même : aucun délai annoncé ne le retient, par {par}", hang=2)
        yield line()


def _limites(evaluation: Evaluation, chemin: Critique) -> Iterator[Line]:
    yield line(
        Segment("Une estimation au plus tôt, et rien de plus", "alerte"),
        " : seuls y comptent les délais que les sources annoncent. Elle laisse de côté :",
        hang=2,
    )
    muets = dict.fromkeys(one.id for one in (*chemin.chaine, *chemin.but) if one.inconnu)
    if muets:
        yield line(f"  - les délais de réponse que personne ne publie : {', '.join(muets)}", hang=4)
    if muets.keys() & {id_ for id_, one in evaluation.etapes.items() if one.etape.derive}:
        yield line("  - ce que chaque suivi prend à part : son étape compte en entier", hang=4)
    yield line("  - le travail de l'équipe, et les tours de modification", hang=4)
    yield line("  - les dates des collèges", hang=4)
    yield line("  - ce qui n'est que conseillé avant une étape", hang=4)
