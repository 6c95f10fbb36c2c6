"""What comes after an étape: those that wait for it, those that it helps, and the way through them."""

from itertools import pairwise

import pytest

from builders import AUJOURDHUI, JOURS, candidature, day, evaluate_on, example, faites, parcours
from segurctl.candidature.model import Candidature
from segurctl.evaluation.suites import Suites


def suites(held: Candidature, today: str = AUJOURDHUI) -> Suites:
    """What comes after each étape of a candidature."""
    return Suites(evaluate_on(today, held))


# Those that wait for it


def test_those_that_wait_directly_are_in_catalogue_order() -> None:
    assert suites(candidature()).directes("convergence.acces") == (
        "convergence.produit",
        "psc.guichet",
        "gazelle.tests",
    )


def test_a_prerequis_that_is_a_tick_makes_its_etape_waited_for() -> None:
    assert "motco2.enrolement" in suites(candidature()).directes("convergence.produit")


def test_a_prerequis_that_is_a_champ_makes_the_etape_that_gives_it_waited_for() -> None:
    """The Client_ID asks for an NRU, which the guichet gives; the éligibilité for the NIE, which the CNDA gives."""
    one = suites(candidature())
    assert "psc.client-id-bas" in one.directes("psc.guichet")
    assert "convergence.eligibilite" in one.directes("cnda.inscription")


def test_what_is_already_done_waits_no_longer() -> None:
    held = candidature(
        editeur={"raison_sociale": "E"},
        etapes=faites("isc.mandataire", "isc.equipe", "convergence.acces"),
    )
    assert suites(held).directes("isc.mandataire") == ()


def test_what_is_sans_objet_waits_for_nothing() -> None:
    held = candidature(etapes={"gazelle.tests": {"statut": "sans-objet", "note": "…"}}, psc={"edc": False})
    assert suites(held).directes("convergence.acces") == ("convergence.produit",)


def test_what_is_said_done_and_is_not_still_waits() -> None:
    held = candidature(etapes=faites("convergence.acces"))
    assert "convergence.acces" in suites(held).directes("isc.mandataire")


def test_a_prerequis_whose_condition_does_not_hold_makes_nobody_wait() -> None:
    assert "cnda.homologation" not in suites(candidature()).directes("psc.habilitation")
    demande = {"avancement": "finalisation", "demandee_le": day("2025-09-01")}
    held = candidature(cnda={"demandes": {"dmp": demande}})
    assert "cnda.homologation" in suites(held).directes("psc.habilitation")


# All of them


def test_every_etape_behind_is_told_once_the_nearest_first() -> None:
    found = suites(candidature()).toutes("cnda.inscription")
    assert found[:3] == ("cnda.logiciel", "convergence.eligibilite", "cnda.demandes")
    assert len(found) == len(set(found))
    assert "convergence.referencement" in found


def test_nothing_stands_behind_the_last_etape() -> None:
    one = suites(candidature())
    assert one.toutes("convergence.referencement") == ()
    assert one.chemin("convergence.referencement") == ()


def test_no_etape_stands_behind_itself() -> None:
    one = suites(candidature())
    assert not [id_ for id_ in parcours().etapes if id_ in one.toutes(id_)]


# Those that it helps


def test_those_that_it_only_helps_do_not_wait_for_it() -> None:
    one = suites(candidature())
    assert one.aidees("gazelle.tests") == ("convergence.preuves",)
    assert one.toutes("gazelle.tests") == ()


def test_an_advice_whose_condition_does_not_hold_helps_nobody() -> None:
    assert "cnda.homologation" not in suites(candidature()).aidees("psc.habilitation")


# The way through


def test_the_way_is_the_longest_one() -> None:
    assert suites(candidature()).chemin("psc.guichet") == (
        "psc.administratif",
        "psc.preuves",
        "psc.habilitation",
    )


@pytest.mark.parametrize("nom", sorted(JOURS))
def test_each_step_of_the_way_waits_for_the_one_before(nom: str) -> None:
    one = suites(example(nom), JOURS[nom])
    for id_ in parcours().etapes:
        chemin = (id_, *one.chemin(id_))
        assert all(after in one.directes(before) for before, after in pairwise(chemin))
        assert set(chemin[1:]) <= set(one.toutes(id_))


def test_in_the_end_nothing_waits_for_anything() -> None:
    one = suites(example("referencee"), JOURS["referencee"])
    assert not [id_ for id_ in parcours().etapes if one.directes(id_) or one.aidees(id_)]
