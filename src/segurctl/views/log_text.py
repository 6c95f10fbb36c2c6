"""`log` for a person: the commits, newest first, then the time that étapes and answers took."""

from collections.abc import Iterator, Sequence

from segurctl.history.durees import Attente, Duree
from segurctl.history.journal import Entree, Journal
from segurctl.parcours.model import Parcours
from segurctl.views.diff_text import TRONQUE, lignes
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.words import date, jours

_COURT = 10  # characters of a commit's id


def log_text(journaux: Sequence[Journal], parcours: Parcours, *, tronque: bool) -> Page:
    """The history of each file, and that some of it is missing where it is."""
    lines = [each for one in journaux for each in _journal(one, parcours, seul=len(journaux) == 1)]
    return tuple(lines[:-1]) + ((line(), line(Segment(TRONQUE, "alerte"))) if tronque else ())


def _journal(one: Journal, parcours: Parcours, *, seul: bool) -> Iterator[Line]:
    if not seul:
        nom = Segment(one.fichier, "discret")
        yield from (line(Segment(one.produit, "titre"), " · ", nom) if one.produit else line(nom), line())
    for entree in one.entrees:
        yield from (_commit(entree), *lignes(entree.changements, parcours), line())
    if not one.entrees:
        yield from (line("Rien n'a changé."), line())
    if one.etapes:
        yield from (line(Segment("Durée des étapes", "titre")), *map(_etape, one.etapes), line())
    if one.attentes:
        yield line(Segment("Temps d'attente", "titre"))
        yield from (_attente(each, parcours) for each in one.attentes)
        yield line()


def _commit(one: Entree) -> Line:
    commit = one.commit
    quand = date(commit.le)
    court = Segment(commit.id[:_COURT], "discret")
    return line(Segment(quand, "titre"), " · ", commit.auteur, " · ", court, " · ", commit.sujet)


def _etape(one: Duree) -> Line:
    duree = "durée inconnue" if one.jours is None else jours(one.jours)
    if one.acquise_le and one.acquise_le == one.commencee_le:
        duree, quand = "en une fois", f"le {date(one.acquise_le)}"
    elif one.acquise_le and one.commencee_le:
        quand = f"du {date(one.commencee_le)} au {date(one.acquise_le)}"
    elif one.commencee_le:
        quand = f"depuis le {date(one.commencee_le)} ({one.statut})"
    else:
        quand = f"début inconnu ({one.statut})"
    return line("    ", Segment(one.id, "valeur"), f" : {duree}, {quand}", hang=6)


def _attente(one: Attente, parcours: Parcours) -> Line:
    cibles = ", ".join(
        f"{each.cible} {jours(each.jours)}{' à ce jour' if each.fin is None else ''}" for each in one.sejours
    )
    encore = ", l'attente continue" if one.en_cours else ""
    acteur = parcours.acteurs.get(one.acteur, one.acteur)
    return line("    ", Segment(acteur, "valeur"), f" : {jours(one.jours)}{encore}", Segment(f" ({cibles})", "discret"))
