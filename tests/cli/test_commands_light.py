"""The commands themselves stay light: what each of them may load, in a pipe."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITING = {
    "segurctl.candidature.edit",
    "segurctl.candidature.scan",
    "segurctl.candidature.mistakes",
    "segurctl.candidature.messages",
    "segurctl.candidature.write",
    "segurctl.saisie",
}
HEAVY = {
    "python_calamine",
    "segurctl.rem.lecture",
    "rich",
    "tomli_w",
    "httpx",
    "asyncio",
    "ssl",
    "tomllib",
    "typer.rich_utils",
    "jinja2",
    "icalendar",
    "segurctl.views.html",
}
PROBE = """
import sys, json
sys.argv = ["segurctl", *sys.argv[2:]]
from segurctl.__main__ import main
main()
print(json.dumps(sorted(sys.modules)), file=open({path!r}, "w"))
"""


def loaded(tmp_path: Path, *words: str) -> set[str]:
    """Run a command on the middle example, and list every module of the process."""
    report = tmp_path / "modules.json"
    env = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "TTY_COMPATIBLE"}}
    subprocess.run(
        [sys.executable, "-c", PROBE.format(path=str(report)), "-", *words],
        cwd=ROOT / "examples" / "en-route",
        capture_output=True,
        check=True,
        env=env,
    )
    return set(json.loads(report.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "words",
    [
        *(["graph", *one] for one in ([], ["--critique"], ["--format", "mermaid"], ["--format", "dot"])),
        ["status"],
        ["next"],
        ["next", "--copy"],
        ["show", "psc.datapass"],
        ["show", "psc.datapass", "--copy"],
        ["status", "--format", "json"],
        ["support", "psc"],
        ["support", "psc", "--mailto"],
    ],
)
def test_a_reader_in_a_pipe_loads_no_screen_and_nothing_that_writes(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    assert "pydantic" in modules
    assert modules & (WRITING | HEAVY) == set()


@pytest.mark.parametrize(
    ("words", "sienne"),
    [(["report"], ""), (["report", "--format", "html"], "jinja2"), (["calendar"], "icalendar")],
)
def test_what_shares_loads_the_library_of_its_own_format_alone(tmp_path: Path, words: list[str], sienne: str) -> None:
    modules = loaded(tmp_path, *words)
    assert modules & {"jinja2", "icalendar", "httpx", "asyncio"} == ({sienne} if sienne else set())


def test_status_as_text_loads_no_json_view_nor_another_screen(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "status")
    views = {"segurctl.views.documents", "segurctl.views.next_text", "segurctl.views.show_text"}
    assert modules & views == set()


@pytest.mark.parametrize("words", [["chapters"], ["rem", "list"], ["proof", "list"], ["proof", "export"]])
def test_a_reader_of_proofs_opens_no_workbook_and_writes_nothing(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words, "-c", str(ROOT / "examples" / "preuves" / "candidature.toml"))
    assert "segurctl.rem.snapshot" in modules
    assert modules & (HEAVY | {"segurctl.candidature.write", "segurctl.cli.rem_import"}) == set()


def test_without_a_rem_a_reader_reads_no_json(tmp_path: Path) -> None:
    assert "segurctl.rem.snapshot" not in loaded(tmp_path, "status")


@pytest.mark.parametrize("words", [["status"], ["next"], ["chapters"], ["check"], ["proof", "list"]])
def test_without_links_nothing_of_the_network_is_loaded(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    assert not [one for one in modules if one.startswith(("segurctl.proofs.verification", "platformdirs", "httpcore"))]


@pytest.mark.parametrize("words", [["status"], ["next"], ["check"]])
def test_with_links_only_the_cache_is_read_and_only_by_status(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words, str(ROOT / "examples" / "preuves" / "candidature.toml"))
    room = {one for one in modules if one.startswith("segurctl.proofs.verification")}
    cache = {f"segurctl.proofs.verification{one}" for one in ("", ".cache", ".reglages")}
    assert room == (cache if words == ["status"] else set())
    assert modules & (HEAVY | WRITING) == set()


def test_get_evaluates_nothing(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "get", "produit.nil")
    assert modules & {"segurctl.evaluation", "segurctl.rules", *HEAVY} == set()


@pytest.mark.parametrize("words", [["resources"], ["resources", "lgc"], ["resources", "--format", "json"]])
def test_what_there_is_to_consult_is_told_without_any_model(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    assert modules & {"pydantic", "segurctl.candidature.model", "segurctl.evaluation", *HEAVY} == set()


@pytest.mark.parametrize("words", [["status"], ["next"], ["show", "psc.datapass"], ["check"]])
def test_who_follows_loads_nothing_to_consult(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    views = {"segurctl.views.copie", "segurctl.views.support", "segurctl.views.resources_text"}
    assert modules & {"segurctl.parcours.consultation", "segurctl.evaluation.brouillon", *views} == set()


@pytest.mark.parametrize("words", [["explain", "PSC001"], ["rules"], ["rules", "--format", "markdown"]])
def test_the_rules_tell_of_themselves_without_any_model(tmp_path: Path, words: list[str]) -> None:
    modules = loaded(tmp_path, *words)
    assert modules & {"pydantic", "segurctl.candidature", "segurctl.evaluation", *HEAVY} == set()


def test_check_in_a_pipe_loads_no_screen_nor_another_format(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "check")
    assert modules & (HEAVY | {"segurctl.views.check_sarif", "segurctl.views.check_json", "json"}) == {"json"} & modules
    assert modules & {"segurctl.saisie", "segurctl.candidature.edit", "segurctl.candidature.write"} == set()


@pytest.mark.parametrize(
    "name",
    [
        *("status", "next", "show", "init", "set", "unset", "get", "mark", "tick", "chapters"),
        *("check", "explain", "rules", "schema", "rem", "proof", "links", "log", "diff"),
        *("graph", "resources", "support", "walk", "report", "calendar"),
        *("rem import", "rem list", "rem show", "rem diff"),
        *("proof add", "proof remove", "proof list", "proof import", "proof export"),
    ],
)
def test_the_help_of_a_command_reads_no_candidature(tmp_path: Path, name: str) -> None:
    modules = loaded(tmp_path, *name.split(), "--help")
    assert modules & {"pydantic", "tomli", *HEAVY} == set()
