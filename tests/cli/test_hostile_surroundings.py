"""What surrounds the program may be hostile: CI logs that obey lines, variables, streams that are closed or full."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support import run

FILE = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n[produit]\nnom = "{}"\ndispositif = "LGC"\n'


def candidature(folder: Path, nom: str) -> Path:
    """A candidature for a product of that name."""
    path = folder / "candidature.toml"
    path.write_text(FILE.format(nom), encoding="utf-8")
    return path


@pytest.mark.parametrize("order", ["::error file=a.py,line=1::x", "  ::stop-commands::x"])
def test_in_ci_no_line_of_a_screen_begins_as_an_order_to_the_log(tmp_path: Path, order: str) -> None:
    candidature(tmp_path, order)
    out = run("status", "--today", "2026-01-20", cwd=tmp_path, env={"CI": "true"}).out
    assert out.startswith(f"| {order}")
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("order", ["##[group]x", "a ##[add-mask]x", "a ##vso[task.complete]x"])
def test_in_ci_no_line_of_a_screen_holds_an_order_that_is_obeyed_anywhere(tmp_path: Path, order: str) -> None:
    candidature(tmp_path, order)
    for command in ("status", "next", "check"):
        out = run(command, "--today", "2026-01-20", cwd=tmp_path, env={"CI": "true"}).out
        assert "##[" not in out
        assert "##vso[" not in out


def test_elsewhere_a_name_is_shown_as_it_is(tmp_path: Path) -> None:
    candidature(tmp_path, "::error::x")
    assert run("status", cwd=tmp_path, env={"CI": ""}).out.startswith("::error::x ")


@pytest.mark.parametrize(
    "variables",
    [
        {"_SEGURCTL_COMPLETE": "bogus"},
        {"_SEGURCTL_COMPLETE": "complete_csh"},
        {"_SEGURCTL_COMPLETE": "complete_bash", "COMP_WORDS": "segurctl", "COMP_CWORD": "deux"},
    ],
)
def test_a_completion_variable_of_no_shell_of_ours_is_forgotten(tmp_path: Path, variables: dict[str, str]) -> None:
    candidature(tmp_path, "Julie")
    done = run("status", "--today", "2026-01-20", cwd=tmp_path, env=variables)
    assert done.code == 0
    assert done.out.startswith("Julie · LGC")


def test_a_write_whose_output_cannot_be_shown_says_that_the_file_is_written(tmp_path: Path) -> None:
    path = candidature(tmp_path, "Julie")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "segurctl", "set", "produit.nom=Ordo"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )
    assert done.returncode == 2
    assert "candidature.toml est écrit, mais pas cet affichage" in done.stderr.decode()
    assert 'nom = "Ordo"' in path.read_text(encoding="utf-8")


def test_init_without_a_standard_input_names_what_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "segurctl", "init"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "il manque produit.nom et produit.dispositif" in done.stderr.decode()


def test_a_name_that_the_shell_would_run_is_quoted_in_every_command(tmp_path: Path) -> None:
    path = candidature(tmp_path, "Julie")
    with path.open("a", encoding="utf-8") as file:
        file.write('nil = "JUL895988"\n[editeur]\nnie = "EDI347461"\n')
        file.write('[etapes]\ncnda.inscription.statut = "valide"\ncnda.logiciel.statut = "valide"\n')
        file.write('[cnda.demandes."$(touch pwn) a.b"]\navancement = "pre-examen"\ndate_opposabilite = 2026-12-31\n')
    out = run("next", "--tout", "--today", "2026-01-20", cwd=tmp_path).out
    commands = [line.split("segurctl ", 1)[1] for line in out.splitlines() if "segurctl mark 'cnda" in line]
    assert commands == ["""mark 'cnda.demandes."$(touch pwn) a.b"' pre-examen:soumis"""]
    subprocess.run(["sh", "-c", f"set -- {commands[0]}"], cwd=tmp_path, check=True)
    assert not (tmp_path / "pwn").exists()
    assert run(*shlex.split(commands[0]), cwd=tmp_path).code == 0
