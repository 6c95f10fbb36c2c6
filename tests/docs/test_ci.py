"""What a team copies to plug segurctl in: the hook of pre-commit, the files of CI, and the page that tells of them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from segurctl.candidature.discover import find_all
from support import MINIMAL, run, settled_environment

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"
BIN = Path(sys.executable).parent


def yaml(path: Path) -> Any:
    """The data of a YAML file."""
    return YAML(typ="safe").load(path)


HOOK = yaml(ROOT / ".pre-commit-hooks.yaml")[0]
QUI = ("-c", "user.name=Alix", "-c", "user.email=alix@exemple.fr")
COMPANIES = {"editeur.toml", "candidatures/editeur.toml", "produits/editeur.toml"}
PATHS = (
    *sorted(COMPANIES),
    ".cache/editeur.toml",
    "mon-editeur.toml",
    "candidature.toml",
    "julie.candidature.toml",
    ".candidature.toml",
    ".julie.candidature.toml",
    "pyproject.toml",
    "candidature.toml.bak",
    "ma-candidature.toml",
    "candidatures/julie.toml",
    "candidatures/.julie.toml",
    "candidatures/notes.md",
    "candidatures/sous/julie.toml",
    "candidatures/candidature.toml",
    "candidatures/sous/candidature.toml",
    "candidatures/sous/b.candidature.toml",
    "produits/julie/candidature.toml",
    "produits/julie/julie.candidature.toml",
    "produits/candidatures/ordo.toml",
    "mes-candidatures/julie.toml",
    ".cache/candidature.toml",
    ".cache/candidatures/julie.toml",
    "produits/.caché/candidature.toml",
    "produits/é à ü/candidature.toml",
)


def test_the_hook_is_given_the_files_that_discovery_finds_and_no_other(tmp_path: Path) -> None:
    for name in PATHS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(MINIMAL, encoding="utf-8")
    found = {path.relative_to(tmp_path).as_posix() for path in find_all([tmp_path], tmp_path)}
    given = {name for name in PATHS if re.search(HOOK["files"], name) and not re.search(HOOK["exclude"], name)}
    assert given == found | COMPANIES
    assert 8 <= len(found) < len(PATHS)


def test_what_the_hook_runs_fails_on_a_file_that_does_not_stand(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text(MINIMAL + '\n[psc]\ndatapass_demande = "H1"\n', encoding="utf-8")
    program, *words = HOOK["entry"].split()
    assert program == "segurctl"
    assert run(*words, "candidature.toml", cwd=tmp_path).code == 1


def test_the_configuration_to_copy_names_a_hook_that_exists() -> None:
    [repo] = yaml(CI / "pre-commit.yaml")["repos"]
    assert [one["id"] for one in repo["hooks"]] == [HOOK["id"]]


@pytest.mark.parametrize(("name", "schema"), [("github.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")])
def test_the_file_to_copy_is_what_the_forge_reads(name: str, schema: str) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(CI / name)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def steps(name: str) -> list[str]:
    """The lines that a CI file runs."""
    data = yaml(CI / name)
    if name == "gitlab.yml":
        return [str(one) for one in data["segurctl"]["script"]]
    return [one["run"] for one in data["jobs"]["check"]["steps"] if "run" in one]


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
@pytest.mark.parametrize(("today", "fails"), [("2026-01-20", True), ("2026-06-10", False)])
def test_the_job_to_copy_runs_and_fails_when_it_should(name: str, today: str, *, fails: bool, tmp_path: Path) -> None:
    """Its own lines, in a shell that stops at the first failure, as a runner's does."""
    shutil.copytree(ROOT / "examples" / ("pieges" if fails else "referencee"), tmp_path / "produit")
    for words in ("init --quiet", "add --all", "commit --quiet -m base", "update-ref refs/remotes/origin/main HEAD"):
        subprocess.run(["git", *QUI, *words.split()], cwd=tmp_path / "produit", check=True)
    lines = [line for line in steps(name) if not line.startswith("pip install")]
    assert len(lines) < len(steps(name)), "it installs segurctl"
    environment = settled_environment() | {
        "PATH": f"{BIN}:/usr/bin:/bin",
        "SEGURCTL_TODAY": today,
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "CI": "true",
    }
    codes = [
        subprocess.run(["bash", "-ec", line], cwd=tmp_path / "produit", env=environment, check=False).returncode
        for line in lines
    ]
    assert max(codes) == (1 if fails else 0)
    if name == "gitlab.yml":
        artifacts = yaml(CI / name)["segurctl"]["artifacts"]["reports"]
        assert bool(json.loads((tmp_path / "produit" / artifacts["codequality"]).read_text("utf-8"))) is fails
        assert "<testsuite" in (tmp_path / "produit" / artifacts["junit"]).read_text("utf-8")
    else:
        assert (tmp_path / "summary.md").read_text("utf-8").startswith("## segurctl check")


def test_the_schemas_of_the_page_are_schemas() -> None:
    for path in (ROOT / "docs" / "schemas").glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
