"""The examples, as the command reads them: the sound ones stand, and the one of the traps shows each trap."""

import json
import re
from pathlib import Path

import pytest

from builders import EXAMPLES, JOURS, example_text
from segurctl.rules.fiches import regles
from support import run

# What the example of the traps cannot show beside the others, or is no finding of a file that can be read.
AILLEURS = {
    "ACC005",  # an end that is near: see the test of the acceptations
    "ACC006",
    "CND001",  # a number of another shape, and not the other's
    "CND002",
    "CND011",  # the capture before the pré-examen: another demande is past it
    "CVG004",  # one dispositif that nobody knows, and not two
    "CND008",  # a montage without its NIL before the éligibilité: here it is submitted, which is graver
    "FIC001",
    "ISC001",  # a SIREN that is wrong by itself, and not another company's
    "ISC002",
    "ISC005",  # a company's file, and other products: see the portfolio
    "PTF001",
    "PTF002",
    "PTF003",
    "PTF004",
    "POR001",
    "POR002",
    "PSC002",  # a demande without its letter, and not with the wrong one
    "PSC008",
    "PSC009",  # a guichet that comes after the habilitation
    "PSC010",
    "PSC011",  # a Proxy of our own, and not of others
    "GAZ005",  # a page of Gazelle elsewhere
    "PRV014",  # proofs without a day, of a chapter that is submitted
    "PRV015",  # a chapter that is validated
    "REM001",  # a snapshot that cannot be read: then nothing is said of its exigences
}


PORTEFEUILLE = "2025-10-18"
PRODUITS = ("julie-dpi.toml", "julie-lgc.toml", "ordo.toml")


def trouves(nom: str) -> list[dict[str, str | int]]:
    """What `check` finds in an example, on its day."""
    ended = run("check", EXAMPLES / nom, "--today", JOURS[nom], "--format", "json", cwd=Path.cwd())
    found: list[dict[str, str | int]] = json.loads(ended.out)["constats"]
    return found


def test_the_example_of_the_traps_shows_each_trap_on_its_line_and_nothing_else() -> None:
    lines = enumerate(example_text("pieges").splitlines(), 1)
    plantes = {
        (rule, rang) for rang, line in lines for rule in re.findall(r"\b([A-Z]{3}\d{3}) :", line.partition("#")[2])
    }
    assert {(one["regle"], one["ligne"]) for one in trouves("pieges")} == plantes
    assert len(trouves("pieges")) == len(plantes)


def test_between_them_the_traps_are_nearly_all_the_rules() -> None:
    assert {one["regle"] for one in trouves("pieges")} == {
        id_ for id_, one in regles().items() if not one.reseau
    } - AILLEURS


@pytest.mark.parametrize("nom", ["depart", "preuves", "referencee"])
def test_a_sound_example_has_nothing_to_mend(nom: str) -> None:
    assert trouves(nom) == []


def test_the_example_on_its_way_only_waits_too_long() -> None:
    assert [one["regle"] for one in trouves("en-route")] == ["CVG018"]


def test_the_portfolio_shows_what_a_copied_candidature_keeps_of_its_model() -> None:
    ended = run("check", EXAMPLES / "portefeuille", "--today", PORTEFEUILLE, "--format", "json", cwd=Path.cwd())
    found = {(Path(one["fichier"]).name, one["regle"]) for one in json.loads(ended.out)["constats"]}
    partages = {(nom, f"PTF00{rang}") for nom in PRODUITS for rang in (1, 2, 3)}
    nies = {("editeur.toml", "PTF004"), ("ordo.toml", "PTF004"), ("ordo.toml", "ISC005")}
    assert found == partages | nies | {("julie-lgc.toml", "CVG018"), ("julie-lgc.toml", "CVG020")}


def test_every_example_has_its_day() -> None:
    assert {path.parent.name for path in EXAMPLES.glob("*/candidature.toml")} == set(JOURS)
