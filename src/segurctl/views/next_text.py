"""`next` for a person: what can be done now, and the answers that we wait for."""

from collections.abc import Iterator

from segurctl.evaluation import Evaluation
from segurctl.views import words
from segurctl.views.next_detail import detail, intitule
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.status_text import titre

DETAILLEES = 3  # the others are named in one line each, and `show` tells all about them


def next_text(evaluation: Evaluation, *, toutes: bool, option: str = "") -> Page:
    """The first ones in detail, the others by name, all of them on demand; then the answers that we wait for.

    `option` is what commands need to find the file, where they would not by themselves.
    """
    nombre = len(evaluation.prochaines) if toutes else DETAILLEES
    lines = [titre(evaluation), line()]
    for rang, one in enumerate(evaluation.prochaines[:nombre], 1):
        lines += [*detail(rang, one, evaluation, option), line()]
    reste = evaluation.prochaines[nombre:]
    if reste:
        tout = Segment("segurctl next --tout", "commande")
        lines.append(line(Segment("Aussi possible maintenant", "titre"), " (", tout, " les détaille)"))
        large = max(len(one.evaluee.etape.id) for one in reste)
        lines += [
            line(
                Segment(f"{rang:>2}  ", dit=f"{rang}. "),
                Segment(f"{one.evaluee.etape.id:<{large}}  ", dit=f"{one.evaluee.etape.id} : "),
                intitule(one),
                hang=large + 6,
                indent=2,
            )
            for rang, one in enumerate(reste, nombre + 1)
        ]
        lines.append(line())
    if not evaluation.prochaines:
        lines += [*_rien(evaluation), line()]
    return (*lines[:-1], *_attentes(evaluation, option))


def _rien(evaluation: Evaluation) -> Iterator[Line]:
    """Nothing to do now: say why."""
    if evaluation.retiree:
        yield line("Candidature retirée : rien n'est à faire.")
    elif all(one.acquise for one in evaluation.etapes.values()):
        yield line("Rien à faire : le parcours est terminé.")
    else:
        yield line("Rien à faire maintenant.")
        for date in evaluation.echeances[:1]:
            yield line(f"Prochaine date : {words.date(date.le)}, {date.titre} · {date.cible}", hang=2)


def _attentes(evaluation: Evaluation, option: str) -> Iterator[Line]:
    """The answers that we wait for, each with what to type when it is yes."""
    if evaluation.attentes:
        yield line()
        yield line(Segment("En attente, à noter quand la réponse arrive (ou a-modifier, refuse)", "titre"))
    for one in evaluation.attentes:
        tiers = evaluation.parcours.acteurs[one.attend]
        yield line(f"    {one.cible} attend {tiers}{words.depuis(one.jours)}", hang=6)
        for commande in one.commandes:
            yield line("      ", Segment(words.avec(commande, option), "commande"), verbatim=True)
