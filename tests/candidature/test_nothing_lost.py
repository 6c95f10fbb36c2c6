"""Nothing lost: many writers at once, kills at any instant, a full disk, links, odd permissions."""

import errno
import fcntl
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
import tomli

from segurctl.candidature import lock, replace
from segurctl.candidature.discover import EDITEUR
from segurctl.candidature.read import CandidatureFile
from segurctl.candidature.write import Beside, create, update
from segurctl.errors import ExitCode, SegurctlError
from segurctl.parcours.load import load_parcours
from support import MINIMAL, TODAY, contents, foreign_words, run, settled_environment

WRITERS = Path(__file__).with_name("writers.py")
RENAMED = MINIMAL.replace('"Julie"', '"Juliette"')
OTHER = 12345  # a group that nobody here is in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "candidature.toml"
    file.write_text(MINIMAL, encoding="utf-8")
    return file


def renamed(file: CandidatureFile) -> str:
    return file.text.replace('"Julie"', '"Juliette"')


def rename(path: Path) -> None:
    update(path, load_parcours(), renamed, dry_run=False)


def refusal(action: Callable[[], object]) -> SegurctlError:
    with pytest.raises(SegurctlError) as caught:
        action()
    assert not foreign_words(caught.value.message)
    return caught.value


def assert_untouched(path: Path) -> None:
    """The file is the old one byte for byte, and nothing was left beside it."""
    assert contents(path.parent) == {path.name: MINIMAL.encode()}


