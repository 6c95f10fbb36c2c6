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
    assert reculs(segurctl)["candidatures/julie.toml"] == ["statut-repris"]  # another NIE is in force: none is lost


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


def test_the_log_of_a_product_tells_its_company_too(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.step("2025-10-02", COMPANY + etape("cnda.inscription", "valide", "2025-10-02"), nom="editeur.toml")
    ended = segurctl("log", "cnda.inscription", "-c", "candidatures/julie.toml")
    assert "cnda.inscription : a-faire → valide" in ended.out
    equipe.write(COMPANY, "editeur.toml")
    assert "cnda.inscription : valide → a-faire" in segurctl("diff", "-c", "candidatures/julie.toml").out


def test_what_moves_is_said_to_move_and_keeps_its_days(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE + etape("isc.mandataire", "soumis", "2025-10-01"), nom="candidatures/julie.toml")
    depot.step("2025-10-03", TETE + etape("isc.mandataire", "valide", "2025-10-03"), nom="candidatures/julie.toml")
    depot.write(TETE, "candidatures/julie.toml")
    depot.step("2025-10-05", COMPANY + etape("isc.mandataire", "valide", "2025-10-03"), nom="editeur.toml")
    ended = segurctl("log", "-c", "candidatures/julie.toml")
    assert "isc.mandataire : passé dans editeur.toml (etapes.isc.mandataire.statut)" in ended.out
    assert "recul" not in ended.out
    assert "isc.mandataire : 2 jours, du 1er oct. 2025 au 3 oct. 2025" in ended.out
    assert "passé dans editeur.toml" in segurctl("diff", "HEAD~1..HEAD").out


def test_every_product_that_stood_on_what_the_company_lost_is_told(depot: Repository, segurctl: Segurctl) -> None:
    """Whether its own file changed or not."""
    acces = etape("convergence.acces", "valide", "2025-10-02")
    for nom in ("julie", "ordo"):
        depot.write(TETE.replace("Julie", nom) + acces, f"candidatures/{nom}.toml")
    societe = '\n[editeur]\nraison_sociale = "Exemple"\n'
    depot.step("2025-10-02", COMPANY + societe + FAITE, nom="editeur.toml")
    depot.write(COMPANY + societe, "editeur.toml")
    assert reculs(segurctl) == {
        "candidatures/julie.toml": ["etape-perdue"],
        "candidatures/ordo.toml": ["etape-perdue"],
        "editeur.toml": ["statut-repris"],
    }


def test_a_company_s_file_that_only_moves_is_renamed(equipe: Repository, segurctl: Segurctl) -> None:
    equipe.step("2025-10-02", COMPANY + '\n[editeur]\nraison_sociale = "Exemple"\n', nom="editeur.toml")
    equipe.git("mv", "editeur.toml", "candidatures/editeur.toml")
    ended = segurctl("diff")
    assert "Fichier renommé : editeur.toml → candidatures/editeur.toml" in ended.out
    assert "aucun recul" in ended.out
