"""Real repositories, made anew for each test, whatever git is told elsewhere on the machine."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from segurctl.cli.main import main
from support import NO_CACHE, Ended

TODAY = "2025-11-01"
TETE = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n\n[produit]\nnom = "Julie"\ndispositif = "LGC"\n'

Segurctl = Callable[..., Ended]


def etape(id_: str, statut: str, depuis: str = "") -> str:
    """The table of an étape."""
    return f'\n[etapes.{id_}]\nstatut = "{statut}"\n' + (f"depuis = {depuis}\n" if depuis else "")


class Repository:
    """A repository whose commits are dated by who makes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, code: int = 0, env: dict[str, str] | None = None) -> str:
        """Run git; what it printed."""
        done = subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, check=False, env={**os.environ, **(env or {})}
        )
        assert done.returncode == code, (words, done.stderr)
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, text: str, nom: str = "candidature.toml") -> None:
        """Write a file, its folders too."""
        path = self.folder / nom
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def commit(self, le: str, sujet: str = "un pas", auteur: str = "Alix") -> str:
        """Commit everything as somebody, on a day (AAAA-MM-JJ), at nine in Paris; the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", sujet, env=self.qui(le, auteur))
        return self.git("rev-parse", "HEAD")

    def qui(self, le: str, auteur: str = "Alix") -> dict[str, str]:
        """The environment of who commits on a day."""
        moment = f"{le}T09:00:00+02:00"
        return {"GIT_AUTHOR_NAME": auteur, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}

    def step(self, le: str, text: str, sujet: str = "un pas", nom: str = "candidature.toml") -> str:
        """Write a file, and commit it."""
        self.write(text, nom)
        return self.commit(le, sujet)


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_", "SEGURCTL_"))]:
        if name != "SEGURCTL_SCREENS":
            monkeypatch.delenv(name)
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_EMAIL": "alix@exemple.fr",
        "GIT_COMMITTER_NAME": "Alix",
        "GIT_COMMITTER_EMAIL": "alix@exemple.fr",
        "XDG_CACHE_HOME": NO_CACHE,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def depot(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "dépôt d'essai")


@pytest.fixture
def segurctl(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], depot: Repository) -> Segurctl:
    """A function that runs one command line in the repository, or in a folder given, on the day of the tests."""

    def call(*args: str, cwd: Path | None = None) -> Ended:
        monkeypatch.chdir(cwd or depot.folder)
        capsys.readouterr()
        code = main([args[0], "--today", TODAY, *args[1:]])
        return Ended(code, *capsys.readouterr())

    return call
