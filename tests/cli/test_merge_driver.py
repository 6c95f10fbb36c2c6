"""`segurctl merge-driver`: installed in one clone, run by git itself, and what it says of conflicts."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from merging import Pair, fault, git_merge_file, init_text, loads, resolved, seeded, some_pair
from segurctl.candidature.merge import texts
from segurctl.errors import ExitCode
from support import Ended, foreign_words, run

Segurctl = Callable[..., Ended]

NAME = "candidature.toml"
PAIRS = 30  # that plain git does not merge: each is a merge of git's own, and a process of segurctl
DATAPASS = '[etapes.psc.datapass]\nstatut = "a-faire"\n'
ATTRIBUTES = "candidature.toml merge=segurctl\n"


class Repository:
    """A repository of git, whose commits are made from texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, cwd: Path | None = None, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", *words], cwd=cwd or self.folder, input=given, capture_output=True, check=False)

    def done(self, *words: str, cwd: Path | None = None, given: bytes = b"") -> str:
        ended = self.git(*words, cwd=cwd, given=given)
        assert ended.returncode == 0, ended.stderr.decode()
        return ended.stdout.decode().strip()

    def commit(self, text: str, *parents: str, name: str = NAME) -> str:
        """A commit that holds a candidature and nothing else."""
        blob = self.done("hash-object", "-w", "--stdin", given=text.encode())
        tree = self.done("mktree", given=f"100644 blob {blob}\t{name}\n".encode())
        above = [word for parent in parents for word in ("-p", parent)]
        return self.done("commit-tree", tree, *above, "-m", "une version")

    def merge(self, pair: Pair, name: str = NAME) -> subprocess.CompletedProcess[bytes]:
        """Merge two versions of a file with `git merge`."""
        base = self.commit(pair.base, name=name)
        ours, theirs = (self.commit(text, base, name=name) for text in (pair.ours, pair.theirs))
        self.done("checkout", "--quiet", "--force", "--detach", ours)
        return self.git("merge", "--no-edit", theirs)

    def text(self, name: str = NAME) -> str:
        return (self.folder / name).read_bytes().decode()

    def config(self) -> str:
        return self.git("config", "--local", "--get-regexp", r"^merge\.").stdout.decode()

    @property
    def attributes(self) -> Path:
        return self.folder / ".git" / "info" / "attributes"


@pytest.fixture
def repository(tmp_path: Path, settled_git: None) -> Iterator[Repository]:
    folder = tmp_path / "le dépôt"
    folder.mkdir()
    made = Repository(folder)
    made.attributes.unlink(missing_ok=True)
    yield made
    assert made.git("fsck", "--no-progress").returncode == 0


@pytest.fixture
def installed(repository: Repository, segurctl: Segurctl) -> Repository:
    assert segurctl("merge-driver", "--install", cwd=repository.folder).code == ExitCode.OK
    return repository


def ticked(*actions: str) -> str:
    return init_text().replace(DATAPASS, DATAPASS + "".join(f"actions.{one} = 2025-09-29\n" for one in actions))


TICKS = Pair(init_text(), ticked("profil"), ticked("proconnect"))
MARKS = Pair(
    *(init_text().replace(DATAPASS, DATAPASS.replace("a-faire", word)) for word in ("a-faire", "soumis", "valide"))
)


# --- merging ---


def test_git_merges_with_it_what_it_does_not_merge_alone(installed: Repository) -> None:
    merged = installed.merge(TICKS)
    assert merged.returncode == 0, merged.stdout
    assert loads(installed.text()) == loads(ticked("profil", "proconnect"))
    assert installed.done("status", "--porcelain") == ""


def test_git_and_the_driver_are_right_about_random_pairs(installed: Repository) -> None:
    faults, seed, tried = [], 5000, 0
    while tried < PAIRS:
        pair, seed = some_pair(seeded(seed)), seed + 1
        if git_merge_file(pair)[0]:
            continue
        tried += 1
        ended = installed.merge(pair)
        assert ended.returncode in (0, 1), ended.stderr
        if said := fault(pair, ended.returncode == 0, installed.text()):
            faults.append(f"{seed - 1}: {said}")
        installed.git("merge", "--abort")
    assert faults == []