def seen_by(story: str, folder: Path) -> Any:
    """What `writers.py` saw."""
    done = subprocess.run(
        [sys.executable, WRITERS, story, folder],
        env={**settled_environment(), "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


# --- many at once ---


def test_two_hundred_ticks_started_at_once_are_all_there(path: Path) -> None:
    """In the files of two products, and in that of their company, which the étapes of both share."""
    ends = seen_by("company", path.parent)
    assert Counter(code for _, code in ends) == {ExitCode.OK: 200}
    another = "ordo.candidature.toml"
    held: dict[str, set[str]] = {}
    for name in contents(path.parent):
        etapes = tomli.loads((path.parent / name).read_text(encoding="utf-8"))["etapes"]
        held[name] = {
            f"{p}.{n}/{one}" for p, noms in etapes.items() for n, etape in noms.items() for one in etape["actions"]
        }
    assert sorted(held) == [path.name, EDITEUR, another]
    parcours, asked = load_parcours(), {(words[1], words[3]) for words, _ in ends}
    siennes = {one for one, _ in asked if parcours.etapes[one.partition("/")[0]].portee == "editeur"}
    assert held[EDITEUR] == siennes
    assert held[path.name] == {one for one, name in asked if name == path.name} - siennes
    assert held[another] == {one for one, name in asked if name == another}
    assert sum(map(len, held.values())) == len(asked) == 200


class Clock:
    """A time that passes only while somebody sleeps, and what happens meanwhile."""

    def __init__(self, meanwhile: Callable[[int], object] = lambda _step: None) -> None:
        self.now = 0.0
        self.steps = 0
        self.meanwhile = meanwhile

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.steps += 1
        self.meanwhile(self.steps)


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """The lock of a folder, in the hands of somebody else."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def test_a_queue_that_advances_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(path.parent) as descriptor:

        def another_writes(step: int) -> None:
            os.utime(path.parent, ns=(0, step))
            if step == 3000:
                fcntl.flock(descriptor, fcntl.LOCK_UN)

        clock = Clock(another_writes)
        monkeypatch.setattr(lock, "time", clock)
        rename(path)
    assert clock.now > 5 * lock._PATIENCE
    assert path.read_text(encoding="utf-8") == RENAMED


@pytest.mark.parametrize(
    ("meanwhile", "patience"),
    [(lambda _folder, _step: None, lock._PATIENCE), (lambda folder, step: os.utime(folder, ns=(0, step)), lock._MOST)],
    ids=["nothing moves", "what moves has nothing to do with it"],
)
def test_who_never_lets_go_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Path, int], None], patience: float
) -> None:
    clock = Clock(lambda step: meanwhile(path.parent, step))
    monkeypatch.setattr(lock, "time", clock)
    with held(path.parent):
        error = refusal(lambda: rename(path))
    assert error.message == "un autre programme garde ce dossier"
    assert (error.path, error.hint) == (path.parent, "recommencez")
    assert patience < clock.now < patience + 1
    assert_untouched(path)


# --- killed ---


def assert_whole(seen: list[dict[str, Any]]) -> None:
    """The old file or the new one, with its mode, and a snapshot where it names one; the next write sweeps."""
    before = os.umask(0)
    os.umask(before)
    for one in seen:
        story, left, after = one["story"], one["left"], one["after"]
        mode = 0o666 & ~before if story == "create" else 0o640
        assert left["text"] in {"old", "new"}, one
        assert left["mode"] == (None if (story, left["text"]) == ("create", "old") else mode), one
        assert left["link"] == after["link"] == (story == "through a link"), one
        if "snapshot" in story and left["text"] == "new":
            assert left["snapshot"] in {"old", "new"}, one
        if "older" in story and left["text"] == "old":
            assert left["snapshot"] == "old", one  # the older file may rely on what it says
        assert (after["text"], after["mode"], after["litter"]) == ("new", mode, []), one
        assert after["snapshot"] == ("new" if "snapshot" in story else None), one


def test_a_writer_killed_at_any_line_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    seen = seen_by("each-line", tmp_path)
    assert_whole(seen)
    stories = {one["story"] for one in seen}
    assert len(stories) == 5
    for story in stories:  # the kills went through the whole of the write
        own = [one for one in seen if one["story"] == story]
        assert [one["code"] for one in own] == [-signal.SIGKILL] * (len(own) - 1) + [0]
        assert {one["left"]["text"] for one in own} == {"old", "new"}
        assert any(one["left"]["litter"] for one in own)


def test_writers_killed_at_random_leave_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    seen = seen_by("anywhere", tmp_path)
    assert len(seen) == 300
    assert_whole(seen)


def killed_at_rename(rank: int, *words: str, cwd: Path) -> None:
    """Run a command that is killed just before it renames a file for the time of that rank."""
    program = (
        "import os, signal, sys\n"
        "rename, count = os.replace, 0\n"
        "def replace(*paths):\n"
        "    global count\n"
        "    count += 1\n"
        f"    return os.kill(os.getpid(), signal.SIGKILL) if count == {rank} else rename(*paths)\n"
        "os.replace = replace\n"
        "from segurctl.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=cwd,
        env=settled_environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL


IMPORT = ("rem", "import", "REM.xlsx", "--today", "2026-01-20")


@pytest.fixture
def depot(path: Path) -> Path:
    """A repository with a candidature and a workbook."""
    (path.parent / ".git").mkdir()
    shutil.copy(Path(__file__).parents[2] / "examples" / "preuves" / "REM-EXEMPLE-Va2.xlsx", path.parent / "REM.xlsx")
    return path.parent


def releves(depot: Path) -> dict[str, bytes]:
    return contents(depot / "referentiels") if (depot / "referentiels").exists() else {}


@pytest.mark.parametrize("rank", [1, 2])
def test_a_first_import_that_is_killed_names_no_snapshot_that_is_not_there(depot: Path, rank: int) -> None:
    killed_at_rename(rank, *IMPORT, cwd=depot)
    assert contents(depot)["candidature.toml"] == MINIMAL.encode()
    assert "REM" not in run("check", "--today", "2026-01-20", cwd=depot).out
    assert run(*IMPORT, cwd=depot).code == ExitCode.OK
    assert "[rem]" in (depot / "candidature.toml").read_text(encoding="utf-8")
    assert [name for name in releves(depot) if name.endswith("-tmp")] == []


@pytest.mark.parametrize("rank", [1, 2])
def test_an_import_that_is_killed_is_done_again_as_if_nothing_had_been(depot: Path, rank: int) -> None:
    assert run(*IMPORT, cwd=depot).code == ExitCode.OK
    name = next(iter(releves(depot)))
    snapshot = json.loads(releves(depot)[name])
    snapshot["exigences"][0]["texte"] = "un texte plus ancien"
    (depot / "referentiels" / name).write_text(json.dumps(snapshot), encoding="utf-8")
    proof = snapshot["exigences"][0]["id"]
    with (depot / "candidature.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[preuves."{proof}.01"]\nnumero = "4217"\ndeposee_le = 2026-01-10\n')
    before = (contents(depot), releves(depot))
    assert run(*IMPORT, cwd=depot).code == ExitCode.OK
    whole = (contents(depot), releves(depot))
    for folder, files in ((depot, before[0]), (depot / "referentiels", before[1])):
        for one, data in files.items():
            (folder / one).write_bytes(data)
    killed_at_rename(rank, *IMPORT, cwd=depot)
    assert releves(depot)[name] == before[1][name]  # what the proofs answered to is not forgotten
    assert run(*IMPORT, cwd=depot).code == ExitCode.OK
    assert (contents(depot), releves(depot)) == whole
    assert whole[0] != before[0]  # which says now what its proof answered to


def test_a_first_import_that_cannot_write_the_candidature_takes_its_snapshot_away(depot: Path) -> None:
    (depot / "candidature.toml").chmod(0o444)
    before = contents(depot)
    assert run(*IMPORT, cwd=depot).code == ExitCode.USAGE
    assert contents(depot) == before
    assert not (depot / "referentiels").exists()


# --- the disk ---


class Full:
    """A file on a disk that refuses at one of its calls."""

    def __init__(self, file: Any, call: str, error: OSError) -> None:
        self.file = file
        self.call = call
        self.error = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()
        self._may("close")

    def _may(self, call: str) -> None:
        if call == self.call:
            raise self.error

    def write(self, data: bytes) -> None:
        self._may("write")
        self.file.write(data)

    def flush(self) -> None:
        self._may("flush")
        self.file.flush()

    def fileno(self) -> int:
        return int(self.file.fileno())


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["write", "flush", "close", "mkstemp", "fsync", "chmod", "replace"])
def test_a_disk_that_refuses_at_any_call_leaves_the_old_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    error = OSError(code, "no")

    def refuse(*_args: Any, **_named: Any) -> None:
        raise error

    fdopen = os.fdopen

    def on_a_full_disk(descriptor: int, mode: str) -> Any:
        file = fdopen(descriptor, mode)
        return Full(file, call, error) if mode == "wb" else file

    with monkeypatch.context() as patch:
        if call in {"write", "flush", "close"}:
            patch.setattr(os, "fdopen", on_a_full_disk)
        else:
            patch.setattr({"mkstemp": tempfile, "chmod": Path}.get(call, os), call, refuse)
        refused = refusal(lambda: rename(path))
    assert refused.message.startswith("écriture impossible, le fichier est comme il était : ")
    assert "disque" in f"{refused.message} {refused.hint}"
    assert_untouched(path)
    rename(path)


SMALL_DISK = """
set -e
mount -t tmpfs -o size=64k,mode=755 tmpfs "$0"
cp "$1" "$0/candidature.toml"
cd "$0"
shift
if "$@" >&2; then echo 0; else echo $?; fi
ls -A
cmp candidature.toml "$OLDPWD/wanted.toml"
"""


def on_a_small_disk(path: Path) -> tuple[str, str]:
    """Run a `set` that does not fit, on a disk of 64 KiB of our own: what it said, and what there is afterwards.

    Where the machine does not let us make one, under a limit of size that the kernel keeps as well.
    """
    command = [sys.executable, "-m", "segurctl", "set", "produit.version=3", "--today", TODAY]
    wanted = path.parent / "wanted.toml"
    shutil.copy(path, wanted)
    disk = path.parent / "disk"
    disk.mkdir()
    made = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=64k tmpfs "$0"', str(disk)]
    if shutil.which("unshare") and subprocess.run(made, capture_output=True, check=False).returncode == 0:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", SMALL_DISK, disk, path, *command],
            cwd=path.parent,
            env=settled_environment(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stderr.decode(), done.stdout.decode()
    shutil.copy(path, disk / path.name)
    ended = run(*command[3:], cwd=disk, limits=f"ulimit -f {path.stat().st_size // 512}")
    assert (disk / path.name).read_bytes() == wanted.read_bytes()
    return ended.err, "".join(f"{one}\n" for one in (ended.code, *contents(disk)))


def test_a_real_disk_that_is_full_leaves_the_old_file_alone(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("# x\n" * 10_000)
    err, out = on_a_small_disk(path)
    assert err.startswith("candidature.toml: écriture impossible, le fichier est comme il était : ")
    assert len(err.splitlines()) == 1
    assert out == f"{int(ExitCode.USAGE)}\ncandidature.toml\n"


# --- links ---


def test_a_chain_of_links_through_folders_is_followed_to_its_end(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    dossier = tmp_path / "dossier"
    dossier.symlink_to(Path("a", "b"), target_is_directory=True)
    (tmp_path / "a" / "b" / "un.toml").symlink_to(Path("..", "..", path.name))
    link = tmp_path / "deux.toml"
    link.symlink_to(dossier / "un.toml")
    rename(link)
    assert path.read_text(encoding="utf-8") == RENAMED
    assert link.is_symlink()
    assert (tmp_path / "a" / "b" / "un.toml").is_symlink()
    assert [one.name for one in tmp_path.rglob("*-tmp")] == []


def test_a_link_to_nowhere_is_no_file_to_change(tmp_path: Path) -> None:
    link = tmp_path / "candidature.toml"
    link.symlink_to("absent.toml")
    assert "n'existe pas" in refusal(lambda: rename(link)).message
    assert list(tmp_path.iterdir()) == [link]


def test_a_write_leaves_the_other_name_of_a_file_as_it_was_and_says_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / "sauvegarde").mkdir()
    backup = tmp_path / "sauvegarde" / "candidature.toml"
    backup.hardlink_to(path)
    done = run("set", "produit.version=3", "--today", TODAY, cwd=tmp_path)
    assert done.code == ExitCode.OK
    assert "attention : ce fichier avait 1 autre nom (lien physique), qui garde l'ancien texte" in done.out
    assert backup.read_text(encoding="utf-8") == MINIMAL
    assert 'version = "3"' in path.read_text(encoding="utf-8")
    assert "lien physique" not in run("set", "produit.version=4", "--today", TODAY, cwd=tmp_path).out


def test_nothing_is_said_of_other_names_where_nothing_is_written(path: Path, tmp_path: Path) -> None:
    (tmp_path / "autre.toml").hardlink_to(path)
    assert "lien" not in run("set", "produit.nom=Julie", "--today", TODAY, cwd=tmp_path).out
    assert "lien" not in run("set", "produit.nom=J", "--dry-run", "--today", TODAY, cwd=tmp_path).out
    assert (tmp_path / "autre.toml").stat().st_ino == path.stat().st_ino


# --- permissions ---


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o2660, 0o4755])
def test_every_bit_of_the_mode_is_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    rename(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_the_owner_and_the_group_are_kept_as_far_as_we_may(path: Path) -> None:
    group = OTHER if os.geteuid() == 0 else [os.getegid(), *os.getgroups()][-1]
    owner = OTHER if os.geteuid() == 0 else os.geteuid()
    os.chown(path, owner, group)
    path.chmod(0o2664)  # a change of owner may take this bit away
    rename(path)
    after = path.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (owner, group, 0o2664)


def test_what_a_colleague_writes_stays_the_group_s(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def only_the_group(_name: str, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1:
            raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "chown", only_the_group)
    rename(path)
    known = path.stat()
    assert asked == [(known.st_uid, known.st_gid), (-1, known.st_gid)]


def test_in_a_shared_folder_a_new_file_is_of_the_folder_s_group(tmp_path: Path) -> None:
    os.chown(tmp_path, -1, OTHER if os.geteuid() == 0 else [os.getegid(), *os.getgroups()][-1])
    tmp_path.chmod(0o2775)
    file = tmp_path / "candidature.toml"
    create(file, MINIMAL, load_parcours())
    rename(file)
    assert file.stat().st_gid == tmp_path.stat().st_gid
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o2775


@pytest.mark.parametrize("mode", [0o700, 0o711, 0o1777, 0o2750, 0o3770])
def test_a_folder_keeps_its_own_mode(path: Path, mode: int) -> None:
    path.parent.chmod(mode)
    rename(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == mode
    assert contents(path.parent) == {path.name: RENAMED.encode()}


def test_what_cannot_be_swept_does_not_stop_a_write(path: Path) -> None:
    left = path.parent / f".{path.name}.abc{replace.SUFFIX}"
    left.mkdir()  # as what somebody else left in a folder where only he may take it away
    rename(path)
    assert path.read_text(encoding="utf-8") == RENAMED
    assert left.is_dir()


def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    assert refusal(lambda: replace.replace(pipe, "x")).message.startswith("écriture impossible")
    assert pipe.is_fifo()
    assert refusal(lambda: replace.replace(tmp_path, "x")).message.startswith("écriture impossible")


def test_a_new_companion_is_taken_away_with_the_folder_made_for_it(path: Path) -> None:
    path.chmod(0o444)
    target = path.parent / "referentiels" / "rem.json"
    refusal(lambda: update(path, load_parcours(), renamed, beside=lambda: Beside(target, "x"), dry_run=False))
    assert not target.parent.exists()
    path.chmod(0o644)
    target.parent.mkdir()
    with pytest.raises(KeyboardInterrupt):
        update(path, load_parcours(), interrupted, beside=lambda: Beside(target, "x"), dry_run=False)
    assert list(target.parent.iterdir()) == []
    assert contents(path.parent) == {path.name: MINIMAL.encode()}


def interrupted(_file: CandidatureFile) -> str:
    raise KeyboardInterrupt
