"""`explain` and `rules`: what each rule says of itself, without any candidature."""

import json
from pathlib import Path

import jsonschema
import pytest

from segurctl.rules.fiches import regles
from support import compare, run

SCREENS = Path(__file__).with_name("screens")
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def test_a_rule_is_told_whole(tmp_path: Path) -> None:
    compare(SCREENS / "explain.txt", run("explain", "PSC001", cwd=tmp_path).out)


def test_the_rules_are_listed_by_family(tmp_path: Path) -> None:
    compare(SCREENS / "rules.txt", run("rules", cwd=tmp_path).out)


@pytest.mark.parametrize("typed", ["psc001", " PSC001 "])
def test_an_id_is_known_however_it_is_typed(typed: str, tmp_path: Path) -> None:
    assert run("explain", typed, cwd=tmp_path).out.startswith("PSC001 · erreur")


def test_a_mistyped_id_is_told_the_nearest(tmp_path: Path) -> None:
    ended = run("explain", "PCS001", cwd=tmp_path)
    assert ended.code == 2
    assert "vouliez-vous dire « PSC001 » ou « PSC010 » ?" in ended.err  # the same letters: nothing tells them apart
    assert "segurctl rules" in run("explain", "zzz", cwd=tmp_path).err


def test_the_documents_hold_every_rule_and_fit_their_schema(tmp_path: Path) -> None:
    document = json.loads(run("rules", "--format", "json", cwd=tmp_path).out)
    assert [one["id"] for one in document["regles"]] == list(regles())
    schema = json.loads((SCHEMAS / "rules.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    one = json.loads(run("explain", "PSC001", "--format", "json", cwd=tmp_path).out)
    assert one == {"version": 1, "regle": next(rule for rule in document["regles"] if rule["id"] == "PSC001")}


def test_a_page_of_one_rule_is_the_part_of_the_whole_page(tmp_path: Path) -> None:
    page = run("explain", "PSC001", "--format", "markdown", cwd=tmp_path).out
    assert page.startswith("# PSC001\n")
    assert page.removeprefix("# PSC001\n") in run("rules", "--format", "markdown", cwd=tmp_path).out


@pytest.mark.parametrize("command", [["rules"], ["explain", "PSC001"]])
def test_a_format_that_does_not_exist_is_refused_and_one_of_the_environment_is_ignored(
    command: list[str], tmp_path: Path
) -> None:
    assert run(*command, "--format", "sarif", cwd=tmp_path).code == 2
    assert run(*command, cwd=tmp_path, env={"SEGURCTL_FORMAT": "sarif"}).code == 0
    assert json.loads(run(*command, cwd=tmp_path, env={"SEGURCTL_FORMAT": "json"}).out)["version"] == 1
