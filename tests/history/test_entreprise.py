"""`editeur.toml` in git: what a candidature leaves to it did not go back, and what it loses did."""

import json

import pytest

from history.conftest import TETE, Repository, Segurctl, etape

COMPANY = TETE.partition("\n[produit]")[0]
NIE = '\n[editeur]\nnie = "EDI347461"\n'
FAITE = etape("isc.mandataire", "valide", "2025-09-16")


@pytest.fixture
def equipe(depot: Repository) -> Repository:
    """A product that tells of its company itself."""
    depot.step("2025-10-01", TETE + NIE + FAITE, nom="candidatures/julie.toml")
    return depot


def reculs(segurctl: Segurctl) -> dict[str, list[str]]:
    """What went back since the last commit, by file."""
    ended = segurctl("diff", "--format", "json", "--fail-on-regression")
    found = {
        one["fichier"]: [each["recul"] for each in one["changements"] if each["recul"]]
        for one in json.loads(ended.out)["candidatures"]
    }
    assert ended.code == (1 if any(found.values()) else 0)
    return found


def test_what_moves_to_the_company_s_file_did_not_go_back(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.write(COMPANY + NIE + FAITE, "editeur.toml")
    equipe.write(TETE, "candidatures/julie.toml")
    assert reculs(segurctl) == {"candidatures/julie.toml": [], "editeur.toml": []}


def test_what_the_company_s_file_tells_otherwise_did(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.write(COMPANY + NIE.replace("347461", "347462") + etape("isc.mandataire", "en-cours"), "editeur.toml")
    equipe.write(TETE, "candidatures/julie.toml")
    assert set(reculs(segurctl)["candidatures/julie.toml"]) == {"identifiant-efface", "statut-repris"}


def test_what_is_lost_in_the_company_s_file_is_told_of_it(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.write(TETE, "candidatures/julie.toml")
    equipe.step("2025-10-02", COMPANY + NIE + FAITE, nom="editeur.toml")
    equipe.write(COMPANY, "editeur.toml")
    found = reculs(segurctl)
    assert set(found["editeur.toml"]) == {"identifiant-efface", "statut-repris"}


def test_an_etape_is_acquired_by_what_the_company_s_file_tells(equipe: Repository, segurctl: Segurctl) -> None:
    """Without it, `cnda.inscription` would lack its NIE, and be lost with any change."""
    inscrite = etape("cnda.inscription", "valide", "2025-09-19")
    equipe.write(COMPANY + NIE, "editeur.toml")
    equipe.step("2025-10-02", TETE + inscrite, nom="candidatures/julie.toml")
    equipe.write(TETE + inscrite + etape("psc.datapass", "soumis"), "candidatures/julie.toml")
    assert reculs(segurctl) == {"candidatures/julie.toml": [], "editeur.toml": []}


def test_a_company_s_file_that_cannot_be_read_hides_nothing(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.write(COMPANY + "x = 1\n", "editeur.toml")
    equipe.write(TETE, "candidatures/julie.toml")
    assert set(reculs(segurctl)["candidatures/julie.toml"]) == {"identifiant-efface", "statut-repris"}
