"""The rules of the étapes: what is declared against what is there."""

import pytest

from builders import candidature, constats, day, etape, faites
from segurctl.candidature.model import Candidature

TODAY = "2026-01-20"


def cibles(regle: str, held: Candidature, today: str = TODAY) -> list[str]:
    """What a rule speaks of."""
    return [one.cible for one in constats(regle, held, today)]


# Declared done


def test_an_etape_done_before_its_prerequis_is_named_with_what_it_lacks() -> None:
    [constat] = constats("CVG001", candidature(etapes=faites("isc.equipe")), TODAY)
    assert constat.ecart.message == "isc.equipe est déclarée faite, il manque isc.mandataire"
    assert constat.cible == "etapes.isc.equipe.statut"


def test_only_where_the_cause_is() -> None:
    held = candidature(etapes=faites("convergence.acces", "convergence.produit", "convergence.demarche"))
    assert [one.ecart.etape for one in constats("CVG001", held, TODAY)] == ["convergence.acces"]


def test_each_champ_that_misses_has_its_own_finding() -> None:
    held = candidature(etapes=faites("convergence.produit"), produit={"version": "3"})
    assert cibles("CVG007", held) == ["produit.description", "produit.responsable"]


def test_a_champ_asked_by_two_etapes_is_told_once_for_each() -> None:
    held = candidature(etapes={"cnda.inscription": "valide", "convergence.eligibilite": "soumis"})
    etapes = [one.ecart.etape for one in constats("CVG007", held, TODAY) if one.cible == "editeur.nie"]
    assert etapes == ["cnda.inscription", "convergence.eligibilite"]


def test_the_delay_of_24_hours_is_waited_for() -> None:
    held = candidature(etapes=faites("motco2.tests"), motco2={"compte_cree_le": day(TODAY)}, produit={"nom": "Julie"})
    [constat] = [one for one in constats("CVG001", held, TODAY) if one.ecart.etape == "motco2.tests"]
    assert constat.ecart.message.endswith("il manque motco2.enrolement ; il faut attendre le 21 janv. 2026")


def test_a_closed_item_cannot_contradict_anything() -> None:
    clos = {"role": "editeur-logiciel-utilisateur", "avancement": "habilite", "cloture": "remplacee"}
    assert constats("CVG001", candidature(psc={"dossiers": {"lps": clos}})) == []


def test_a_derived_etape_is_named_when_an_item_says_more_than_it_holds() -> None:
    held = candidature(tests_intrusion={"web": {"depose_le": day("2026-01-12")}})
    assert etape("convergence.test-intrusion", held).etat == "contredite"
    assert "tests_intrusion.web.realise_le" in cibles("CVG007", held)


def test_every_etape_that_is_contradicted_is_told_of() -> None:
    """Else `status` would show a mark that no finding explains."""
    held = candidature(etapes=faites("isc.equipe", "cnda.inscription", "convergence.charte", "psc.datapass"))
    assert {one.ecart.etape for regle in ("CVG001", "CVG007") for one in constats(regle, held, TODAY)} == {
        "isc.equipe",
        "cnda.inscription",
        "convergence.charte",
        "psc.datapass",
    }


# Sent, or begun


@pytest.mark.parametrize(
    ("statut", "regle"),
    [("valide", "CVG001"), ("soumis", "CVG008"), ("a-modifier", "CVG008"), ("en-cours", "CVG009"), ("a-faire", None)],
)
def test_a_statut_ahead_of_its_prerequis_is_told_by_the_rule_of_that_statut(statut: str, regle: str | None) -> None:
    held = candidature(etapes={"psc.client-id-prod": statut})
    assert [one for one in ("CVG001", "CVG008", "CVG009") if constats(one, held, TODAY)] == ([regle] if regle else [])


def test_what_rests_on_a_contradicted_etape_is_not_named_again() -> None:
    held = candidature(
        etapes={**faites("convergence.acces", "convergence.produit"), "convergence.demarche": "en-cours"}
    )
    assert cibles("CVG009", held) == []


def test_champs_are_asked_of_what_is_sent_too() -> None:
    held = candidature(etapes={"convergence.eligibilite": "soumis"}, editeur={"nie": "EDI347461"})
    assert cibles("CVG007", held) == ["produit.nil"]
    assert cibles("CVG007", candidature(etapes={"convergence.eligibilite": "en-cours"})) == []


def test_what_an_etape_gives_is_asked_once_it_is_done() -> None:
    assert cibles("CVG007", candidature(etapes={"psc.datapass": "soumis"})) == []
    assert cibles("CVG007", candidature(etapes={"psc.datapass": "valide"})) == ["psc.datapass_demande"]


def test_an_etape_that_is_sans_objet_asks_for_nothing() -> None:
    held = candidature(psc={"edc": False}, etapes={"psc.bas-conformite": "valide"})
    assert [one for id_ in ("CVG001", "CVG007", "CVG008", "CVG009") for one in constats(id_, held, TODAY)] == []


def test_an_order_that_is_only_advised_is_only_advised() -> None:
    held = candidature(etapes={"psc.datapass": "soumis"})
    [constat] = constats("CVG020", held, TODAY)
    assert (constat.gravite, constat.ecart.etape) == ("info", "psc.datapass")
    for statut in ("en-cours", "valide", "a-modifier"):
        assert constats("CVG020", candidature(etapes={"psc.datapass": statut}), TODAY) == []


def test_advice_is_not_given_on_a_contradicted_etape() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "avancement": "preuves"}
    held = candidature(psc={"dossiers": {"lps": dossier}}, etapes={"psc.datapass": "soumis"})
    assert etape("psc.guichet", held).etat == "contredite"
    assert constats("CVG020", held, TODAY) == []


# Delays


def test_the_announced_delay_is_over_the_day_after() -> None:
    held = candidature(etapes={"psc.datapass": {"statut": "soumis", "depuis": day("2026-01-06")}})
    assert cibles("CVG018", held, "2026-01-20") == []
    assert cibles("CVG018", held, "2026-01-21") == ["etapes.psc.datapass.depuis"]


def test_an_answer_that_came_is_not_late() -> None:
    held = candidature(etapes={"psc.datapass": {"statut": "valide", "depuis": day("2025-01-06")}})
    assert cibles("CVG018", held) == []


# Notes


def test_the_etape_without_a_note_is_named_as_people_name_it() -> None:
    [constat] = constats("CVG003", candidature(etapes={"psc.datapass": "refuse"}), TODAY)
    assert constat.ecart.message == "psc.datapass est « refuse » sans note"
    assert constat.ecart.etape == "psc.datapass"
    [constat] = constats("CVG003", candidature(chapitres={"mss": {"statut": "refuse"}}), TODAY)
    assert constat.ecart.message == "chapitres.mss est « refuse » sans note"
    assert constat.ecart.etape is None


def test_a_blank_note_is_no_note() -> None:
    held = candidature(etapes={"isc.equipe": {"statut": "sans-objet", "note": "  "}})
    assert constats("CVG003", held)


@pytest.mark.parametrize("statut", ["refuse", "sans-objet"])
def test_a_suivi_refused_or_sans_objet_needs_its_note_too(statut: str) -> None:
    """The statut of a chapter is told why, as that of an étape is: `mark` asks for it."""
    assert constats("CVG003", candidature(chapitres={"mss": {"statut": statut}}))


def test_a_test_d_intrusion_has_no_statut_to_explain() -> None:
    assert constats("CVG003", candidature(tests_intrusion={"web": {"realise_le": day("2025-10-01")}})) == []
