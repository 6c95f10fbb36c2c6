"""`check` for a person: one line for each finding, that editors can jump to, and how to mend it."""

from collections.abc import Iterator

from segurctl.evaluation.rapport import Rapport, Situe
from segurctl.views.page import Line, Page, Segment, Style, line
from segurctl.views.words import gravites, nombre

STYLES: dict[str, Style] = {"erreur": "erreur", "avertissement": "alerte", "info": "attente"}


def check_text(rapport: Rapport) -> Page:
    """The findings of every file in their order, then how many there are."""
    return (*(found for one in rapport.constats for found in _constat(one)), bilan(rapport))


def bilan(rapport: Rapport) -> Line:
    """How many findings, in how many files; those that are accepted apart."""
    comptes = gravites(one.constat.gravite for one in rapport.constats)
    fichiers = f" dans {nombre(len(rapport.fichiers), 'fichier')}"
    acceptes = f" · {nombre(len(rapport.acceptes), 'accepté')}" if rapport.acceptes else ""
    style: Style = "erreur" if rapport.echoue else "" if comptes else "ok"
    return line(Segment(comptes or "rien à signaler", style), fichiers, acceptes)


def _constat(one: Situe) -> Iterator[Line]:
    constat, ecart = one.constat, one.constat.ecart
    place = f"{one.fichier}:{one.ligne}:{one.colonne}: "
    yield line(place, Segment(constat.regle.id, STYLES[constat.gravite]), f" {ecart.message}", hang=2)
    yield line(Segment(f"  {constat.gravite} : {constat.correction}", "discret"), hang=4)
    if ecart.commande:  # to paste: on its own, and never wrapped
        yield line(Segment("  → ", dit="à taper : "), Segment(ecart.commande, "commande"), verbatim=True)