def test_a_conflict_is_left_marked_and_said_in_one_line(installed: Repository) -> None:
    ended = installed.merge(MARKS)
    assert ended.returncode == 1
    assert resolved(installed.text(), 0) == MARKS.ours
    assert resolved(installed.text(), 1) == MARKS.theirs
    said = 'candidature.toml: conflit sur etapes.psc.datapass.statut : "soumis" ici, "valide" dans l\'autre version'
    assert said in ended.stderr.decode()
    assert installed.done("status", "--porcelain") == f"UU {NAME}"
    installed.done("merge", "--abort")
    assert installed.text() == MARKS.ours


@pytest.mark.parametrize("name", ["l'a b.candidature.toml", "-v.candidature.toml", "é $HOME.candidature.toml"])
def test_any_name_of_a_file_will_do(installed: Repository, name: str) -> None:
    assert installed.merge(TICKS, name).returncode == 0
    assert loads(installed.text(name)) == loads(ticked("profil", "proconnect"))


def test_it_runs_where_no_path_leads_to_segurctl(installed: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert installed.merge(TICKS).returncode == 0


def test_nothing_of_the_merged_folder_is_run(installed: Repository) -> None:
    for name in ("segurctl.py", "typer.py", "sitecustomize.py"):
        (installed.folder / name).write_text("raise SystemExit('pris')\n", encoding="utf-8")
    assert installed.merge(TICKS).returncode == 0


def test_a_driver_that_is_gone_leaves_a_conflict_and_our_file(installed: Repository) -> None:
    installed.done("config", "--local", "merge.segurctl.driver", "/nulle/part/python -m segurctl %O %A %B %P")
    assert installed.merge(TICKS).returncode == 1
    assert installed.text() == TICKS.ours
    assert installed.done("status", "--porcelain") == f"UU {NAME}"


def test_other_files_are_merged_as_git_does(installed: Repository) -> None:
    assert installed.merge(TICKS, "autre.toml").returncode == 1


def test_a_rebase_and_a_cherry_pick_merge_with_it_too(installed: Repository) -> None:
    base = installed.commit(TICKS.base)
    ours, theirs = (installed.commit(text, base) for text in (TICKS.ours, TICKS.theirs))
    for words in (["rebase", "--quiet", theirs], ["cherry-pick", theirs]):
        installed.done("checkout", "--quiet", "--force", "--detach", ours)
        installed.done(*words)
        assert loads(installed.text()) == loads(ticked("profil", "proconnect"))


def test_branches_that_crossed_are_merged_through_the_merge_of_their_bases(installed: Repository) -> None:
    base = installed.commit(init_text())
    one, other = (installed.commit(ticked(action), base) for action in ("profil", "proconnect"))
    both = ticked("profil", "proconnect")
    ours = installed.commit(both.replace('"Julie"', '"Jules"'), one, other)
    theirs = installed.commit(both.replace('version = "3"', 'version = "4"'), other, one)
    installed.done("checkout", "--quiet", "--force", "--detach", ours)
    installed.done("merge", "--no-edit", theirs)
    assert loads(installed.text())["produit"] == {"nom": "Jules", "dispositif": "LGC", "version": "4"}


# --- by itself ---


def files(folder: Path, *texts: str) -> list[Path]:
    made = [folder / name for name in (".merge_O", ".merge_A", ".merge_B")]
    for path, text in zip(made, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def test_what_it_writes_keeps_the_mode_of_the_file(tmp_path: Path, segurctl: Segurctl) -> None:
    base, ours, theirs = files(tmp_path, *TICKS)
    ours.chmod(0o640)
    assert segurctl("merge-driver", base, ours, theirs, NAME) == (0, "", "")
    assert (ours.stat().st_mode & 0o777) == 0o640
    assert loads(ours.read_text(encoding="utf-8")) == loads(ticked("profil", "proconnect"))


def test_older_gits_that_give_no_labels_get_the_usual_ones(tmp_path: Path, segurctl: Segurctl) -> None:
    base, ours, theirs = files(tmp_path, "a = 1\n", "a = 2\n", "a = 3\n")
    words = ["--marker-size=9", "--ours-label=%X", "--theirs-label=branche"]
    assert segurctl("merge-driver", *words, "--", base, ours, theirs, NAME).code == ExitCode.FINDINGS
    expected = "<<<<<<<<< ours\na = 2\n=========\na = 3\n>>>>>>>>> branche\n"
    assert ours.read_text(encoding="utf-8") == expected


def test_a_conflict_on_a_secret_shows_neither_value(tmp_path: Path, segurctl: Segurctl) -> None:
    made = files(tmp_path, "", *(f'[psc]\nclient_secret = "{one}bcd1234efgh5678XYZ"\n' for one in "AQ"))
    ended = segurctl("merge-driver", *made, NAME)
    assert ended.code == ExitCode.FINDINGS
    assert "bcd1234" not in ended.err


@pytest.mark.parametrize(
    ("added", "proposed"),
    [
        ([f"# c{one % 7}" for one in range(60_000)], [f"# c{one % 5}" for one in range(60_000)]),
        ([f'[preuves."X/{one}"]' for one in range(45_000)], ["[produit]", 'nom = "x"']),
    ],
    ids=["comments", "tables"],
)
def test_what_is_no_candidature_is_left_whole_to_a_person(
    tmp_path: Path, segurctl: Segurctl, added: list[str], proposed: list[str]
) -> None:
    """To merge it would take minutes, or hours: who pulls a branch waits for neither."""
    base, ours, theirs = files(
        tmp_path, "a = 1\n", "\n".join(["a = 1", *added, ""]), "\n".join(["a = 1", *proposed, ""])
    )
    sides = [one.read_text(encoding="utf-8") for one in (ours, theirs)]
    assert segurctl("merge-driver", base, ours, theirs, NAME).code == ExitCode.FINDINGS
    assert ours.read_text(encoding="utf-8") == f"<<<<<<< ours\n{sides[0]}=======\n{sides[1]}>>>>>>> theirs\n"


@pytest.mark.parametrize("size", ["1000000000", "9" * 5000, "-1", "x", "", "0"])
def test_marks_are_never_longer_than_somebody_can_have_meant(tmp_path: Path, segurctl: Segurctl, size: str) -> None:
    """Their length comes from the attributes of the repository, which anybody may propose."""
    base, ours, theirs = files(tmp_path, "a = 1\n", "a = 2\n", "a = 3\n")
    ended = segurctl("merge-driver", f"--marker-size={size}", "--", base, ours, theirs, NAME)
    assert ended.code == ExitCode.FINDINGS
    assert ours.read_text(encoding="utf-8").startswith("<<<<<<< ours\n")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("a = 1\n", "", "a = 2\n"), "conflit sur a : rien ici, 2 dans l'autre version"),
        (
            ('[preuves.A]\nlien = "x"\n', '[preuves.A]\nlien = "y"\n', '[preuves.A]\nlien = "x"\nremarque = "r"\n'),
            'conflit sur preuves.A : { lien = "y" } ici, { lien = "x", remarque = "r" } dans l\'autre version',
        ),
        (
            (
                "",
                '[[acceptations]]\nregle = "R"\ncible = "c"\n',
                '[[acceptations]]\nregle = "R"\ncible = "c"\nmotif = "m"\n',
            ),
            'conflit sur acceptations."R c" : { regle = "R", cible = "c" } ici',
        ),
        (("a = 1\n", "a = 2\n", "a = = 3\n"), "fusion à terminer à la main"),
        (("a = 1\n", f'a = "{"x" * 500}"\n', "a = 2\n"), f'conflit sur a : "{"x" * 60}…" ici, 2'),
        (("a = 1\n", 'a = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"\n', "a = 2\n"), 'a : "‹masqué›" ici, 2'),
    ],
    ids=["removed", "a proof", "an acceptation", "no TOML", "long", "a secret"],
)
def test_a_conflict_is_told_in_a_few_words(
    tmp_path: Path, segurctl: Segurctl, texts: tuple[str, str, str], said: str
) -> None:
    ended = segurctl("merge-driver", *files(tmp_path, *texts), "dossier/candidature.toml")
    assert (ended.code, ended.out) == (ExitCode.FINDINGS, "")
    assert ended.err.startswith("dossier/candidature.toml: ")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert not foreign_words(ended.err)


