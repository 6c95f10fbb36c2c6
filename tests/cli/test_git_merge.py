"""A candidature in git: branches that fill different parts of it merge, and a review shows what was done."""

import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from segurctl.candidature.model import Candidature
from segurctl.candidature.read import read_candidature
from segurctl.errors import ExitCode
from segurctl.parcours.load import load_parcours
from support import TODAY, Ended

Segurctl = Callable[..., Ended]

NAME = "candidature.toml"
DECLARED = [etape.id for etape in load_parcours().etapes.values() if not etape.derive]
NEIGHBOURS = list(pairwise(DECLARED))


class Repository:
    """A repository with a candidature made by `segurctl init`, and branches of it."""

    def __init__(self, folder: Path, segurctl: Segurctl) -> None:
        self.folder = folder
        self.segurctl = segurctl

    def git(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *args], cwd=self.folder, capture_output=True, check=False, text=True)

    def do(self, *args: str) -> None:
        """Run a segurctl command that succeeds."""
        ended = self.segurctl(*args, "--today", TODAY)
        assert ended.code == ExitCode.OK, ended.err

    def commit(self) -> None:
        done = self.git("commit", "--quiet", "--all", "--message", "une étape")
        assert done.returncode == 0, done.stdout + done.stderr

    def merge(self, one: list[list[str]], other: list[list[str]]) -> subprocess.CompletedProcess[str]:
        """Do some commands on `main`, others on a branch from the same place, and merge the branch."""
        self.git("switch", "--quiet", "--create", "branche")
        for command in other:
            self.do(*command)
        self.commit()
        self.git("switch", "--quiet", "main")
        for command in one:
            self.do(*command)
        self.commit()
        return self.git("merge", "--quiet", "--no-edit", "branche")

    def numstat(self) -> str:
        """Lines added and removed since the last commit."""
        return self.git("diff", "--numstat").stdout.replace("\t", " ").strip()

    @property
    def file(self) -> Path:
        return self.folder / NAME

    @property
    def candidature(self) -> Candidature:
        return read_candidature(self.file, load_parcours()).candidature

    def statut(self, etape: str) -> str | None:
        plateforme, _, nom = etape.partition(".")
        return self.candidature.etapes[plateforme][nom].statut


@pytest.fixture
def repository(tmp_path: Path, segurctl: Segurctl, settled_git: None) -> Iterator[Repository]:
    made = Repository(tmp_path, segurctl)
    assert made.git("init", "--quiet", "--initial-branch=main").returncode == 0
    made.do("init", "produit.nom=Julie", "produit.dispositif=LGC", "produit.version=3", "editeur.siren=732829320")
    made.git("add", NAME)
    made.commit()
    yield made
    assert made.git("fsck", "--no-progress").returncode == 0


def assert_clean(merged: subprocess.CompletedProcess[str]) -> None:
    assert merged.returncode == 0, merged.stdout + merged.stderr


# --- branches ---


def test_branches_that_mark_distant_etapes_merge(repository: Repository) -> None:
    assert_clean(repository.merge([["mark", "isc.mandataire", "valide"]], [["mark", "psc.datapass", "soumis"]]))
    assert (repository.statut("isc.mandataire"), repository.statut("psc.datapass")) == ("valide", "soumis")


