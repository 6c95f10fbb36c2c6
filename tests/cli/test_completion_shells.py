"""TAB, pressed in real shells: what is on the screen afterwards."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from support import MINIMAL, settled_environment

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "en-route"
START = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
LOAD = {
    "bash": 'eval "$(segurctl --show-completion bash)"',
    "zsh": "autoload -Uz compinit; compinit -u -D; source <(segurctl --show-completion zsh)",
    "fish": "segurctl --show-completion fish | source",
}
PATIENCE = 30  # seconds; a screen that is right is seen at once


class Shell:
    """A shell that somebody types in, in a folder, with the completion loaded."""

    def __init__(self, name: str, folder: Path, home: Path) -> None:
        program = home / "bin" / "segurctl"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m segurctl "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        env = {**settled_environment(), "HOME": str(home), "TERM": "xterm", "PS1": "$ ", "LC_ALL": "C.UTF-8"}
        env["PATH"] = f"{program.parent}:{os.environ['PATH']}"
        self.child = pexpect.spawn(
            name, START[name], cwd=str(folder), env=env, encoding="utf-8", dimensions=(40, 100), timeout=PATIENCE
        )
        self.screen = pyte.Screen(100, 40)
        self._stream = pyte.Stream(self.screen)
        self.type(f"{LOAD[name]}; echo pr''êt\r")
        self.until(lambda text: "\nprêt" in text)
        self.child.send("clear\r")
        self.until(lambda text: "prêt" not in text)

    def type(self, text: str) -> None:
        self.child.send(text)

    def until(self, seen: Callable[[str], bool]) -> str:
        """The screen, once it shows what is waited for; or what it shows when patience ends."""
        end = time.monotonic() + PATIENCE
        while not seen(self.text) and time.monotonic() < end:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, 0.05))
            except pexpect.TIMEOUT:
                continue
        assert seen(self.text), self.text
        return self.text

    @property
    def text(self) -> str:
        return "\n" + "\n".join(line.rstrip() for line in self.screen.display).rstrip()


@pytest.fixture
def folder() -> Path:
    return EXAMPLE


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Shell]:
    one = Shell(str(request.param), folder, tmp_path / "home")
    yield one
    one.child.close(force=True)


def test_what_is_alone_is_completed_in_place_and_what_is_not_is_listed(shell: Shell) -> None:
    for typed, whole in (
        ("show psc.datap", "show psc.datapass"),
        ("set psc.datapass_d", "set psc.datapass_demande="),
        ("set psc.edc=o", "set psc.edc=oui"),
        ("mark cnda.demandes.dmp examen:soum", "mark cnda.demandes.dmp examen:soumis"),
        ("tick isc.mandat", "tick isc.mandataire/"),
        ("status --format=j", "status --format=json"),
        ("--color=j", "--color=jamais"),
        ("--color jamais show psc.datap", "--color jamais show psc.datapass"),
        ("next --lecture li", "next --lecture lineaire"),
        ("show -c candid", "show -c candidature.toml"),
    ):
        shell.type(f"segurctl {typed}\t")
        shell.until(lambda text, whole=whole: f"segurctl {whole}" in text)  # type: ignore[misc]
        shell.type("\x15")  # Ctrl-U
        shell.until(lambda text: "segurctl" not in text)
    shell.type("segurctl show psc.\t\t")
    shell.until(lambda text: all(f"psc.{one}" in text for one in ("datapass", "guichet", "client-id-bas")))


def test_after_what_goes_on_there_is_no_space(shell: Shell) -> None:
    shell.type("segurctl set psc.datapass_d\t")
    shell.until(lambda text: "psc.datapass_demande=" in text)
    shell.type("D12345")
    shell.until(lambda text: "psc.datapass_demande=D12345" in text)


class TestOfAStranger:
    """A file with names that a shell could take for orders."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "depot"
        folder.mkdir()
        (folder / "candidature.toml").write_text(
            f"{MINIMAL}"
            "[psc.dossiers.'$(touch la)']\nrole = 'editeur-proxy'\n"
            "[psc.dossiers.'`touch la`']\nrole = 'editeur-proxy'\n"
            "[psc.dossiers.'sage;touch la']\nrole = 'editeur-proxy'\n"
            "[psc.dossiers.sage]\nrole = 'editeur-proxy'\n"
            "[preuves.'deux mots']\nlien = 'https://exemple.fr'\n"
            "[preuves.'deux $(touch la)']\nlien = 'https://exemple.fr'\n",
            encoding="utf-8",
        )
        return folder

    def test_only_what_is_plain_is_completed_and_the_line_means_it(self, shell: Shell, folder: Path) -> None:
        shell.type("segurctl mark psc.dossiers.\t")
        shell.until(lambda text: "psc.dossiers.sage" in text)
        shell.type("\x15")
        shell.until(lambda text: "segurctl" not in text)
        shell.type("segurctl proof remove deux\t--dry-run\r")
        shell.until(lambda text: "-[preuves.'deux mots']" in text)
        assert [one.name for one in folder.iterdir()] == ["candidature.toml"]
