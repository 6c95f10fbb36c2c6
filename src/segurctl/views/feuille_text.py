"""`proof import` for a person: how many rows were taken, and which were not."""

from collections.abc import Iterator, Sequence

from segurctl.saisie.feuille import Reprise
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line

_DITES = 20


def feuille_text(reprise: Reprise, ignorees: Sequence[str]) -> Page:
    """Counts, the columns that mean nothing here, then the rows that were left out, by line."""
    return tuple(_lignes(reprise, ignorees))


def _lignes(reprise: Reprise, ignorees: Sequence[str]) -> Iterator[Line]:
    parts = [words.nombre(reprise.prises, "preuve reprise", "preuves reprises")]
    if reprise.inchangees:
        parts.append(f"{reprise.inchangees} déjà dans le fichier")
    if reprise.vides:
        parts.append(words.nombre(reprise.vides, "ligne sans preuve", "lignes sans preuve"))
    yield line(Segment(" · ".join(parts), "titre"), hang=2)
    if reprise.sans_jour:
        sans = words.nombre(reprise.sans_jour, "preuve", "preuves")
        yield line(f"  {sans} sans jour de dépôt : à déposer, ou à dire dans une colonne « Déposée le »", hang=4)
    if ignorees:
        yield line(f"  Colonnes laissées : {', '.join(ignorees)}", hang=4)
    if reprise.laissees:
        laissees = words.nombre(len(reprise.laissees), "ligne laissée", "lignes laissées")
        yield line(Segment(laissees, "alerte"))
    for one in reprise.laissees[:_DITES]:
        yield line(f"  ligne {one.ligne} : {one.raison}", hang=4)
    if len(reprise.laissees) > _DITES:
        yield line(f"  et {words.nombre(len(reprise.laissees) - _DITES, 'autre')}")
