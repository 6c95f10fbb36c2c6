"""`init` at a real pseudo-terminal: it asks for what is missing."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator["pexpect.spawn[str]"]:
    """`segurctl init` on a terminal, in an empty folder."""
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1"}
    child = pexpect.spawn(
        sys.executable, ["-m", "segurctl", "init"], cwd=tmp_path, env=env, encoding="utf-8", timeout=20, echo=False
    )
    yield child
    child.close(force=True)


def answer(terminal: "pexpect.spawn[str]", question: str, text: str) -> None:
    """Wait for a question, and answer it."""
    terminal.expect_exact(question)
    terminal.sendline(text)


def code(terminal: "pexpect.spawn[str]") -> int | None:
    """Read to the end, and give the exit code."""
    terminal.expect(pexpect.EOF)
    terminal.wait()
    return terminal.exitstatus


def test_a_lead_answers_the_questions_and_gets_a_file(tmp_path: Path, terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "")
    answer(terminal, "[produit.nom]", "Julie [bold]APCV[/bold]")
    answer(terminal, "[produit.version, vide pour plus tard]", "")
    answer(terminal, "[produit.dispositif]", "LGC")
    answer(terminal, "[editeur.raison_sociale, vide pour plus tard]", "Editeur Exemple")
    answer(terminal, "[editeur.siren, vide pour plus tard]", "732829321")
    terminal.expect_exact("n'est pas un SIREN")
    answer(terminal, "[editeur.siren, vide pour plus tard]", "732829320")
    terminal.expect_exact("candidature.toml écrit")
    assert code(terminal) == 0
    text = (tmp_path / "candidature.toml").read_text(encoding="utf-8")
    assert 'nom = "Julie [bold]APCV[/bold]"' in text
    assert 'siren = "732829320"' in text
    assert "version = " not in text.replace("version_", "")


def test_an_answer_that_is_none_is_told_what_would_be_one(terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "Julie APCV")
    terminal.expect_exact("répondez editeur ou distributeur")
    answer(terminal, "[editeur]", "éditeur")
    answer(terminal, "[produit.nom]", "Julie APCV")
    answer(terminal, "[produit.version, vide pour plus tard]", "")
    answer(terminal, "[produit.dispositif]", "lgc")
    terminal.expect_exact("inconnu (vouliez-vous dire « LGC » ?) ; répétez-le pour le garder")


def test_a_distributeur_is_told_that_there_is_nothing_to_do(tmp_path: Path, terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "distributeur")
    terminal.expect_exact("n'a rien à candidater")
    assert code(terminal) == 0
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_in_the_middle_writes_nothing(tmp_path: Path, terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "")
    terminal.expect_exact("[produit.nom]")
    terminal.sendintr()
    assert code(terminal) == 130
    assert list(tmp_path.iterdir()) == []


def test_end_of_input_at_a_question_is_a_usage_error(tmp_path: Path, terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "")
    terminal.expect_exact("[produit.nom]")
    terminal.sendeof()
    terminal.expect_exact("il n'y a plus rien à lire")
    assert code(terminal) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_required_answer_left_empty_is_asked_again(terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "[editeur]", "")
    answer(terminal, "[produit.nom]", "")
    answer(terminal, "[produit.nom]", "Julie")
    terminal.expect_exact("[produit.version, vide pour plus tard]")
