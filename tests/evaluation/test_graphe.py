"""The parcours as a graph: one arête for each prérequis that holds here, none else."""

import pytest

from builders import AUJOURDHUI, JOURS, candidature, day, evaluate_example, evaluate_on, faites, parcours
from segurctl.candidature.model import Candidature
from segurctl.etats.conditions import tient
from segurctl.evaluation import Evaluation
from segurctl.evaluation.graphe import Arete, aretes
from segurctl.parcours.model import Etape, Prerequis

# The champs that prérequis ask, and the étape whose business it is to give each.
DONNENT = {
    "editeur.nie": "cnda.inscription",
    "produit.nil": "cnda.logiciel",
    "psc.dossiers.*.nru": "psc.guichet",
    "motco2.compte_cree_le": "motco2.enrolement",
}
every_example = pytest.mark.parametrize("nom", sorted(JOURS))


def of(held: Candidature, today: str = AUJOURDHUI) -> dict[tuple[str, str], Arete]:
    """The arêtes of a candidature, by their two ends."""
    return {(one.de, one.a): one for one in aretes(evaluate_on(today, held))}


def origine(one: Prerequis) -> str | None:
    """The étape that a prérequis names, or that gives what it asks."""
    champ = one.champs[0] if one.champs else ""
    return one.etape or (one.action or "").partition("/")[0] or DONNENT.get(champ)


def attendues(one: Evaluation, etape: Etape) -> set[tuple[str, str]]:
    """The two ends of each prérequis of the catalogue that holds."""
    dures = [p for p in etape.prerequis if _vaut(one, p.si) or (p.avant_la_fin and _vaut(one, p.avant_la_fin))]
    conseils = [p for p in etape.recommandations if _vaut(one, p.si)]
    return {(de, etape.id) for p in (*dures, *conseils) if (de := origine(p))}


def _vaut(one: Evaluation, si: str | None) -> bool:
    return tient(si, one.candidature, one.parcours)


@every_example
def test_the_aretes_are_the_prerequis_of_the_catalogue_that_hold(nom: str) -> None:
    one = evaluate_example(nom)
    demandees = [each.etape for each in one.etapes.values() if each.etat != "sans-objet"]
    found = [(arete.de, arete.a) for arete in aretes(one)]
    assert len(found) == len(set(found))
    assert set(found) == {pair for etape in demandees for pair in attendues(one, etape)}


@every_example
def test_an_arete_goes_forward_in_the_catalogue(nom: str) -> None:
    rangs = {id_: rang for rang, id_ in enumerate(parcours().etapes)}
    assert [one for one in aretes(evaluate_example(nom)) if rangs[one.de] >= rangs[one.a]] == []


@every_example
def test_nothing_misses_of_an_arete_from_an_etape_that_is_acquired(nom: str) -> None:
    one = evaluate_example(nom)
    entieres = [arete for arete in aretes(one) if arete.par is None]
    assert [arete for arete in entieres if arete.tenu != one.etapes[arete.de].acquise] == []


def test_a_prerequis_that_blocks_wins_over_an_advice_between_the_same_etapes() -> None:
    assert of(candidature())["cnda.demandes", "convergence.eligibilite"].dur


def test_a_box_to_tick_is_what_is_asked_of_its_etape() -> None:
    held = candidature(
        editeur={"raison_sociale": "E"},
        produit={"version": "1", "responsable": "R", "description": "D"},
        etapes=faites("isc.mandataire", "convergence.acces", "convergence.produit"),
    )
    arete = of(held)["convergence.produit", "motco2.enrolement"]
    assert (arete.par, arete.tenu) == ("convergence.produit/consultation", False)


def test_a_champ_leads_back_to_the_etape_that_gives_it() -> None:
    arete = of(candidature())["psc.guichet", "psc.client-id-bas"]
    assert (arete.par, arete.dur, arete.tenu) == ("psc.dossiers.*.nru", True, False)


def test_what_is_asked_before_the_end_is_there_from_the_beginning() -> None:
    """The homologation is begun without the habilitation, and not obtained without it."""
    held = candidature(cnda={"demandes": {"dmp": {"avancement": "pre-examen", "demandee_le": day("2025-09-01")}}})
    assert of(held)["psc.habilitation", "cnda.homologation"].a_venir


def test_nothing_leads_to_what_is_not_asked() -> None:
    assert not [one for one in of(candidature(psc={"edc": False})).values() if one.a == "psc.preuves"]
