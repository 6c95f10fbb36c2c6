"""The frame as a real process: output, errors and exit codes, whatever the ending."""

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

TOY = str(Path(__file__).with_name("toy.py"))
SEGURCTL = ("-m", "segurctl")
NO_MORE = "segurctl: il n'y a plus rien à lire ; donnez les valeurs sur la ligne de commande\n"


def run(*words: str, env: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run Python on these words, in pipes."""
    return subprocess.run(
        [sys.executable, *words],
        input=typed.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


def ending(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_the_version_is_answered_alone_or_among_other_words(word: str) -> None:
    assert ending(run(*SEGURCTL, word)) == (0, "segurctl 0.1.0\n", "")
    assert ending(run(*SEGURCTL, word, "status")) == (0, "segurctl 0.1.0\n", "")


def test_a_document_comes_out_as_it_is_with_its_last_newline() -> None:
    expected = '{\n  "nom": "é✔",\n  "valeur": "' + "x" * 200 + '"\n}\n'
    assert ending(run(TOY, "document")) == (0, expected, "")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_a_pipe_receives_utf_8_whatever_the_locale(env: dict[str, str]) -> None:
    assert "é✔" in run(TOY, "document", env=env).stdout.decode()
    assert "✔ validée" in run(TOY, "page", env=env).stdout.decode()
    assert "résumé" in run(TOY, "--help", env=env).stdout.decode()
    assert "n'est pas une commande" in run(TOY, "x", env=env).stderr.decode()


def test_errors_of_some_files_follow_the_output_of_the_others() -> None:
    expected = "b.toml:3:1: clé inconnue (vouliez-vous dire nie ?)\n"
    assert ending(run(TOY, "plusieurs")) == (2, "a.toml lu\n", expected)


def test_an_error_is_one_harmless_line() -> None:
    expected = "segurctl: aucun \\x1b[31mfichier ici (segurctl init en crée un)\n"
    assert ending(run(TOY, "refuse")) == (2, "", expected)


def test_a_usage_error_is_one_line_and_where_the_help_is_at_any_width() -> None:
    expected = "segurctl: il manque l'argument ETAPE\nAide : segurctl depose --help\n"
    for columns in ("20", "80", "400"):
        assert ending(run(TOY, "depose", env={"COLUMNS": columns})) == (2, "", expected)


def test_the_program_alone_shows_its_help_as_a_usage_error() -> None:
    code, output, errors = ending(run(TOY))
    assert (code, output) == (2, "")
    assert errors == run(TOY, "--help").stdout.decode()


def test_an_exit_asked_by_a_command_keeps_its_code() -> None:
    assert ending(run(TOY, "sort", "7")) == (7, "", "")


def test_an_interruption_in_a_command_is_130_and_silent() -> None:
    assert ending(run(TOY, "interrompu")) == (130, "", "")


@pytest.mark.parametrize(("command", "prompt"), [("demande", "Nom : "), ("demande_typer", "Nom: ")])
def test_ctrl_c_at_a_prompt_is_130_and_ends_the_line(command: str, prompt: str) -> None:
    child = pexpect.spawn(sys.executable, [TOY, command], encoding="utf-8", timeout=30)
    child.expect_exact(prompt)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (130, None)
    assert child.before is not None
    assert child.before.replace("^C", "").strip() == ""
    assert child.before.endswith("\n")


@pytest.mark.parametrize("command", ["demande", "demande_typer"])
def test_the_end_of_input_at_a_prompt_is_2_and_says_how_to_do_without(command: str) -> None:
    code, _, errors = ending(run(TOY, command))
    assert (code, errors.lstrip("\n")) == (2, NO_MORE)


def test_what_is_typed_at_a_prompt_is_read() -> None:
    assert ending(run(TOY, "demande", typed="Éditeur\n")) == (0, "Nom : lu : Éditeur\n", "")


@pytest.mark.parametrize(
    ("words", "name"),
    [(["recursion"], "RecursionError"), (["memoire"], "MemoryError"), (["rien"], "TypeError")],
)
def test_an_internal_error_is_3_and_a_short_report(words: list[str], name: str) -> None:
    code, output, errors = ending(run(TOY, *words))
    assert (code, output) == (3, "")
    assert errors.startswith("segurctl: erreur interne")
    assert "suivi des anomalies du projet" in errors
    assert "segurctl 0.1.0, Python 3." in errors
    assert f"commande : segurctl {words[0]}\n{name}\n" in errors
    assert "Traceback" not in errors
    assert len(errors.splitlines()) < 30


def test_the_report_of_an_internal_error_holds_no_value_of_the_person_and_no_path() -> None:
    code, _, errors = ending(run(TOY, "casse", "--", "motdepasse"))
    assert code == 3
    assert "motdepasse" not in errors
    assert str(Path(TOY).parent) not in errors
    assert "commande : segurctl casse … …\nKeyError\n" in errors
    assert "\nValueError\n" in errors
    assert " casse\n" in errors


def test_what_the_system_refuses_is_said_in_french() -> None:
    expected = "segurctl: /nulle/part : le fichier ou le dossier n'existe pas\n"
    assert ending(run(TOY, "disque", "/nulle/part")) == (2, "", expected)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["long"], 1), (["--help"], 0), (["page"], 0), (["--version"], 0), (["tube"], 0)],
)
def test_a_closed_pipe_is_silent_and_changes_no_exit_code(words: list[str], code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    for env in ({}, {"FORCE_COLOR": "1"}):
        done = subprocess.run(
            [sys.executable, TOY, *words],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, **env},
        )
        assert (done.returncode, done.stderr) == (code, b"")
    os.close(writer)


def test_a_pipe_closed_while_it_is_read_is_silent() -> None:
    with subprocess.Popen(
        [sys.executable, TOY, "long"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "ligne\n"
        child.stdout.close()
        assert child.stderr.read() == ""
    assert child.returncode == 1


@pytest.mark.parametrize("words", [["--version"], ["-V"]])
def test_a_closed_pipe_is_silent_on_the_short_way_too(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, *SEGURCTL, *words], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", [[TOY, "page"], [TOY, "--help"], [*SEGURCTL, "--version"]])
def test_a_full_disk_is_2_and_said(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "segurctl: il n'y a plus de place sur le disque\n"


def test_errors_that_nobody_can_read_change_nothing() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, TOY, "refuse"], stdout=subprocess.PIPE, stderr=full, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


def test_no_output_at_all_changes_nothing() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' '{TOY}' page >&- 2>&-"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
