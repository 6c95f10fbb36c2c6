"""The command in this process, for tests to which a process of its own would add nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from segurctl.cli.main import main
from support import NO_CACHE, NO_CONFIG, Ended

Segurctl = Callable[..., Ended]


@pytest.fixture
def segurctl(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Segurctl:
    """A function that runs one command line in `tmp_path`, or in the folder given, and tells how it ended."""
    for name in ("SEGURCTL_TODAY", "SEGURCTL_FORMAT", "SEGURCTL_DOSSIERS", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", NO_CACHE)
    monkeypatch.setenv("XDG_CONFIG_HOME", NO_CONFIG)

    def call(*args: str | Path, cwd: Path = tmp_path) -> Ended:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = main(list(map(str, args)))
        return Ended(code, *capsys.readouterr())

    return call


@pytest.fixture
def settled_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings of the person, or of what runs the tests; whoever commits is always the same."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {"CONFIG_GLOBAL": os.devnull, "CONFIG_NOSYSTEM": "1", "EDITOR": "true"}
    people = {f"{who}_{what}": "essai@exemple.fr" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for name, value in {**settings, **people}.items():
        monkeypatch.setenv(f"GIT_{name}", value)
