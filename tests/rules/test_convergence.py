"""The rules of the candidature in Convergence, of the pen-test, of dates and of MOTCO2, each at its edges."""

from typing import Any

import pytest

from builders import candidature, constats, day

TODAY = "2026-01-20"


# The dispositif


@pytest.mark.parametrize("code", ["RI", "LOINC"])
def test_a_dispositif_without_evidence_in_vague_2_is_doubtful(code: str) -> None:
    [constat] = constats("CVG004", candidature(produit={"dispositif": code}))
    assert constat.gravite == "avertissement"


def test_an_unknown_dispositif_is_told_which_are_known() -> None:
    [constat] = constats("CVG004", candidature(produit={"dispositif": "lgc"}))
    assert "LGC, DPI" in constat.ecart.message


@pytest.mark.parametrize("deux", ["LGC et DPI", "LGC+DPI", "LGC, DPI", "LGC/DPI", "LGC & RIS"])
def test_two_dispositifs_are_two_candidatures(deux: str) -> None:
    held = candidature(produit={"dispositif": deux})
    assert constats("CVG019", held)
    assert constats("CVG004", held) == []


@pytest.mark.parametrize("un", ["LGC", "LGC LGC", "LGC (ville)", "MS-DUI", "XYZ"])
def test_one_dispositif_is_one(un: str) -> None:
    assert constats("CVG019", candidature(produit={"dispositif": un})) == []


# Éligibilité


@pytest.mark.parametrize("statut", ["soumis", "a-modifier", "valide"])
def test_the_file_of_the_obsolete_versions_goes_with_the_eligibilite(statut: str) -> None:
    etapes = {"convergence.eligibilite": statut}
    assert constats("CVG011", candidature(etapes=etapes), TODAY)
    assert constats("CVG011", candidature(etapes=etapes, eligibilite={"versions_obsoletes": " "}), TODAY)
    assert constats("CVG011", candidature(etapes=etapes, eligibilite={"versions_obsoletes": "v.xlsx"}), TODAY) == []


@pytest.mark.parametrize("statut", ["a-faire", "en-cours", "refuse"])
def test_it_is_not_asked_before(statut: str) -> None:
    assert constats("CVG011", candidature(etapes={"convergence.eligibilite": statut}), TODAY) == []


@pytest.mark.parametrize(
    ("vague1", "id_", "manque"), [(True, None, True), (True, " ", True), (True, "V", False), (False, None, False)]
)
def test_a_yes_to_vague_1_comes_with_its_id(vague1: bool, id_: str | None, manque: bool) -> None:
    produit: dict[str, Any] = {"referencee_vague1": vague1, **({"id_reference_vague1": id_} if id_ else {})}
    assert bool(constats("CVG010", candidature(produit=produit), TODAY)) is manque


def test_a_yes_to_vague_1_is_told_once_even_when_the_etape_is_done() -> None:
    held = candidature(produit={"referencee_vague1": True}, etapes={"convergence.administratif": "valide"})
    assert constats("CVG010", held, TODAY)
    assert [one.cible for one in constats("CVG007", held, TODAY)] == []


DEPOSEE = {"A.01.01.01": {"numero": "1", "deposee_le": day("2025-11-04")}}


def test_profils_and_composants_are_compared_as_sets() -> None:
    held = candidature(
        produit={"profils": ["B", "A"]},
        composants={"lps": {"type": "principal"}},
        eligibilite={"profils": ["A", "B"], "composants": ["lps", "proxy"]},
        preuves=DEPOSEE,
    )
    [constat] = constats("CVG016", held, TODAY)
    assert constat.cible == "eligibilite.composants"
    assert "« lps », « proxy » ; aujourd'hui : « lps »" in constat.ecart.message


def test_nothing_has_changed_before_a_proof_is_deposited_nor_where_nothing_was_noted() -> None:
    change: dict[str, Any] = {"produit": {"profils": ["B"]}, "eligibilite": {"profils": ["A"]}}
    assert constats("CVG016", candidature(**change, preuves={"A.01.01.01": {"numero": "1"}}), TODAY) == []
    assert constats("CVG016", candidature(produit={"profils": ["B"]}, preuves=DEPOSEE), TODAY) == []
    assert constats("CVG016", candidature(**change, preuves=DEPOSEE), TODAY)
    vide = candidature(eligibilite={"profils": ["A"]}, preuves=DEPOSEE)
    assert "aujourd'hui : rien" in constats("CVG016", vide, TODAY)[0].ecart.message


def test_a_version_majeure_is_compared_where_both_are_known() -> None:
    assert constats("CVG017", candidature(referencement={"version_majeure": "3"}), TODAY) == []
    assert constats("CVG017", candidature(produit={"version_majeure": "3"}), TODAY) == []


def test_the_nil_is_not_compared_with_nothing() -> None:
    assert constats("CVG005", candidature(), TODAY) == []
    assert constats("CVG005", candidature(produit={"nil": "JUL895988"}), TODAY) == []


