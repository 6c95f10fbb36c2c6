"""Exigences: which count, and what of each is proved."""

import pytest

from builders import candidature, day, evaluate_on
from rem_builders import avec_rem, exigence, rem
from segurctl.candidature.model import Candidature
from segurctl.etats.exigences import ExigenceEvaluee
from segurctl.rem.model import Attendue, Exigence, Referentiel, Scenario

UNE = rem(exigence("SC.MSS/CONF.01", preuves=2))
LIEN = {"lien": "https://www.exemple.fr/1", "deposee_le": day("2025-10-01")}


def prouvee(**preuves: dict[str, object]) -> Candidature:
    return candidature(preuves=preuves)


def seule(held: Candidature, referentiel: Referentiel = UNE) -> ExigenceEvaluee:
    [one] = avec_rem(held, referentiel).couverture.exigences
    return one


# What of an exigence is proved


def test_an_exigence_without_any_proof_is_bare() -> None:
    assert seule(candidature()).etat == "nue"


def test_one_proof_of_two_leaves_it_incomplete() -> None:
    one = seule(prouvee(**{"SC.MSS/CONF.01.01.01": LIEN}))
    assert one.etat == "incomplete"
    assert [tenue.etat for tenue in one.tenues] == ["deposee", "vide"]


def test_each_slot_filled_is_an_exigence_proved() -> None:
    assert seule(prouvee(**{"SC.MSS/CONF.01.01.01": LIEN, "SC.MSS/CONF.01.01.02": LIEN})).etat == "prouvee"


def test_a_proof_that_holds_nothing_fills_no_slot() -> None:
    assert seule(prouvee(**{"SC.MSS/CONF.01.01.01": {"lien": " ", "deposee_le": day("2025-10-01")}})).etat == "nue"


@pytest.mark.parametrize(
    ("deposee", "renvoyee", "etat"),
    [
        ("2025-10-01", None, "deposee"),
        (None, None, "a-deposer"),
        ("2025-10-01", "2025-10-05", "a-modifier"),
        (None, "2025-10-05", "a-modifier"),
        ("2025-10-05", "2025-10-05", "deposee"),
        ("2025-10-09", "2025-10-05", "deposee"),
    ],
)
def test_a_proof_sent_back_is_to_be_done_again_until_it_is_deposited(
    deposee: str | None, renvoyee: str | None, etat: str
) -> None:
    held: dict[str, object] = {"lien": "https://www.exemple.fr/1"}
    held |= {champ: day(jour) for champ, jour in (("deposee_le", deposee), ("a_modifier_le", renvoyee)) if jour}
    assert seule(prouvee(**{"SC.MSS/CONF.01.01.01": held})).tenues[0].etat == etat


def test_one_proof_sent_back_makes_the_whole_exigence_one_to_do_again() -> None:
    held = prouvee(
        **{"SC.MSS/CONF.01.01.01": LIEN, "SC.MSS/CONF.01.01.02": {**LIEN, "a_modifier_le": day("2025-10-05")}}
    )
    assert seule(held).etat == "a-modifier"


# Ids, as people type them


@pytest.mark.parametrize("cle", ["MSS/CONF.01.01.01", "SC. MSS/CONF.01.01.01", "sc.mss/conf.01.01.01"])
def test_a_proof_fills_its_slot_however_its_id_is_spelled(cle: str) -> None:
    assert seule(prouvee(**{cle: LIEN})).tenues[0].cle == cle


def test_the_id_of_an_exigence_means_its_only_slot() -> None:
    assert seule(prouvee(**{"SC.MSS/CONF.01": LIEN}), rem(exigence("SC.MSS/CONF.01"))).etat == "prouvee"


def test_the_id_of_an_exigence_of_two_slots_fills_neither_and_is_kept_as_one_more_proof() -> None:
    one = seule(prouvee(**{"SC.MSS/CONF.01": LIEN}))
    assert [tenue.cle for tenue in one.tenues] == [None, None, "SC.MSS/CONF.01"]
    assert one.etat == "incomplete"


