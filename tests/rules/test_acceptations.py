"""Acceptations: what the team accepts is counted apart, through the day it named, and makes no step done."""

from typing import Any

import pytest

from builders import candidature, constats, day, etape, evaluate_on
from segurctl.candidature.model import Candidature
from segurctl.rules.fiches import regles

TODAY = "2026-01-20"
MEMES = {"client_id_bas": "julie", "client_id_prod": "julie"}
BONNE = {"regle": "PSC004", "cible": "psc.client_id_prod", "motif": "un seul environnement", "par": "chef de projet"}


def accepte(*acceptations: dict[str, Any], **tables: Any) -> Candidature:
    """A candidature that breaks PSC004, with acceptations."""
    return candidature(psc=MEMES, acceptations=[{**BONNE, **one} for one in acceptations], **tables)


def acceptes(held: Candidature, today: str = TODAY) -> list[str]:
    """The rules whose findings are accepted."""
    return [one.regle.id for one in evaluate_on(today, held).acceptes]


def dits(held: Candidature, today: str = TODAY) -> list[str]:
    """What is said of the acceptations."""
    return [one.regle.id for one in evaluate_on(today, held).constats if one.regle.id.startswith("ACC")]


def test_what_is_accepted_counts_apart() -> None:
    evaluation = evaluate_on(TODAY, accepte({}))
    assert [one.regle.id for one in evaluation.constats] == []
    [constat] = evaluation.acceptes
    assert constat.regle.id == "PSC004"
    assert constat.acceptation == evaluation.candidature.acceptations[0]


def test_an_acceptation_covers_its_rule_and_its_target_alone() -> None:
    autres = {"datapass_demande": "123", "datapass_habilitation": "123"}
    held = candidature(psc=autres, acceptations=[{**BONNE, "regle": "PSC002", "cible": "psc.datapass_demande"}])
    assert acceptes(held) == ["PSC002"]
    assert constats("PSC003", held, TODAY)
    autre_cible = candidature(
        psc=autres, acceptations=[{**BONNE, "regle": "PSC002", "cible": "psc.datapass_habilitation"}]
    )
    assert acceptes(autre_cible) == []


def test_a_target_may_be_the_etape() -> None:
    held = candidature(
        etapes={"psc.client-id-prod": "soumis"},
        acceptations=[{**BONNE, "regle": "CVG008", "cible": "psc.client-id-prod"}],
    )
    assert acceptes(held) == ["CVG008"]


def test_a_target_may_be_spelled_in_any_way_that_names_it() -> None:
    lien = {"preuves": {"A.01": {"lien": "http://x.fr"}}}
    for cible in ('preuves."A.01".lien', "preuves.'A.01'.lien"):
        assert acceptes(candidature(acceptations=[{**BONNE, "regle": "PRV005", "cible": cible}], **lien)) == ["PRV005"]


def test_accepting_makes_no_step_done() -> None:
    held = candidature(
        etapes={"isc.equipe": "valide"}, acceptations=[{**BONNE, "regle": "CVG001", "cible": "isc.equipe"}]
    )
    assert acceptes(held) == ["CVG001"]
    assert etape("isc.equipe", held, TODAY).etat == "contredite"


def test_it_is_valid_through_the_day_named() -> None:
    held = accepte({"jusqu_au": day("2026-03-31")})
    assert acceptes(held, "2026-03-31") == ["PSC004"]
    assert acceptes(held, "2026-04-01") == []
    assert constats("PSC004", held, "2026-04-01")


@pytest.mark.parametrize(
    ("today", "regle"),
    [
        ("2026-02-28", None),
        ("2026-03-01", "ACC005"),
        ("2026-03-23", "ACC005"),
        ("2026-03-24", "ACC006"),
        ("2026-03-31", "ACC006"),
        ("2026-04-01", "ACC004"),
    ],
)
def test_its_end_is_told_a_month_and_a_week_before(today: str, regle: str | None) -> None:
    assert dits(accepte({"jusqu_au": day("2026-03-31")}), today) == ([regle] if regle else [])


