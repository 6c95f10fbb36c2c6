"""The command in this process, for tests to which a process of its own would add nothing."""

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
