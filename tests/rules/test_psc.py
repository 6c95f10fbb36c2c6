"""The rules of Pro Santé Connect, each at its edges."""

from typing import Any

import pytest

from builders import candidature, constats, faites
from segurctl.candidature.model import Candidature

TODAY = "2026-01-20"
ELU = "editeur-logiciel-utilisateur"


def dossiers(
    composants: dict[str, Any] | None = None, edc: bool | None = None, **tables: dict[str, Any]
) -> Candidature:
    """A candidature with EDC dossiers; ELU where no role is said."""
    psc: dict[str, Any] = {"dossiers": {cle: {"role": ELU, **table} for cle, table in tables.items()}}
    return candidature(psc=psc if edc is None else {**psc, "edc": edc}, composants=composants or {})


def proxies(*cles: str) -> dict[str, Any]:
    """The composants of a solution: a LPS, and Proxies of others."""
    return {"lps": {"type": "principal"}, **{cle: {"type": "proxy", "tiers": True} for cle in cles}}


# DataPass


@pytest.mark.parametrize("numero", ["H6789", "h6789", " H6789", "H"])
def test_an_habilitation_given_for_the_demande_is_an_error_however_it_is_typed(numero: str) -> None:
    held = candidature(psc={"datapass_demande": numero})
    assert constats("PSC001", held)
    assert constats("PSC002", held) == []


@pytest.mark.parametrize("numero", ["12345", "12 345", "X1", "DATAPASS"])
def test_a_demande_without_its_letter_is_only_a_warning(numero: str) -> None:
    held = candidature(psc={"datapass_demande": numero})
    assert constats("PSC001", held) == []
    assert [one.gravite for one in constats("PSC002", held)] == ["avertissement"]


@pytest.mark.parametrize("numero", ["ABC", "D12345X", "١٢٣"])
def test_what_is_no_number_at_all_is_not_said_to_be_one(numero: str) -> None:
    [constat] = constats("PSC002", candidature(psc={"datapass_demande": numero}), TODAY)
    assert "n'a pas la forme" in constat.ecart.message


def test_a_bare_number_is_told_that_it_may_be_either() -> None:
    [constat] = constats("PSC002", candidature(psc={"datapass_demande": "12345"}), TODAY)
    assert "ne dit pas" in constat.ecart.message


def test_one_client_id_is_not_compared_with_nothing() -> None:
    assert constats("PSC004", candidature(psc={"client_id_bas": "a"}), TODAY) == []
    assert constats("PSC004", candidature(psc={"client_id_prod": "a"}), TODAY) == []


# NRU


@pytest.mark.parametrize(
    ("table", "absent"),
    [
        ({}, False),
        ({"avancement": "guichet", "statut": "en-cours"}, False),
        ({"avancement": "guichet", "statut": "soumis"}, True),
        ({"avancement": "guichet", "statut": "valide"}, True),
        ({"avancement": "administratif"}, True),
        ({"avancement": "administratif", "nru": " "}, True),
        ({"avancement": "administratif", "nru": "N-1"}, False),
        ({"avancement": "administratif", "cloture": "abandonnee"}, False),
        ({"avancement": "administratif", "role": "operateur-service"}, False),
    ],
)
def test_the_nru_is_missed_once_the_guichet_is_behind(table: dict[str, str], *, absent: bool) -> None:
    assert bool(constats("PSC005", dossiers(lps=table), TODAY)) is absent


def test_the_rule_that_asks_for_the_nru_speaks_louder_than_the_one_that_advises_it() -> None:
    psc = {"dossiers": {"lps": {"role": ELU, "avancement": "administratif"}}}
    held = candidature(psc=psc, etapes={"psc.client-id-bas": "soumis"})
    assert constats("PSC005", held, TODAY) == []
    assert [one.cible for one in constats("CVG007", held, TODAY)] == ["psc.dossiers.lps.nru"]


def test_two_dossiers_have_two_nru() -> None:
    held = dossiers(a={"nru": "N-1"}, b={"nru": "N-1"}, c={"nru": "N-2"}, d={}, e={})
    assert [one.cible for one in constats("PSC008", held, TODAY)] == ["psc.dossiers.b.nru"]
    assert constats("PSC008", dossiers(a={"nru": "N-1"}, b={"nru": "N-1", "cloture": "remplacee"}), TODAY) == []


# Proxies