# The pen-test

BON = {"realise_le": day("2025-09-30"), "depose_le": day("2026-01-12"), "hautes": 0, "moyennes": 10, "signe": True}


def intrusion(**champs: Any) -> list[str]:
    """The rules that speak of a pen-test."""
    test = {key: value for key, value in {**BON, **champs}.items() if value is not None}
    held = candidature(tests_intrusion={"web": test})
    return [one for one in ("CVG012", "CVG013", "CVG014", "CVG015") if constats(one, held, TODAY)]


def test_a_good_one_is_told_nothing() -> None:
    assert intrusion() == []


@pytest.mark.parametrize(
    ("champs", "regles"),
    [
        ({"hautes": 1}, ["CVG013"]),
        ({"moyennes": 11}, ["CVG014"]),
        ({"signe": False}, ["CVG015"]),
        ({"realise_le": day("2025-01-12")}, []),
        ({"realise_le": day("2025-01-11")}, ["CVG012"]),
        ({"hautes": 1, "moyennes": 11, "signe": False}, ["CVG013", "CVG014", "CVG015"]),
    ],
)
def test_each_limit_has_its_rule(champs: dict[str, Any], regles: list[str]) -> None:
    assert intrusion(**champs) == regles


def test_the_limits_count_once_it_is_deposited_and_while_it_is_open() -> None:
    mauvais = {"hautes": 1, "moyennes": 11, "signe": False}
    assert intrusion(**mauvais, depose_le=None) == []
    assert intrusion(**mauvais, cloture="remplacee") == []


def test_a_test_too_old_to_be_deposited_is_told_before() -> None:
    assert intrusion(realise_le=day("2025-01-19"), depose_le=None) == ["CVG012"]
    assert intrusion(realise_le=day("2025-01-20"), depose_le=None) == []
    assert intrusion(realise_le=None) == []


def test_a_limit_is_told_once_and_not_as_a_champ_that_misses() -> None:
    held = candidature(tests_intrusion={"web": {**BON, "hautes": 1}})
    assert [one.cible for id_ in ("CVG001", "CVG007", "CVG013") for one in constats(id_, held, TODAY)] == [
        "tests_intrusion.web.hautes"
    ]


# Dates


def test_a_day_to_come_is_told_of_its_etape_where_it_has_one() -> None:
    demain = day("2026-01-21")
    [constat] = constats("DAT001", candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": demain}}), TODAY)
    assert constat.ecart.etape == "psc.datapass"
    [constat] = constats("DAT001", candidature(motco2={"compte_cree_le": demain}), TODAY)
    assert constat.ecart.etape is None


def test_what_is_announced_for_later_is_no_fact() -> None:
    plus_tard = day("2031-01-01")
    held = candidature(
        motco2={"carte_expire_le": plus_tard},
        cnda={"demandes": {"dmp": {"date_opposabilite": plus_tard}}},
        jalons={"preuves": {"le": plus_tard}},
        acceptations=[
            {"regle": "PSC004", "cible": "psc.client_id_prod", "motif": "m", "par": "p", "jusqu_au": plus_tard}
        ],
    )
    assert constats("DAT001", held, TODAY) == []


def test_the_moment_of_a_jalon_counts_by_its_day() -> None:
    demain = {"le": day("2026-01-20"), "verifie_le": day("2026-01-21")}
    assert [one.cible for one in constats("DAT001", candidature(jalons={"a": demain}), TODAY)] == [
        "jalons.a.verifie_le"
    ]


def test_a_jalon_without_an_etape_waits_for_nothing() -> None:
    assert constats("CVG006", candidature(jalons={"solde": {"le": day("2020-01-01")}}), TODAY) == []


# MOTCO2


@pytest.mark.parametrize("statut", ["a-faire", "sans-objet"])
def test_tests_that_have_not_begun_are_not_too_early(statut: str) -> None:
    tests = {"statut": statut, "depuis": day("2026-01-10"), "note": "…"}
    held = candidature(motco2={"compte_cree_le": day("2026-01-10")}, etapes={"motco2.tests": tests})
    assert constats("MOT001", held, TODAY) == []


def test_a_test_number_deposited_too_early_is_told_of_its_proof() -> None:
    preuves = {
        "B.01.01.01": {"numero": "1", "deposee_le": day("2026-01-10")},
        "A.01.01.01": {"numero": "1", "deposee_le": day("2026-01-11")},
        "C.01.01.01": {"lien": "https://www.exemple.fr", "deposee_le": day("2026-01-10")},
        "D.01.01.01": {"numero": "1"},
    }
    held = candidature(motco2={"compte_cree_le": day("2026-01-10")}, preuves=preuves)
    assert [one.ecart.champ for one in constats("MOT001", held, TODAY)] == [("preuves", "B.01.01.01", "deposee_le")]
    assert constats("MOT001", candidature(preuves=preuves), TODAY) == []
