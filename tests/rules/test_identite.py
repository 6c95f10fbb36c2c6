"""The rules of identity: the Kbis, SIREN and SIRET."""

import pytest

from builders import candidature, constats, day

TODAY = "2026-01-20"


def test_a_kbis_is_too_old_the_day_after_its_three_months() -> None:
    held = candidature(editeur={"kbis_du": day("2025-07-18")})
    assert constats("ISC003", held, "2025-10-18") == []
    assert constats("ISC003", held, "2025-10-19")


def test_a_kbis_of_the_end_of_november_lasts_until_the_end_of_february() -> None:
    held = candidature(editeur={"kbis_du": day("2025-11-30")})
    assert constats("ISC003", held, "2026-02-28") == []
    assert constats("ISC003", held, "2026-03-01")


@pytest.mark.parametrize("statut", ["soumis", "valide", "sans-objet", "refuse"])
def test_nobody_asks_for_the_kbis_once_the_mandataire_has_signed_up(statut: str) -> None:
    table = {"statut": statut, "note": "…"}
    held = candidature(editeur={"kbis_du": day("2020-01-01"), "raison_sociale": "E"}, etapes={"isc.mandataire": table})
    assert constats("ISC003", held, TODAY) == []


@pytest.mark.parametrize("statut", ["en-cours", "a-modifier"])
def test_it_is_asked_while_the_account_is_being_made(statut: str) -> None:
    held = candidature(editeur={"kbis_du": day("2020-01-01")}, etapes={"isc.mandataire": statut})
    assert constats("ISC003", held, TODAY)


@pytest.mark.parametrize(
    ("siren", "siret"),
    [
        ("732829321", "73282932000074"),  # the SIREN is wrong: that is told by itself
        ("732829320", "73282932000075"),  # the SIRET is
        (None, "73282932000074"),
        ("732829320", None),
    ],
)
def test_two_numbers_are_compared_when_both_are_right(siren: str | None, siret: str | None) -> None:
    editeur = {key: value for key, value in (("siren", siren), ("siret", siret)) if value}
    assert constats("ISC004", candidature(editeur=editeur), TODAY) == []
