"""The pages that come from the code are fresh, and what the README shows is real."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from segurctl.cli.app import build_app
from segurctl.cli.table import TABLE
from segurctl.parcours.load import load_parcours
from segurctl.rules.fiches import regles
from support import run

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_etapes_is_that_of_the_catalogue() -> None:
    committed = (ROOT / "docs" / "etapes.md").read_text(encoding="utf-8")
    assert committed == _script().etapes_page(load_parcours()), "run: make docs"


def test_the_page_of_the_champs_is_that_of_the_catalogue() -> None:
    committed = (ROOT / "docs" / "fichier.md").read_text(encoding="utf-8")
    assert committed == _script().champs_page(load_parcours()), "run: make docs"


def test_the_page_of_the_rules_is_what_the_command_prints() -> None:
    committed = (ROOT / "docs" / "regles.md").read_text(encoding="utf-8")
    assert committed == run("rules", "--format", "markdown", cwd=ROOT).out, "run: make docs"
    for id_ in regles():
        assert f"\n### {id_}\n" in committed
        assert f"](#{id_.lower()})" in committed


def test_the_page_names_every_etape_and_links_to_it() -> None:
    page = (ROOT / "docs" / "etapes.md").read_text(encoding="utf-8")
    for id_ in load_parcours().etapes:
        assert f"\n### {id_}\n" in page
        assert f"](#{id_.replace('.', '')})" in page


def test_the_screen_of_the_readme_is_what_the_command_prints() -> None:
    shown = re.search(r"```console\n\$ segurctl (.*)\n((?:.*\n)*?)```", README)
    assert shown is not None
    done = subprocess.run(
        [sys.executable, "-m", "segurctl", *shown[1].split()], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode() == shown[2]


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/etapes.md",
        "docs/fichier.md",
        "docs/regles.md",
        "docs/ci.md",
    ],
)
def test_every_local_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_commands_of_the_readme_exist_with_their_options() -> None:
    group = build_app()
    for command, rest in re.findall(r"^(?:\$ )?segurctl ([a-z]+)(.*)", README, re.MULTILINE):
        assert command in TABLE, command
        for option in re.findall(r"\s(--[a-z-]+)", rest.split("#")[0]):
            built = group.get_command(None, command).make_context(command, ["--help"], resilient_parsing=True).command  # type: ignore[arg-type, union-attr]
            assert option in {name for param in built.params for name in param.opts}


def test_make_has_the_two_commands_of_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"```sh\n(make \w+)\n```", README) == ["make demo", "make test"]
    assert re.search(r"^demo:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