@pytest.mark.parametrize("champ", ["motif", "par"])
def test_without_a_reason_and_an_author_nothing_is_accepted(champ: str) -> None:
    held = accepte({champ: " \t"})
    assert acceptes(held) == []
    [constat] = constats("ACC003", held, TODAY)
    assert constat.ecart.champ == ("acceptations", 0, champ)


@pytest.mark.parametrize("regle", ["PSC999", "PSC04", "", "ACC004", "FIC001", "FIC002", "POR001", "POR002"])
def test_a_rule_that_is_unknown_or_is_not_for_accepting_is_an_error(regle: str) -> None:
    held = accepte({"regle": regle})
    assert dits(held) == ["ACC001"]
    assert acceptes(held) == []


def test_a_mistyped_rule_is_told_the_nearest() -> None:
    [constat] = constats("ACC001", accepte({"regle": "psc004"}), TODAY)
    assert "vouliez-vous dire « PSC004 »" in constat.ecart.message
    [interdite] = constats("ACC001", accepte({"regle": "ACC004"}), TODAY)
    assert interdite.ecart.message == "« ACC004 » ne s'accepte pas"


@pytest.mark.parametrize(
    ("cible", "dire"),
    [
        ("psc.client_id", "vouliez-vous dire"),
        ("psc.datapas", "vouliez-vous dire « "),
        ("cnda.demandes.dmp.avancement", "« dmp » n'est pas dans le fichier"),
        ("preuves", None),
        ("psc.client_id_bas", None),
        ("eligibilite.versions_obsoletes", None),
        ("psc.datapass", None),
        ("", "n'est ni une étape ni un champ"),
        ("a b", "n'est ni une étape ni un champ"),
        ("acceptations", None),
    ],
)
def test_a_target_is_an_etape_or_a_champ_of_this_file(cible: str, dire: str | None) -> None:
    held = accepte({"cible": cible})
    assert acceptes(held) == []
    assert [dire in one.ecart.message for one in constats("ACC002", held, TODAY) if dire] == ([True] if dire else [])
    assert bool(constats("ACC007", held, TODAY)) is (dire is None)


def test_an_acceptation_that_is_of_no_more_use_is_told() -> None:
    held = candidature(acceptations=[BONNE])
    assert dits(held) == ["ACC007"]
    assert dits(candidature(acceptations=[{**BONNE, "jusqu_au": day("2020-01-01")}])) == ["ACC004"]


def test_the_last_one_written_wins_and_the_other_is_of_no_use() -> None:
    held = accepte({"motif": "avant"}, {"motif": "après"})
    [constat] = evaluate_on(TODAY, held).acceptes
    assert constat.acceptation is not None
    assert constat.acceptation.motif == "après"
    assert [one.ecart.champ for one in constats("ACC007", held, TODAY)] == [("acceptations", 0, "cible")]


def test_an_acceptation_past_its_end_does_not_hide_the_good_one() -> None:
    assert acceptes(accepte({}, {"jusqu_au": day("2026-01-19")})) == ["PSC004"]


def test_a_candidature_withdrawn_is_told_only_what_is_wrong_by_itself() -> None:
    held = accepte({"regle": "PSC999"}, {"jusqu_au": day("2026-01-19")}, {}, retiree_le=day("2026-01-01"))
    assert dits(held) == ["ACC001"]


def test_an_accepted_value_that_is_malformed_is_still_not_given_to_paste() -> None:
    held = candidature(
        psc={"datapass_demande": "H6789"},
        acceptations=[{**BONNE, "regle": "PSC001", "cible": "psc.datapass_demande"}],
    )
    evaluation = evaluate_on(TODAY, held)
    assert acceptes(held) == ["PSC001"]
    valeurs = [valeur for one in evaluation.prochaines for valeur in one.valeurs]
    assert "H6789" not in [one.valeur for one in valeurs]


def test_every_other_rule_can_be_accepted() -> None:
    for id_ in regles():
        if id_[:3] not in ("ACC", "POR") and id_ not in ("FIC001", "FIC002"):
            assert constats("ACC001", accepte({"regle": id_}), TODAY) == []
