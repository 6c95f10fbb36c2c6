"""The pages that come from the code are fresh, and what the README shows is real."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from segurctl.cli.app import build_app
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


def test_the_page_of_the_ressources_is_that_of_the_catalogue() -> None:
    committed = (ROOT / "docs" / "ressources.md").read_text(encoding="utf-8")
    assert committed == _script().ressources_page(load_parcours()), "run: make docs"


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


@pytest.mark.parametrize(
    ("page", "nombre"), [("README.md", 4), ("docs/ci.md", 3), ("docs/preuves.md", 2), ("docs/graphe.md", 2)]
)
def test_what_a_page_shows_is_what_the_command_prints(page: str, nombre: int) -> None:
    shown = re.findall(
        r"```(?:console\n\$|mermaid\n%%) segurctl (.*)\n((?:.*\n)*?)```", (ROOT / page).read_text(encoding="utf-8")
    )
    assert len(shown) == nombre
    for command, output in shown:
        assert run(*command.split(), cwd=ROOT).out == output, "run: make docs"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/etapes.md",
        "docs/fichier.md",
        "docs/ressources.md",
        "docs/regles.md",
        "docs/ci.md",
        "docs/graphe.md",
        "docs/preuves.md",
        "docs/liens.md",
        "docs/historique.md",
        "docs/portefeuille.md",
        "docs/equipe.md",
    ],
)
def test_every_local_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        *(f"docs/{nom}.md" for nom in ("ci", "graphe", "preuves", "liens", "historique", "portefeuille", "equipe")),
    ],
)
def test_the_commands_of_a_page_exist_with_their_options(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for line in re.findall(r"^(?:\$ )?segurctl ([a-z].*)", text, re.MULTILINE):
        command: Any = build_app()
        words = shlex.split(line.partition("#")[0])
        while hasattr(command, "commands"):
            name = words.pop(0)
            assert name in command.commands, line
            command = command.commands[name]
        built = command.make_context(command.name, ["--help"], resilient_parsing=True).command
        known = {name for param in built.params for name in param.opts}
        assert {word for word in words if word.startswith("-")} <= known, line


def test_make_has_the_two_commands_of_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"```sh\n(make \w+)\n```", README) == ["make demo", "make test"]
    assert re.search(r"^demo:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
