"""`resources`: what helps on a plateforme or in a couloir, found by any of its names, with no candidature anywhere."""

import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pexpect
import pytest

from segurctl.errors import ExitCode
from segurctl.parcours.consultation import rubriques
from segurctl.parcours.load import load_parcours
from support import Ended, compare, foreign_words, run, settled_environment

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EN_ROUTE = ROOT / "examples" / "en-route"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(*words: str, columns: int, cwd: Path) -> str:
    """What a person reads on a terminal of that width, without its styles."""
    env = {**settled_environment(), "TERM": "xterm", "SEGURCTL_TODAY": "2025-10-18"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "segurctl", *words],
        cwd=cwd,
        env=env,
        encoding="utf-8",
        timeout=30,
        dimensions=(50, columns),
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return SGR.sub("", str(child.before)).replace("\r\n", "\n")


def asked(*words: str, cwd: Path) -> Ended:
    """`resources` as a process of its own."""
    return run("resources", *words, cwd=cwd)


def test_the_whole_page_is_the_one_that_was_read(tmp_path: Path) -> None:
    ended = asked(cwd=tmp_path)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    compare(HERE / "screens" / "resources.txt", ended.out)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("nom", ["cnda", "imagerie"])
def test_a_page_is_the_one_that_was_read_at_each_width(tmp_path: Path, nom: str, columns: int) -> None:
    compare(
        HERE / "screens" / f"resources.{nom}.{columns}.txt",
        on_a_terminal("resources", nom, columns=columns, cwd=tmp_path),
    )


@pytest.mark.parametrize(
    ("typed", "titre"),
    [
        ("psc", "Pro Santé Connect et Espace de Confiance"),
        ("PSC", "Pro Santé Connect et Espace de Confiance"),
        ("igc sante", "IGC-Santé, produits de test"),
        ("Hôpital", "Hôpital"),
        ("HOPITAL", "Hôpital"),
        ("médecin de ville", "Médecin de ville"),
        ("LGC Médecin de ville", "Médecin de ville"),
        ("lgc", "Médecin de ville"),
        ("DPI", "Hôpital"),
        ("MDV-LGC", "Médecin de ville"),
        ("drimbox", "Imagerie"),
        ("biologie", "Biologie médicale"),
        ("MS-DUI", "Social et médico-social"),
    ],
)
def test_a_plateforme_or_a_couloir_answers_to_its_names(tmp_path: Path, typed: str, titre: str) -> None:
    ended = asked(typed, cwd=tmp_path)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert ended.out.startswith(f"{titre}   ")


def test_no_two_of_them_answer_to_the_same_name() -> None:
    from segurctl.parcours.consultation import _noms
    from segurctl.proches import plier

    parcours = load_parcours()
    owners: dict[str, set[str]] = {}
    for one in rubriques(parcours):
        for nom in _noms(one, parcours):
            owners.setdefault(plier(nom), set()).add(one.id)
    assert {nom: ids for nom, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("typed", "meant"), [("officin", "officine"), ("gazele", "gazelle"), ("Imagrie", "imagerie")])
def test_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path, typed: str, meant: str) -> None:
    ended = asked(typed, cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert f"« {typed} » (vouliez-vous dire « {meant} » ?)" in ended.err
    assert foreign_words(ended.err) == []


@pytest.mark.parametrize("typed", ["xyzxyz", "", "  ", "[bold]", "\u202ecsp"])
def test_a_name_that_is_near_nothing_is_refused_with_all_of_them(tmp_path: Path, typed: str) -> None:
    ended = asked(typed, cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert len(ended.err.splitlines()) == 1
    assert "\u202e" not in ended.err


def test_every_address_stands_alone_on_its_line(tmp_path: Path) -> None:
    lines = [line.strip() for line in asked(cwd=tmp_path).out.splitlines()]
    parcours = load_parcours()
    for one in rubriques(parcours):
        for url in (one.url, *(each.url for each in one.ressources), *(each.adresse for each in one.contacts)):
            assert url is None or url in lines


def test_what_is_not_sure_is_said_so_on_both_pages(tmp_path: Path) -> None:
    for words in ([], ["cnda"]):
        lines = asked(*words, cwd=tmp_path).out.splitlines()
        [rang] = [rang for rang, line in enumerate(lines) if line.strip() == "support.cnda@assurance.maladie.fr"]
        assert "incertain" in lines[rang + 1]
    assert "à vérifier" in asked("convergence", cwd=tmp_path).out


def test_a_webinar_of_a_couloir_is_also_that_of_the_plateforme_it_helps_on(tmp_path: Path) -> None:
    assert asked("motco2", cwd=tmp_path).out.count("MSSanté (webinaire du 15 septembre)") == 1
    assert asked("lgc", cwd=tmp_path).out.count("MSSanté (webinaire du 15 septembre)") == 1


@pytest.mark.parametrize("words", [[], ["psc"], ["drimbox"], ["chirurgien-dentiste"]])
def test_the_document_is_that_of_its_schema_with_a_source_for_each_thing(tmp_path: Path, words: list[str]) -> None:
    ended = asked(*words, "--format", "json", cwd=tmp_path)
    document = json.loads(ended.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "resources.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    assert next(iter(document.items())) == ("version", 1)
    assert len(document["rubriques"]) == (1 if words else len(rubriques(load_parcours())))
    for rubrique in document["rubriques"]:
        for one in rubrique["ressources"]:
            assert one["source"]
            assert one["url"] is None or urlsplit(one["url"]).scheme == "https"


def test_nothing_of_a_candidature_is_read(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text("bonjour", encoding="utf-8")
    assert asked("psc", cwd=tmp_path).code == ExitCode.OK
    assert [path.name for path in tmp_path.iterdir()] == ["candidature.toml"]
