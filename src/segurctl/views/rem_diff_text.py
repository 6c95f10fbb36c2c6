"""`rem diff` for a person: what was added, removed, changed, and which of our proofs that touches."""

from collections.abc import Iterator, Mapping

from segurctl.rem.diff import Changee, Difference
from segurctl.rem.model import Exigence, Referentiel
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, Style, line


def difference_text(avant: Referentiel, apres: Referentiel, difference: Difference) -> Page:
    """Both workbooks by name, then what differs."""
    fleche = Segment(" → ", "titre", " devient ")
    head = line(Segment(avant.source.fichier, "titre"), fleche, Segment(apres.source.fichier, "titre"))
    if difference.vide:
        return (head, line(), line("Aucune exigence ne change."))
    return (head, *lignes_difference(avant, apres, difference))


def lignes_difference(avant: Referentiel, apres: Referentiel, difference: Difference) -> tuple[Line, ...]:
    """What differs, section by section, each after a blank line."""
    anciens = {one.cle: one.titre for one in avant.chapitres}
    nouveaux = {one.cle: one.titre for one in apres.chapitres}
    sections = (
        _exigences("ajoutée", "+", difference.ajoutees, nouveaux),
        _exigences("retirée", "-", difference.retirees, anciens),
        _changees(difference.changees, anciens, nouveaux),
        _touchees(difference),
    )
    return tuple(one for section in sections if (lines := list(section)) for one in (line(), *lines))


def _exigences(quoi: str, signe: str, found: tuple[Exigence, ...], titres: Mapping[str, str]) -> Iterator[Line]:
    if found:
        yield line(Segment(words.nombre(len(found), f"exigence {quoi}", f"exigences {quoi}s"), "titre"))
    style: Style = "ok" if signe == "+" else "erreur"
    for one in found:
        yield line(
            Segment(f"  {signe} ", style, ""),
            Segment(one.id, style),
            Segment(f"  {titres[one.chapitre]}", dit=f" : {titres[one.chapitre]}"),
            hang=4,
        )


def _changees(found: tuple[Changee, ...], anciens: Mapping[str, str], nouveaux: Mapping[str, str]) -> Iterator[Line]:
    if found:
        yield line(Segment(words.nombre(len(found), "exigence modifiée", "exigences modifiées"), "titre"))
    for one in found:
        yield line(
            Segment("  ~ ", "alerte", ""),
            Segment(one.apres.id, "alerte"),
            Segment(f"  {', '.join(one.parts)}", dit=f" : {', '.join(one.parts)}"),
            hang=4,
        )
        if "chapitre" in one.parts:
            avant = Segment(f"      {anciens[one.avant.chapitre]}", "discret")
            apres = Segment(nouveaux[one.apres.chapitre], "discret")
            yield line(avant, Segment(" → ", "discret", " devient "), apres, hang=8)
        if "texte" in one.parts:
            yield line(Segment(f"      avant : {' '.join(one.avant.texte.split())}", "discret"), hang=8)
            yield line(f"      après : {' '.join(one.apres.texte.split())}", hang=8)


def _touchees(difference: Difference) -> Iterator[Line]:
    if difference.touchees:
        nombre = words.nombre(len(difference.touchees), "preuve à revoir", "preuves à revoir")
        yield line(Segment(nombre, "titre"))
    for one in difference.touchees:
        dire = (
            f"répond à {one.place.exigence.id}, où ce qui est demandé a changé"
            if one.place
            else "ne répond plus à rien"
        )
        yield line(Segment(f"  {one.cle}  ", dit=f"{one.cle} "), dire, hang=4)