def test_a_crash_leaves_both_sides_for_a_person(
    tmp_path: Path, segurctl: Segurctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(texts, "merge_data", broken)
    base, ours, theirs = files(tmp_path, *TICKS)
    ended = segurctl("merge-driver", base, ours, theirs, NAME)
    assert ended.code == ExitCode.INTERNAL
    left = ours.read_text(encoding="utf-8")
    assert (resolved(left, 0), resolved(left, 1)) == (TICKS.ours, TICKS.theirs)


@pytest.mark.parametrize("words", [[], ["a", "b", "c"], ["--install", "--uninstall"], ["--install", "a"]])
def test_it_is_for_git_to_run(tmp_path: Path, segurctl: Segurctl, words: list[str]) -> None:
    ended = segurctl("merge-driver", *words)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "segurctl merge-driver --install" in ended.err


def test_files_that_are_not_there_are_said(tmp_path: Path, segurctl: Segurctl) -> None:
    ended = segurctl("merge-driver", "a", "b", "c", NAME)
    assert (ended.code, ended.err) == (
        ExitCode.USAGE,
        "a: lecture impossible : le fichier ou le dossier n'existe pas\n",
    )


# --- installing ---


def test_installing_writes_the_settings_of_this_clone_and_no_file_that_is_shared(
    repository: Repository, segurctl: Segurctl, tmp_path: Path
) -> None:
    ended = segurctl("merge-driver", "--install", cwd=repository.folder)
    assert str(repository.attributes) in ended.out
    assert "  candidature.toml merge=segurctl\n" in ended.out
    assert repository.config().splitlines()[1].startswith(f"merge.segurctl.driver {sys.executable} -P -m segurctl ")
    assert ATTRIBUTES in repository.attributes.read_text(encoding="utf-8")
    assert repository.done("status", "--porcelain") == ""
    for path in (
        "candidature.toml",
        "a/b.candidature.toml",
        "a/candidatures/c.toml",
        "candidatures/d.toml",
        "editeur.toml",
    ):
        assert repository.done("check-attr", "merge", path).endswith(": segurctl")
    assert repository.done("check-attr", "merge", "pyproject.toml").endswith(": unspecified")


def test_installing_again_changes_nothing_and_uninstalling_leaves_what_was_there(
    repository: Repository, segurctl: Segurctl
) -> None:
    before = b"*.bin -text\n\xff.toml diff"
    repository.attributes.parent.mkdir(exist_ok=True)
    repository.attributes.write_bytes(before)
    repository.done("config", "--local", "merge.autre.driver", "vrai")
    segurctl("merge-driver", "--install", cwd=repository.folder)
    held = repository.attributes.read_bytes(), repository.config()
    assert held[0].startswith(before + b"\n")
    segurctl("merge-driver", "--install", cwd=repository.folder)
    assert (repository.attributes.read_bytes(), repository.config()) == held
    for _ in range(2):
        assert segurctl("merge-driver", "--uninstall", cwd=repository.folder).code == ExitCode.OK
        assert repository.attributes.read_bytes() == before + b"\n"
        assert repository.config() == "merge.autre.driver vrai\n"


def test_installing_works_from_a_subfolder_and_for_linked_worktrees(
    repository: Repository, segurctl: Segurctl, tmp_path: Path
) -> None:
    repository.done("checkout", "--quiet", "--force", "--detach", repository.commit(TICKS.base))
    linked = tmp_path / "autre arbre"
    repository.done("worktree", "add", "--quiet", "--detach", str(linked))
    (linked / "sous dossier").mkdir()
    assert segurctl("merge-driver", "--install", cwd=linked / "sous dossier").code == ExitCode.OK
    assert ATTRIBUTES in repository.attributes.read_text(encoding="utf-8")
    assert repository.merge(TICKS).returncode == 0
    ours, theirs = (repository.done("rev-parse", name) for name in ("HEAD^1", "HEAD^2"))
    repository.done("checkout", "--quiet", "--detach", ours, cwd=linked)
    repository.done("merge", "--no-edit", theirs, cwd=linked)


def test_installing_outside_a_repository_is_refused(tmp_path: Path, segurctl: Segurctl, settled_git: None) -> None:
    ended = segurctl("merge-driver", "--install", cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "pas dans un dépôt git" in ended.err


def test_attributes_that_are_a_link_are_left_alone(repository: Repository, segurctl: Segurctl, tmp_path: Path) -> None:
    shared = tmp_path / "partagés"
    shared.write_text("", encoding="utf-8")
    repository.attributes.parent.mkdir(exist_ok=True)
    repository.attributes.symlink_to(shared)
    assert segurctl("merge-driver", "--install", cwd=repository.folder).code == ExitCode.USAGE
    assert shared.read_text(encoding="utf-8") == ""
    assert repository.config() == ""
    repository.attributes.unlink()


def test_it_is_not_in_the_help(tmp_path: Path) -> None:
    assert "merge-driver" not in run("--help", cwd=tmp_path).out
    assert "--install" in run("merge-driver", "--help", cwd=tmp_path, env=dict(os.environ)).out
