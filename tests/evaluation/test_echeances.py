"""The dates to come: jalons, announced answers, opposabilité, what expires."""

import datetime as dt
from typing import Any

import pytest

from builders import AUJOURDHUI, JOURS, candidature, day, evaluate_on, example, faites, parcours
from segurctl.candidature.model import Candidature
from segurctl.evaluation import Echeance

MIDI = dt.time(12)


def echeances(held: Candidature, today: str = AUJOURDHUI) -> tuple[Echeance, ...]:
    """The dates to come of a candidature."""
    return evaluate_on(today, held).echeances


def cibles(held: Candidature, today: str = AUJOURDHUI) -> list[str]:
    """What the dates to come are about."""
    return [one.cible for one in echeances(held, today)]


def drimbox(**tables: Any) -> Candidature:
    """A candidature to the dispositif whose dates are all known."""
    return candidature(produit={"dispositif": "DRIMbox"}, **tables)


# Jalons of the dispositif


def test_drimbox_has_its_six_jalons_at_noon() -> None:
    found = echeances(drimbox(), "2025-09-01")
    assert [one.le for one in found] == [
        dt.datetime.combine(day(jour), MIDI)
        for jour in ("2025-09-10", "2026-05-13", "2026-09-16", "2026-11-10", "2027-09-15", "2027-12-15")
    ]


def test_a_jalon_says_what_it_is_and_which_etape_it_is_about() -> None:
    first = echeances(drimbox(), "2025-09-01")[0]
    assert (first.titre, first.cible) == ("Dossier administratif", "convergence.eligibilite")


def test_a_dispositif_whose_dates_no_source_gives_has_none() -> None:
    assert echeances(candidature()) == ()


def test_an_unknown_dispositif_has_none() -> None:
    assert echeances(candidature(produit={"dispositif": "XYZ"})) == ()


def test_a_jalon_is_still_to_come_on_its_day_and_gone_the_day_after() -> None:
    assert "convergence.eligibilite" in cibles(drimbox(), "2025-09-10")
    assert "convergence.eligibilite" not in cibles(drimbox(), "2025-09-11")


def test_a_jalon_of_deposit_is_reached_by_depositing() -> None:
    assert "convergence.eligibilite" not in cibles(drimbox(etapes={"convergence.eligibilite": "soumis"}), "2025-09-01")


def test_a_jalon_is_not_reached_by_an_etape_that_is_contradicted() -> None:
    assert "convergence.eligibilite" in cibles(drimbox(etapes={"convergence.eligibilite": "valide"}), "2025-09-01")


@pytest.mark.parametrize("statut", ["a-faire", "en-cours", "a-modifier", "refuse"])
def test_a_jalon_of_deposit_is_not_reached_before(statut: str) -> None:
    declared = {"statut": statut, "note": "…"}
    assert "convergence.eligibilite" in cibles(drimbox(etapes={"convergence.eligibilite": declared}), "2025-09-01")


def test_proofs_all_submitted_reach_the_deposit_and_not_the_end_of_the_exchanges() -> None:
    titres = [one.titre for one in echeances(drimbox(chapitres={"mss": {"statut": "soumis"}}), "2026-05-01")]
    assert "Dossier complet de preuves" not in titres
    assert "Fin des échanges avec l'ANS pour la validation" in titres


def test_a_jalon_of_the_financing_stays_until_its_day() -> None:
    assert "jalons.avance" in cibles(drimbox(), "2026-11-10")
    assert "jalons.avance" not in cibles(drimbox(), "2026-11-11")


# Jalons of the file


def test_a_jalon_of_the_file_stands_beside_the_official_ones() -> None:
    held = candidature(jalons={"demo": {"le": day("2025-11-01"), "etape": "gazelle.tests"}})
    assert echeances(held) == (Echeance(day("2025-11-01"), "jalon demo", "gazelle.tests"),)


def test_a_jalon_of_the_file_replaces_the_official_one_of_its_name() -> None:
    repousse = {"le": dt.datetime(2026, 6, 30, 12), "etape": "convergence.preuves"}  # noqa: DTZ001
    found = [one.le for one in echeances(drimbox(jalons={"preuves": repousse}), "2026-01-01")]
    assert dt.datetime(2026, 6, 30, 12) in found  # noqa: DTZ001
    assert dt.datetime(2026, 5, 13, 12) not in found  # noqa: DTZ001


def test_a_jalon_without_etape_is_about_itself() -> None:
    assert cibles(candidature(jalons={"salon": {"le": day("2025-11-01")}})) == ["jalons.salon"]


def test_a_jalon_of_the_file_is_gone_once_its_etape_is_done() -> None:
    jalons = {"demo": {"le": day("2025-11-01"), "etape": "igc.certificat"}}
    assert cibles(candidature(jalons=jalons, etapes={"igc.certificat": "en-cours"})) == ["igc.certificat"]
    assert cibles(candidature(jalons=jalons, etapes=faites("igc.certificat"))) == []


# Opposabilité


def demande(**champs: Any) -> Candidature:
    """A candidature with one demande, opposable until the end of the year."""
    return candidature(
        cnda={"demandes": {"dmp": {"avancement": "examen", "date_opposabilite": day("2025-12-31"), **champs}}}
    )


def test_an_open_demande_is_opposable_until_its_date() -> None:
    assert echeances(demande()) == (Echeance(day("2025-12-31"), "fin d'opposabilité", "cnda.demandes.dmp"),)


