"""Rules for a person: one whole, or all of them by family."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from segurctl.etats.calendrier import en_clair
from segurctl.rules.fiches import FAMILLES, Gravite, Regle
from segurctl.views.page import Line, Page, Segment, Style, etiquette, line

_STYLES: dict[Gravite, Style] = {"erreur": "erreur", "avertissement": "alerte", "info": "attente"}


def rules_text(found: Iterable[Regle]) -> Page:
    """Every rule on a line, under what its family is about."""
    return (
        *(one for famille, regles in groupby(found, lambda regle: regle.id[:3]) for one in _famille(famille, regles)),
        line("Une règle en entier : ", Segment("segurctl explain PSC001", "commande")),
    )


def _famille(famille: str, regles: Iterable[Regle]) -> Iterator[Line]:
    yield line(Segment(FAMILLES[famille], "titre"))
    for one in regles:
        yield line(
            Segment(f"  {one.id}  ", dit=f"{one.id}, "),
            Segment(f"{one.gravite:<13}", _STYLES[one.gravite], one.gravite),
            Segment(f"  {one.titre}", dit=f" : {one.titre}"),
            hang=25,
        )
    yield line()


def explain_text(regle: Regle) -> Page:
    """One rule: why, how to mend what it finds, where it comes from, and its two files."""
    source = (
        f"{regle.source.texte} (confiance {regle.source.confiance}, vérifiée le {en_clair(regle.source.verifie_le)})"
    )
    return (
        line(Segment(regle.id, "titre"), " · ", Segment(regle.gravite, _STYLES[regle.gravite]), f" · {regle.titre}"),
        line(),
        line(regle.pourquoi),
        line(),
        line(etiquette("Corriger", "Corriger  "), regle.correction, hang=10),
        *(
            (line(etiquette("Saisie", "Saisie    "), "segurctl set refuse cette valeur", hang=10),)
            if regle.malforme
            else ()
        ),
        line(etiquette("Source", "Source    "), source, hang=10),
        line(),
        *_exemple("Fautif", regle.enfreint),
        line(),
        *_exemple("Juste", regle.respecte),
        *(one for nom, text in regle.voisins.items() for one in (line(), *_exemple(f"À côté, dans {nom}", text))),
    )


def _exemple(titre: str, text: str) -> Iterator[Line]:
    yield line(Segment(titre, "titre"))
    for one in text.splitlines():
        yield line(f"  {one}" if one else "", verbatim=True)
