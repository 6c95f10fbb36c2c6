"""The examples of every help: each is run as it is written, in a folder where it makes sense, and none lies."""

import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from openpyxl import Workbook

from segurctl.cli.table import TABLE, Table
from support import compare, settled_environment

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
ASKS = {
    "segurctl init",
    "segurctl walk",
    "segurctl walk psc.datapass",
}  # on a terminal: tests/walks, and test_init_terminal.py
FINDS = ("check", "links", "diff", "fmt", "migrate", "get")  # which may end with 1, and mean it
PREUVES = ("chapters", "rem ", "proof ", "mark SC.", "mark chapitres.")


def examples(table: Table = TABLE, above: str = "") -> Iterator[tuple[str, str]]:
    """Every command with each of its examples."""
    for name, entry in table.items():
        if entry.group:
            yield from ((f"{above}{name}", line) for line in entry.examples)
            yield from examples(entry.group, f"{above}{name} ")
            continue
        module, _, function = entry.target.partition(":")
        text = inspect.getdoc(getattr(import_module(module), function)) or ""
        for line in text.partition("\nExemples :\n")[2].splitlines():
            if line.strip():
                yield f"{above}{name}", line.strip()


ALL = sorted(set(examples()))


def test_every_command_has_at_least_two_examples_that_name_it() -> None:
    for name in {name for name, _ in [*ALL, *((name, "") for name in leaves())]}:
        own = [line for one, line in ALL if one == name]
        assert len(own) >= 2, name
        assert any(f"segurctl {name}" in line for line in own), name


def leaves(table: Table = TABLE, above: str = "") -> Iterator[str]:
    """The whole name of every command."""
    for name, entry in table.items():
        yield f"{above}{name}"
        yield from leaves(entry.group, f"{above}{name} ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the program is found by its name, and nothing of the person's is."""
    program = tmp_path / "bin" / "segurctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m segurctl "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def sh(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a person does, in a shell of their own."""
    env = {
        **settled_environment(),
        "HOME": str(folder.parent),
        "XDG_CONFIG_HOME": str(folder.parent / "config"),
        "SEGURCTL_TODAY": "2026-02-16",
        "PATH": f"{folder.parent / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GIT_AUTHOR_NAME": "e", "GIT_AUTHOR_EMAIL": "e@exemple.fr",
        "GIT_COMMITTER_NAME": "e", "GIT_COMMITTER_EMAIL": "e@exemple.fr",
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def arrange(line: str, folder: Path) -> None:
    """Put in the folder what the example speaks of."""
    if "segurctl init" in line:
        return
    preuves = any(one in line for one in PREUVES)
    shutil.copytree(EXAMPLES / ("preuves" if preuves else "en-route"), folder, dirs_exist_ok=True)
    rems(folder)
    if preuves and "SC.PSC" in line:
        without_a_rem(folder)
    if "proof import" in line:
        sh("segurctl proof export --output preuves.csv", folder)
    if "report --check" in line:
        sh("segurctl report --output rapport.html", folder)
    if "nodes.log" in line:
        (folder / "nodes.log").write_text("trace", encoding="utf-8")
    if "produits/" in line:
        shutil.copytree(EXAMPLES / "portefeuille", folder / "produits")
    if "candidatures" in line:
        (folder / "candidatures").mkdir()
        (folder / "candidature.toml").rename(folder / "candidatures" / "julie.toml")
    sh(
        "git init -q -b main && git add -A && git commit -qm 1 && git switch -qc travail"
        " && echo '# vu' >> $(ls candidature.toml candidatures/julie.toml 2>/dev/null) && git commit -qam 2",
        folder,
    )
    if "config" in line:
        sh(f"mkdir -p ~/produits {folder.parent}/srv; segurctl config set format=text dossiers=~/produits", folder)


def rems(folder: Path) -> None:
    """Workbooks and snapshots by the names that examples give them."""
    (folder / "referentiels").mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "preuves" / "REM-EXEMPLE-Va2.xlsx", folder / "REM-MDV-LGC-Va2.xlsx")
    snapshot = next((EXAMPLES / "preuves" / "referentiels").glob("*.json"))
    for name in ("avant.json", "lgc-va2.json"):
        shutil.copy(snapshot, folder / "referentiels" / name)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("REM", "N° exigence", "Exigence", "Chapitre"), ("LGC", "SC.A/B.01", "Le système doit.", "MSS")):
        sheet.append(row)
    book.save(folder / "liste.xlsx")


def without_a_rem(folder: Path) -> None:
    """Proofs that the REM of the example has no slot for, in a file without a REM, which takes any."""
    (folder / "preuves").mkdir(exist_ok=True)
    (folder / "preuves" / "psc-01.pdf").write_bytes(b"%PDF-1.4\n")
    sh("segurctl unset rem", folder)
    for id_ in ("SC.PSC.01.01.01", "SC.PSC.02.01.01"):
        sh(f"segurctl proof add {id_} --fichier preuves/psc-01.pdf", folder)


@pytest.mark.parametrize(("name", "line"), [one for one in ALL if one[1] not in ASKS])
def test_an_example_of_the_help_does_what_it_says(name: str, line: str, folder: Path) -> None:
    arrange(line, folder)
    ended = sh(line.replace("/srv/segur", f"{folder.parent}/srv"), folder)
    told = f"{ended.stdout}\n{ended.stderr}"
    assert ended.returncode == 0 or (ended.returncode == 1 and any(f"segurctl {one}" in line for one in FINDS)), told
    assert "segurctl:" not in ended.stderr
    assert "Aide :" not in ended.stderr


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("words", ["", "mark", "check", "rem"])
def test_the_help_fits_the_terminal(words: str, columns: int, folder: Path) -> None:
    ended = sh(f"COLUMNS={columns} segurctl {words} --help", folder)
    assert ended.returncode == 0
    prose = ended.stdout.partition("Exemples :")[0]  # an example is kept whole, to be pasted
    assert max(map(len, prose.splitlines())) <= columns
    compare(Path(__file__).parent / "screens" / f"help.{words or 'segurctl'}.{columns}.txt", ended.stdout)