def manquants(held: Candidature) -> list[str]:
    """The Proxies said to have no dossier."""
    return [one.cible for one in constats("PSC006", held, TODAY)]


def test_each_proxy_has_its_dossier() -> None:
    un = {"avancement": "administratif", "proxy": "a"}
    assert manquants(dossiers(proxies("a", "b", "c"), lps=un)) == ["composants.b", "composants.c"]
    assert manquants(dossiers(proxies("a"), lps=un)) == []


def test_a_dossier_that_names_no_proxy_may_be_for_any() -> None:
    libre = {"avancement": "administratif"}
    assert manquants(dossiers(proxies("a", "b"), lps=libre)) == ["composants.b"]
    assert manquants(dossiers(proxies("a", "b"), lps=libre, autre=libre)) == []


def test_nothing_is_forgotten_while_the_guichet_is_being_filled_in_or_is_not_asked() -> None:
    assert manquants(dossiers(proxies("a", "b"), lps={"avancement": "guichet", "proxy": "a"})) == []
    assert manquants(dossiers(proxies("a", "b"), edc=False, lps={"avancement": "preuves", "proxy": "a"})) == []
    assert manquants(candidature(composants=proxies("a"))) == []


def test_the_dossier_of_the_proxy_s_editor_is_not_that_of_its_user() -> None:
    editeur = {"role": "editeur-proxy", "avancement": "preuves", "proxy": "a"}
    lps = {"avancement": "preuves", "proxy": "b"}
    assert manquants(dossiers(proxies("a", "b"), proxy=editeur, lps=lps)) == ["composants.a"]
    assert manquants(dossiers(proxies("a"), proxy=editeur)) == []  # who makes a Proxy alone uses none


def test_a_closed_dossier_covers_nothing() -> None:
    ouvert, clos = (
        {"avancement": "preuves", "proxy": "a"},
        {"avancement": "preuves", "proxy": "b", "cloture": "refusee"},
    )
    assert manquants(dossiers(proxies("a", "b"), lps=ouvert, autre=clos)) == ["composants.b"]


def test_a_dossier_names_a_proxy_of_the_file() -> None:
    held = dossiers(proxies("a"), bon={"proxy": "a"}, faux={"proxy": "z"}, lps={"proxy": "lps"}, libre={})
    dits = {one.cible: one.ecart.message for one in constats("PSC007", held, TODAY)}
    assert set(dits) == {"psc.dossiers.faux.proxy", "psc.dossiers.lps.proxy"}
    assert "n'est pas un composant" in dits["psc.dossiers.faux.proxy"]
    assert "n'est pas un Proxy" in dits["psc.dossiers.lps.proxy"]
    assert constats("PSC007", dossiers(proxies("a"), faux={"proxy": "z", "cloture": "refusee"}), TODAY) == []


# Who operates the service


def habilite(operateur: bool | None = None, *, edc: bool = True, **autres: dict[str, Any]) -> Candidature:
    """A candidature that holds its editor's habilitation."""
    dossier = {"role": ELU, "nru": "N-1", "avancement": "habilite", "habilitation": "h.pdf"}
    psc: dict[str, Any] = {"edc": edc, "dossiers": {"lps": dossier, **autres}}
    if operateur is not None:
        psc["operateur"] = operateur
    acquises = faites("isc.mandataire", "convergence.acces")
    return candidature(psc=psc, editeur={"raison_sociale": "E"}, etapes=acquises)


def dits(held: Candidature) -> list[str]:
    """Which of the two rules speaks."""
    return [regle for regle in ("PSC009", "PSC010") if constats(regle, held, TODAY)]


def test_who_operates_the_service_is_said_once_habilite() -> None:
    assert dits(habilite(None)) == ["PSC010"]
    assert dits(habilite(True)) == ["PSC009"]
    assert dits(habilite(False)) == []


def test_the_operator_s_dossier_answers_both() -> None:
    service = {"role": "operateur-service"}
    assert dits(habilite(None, service=service)) == []
    assert dits(habilite(True, service=service)) == []
    assert dits(habilite(True, service={**service, "cloture": "refusee"})) == ["PSC009"]


def test_before_the_habilitation_or_without_one_to_have_nothing_is_forgotten() -> None:
    assert dits(candidature(psc={"operateur": True})) == []
    assert dits(habilite(True, edc=False)) == []