@pytest.mark.parametrize(
    "champs",
    [
        {"attestation": "dmp.pdf"},
        {"avancement": "conforme"},
        {"cloture": "abandonnee"},
        {"porteur": "tiers"},
        {"porteur": "aucun"},
    ],
)
def test_the_opposabilite_of_what_is_closed_done_or_not_ours_matters_no_more(champs: dict[str, str]) -> None:
    assert echeances(demande(**champs)) == ()


def test_the_demande_of_an_integrated_engine_is_ours() -> None:
    assert cibles(demande(porteur="tiers", eai=True)) == ["cnda.demandes.dmp"]


def test_an_opposabilite_that_is_over_is_a_finding_and_no_longer_a_date() -> None:
    assert echeances(demande(), "2025-12-31")
    assert echeances(demande(), "2026-01-01") == ()


# Announced answers


def soumise(id_: str, depuis: str) -> Candidature:
    """A candidature with an étape submitted on a day."""
    return candidature(etapes={id_: {"statut": "soumis", "depuis": day(depuis)}})


def test_the_end_of_an_announced_delay_is_a_date() -> None:
    assert echeances(soumise("psc.datapass", "2025-10-10")) == (
        Echeance(day("2025-10-24"), "réponse annoncée sous 2 semaines", "psc.datapass"),
    )


def test_twenty_four_hours_end_the_next_day() -> None:
    assert [one.le for one in echeances(soumise("isc.mandataire", AUJOURDHUI))] == [day("2025-10-19")]


def test_an_announced_delay_that_is_over_is_lateness_and_no_longer_a_date() -> None:
    assert echeances(soumise("psc.datapass", "2025-10-03")) == ()


def test_without_an_announced_delay_there_is_no_date() -> None:
    assert echeances(soumise("psc.client-id-bas", "2025-10-10")) == ()


def test_an_answer_that_came_is_no_longer_awaited() -> None:
    declared = {"statut": "valide", "depuis": day("2025-10-18")}
    assert echeances(candidature(psc={"datapass_demande": "D1"}, etapes={"psc.datapass": declared})) == ()


# MOTCO2


def enrole(**motco2: Any) -> Candidature:
    """A candidature that made its MOTCO2 account today."""
    return candidature(motco2={"compte_cree_le": day(AUJOURDHUI), **motco2})


def test_motco2_has_a_first_day_of_use() -> None:
    assert echeances(enrole()) == (Echeance(day("2025-10-19"), "utilisable à partir de ce jour", "motco2.tests"),)


def test_once_motco2_is_usable_that_day_is_no_date() -> None:
    assert echeances(enrole(), "2025-10-19") == ()


def test_the_test_card_expires() -> None:
    held = candidature(motco2={"carte_expire_le": day("2028-01-01")})
    assert echeances(held) == (Echeance(day("2028-01-01"), "expiration de la carte de test", "igc.cpx-test"),)


def test_the_card_matters_no_more_once_its_tests_are_done_or_sans_objet() -> None:
    sans_objet = {"statut": "sans-objet", "note": "pas de messagerie"}
    held = candidature(motco2={"carte_expire_le": day("2028-01-01")}, etapes={"motco2.tests": sans_objet})
    assert echeances(held) == ()


# Acceptations


def test_an_acceptation_has_its_last_day() -> None:
    acceptee = {
        "regle": "PSC002",
        "cible": "psc.datapass_demande",
        "motif": "ancien numéro",
        "par": "Direction produit",
        "jusqu_au": day("2026-01-31"),
    }
    held = candidature(acceptations=[acceptee])
    assert echeances(held) == (Echeance(day("2026-01-31"), "fin d'acceptation de PSC002", "psc.datapass_demande"),)


# All of them


@pytest.mark.parametrize("nom", sorted(JOURS))
def test_dates_are_sorted_and_none_is_past(nom: str) -> None:
    found = echeances(example(nom), JOURS[nom])
    jours = [one.jour for one in found]
    assert jours == sorted(jours)
    assert all(jour >= day(JOURS[nom]) for jour in jours)


def test_on_one_day_a_date_comes_before_an_hour() -> None:
    held = candidature(
        jalons={
            "a": {"le": dt.datetime(2025, 11, 1, 12)},  # noqa: DTZ001
            "b": {"le": dt.datetime(2025, 11, 1, 9)},  # noqa: DTZ001
            "c": {"le": day("2025-11-01")},
        }
    )
    assert cibles(held) == ["jalons.c", "jalons.b", "jalons.a"]


def test_a_date_said_twice_is_shown_once() -> None:
    found = echeances(drimbox(), "2025-09-01")
    assert len(found) == len(set(found))


def test_an_hour_still_tells_its_day() -> None:
    assert Echeance(dt.datetime(2026, 5, 13, 12), "…", "…").jour == day("2026-05-13")  # noqa: DTZ001


def test_a_withdrawn_candidature_has_no_date_to_come() -> None:
    assert echeances(drimbox(retiree_le=day("2025-09-01")), "2025-09-02") == ()


@pytest.mark.parametrize("code", [one.code for one in parcours().dispositifs.values() if one.jalons])
def test_the_jalons_of_the_catalogue_name_an_etape_or_themselves(code: str) -> None:
    for one in echeances(candidature(produit={"dispositif": code}), "2025-01-01"):
        assert one.cible in parcours().etapes or one.cible.startswith("jalons.")