def test_a_rem_that_numbers_no_proofs_takes_those_that_the_team_numbers() -> None:
    held = prouvee(**{"SC.MSS/CONF.01.01.01": LIEN, "SC.MSS/CONF.01.01.02": LIEN})
    one = seule(held, rem(exigence("SC.MSS/CONF.01", preuves=0)))
    assert one.etat == "prouvee"
    assert [tenue.cle for tenue in one.tenues] == ["SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.02"]


def test_the_prefix_is_dropped_only_where_it_leaves_no_doubt() -> None:
    deux = rem(exigence("SC.DMP/CONF.06"), exigence("SGL.DMP/CONF.06"))
    etats = {one.exigence.id: one.etat for one in avec_rem(prouvee(**{"DMP/CONF.06": LIEN}), deux).couverture.exigences}
    assert etats == {"SC.DMP/CONF.06": "prouvee", "SGL.DMP/CONF.06": "nue"}


def test_two_exigences_that_only_the_prefix_tells_apart_are_not_confused() -> None:
    deux = rem(exigence("SC.DMP/CONF.06"), exigence("DMP/CONF.06"))
    etats = {one.exigence.id: one.etat for one in avec_rem(prouvee(**{"DMP/CONF.06": LIEN}), deux).couverture.exigences}
    assert etats == {"SC.DMP/CONF.06": "nue", "DMP/CONF.06": "prouvee"}


def test_nesting_is_that_of_the_rows_not_of_the_strings() -> None:
    scenario = Scenario("SSI/GEN.18.01", "", (), (Attendue("SSI/GEN.18.01.01", ""),))
    one = Exigence("SC.SSI/GEN.18", "ssi", "", "EXIGENCE", None, None, None, None, (scenario,))
    assert seule(prouvee(**{"SC.SSI/GEN.18.01.01": LIEN}), rem(one)).etat == "prouvee"


# Which exigences count


PROFILS = rem(
    exigence("SC.MSS/CONF.01"),
    exigence("SC.MSS/CONF.02", profils=("Général",)),
    exigence("SC.MSS/CONF.03", profils=("Centres de santé",)),
    exigence("SC.MSS/CONF.04", profils=("Environnement de ville / hospitalier",)),
)


@pytest.mark.parametrize(
    ("choisis", "comptent"),
    [
        ([], ["01", "02", "03", "04"]),
        (["Général"], ["01", "02"]),
        (["general "], ["01", "02"]),
        (["Général", "Centres de santé"], ["01", "02", "03"]),
        (["Environnement de ville / hospitalier"], ["01", "04"]),
        (["hospitalier"], ["01", "04"]),
        (["Inconnu"], ["01"]),
    ],
)
def test_the_profils_chosen_decide_which_exigences_count(choisis: list[str], comptent: list[str]) -> None:
    evaluation = avec_rem(candidature(produit={"profils": choisis}), PROFILS)
    assert [one.exigence.id[-2:] for one in evaluation.couverture.exigences if one.compte] == comptent


def test_only_the_slots_of_the_scenarios_that_count_are_asked() -> None:
    scenarios = (
        Scenario("SC.PSC.01.01", "", ("Général",), (Attendue("SC.PSC.01.01.01", ""),)),
        Scenario("SC.PSC.01.02", "", ("Centres de santé",), (Attendue("SC.PSC.01.02.01", ""),)),
    )
    deux = rem(Exigence("SC.PSC.01", "psc", "", "EXIGENCE", None, None, None, None, scenarios))
    held = candidature(produit={"profils": ["Général"]}, preuves={"SC.PSC.01.01.01": LIEN})
    assert seule(held, deux).etat == "prouvee"


def test_an_exigence_sans_objet_is_counted_apart_with_its_reason() -> None:
    held = candidature(exigences={"MSS/CONF.01": {"sans_objet": "Pas de messagerie.", "note": "vu avec l'ANS"}})
    one = seule(held)
    assert (one.etat, one.raison, one.note, one.compte) == ("sans-objet", "Pas de messagerie.", "vu avec l'ANS", False)


def test_a_blank_reason_takes_nothing_out() -> None:
    assert seule(candidature(exigences={"SC.MSS/CONF.01": {"sans_objet": " "}})).compte


# Chapters that the REM announces


