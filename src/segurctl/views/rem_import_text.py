"""`rem import` for a person: what was read, what was not and why, and what it changed."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from segurctl.saisie.importer import Importee
from segurctl.views import words
from segurctl.views.page import Line, Page, Segment, line
from segurctl.views.rem_diff_text import lignes_difference

if TYPE_CHECKING:
    from segurctl.rem.lecture import Bilan

_ATTENDUES = ("Chapitre", "Nature", "Profil", "N° scénario", "N° preuve", "Preuve")
_DITES = 10  # rows left out, told one by one


def import_text(importee: Importee) -> Page:
    """Counts, chapters and profils; rows left out by cell; what changed since the older snapshot."""
    return (
        *_lu(importee),
        *(_laisse(importee.bilan) if importee.bilan else ()),
        *_change(importee),
    )


def _lu(importee: Importee) -> Iterator[Line]:
    rem = importee.referentiel
    scenarios = [one for exigence in rem.exigences for one in exigence.scenarios]
    preuves = sum(len(one.preuves) for one in scenarios)
    nommes = sum(one.id is not None for one in scenarios)
    yield line(
        Segment(f"{rem.source.fichier}, feuille « {rem.source.feuille} »", "titre"),
        Segment(" → ", dit=", relevé dans "),
        importee.relatif,
        hang=2,
    )
    natures = Counter(one.nature for one in rem.exigences)
    preconisations = words.nombre(natures["PRECONISATION"], "préconisation")
    dont = f" (dont {preconisations})" if natures["PRECONISATION"] else ""
    yield line(
        f"  {words.nombre(len(rem.exigences), 'exigence')}{dont}, {words.nombre(nommes, 'scénario')}, "
        f"{words.nombre(preuves, 'preuve attendue', 'preuves attendues')}",
        hang=4,
    )
    par_chapitre = Counter(one.chapitre for one in rem.exigences)
    for one in rem.chapitres:
        combien = Segment(f"  {par_chapitre[one.cle]:>4}  ", dit=f"{par_chapitre[one.cle]} : ")
        yield line(combien, one.titre, Segment(f"   chapitres.{one.cle}", "discret"), hang=8)
    for titre, comptes in (
        ("Profils", Counter(profil for one in rem.exigences for profil in one.profils or ("tous",))),
        ("Périmètres", Counter(one.perimetre for one in rem.exigences if one.perimetre)),
    ):
        if comptes:
            yield line(
                f"  {titre} : {', '.join(f'{nom} ({nombre})' for nom, nombre in sorted(comptes.items()))}", hang=4
            )
    pour = (
        f"pour vos profils ({', '.join(importee.profils)})" if importee.profils else "tant qu'aucun profil n'est choisi"
    )
    yield line(f"  {words.nombre(importee.comptent, 'exigence compte', 'exigences comptent')} {pour}", hang=4)


def _laisse(bilan: "Bilan") -> Iterator[Line]:
    """What was not read; a workbook says much beside its exigences."""
    if bilan.autres_feuilles:
        yield line(f"  Autres feuilles possibles : {', '.join(bilan.autres_feuilles)} (--feuille)", hang=4)
    if bilan.ignorees:
        yield line(
            Segment(f"  Colonnes laissées : {', '.join(' '.join(one.split()) for one in bilan.ignorees)}", "discret"),
            hang=4,
        )
    absents = [label for label in _ATTENDUES if not any(role.startswith(label) for role, _ in bilan.colonnes)]
    if absents:
        nommer = f'--colonne "{absents[0]}=…"'
        yield line(f"  Colonnes que le tableau n'a pas : {', '.join(absents)} (ou nommez-les : {nommer})", hang=4)
    if bilan.doublons:
        yield line(f"  {words.nombre(bilan.doublons, 'ligne en double', 'lignes en double')}", hang=4)
    if bilan.inattendus:
        yield line(Segment("  Ids d'une forme inattendue, gardés : ", "alerte"), words.liste(bilan.inattendus), hang=4)
    if bilan.numerotees:
        yield line(
            Segment(f"  {words.nombre(len(bilan.numerotees), 'preuve')} sans numéro, numérotées ici : ", "alerte"),
            words.liste(bilan.numerotees),
            hang=4,
        )
    if bilan.laissees:
        yield line(
            Segment(
                f"  {words.nombre(len(bilan.laissees), 'cellule ou ligne laissée', 'cellules ou lignes laissées')}",
                "alerte",
            )
        )
    for one in bilan.laissees[:_DITES]:
        yield line(f"    {one.cellule} : {one.raison}", hang=6)
    reste = len(bilan.laissees) - _DITES
    if reste > 0:
        yield line(f"    et {words.nombre(reste, 'autre')} (--format json les donne toutes)")


def _change(importee: Importee) -> Iterator[Line]:
    for cle, avant in importee.deplaces.items():
        dit = f"  chapitres.{cle} a surtout les exigences de chapitres.{avant} : vérifiez leurs statuts"
        yield line(Segment(dit, "alerte"), hang=4)
    difference = importee.difference
    if difference is None or not importee.ancien:
        return
    if difference.vide:
        yield line("  Aucune exigence ne change depuis le relevé d'avant.")
    else:
        yield from lignes_difference(importee.ancien, importee.referentiel, difference)
