"""`--color` and `--lecture`: on every command, before it or after it, above the environment and the config."""

import sys
from pathlib import Path

import pexpect
import pytest

from segurctl.cli.table import TABLE
from segurctl.errors import ExitCode
from segurctl.views.lecture import lineaire
from segurctl.views.page import Segment, etiquette, line
from support import MINIMAL, Ended, run, settled_environment

TODAY = ("--today", "2025-10-18")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    (tmp_path / "candidature.toml").write_text(MINIMAL, encoding="utf-8")
    return tmp_path


def types(person: Path, *words: str, config: str = "", **env: str) -> Ended:
    """Run a command with a config of one's own."""
    if config:
        (person / "xdg" / "segurctl").mkdir(parents=True, exist_ok=True)
        (person / "xdg" / "segurctl" / "config.toml").write_text(config, encoding="utf-8")
        env["XDG_CONFIG_HOME"] = str(person / "xdg")
    return run(*words, cwd=person, env=env)


def on_a_terminal(person: Path, *words: str, **env: str) -> str:
    """What a terminal receives."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "segurctl", *words, *TODAY],
        cwd=str(person),
        env={**settled_environment(), "TERM": "xterm-256color", **env},
        dimensions=(60, 100),
        encoding="utf-8",
        timeout=30,
    )
    raw = str(child.read())
    child.close()
    return raw


@pytest.mark.parametrize(
    ("words", "env", "config", "coloured"),
    [
        (("status", "--color", "toujours"), {}, "", True),
        (("--color", "toujours", "status"), {}, "", True),
        (("--color", "jamais", "status", "--color=toujours"), {}, "", True),  # what stands last
        (("--color", "toujours", "status", "--color=jamais"), {}, "", False),
        (("status", "--color=always"), {}, "", True),
        (("status", "--color=never"), {}, 'couleur = "toujours"\n', False),
        (("status", "--color", "auto"), {}, 'couleur = "toujours"\n', False),
        (("status", "--color", "toujours"), {"NO_COLOR": "1"}, 'couleur = "jamais"\n', True),
        (("status", "--color", "toujours"), {"TTY_COMPATIBLE": "0"}, "", True),
        (("status", "--color", "jamais"), {"FORCE_COLOR": "1"}, 'couleur = "toujours"\n', False),
        (("status", "--color", "toujours"), {"TERM": "dumb"}, "", False),
        (("status",), {"NO_COLOR": "1"}, 'couleur = "toujours"\n', False),
    ],
)
def test_in_a_pipe_the_option_wins(
    person: Path, words: tuple[str, ...], env: dict[str, str], config: str, *, coloured: bool
) -> None:
    done = types(person, *words, *TODAY, config=config, **{"TERM": "xterm", **env})
    assert (done.code, done.err) == (ExitCode.OK, "")
    assert ("\x1b[38;5;" in done.out) == coloured
    assert ("\x1b" in done.out) == coloured


def test_on_a_terminal_the_option_wins_too(person: Path) -> None:
    assert "\x1b[38;5;" in on_a_terminal(person, "status", "--color", "toujours", NO_COLOR="1")
    without = on_a_terminal(person, "status", "--color", "jamais", FORCE_COLOR="1")
    assert "\x1b[1m" in without
    assert "\x1b[3" not in without
    assert "\x1b" not in on_a_terminal(person, "status", "--color", "toujours", TERM="dumb")


def test_a_terminal_of_sixteen_colours_gets_the_two_that_are_legible_and_weight(person: Path) -> None:
    raw = on_a_terminal(person, "status", TERM="xterm")
    assert "\x1b[38;5;" not in raw
    assert "\x1b[1m" in raw


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "--color", "oui"), "--color : « oui » n'existe pas (choix : auto, toujours, jamais)"),
        (("status", "--color", "toujour"), "--color : « toujour » n'existe pas ; vouliez-vous dire « toujours » ?"),
        (("status", "--lecture", "x"), "--lecture : « x » n'existe pas (choix : colonnes, lineaire)"),
        (("status", "--color"), "--color attend une valeur"),
    ],
)
def test_another_word_is_refused_with_those_that_exist(person: Path, words: tuple[str, ...], said: str) -> None:
    done = types(person, *words)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err == f"segurctl: {said}\nAide : segurctl status --help\n"


@pytest.mark.parametrize("name", [name for name, entry in TABLE.items() if not entry.hidden])
def test_every_command_has_both(person: Path, name: str) -> None:
    shown = types(person, "--color", "jamais", "--lecture", "lineaire", name, "--help").out
    assert "--color auto|toujours|jamais" in shown
    assert "--lecture colonnes|lineaire" in shown


@pytest.mark.parametrize(
    ("words", "env", "config", "read"),
    [
        (("status",), {}, "", False),
        (("status", "--lecture", "lineaire"), {}, "", True),
        (("status",), {"SEGURCTL_LECTURE": "lineaire"}, "", True),
        (("status",), {}, 'lecture = "lineaire"\n', True),
        (("status",), {"SEGURCTL_LECTURE": "colonnes"}, 'lecture = "lineaire"\n', False),
        (("status", "--lecture", "colonnes"), {"SEGURCTL_LECTURE": "lineaire"}, "", False),
        (("status",), {"SEGURCTL_LECTURE": "braille"}, "", False),
    ],
)
def test_linear_reading_is_asked_once_for_all_or_for_one_command(
    person: Path, words: tuple[str, ...], env: dict[str, str], config: str, *, read: bool
) -> None:
    out = types(person, *words, *TODAY, config=config, **env).out
    assert ("\niSC : 1 étape prête, 1 bloquée\n" in out) == read
    assert ("○" in out) != read


def test_a_machine_reads_the_same_document_whatever_the_reading(person: Path) -> None:
    asked = types(person, "status", "--format", "json", *TODAY, "--lecture", "lineaire", "--color", "toujours")
    assert asked == types(person, "status", "--format", "json", *TODAY)


def heard(*parts: str | Segment, verbatim: bool = False) -> list[str]:
    """What is read of one line."""
    return [one.text for one in lineaire((line(*parts, verbatim=verbatim),))]


def test_what_is_read_of_a_line() -> None:
    assert heard("  nom   ", Segment("✔", "ok", "validée"), "   suite") == ["nom, validée, suite"]
    assert heard("Julie · LGC · Ségur") == ["Julie, LGC, Ségur"]
    assert heard("fini – recul : a → b") == ["fini, recul : a puis b"]
    assert heard(etiquette("où", "    où        "), "https://exemple.fr") == ["où : https://exemple.fr"]
    assert heard(etiquette("", "              "), "la suite") == ["la suite"]
    assert heard(Segment("○ ○", dit="2 prêtes\n"), "à faire") == ["2 prêtes", "à faire"]
    assert heard(Segment("✔ fait", dit="")) == []


def test_what_is_to_be_copied_is_said_exactly() -> None:
    assert heard("  → ", Segment('a  ·  b "c  d"', "commande"), verbatim=True) == ['a  ·  b "c  d"']
    assert heard(etiquette("donner", "    donner    "), Segment(" a  b", "valeur"), verbatim=True) == ["donner :  a  b"]
    assert heard("+statut  =  1", verbatim=True) == ["+statut  =  1"]


def test_blank_lines_part_what_is_read_and_are_never_two() -> None:
    page = (line("a"), line(), line(Segment("····", dit="")), line(), line("b"))
    assert [one.text for one in lineaire(page)] == ["a", "", "b"]