def test_a_chapter_of_the_rem_that_the_file_does_not_hold_yet_is_to_be_done() -> None:
    held = candidature(chapitres={"ins": {"statut": "valide"}})
    evaluation = avec_rem(held, rem(exigence("SC.MSS/CONF.01"), exigence("INS/va1.53", chapitre="ins")))
    assert {one.id: one.statut for one in evaluation.suivis} == {"chapitres.ins": "valide", "chapitres.mss": "a-faire"}
    assert evaluation.etapes["convergence.preuves"].statut == "en-cours"


def test_a_chapter_of_which_no_exigence_is_of_the_profils_holds_nothing_back() -> None:
    held = candidature(
        produit={"profils": ["Général"]}, chapitres={"ins": {"statut": "a-faire"}, "mss": {"statut": "valide"}}
    )
    deux = rem(exigence("SC.MSS/CONF.01"), exigence("INS/va1.53", chapitre="ins", profils=("Centres de santé",)))
    evaluation = avec_rem(held, deux)
    assert {one.id: one.statut for one in evaluation.suivis} == {
        "chapitres.ins": "sans-objet",
        "chapitres.mss": "valide",
    }
    assert evaluation.etapes["convergence.preuves"].statut == "valide"


def test_what_the_team_says_of_a_chapter_wins_over_the_profils() -> None:
    held = candidature(produit={"profils": ["Général"]}, chapitres={"ins": {"statut": "soumis"}})
    evaluation = avec_rem(held, rem(exigence("INS/va1.53", chapitre="ins", profils=("Centres de santé",))))
    assert [one.statut for one in evaluation.suivis] == ["soumis"]


def test_without_a_rem_there_are_no_exigences_and_a_proof_says_its_chapter() -> None:
    held = candidature(preuves={"SC.PSC.01.01.01": {**LIEN, "chapitre": "psc"}})
    couverture = evaluate_on("2025-10-18", held).couverture
    assert couverture.exigences == ()
    assert couverture.chapitre_de("SC.PSC.01.01.01") == "psc"


def test_a_proof_is_of_the_chapter_that_the_rem_says_whatever_the_file_does() -> None:
    held = candidature(preuves={"SC.MSS/CONF.01.01.01": {**LIEN, "chapitre": "ins"}, "MSS/CONF.01.01.02": LIEN})
    couverture = avec_rem(held, UNE).couverture
    assert [couverture.chapitre_de(cle) for cle in sorted(held.preuves)] == ["mss", "mss"]


@pytest.mark.parametrize("profil", ["Tous", "tous les profils", "Général et Hospitalier", "Hospitalier ou Général"])
def test_a_profil_that_means_several_counts_for_each(profil: str) -> None:
    une = rem(exigence("SC.MSS/CONF.01", profils=(profil,)))
    assert seule(candidature(produit={"profils": ["Général"]}), une).compte


@pytest.mark.parametrize("chapitre", [{"statut": "sans-objet", "note": "Sans messagerie."}, {"cloture": "abandonnee"}])
def test_nothing_of_a_chapter_that_is_out_is_to_be_proved(chapitre: dict[str, str]) -> None:
    assert seule(candidature(chapitres={"mss": chapitre})).etat == "sans-objet"


def test_two_keys_of_one_exigence_say_one_thing() -> None:
    dites = {"SC.MSS/CONF.01": {"sans_objet": "Sans messagerie."}, "mss/conf.01": {"note": "vu"}}
    one = seule(candidature(exigences=dites))
    assert (one.etat, one.note) == ("sans-objet", "vu")


def test_what_is_said_of_a_scenario_takes_no_exigence_out() -> None:
    assert seule(candidature(exigences={"SC.MSS/CONF.01.01": {"sans_objet": "Non."}})).compte


def test_a_chapter_out_by_its_profils_says_why() -> None:
    held = candidature(produit={"profils": ["Général"]}, chapitres={"ins": {"statut": "a-faire"}})
    evaluation = avec_rem(held, rem(exigence("INS/va1.53", chapitre="ins", profils=("Centres",))))
    assert [one.note for one in evaluation.suivis] == ["aucune exigence des profils choisis"]
    assert "CVG003" not in {one.regle.id for one in evaluation.constats}
