"""`diff` for a person: each candidature, and what changed in it; what went back is marked."""

from collections.abc import Iterable, Iterator

from segurctl.history.comparaison import Comparaison, Ecart
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours
from segurctl.views.diff_phrases import Phrase, phrases
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.words import nombre

TRONQUE = "L'historique de ce clone est tronqué : git fetch --unshallow apporte le reste."


def diff_text(comparaison: Comparaison, parcours: Parcours) -> Page:
    """The files that changed, each under its name, and how many changes went back."""
    changes = [one for one in comparaison.ecarts if one.changements]
    if not changes:
        return (line(f"Rien n'a changé entre {entre(comparaison)}."),)
    lines = [each for one in changes for each in (*_ecart(one, parcours), line())]
    return (*lines, bilan(comparaison))


def entre(comparaison: Comparaison) -> str:
    """What was compared: « HEAD~1 et HEAD »."""
    return f"{comparaison.intervalle.avant_dit} et {comparaison.intervalle.apres_dit}"


def bilan(comparaison: Comparaison) -> Line:
    """How much changed, and how much of it went back."""
    total = sum(len(one.changements) for one in comparaison.ecarts)
    reculs = f", dont {nombre(comparaison.reculs, 'recul')}" if comparaison.reculs else ", aucun recul"
    fin = Segment(reculs, "erreur") if comparaison.reculs else Segment(reculs, "ok")
    return line(f"{nombre(total, 'changement')} entre {entre(comparaison)}", fin)


def _ecart(one: Ecart, parcours: Parcours) -> Iterator[Line]:
    nom = Segment(one.fichier, "discret")
    yield line(Segment(one.produit, "titre"), " · ", nom) if one.produit else line(nom)
    yield from lignes(one.changements, parcours)


def lignes(changes: Iterable[Changement], parcours: Parcours) -> Iterator[Line]:
    """One line for each sentence, the place of the champ in parentheses."""
    for one in phrases(changes, parcours):
        yield _ligne(one)


def _ligne(one: Phrase) -> Line:
    marque = Segment("  ! ", "erreur", "") if one.recul else Segment("    ")
    ou = [Segment(f" ({', '.join(one.ou)})", "discret")] if one.ou else []
    recul = [Segment(f" – recul : {one.recul}", "erreur")] if one.recul else []
    return line(marque, *one.dit, *ou, *recul, hang=6)