@pytest.mark.parametrize(("one", "other"), [NEIGHBOURS[0], NEIGHBOURS[len(NEIGHBOURS) // 2], NEIGHBOURS[-1]])
def test_branches_that_mark_neighbours_in_the_file_merge(repository: Repository, one: str, other: str) -> None:
    assert_clean(repository.merge([["mark", one, "en-cours"]], [["mark", other, "soumis"]]))
    assert (repository.statut(one), repository.statut(other)) == ("en-cours", "soumis")


def test_a_branch_that_marks_every_other_etape_merges_with_one_that_marks_the_rest(repository: Repository) -> None:
    even, odd = DECLARED[::2], DECLARED[1::2]
    assert_clean(repository.merge([["mark", *even, "en-cours"]], [["mark", *odd, "soumis"]]))
    assert {repository.statut(etape) for etape in even} == {"en-cours"}
    assert {repository.statut(etape) for etape in odd} == {"soumis"}


def test_branches_that_set_champs_of_different_tables_merge(repository: Repository) -> None:
    assert_clean(repository.merge([["set", "produit.nil=JUL895988"]], [["set", "editeur.nie=EDI347461"]]))
    held = repository.candidature
    assert (held.produit.nil, held.editeur.nie) == ("JUL895988", "EDI347461")


def test_branches_that_set_champs_of_a_table_on_either_side_of_one_that_is_there_merge(repository: Repository) -> None:
    assert_clean(repository.merge([["set", "produit.nil=JUL895988"]], [["set", "produit.responsable=Direction"]]))
    held = repository.candidature.produit
    assert (held.nil, held.responsable) == ("JUL895988", "Direction")


def test_branches_that_make_different_tables_merge(repository: Repository) -> None:
    assert_clean(repository.merge([["set", "psc.datapass_demande=D12345"]], [["set", "referencement.numero=R1"]]))
    held = repository.candidature
    assert (held.psc.datapass_demande, held.referencement.numero) == ("D12345", "R1")


def test_a_branch_that_sets_a_champ_merges_with_one_that_marks_an_etape(repository: Repository) -> None:
    assert_clean(repository.merge([["set", "produit.nil=JUL895988"]], [["mark", "cnda.logiciel", "valide"]]))
    assert (repository.candidature.produit.nil, repository.statut("cnda.logiciel")) == ("JUL895988", "valide")


def test_branches_that_tick_actions_of_different_etapes_merge(repository: Repository) -> None:
    assert_clean(repository.merge([["tick", "isc.mandataire/kbis"]], [["tick", "psc.datapass/proconnect"]]))
    etapes = repository.candidature.etapes
    assert list(etapes["isc"]["mandataire"].actions) == ["kbis"]
    assert list(etapes["psc"]["datapass"].actions) == ["proconnect"]


def test_branches_that_do_the_same_thing_merge(repository: Repository) -> None:
    same = [["mark", "psc.datapass", "soumis"], ["set", "produit.nil=JUL895988"]]
    assert_clean(repository.merge(same, same))
    assert repository.statut("psc.datapass") == "soumis"


def test_a_branch_in_crlf_merges_too(repository: Repository) -> None:
    repository.file.write_bytes(repository.file.read_bytes().replace(b"\n", b"\r\n"))
    repository.commit()
    assert_clean(repository.merge([["mark", "isc.mandataire", "valide"]], [["mark", "isc.equipe", "en-cours"]]))
    assert (repository.statut("isc.mandataire"), repository.statut("isc.equipe")) == ("valide", "en-cours")
    assert repository.file.read_bytes().count(b"\n") == repository.file.read_bytes().count(b"\r\n")


# --- what plain git cannot merge: it says so, and nothing is lost ---


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (["set", "produit.nil=JUL895988"], ["set", "produit.referencee_vague1=oui"], ["JUL895988", "true"]),
        (["tick", "psc.datapass/profil"], ["tick", "psc.datapass/proconnect"], ["profil", "proconnect"]),
        (
            ["set", "cnda.demandes.dmp.teleservice=DMP"],
            ["set", "cnda.demandes.insi.teleservice=INSi"],
            ["DMP", "INSi"],
        ),
    ],
    ids=["two champs that follow the same one", "two actions of an étape", "two demandes"],
)
def test_two_additions_at_the_same_place_are_a_conflict_that_keeping_both_settles(
    repository: Repository, one: list[str], other: list[str], values: list[str]
) -> None:
    assert repository.merge([one], [other]).returncode == 1
    lines = repository.file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>")))
    assert kept != "".join(lines)
    repository.file.write_text(kept, encoding="utf-8")
    assert repository.candidature.produit.nom == "Julie"
    assert [value for value in values if value not in kept] == []


def test_a_file_with_the_marks_of_a_conflict_is_said_to_be_no_toml_at_their_line(repository: Repository) -> None:
    merged = repository.merge([["mark", "psc.datapass", "soumis"]], [["mark", "psc.datapass", "valide"]])
    assert merged.returncode == 1
    text = repository.file.read_text(encoding="utf-8")
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    for command in (["status"], ["set", "produit.nil=JUL895988"]):
        ended = repository.segurctl(*command, "--today", TODAY)
        assert (ended.code, ended.out) == (ExitCode.USAGE, "")
        assert ended.err.startswith(f"{NAME}:{line}:1: ")
        assert ended.err.count("\n") == 1
    assert repository.file.read_text(encoding="utf-8") == text
    repository.git("merge", "--abort")


# --- reviews ---


@pytest.mark.parametrize(
    ("commands", "changed"),
    [
        ([["mark", "psc.datapass", "soumis"]], "2 1"),
        ([["mark", "psc.datapass", "soumis", "--note", "Envoyé par le contact technique"]], "3 1"),
        ([["mark", "isc.mandataire", "isc.equipe", "valide"]], "4 2"),
        ([["tick", "psc.datapass/proconnect"]], "1 0"),
        ([["tick", "psc.datapass/proconnect"], ["tick", "psc.datapass/proconnect", "--undo"]], ""),
        ([["set", "produit.version=4"]], "1 1"),
        ([["set", "produit.nil=JUL895988"]], "1 0"),
        ([["set", "psc.datapass_demande=D12345"]], "3 0"),
        ([["set", "psc.datapass_demande=D12345"], ["unset", "psc"]], ""),
        ([["set", "produit.nil=JUL895988"], ["unset", "produit.nil"]], ""),
        ([["set", "produit.version=3"]], ""),
        ([["mark", "psc.datapass", "a-faire"]], ""),
        ([["mark", "psc.datapass", "soumis", "--dry-run"], ["set", "produit.nil=X1", "--dry-run"]], ""),
    ],
    ids=lambda value: " ; ".join(" ".join(command) for command in value) if isinstance(value, list) else None,
)
def test_a_review_shows_the_lines_that_had_to_change_and_no_other(
    repository: Repository, commands: list[list[str]], changed: str
) -> None:
    for command in commands:
        repository.do(*command)
    assert repository.numstat() == (f"{changed} {NAME}" if changed else "")


def test_marking_again_changes_the_lines_of_the_first_mark(repository: Repository) -> None:
    repository.do("mark", "psc.datapass", "soumis", "--le", "2025-10-02")
    repository.commit()
    repository.do("mark", "psc.datapass", "valide", "--le", "2025-10-16")
    assert repository.numstat() == f"2 2 {NAME}"


def test_marking_the_same_again_changes_nothing(repository: Repository) -> None:
    repository.do("mark", "psc.datapass", "soumis", "--le", "2025-10-02")
    repository.commit()
    repository.do("mark", "psc.datapass", "soumis", "--le", "2025-10-02")
    assert repository.numstat() == ""


def test_a_dry_run_prints_a_patch_that_git_applies(repository: Repository) -> None:
    patch = repository.segurctl("mark", "psc.datapass", "soumis", "--today", TODAY, "--dry-run").out
    (repository.folder / "essai.patch").write_text(patch, encoding="utf-8")
    applied = repository.git("apply", "essai.patch")
    assert applied.returncode == 0, applied.stderr
    assert repository.statut("psc.datapass") == "soumis"


def test_a_commit_of_an_update_has_no_stray_file(repository: Repository) -> None:
    repository.do("set", "produit.nil=JUL895988")
    assert repository.git("status", "--porcelain").stdout == f" M {NAME}\n"
