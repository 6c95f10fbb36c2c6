"""Findings for a person: what is wrong, and how to mend it."""

from collections.abc import Iterable, Iterator

from segurctl.rules.model import Constat
from segurctl.views.page import Line, Segment, Style, line
from segurctl.views.words import avec


def constats_text(constats: Iterable[Constat], option: str = "") -> Iterator[Line]:
    """Findings, each with how to mend it."""
    for one in constats:
        style: Style = "erreur" if one.gravite == "erreur" else "alerte"
        yield line(Segment(one.gravite, style), f" {one.regle.id} {one.ecart.message}", hang=2)
        remede = [Segment("  → ", "discret", ""), Segment(one.regle.correction, "discret")]
        if one.ecart.commande:
            remede += [Segment(" : ", "discret"), Segment(avec(one.ecart.commande, option), "commande")]
        yield line(*remede, hang=4)
