"""`links` for a person: what is wrong, as `check` says it, then how many links are there."""

from collections.abc import Mapping

from segurctl.evaluation import Evaluation
from segurctl.evaluation.liens import Bilan, Genre, connaissance
from segurctl.rules.liens import NON_VERIFIES
from segurctl.views.check_text import check_text
from segurctl.views.page import Page, Segment, Style, line
from segurctl.views.words import dans, nombre

_GENRES: tuple[tuple[tuple[Genre, ...], str, str, Style], ...] = (
    (("ok",), "répond", "répondent", "ok"),
    (("casse",), "cassé", "cassés", "erreur"),
    (("interdit",), "interdit", "interdits", "erreur"),
    (("a_la_main",), "ouvert à la main", "ouverts à la main", "discret"),
    (NON_VERIFIES, "non vérifié", "non vérifiés", "alerte"),
    (("inconnu",), "inconnu", "inconnus", "attente"),
)


def links_text(bilan: Bilan) -> Page:
    """The findings of every file, the count of the links, and how many findings there are."""
    *constats, dernier = check_text(bilan.rapport)
    return (*constats, *compte(bilan), dernier)


def compte(bilan: Bilan) -> Page:
    """How many links there are, and of each kind; how many were not asked again; what could not be kept."""
    if not bilan.liens:
        return (line("aucun lien à vérifier"),) if bilan.rapport.lisible else ()
    lignes = [line(f"{nombre(len(bilan.liens), 'lien')} : ", *genres(bilan.nombres()), hang=2)]
    avant = [one.verification.le for one in bilan.liens if one.avant]
    if avant:
        connues = nombre(len(avant), "réponse déjà connue", "réponses déjà connues")
        lignes.append(line(Segment(f"{connues} (la plus ancienne : {dans(min(avant), bilan.today)})", "discret")))
    if bilan.non_garde:
        lignes.append(line(Segment(f"les réponses n'ont pas été gardées : {bilan.non_garde}", "alerte"), hang=2))
    return tuple(lignes)


def connus(evaluation: Evaluation) -> list[str | Segment]:
    """The same of what was known before, and how old that is; nothing where nothing was."""
    known = connaissance(evaluation)
    if known is None:
        return []
    quand = dans(known.jusqu_au, evaluation.today)
    if known.depuis != known.jusqu_au:
        quand = f"entre {quand} et {dans(known.depuis, evaluation.today)}"
    return [*genres(known.nombres), Segment(f", d'après segurctl links, {quand}", "discret")]


def genres(nombres: Mapping[Genre, int]) -> list[str | Segment]:
    """« 12 répondent, 1 cassé, 2 non vérifiés »."""
    parts: list[str | Segment] = []
    for verdicts, un, plusieurs, style in _GENRES:
        combien = sum(nombres.get(one, 0) for one in verdicts)
        if combien:
            parts += [", ", Segment(nombre(combien, un, plusieurs), style)]
    return parts[1:]
