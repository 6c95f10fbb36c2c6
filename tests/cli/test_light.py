"""Light commands stay light: what each of them may not import. A stopwatch lies, `sys.modules` does not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pydantic", "rich", "tomli_w", "httpx", "importlib.metadata", "asyncio", "email", "ssl"}
COMMANDS = {"segurctl.cli.suivre", "segurctl.cli.remplir"}
PROBE = """
import sys
before = set(sys.modules)
sys.argv = ["segurctl", *sys.argv[1:]]
from segurctl.__main__ import main
main()
after = set(sys.modules) - before
import json
print(json.dumps(sorted(after)), file=open({path!r}, "w"))
"""


def imported(tmp_path: Path, *words: str, **env: str) -> set[str]:
    """Run segurctl and list the modules that it loaded."""
    report = tmp_path / "modules.json"
    subprocess.run(
        [sys.executable, "-c", PROBE.format(path=str(report)), *words],
        capture_output=True,
        check=True,
        env={**os.environ, **env},
    )
    return set(json.loads(report.read_text(encoding="utf-8")))


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_the_version_costs_nothing(tmp_path: Path, word: str) -> None:
    loaded = imported(tmp_path, word)
    assert loaded - {"gc"} == {"segurctl", "segurctl.__main__"}  # gc is built in


@pytest.mark.parametrize(
    "words", [["--help"], [], ["statut"], ["--versoin"], ["--format", "json", "status"], ["--", "x"]]
)
def test_help_and_usage_errors_import_no_command_and_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    loaded = imported(tmp_path, *words)
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY | COMMANDS)


@pytest.mark.parametrize("typed", ["", "s", "--", "proof ", "--color jamais s", "--lecture="])
def test_completing_names_of_commands_imports_no_command_and_not_even_typer(tmp_path: Path, typed: str) -> None:
    loaded = imported(tmp_path, _SEGURCTL_COMPLETE="bash", _SEGURCTL_LINE=f"segurctl {typed}")
    assert loaded.isdisjoint({"typer", "tomli", "difflib"} | HEAVY | COMMANDS)


EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "preuves" / "candidature.toml"


@pytest.mark.parametrize(
    "typed",
    [
        *("show psc.", "explain ", "check --select ", "tick -c FILE ", "mark -c FILE ", "mark -c FILE psc.datapass "),
        *("set -c FILE ", "set -c FILE psc.edc=", "unset -c FILE ", "get -c FILE ", "config set ", "show --f"),
        *("config set lecture=", "show --color jamais psc.", "next --lecture ", "resources "),
        *("proof add -c FILE ", "proof remove -c FILE ", "rem show -c FILE ", "proof list -c FILE --chapitre "),
    ],
)
def test_completing_what_a_file_holds_loads_no_model_and_evaluates_nothing(tmp_path: Path, typed: str) -> None:
    line = f"segurctl {typed.replace('FILE', str(EXAMPLE))}"
    loaded = imported(tmp_path, _SEGURCTL_COMPLETE="bash", _SEGURCTL_LINE=line)
    assert loaded.isdisjoint(HEAVY)
    for room in ("evaluation", "etats", "saisie", "views.s", "candidature.model", "candidature.scan", "rules.registry"):
        assert not [one for one in loaded if one.startswith(f"segurctl.{room}")], room


@pytest.mark.parametrize("words", [["page"], ["document"], ["depose", "--help"], ["depose"], ["plusieurs"]])
def test_a_command_in_a_pipe_imports_nothing_heavy_of_the_frame_s_own(words: list[str]) -> None:
    probe = (
        "import runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_path(sys.argv[0], run_name='__main__')\n"
        f"except SystemExit:\n    pass\nprint(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    toy = str(Path(__file__).with_name("toy.py"))
    env = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "TTY_COMPATIBLE"}}
    done = subprocess.run([sys.executable, "-c", probe, toy, *words], capture_output=True, check=True, env=env)
    assert done.stderr.decode().splitlines()[-1] == "[]"
