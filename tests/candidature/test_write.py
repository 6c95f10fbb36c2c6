"""Writing a candidature: the file is the old one or the new one, whole, and nobody's edit is lost."""

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, NoReturn

import pytest

from segurctl.candidature.read import CandidatureFile
from segurctl.candidature.text import MAX_BYTES
from segurctl.candidature.write import create, update
from segurctl.cli.main import main
from segurctl.errors import ExitCode, SegurctlError
from segurctl.parcours.load import load_parcours
from support import MINIMAL, TODAY, contents, foreign_words, run, settled_environment

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "candidature.toml"
    file.write_text(MINIMAL, encoding="utf-8")
    return file


@pytest.fixture
def ordinary_user(path: Path) -> Iterator[Path]:
    """A candidature in a folder of its own, while this process has no more rights than anybody."""
    rename(path)  # whatever is imported on the way is imported now
    path.write_text(MINIMAL, encoding="utf-8")
    if os.geteuid() != 0:
        yield path
        path.parent.chmod(0o755)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = folder / path.name
        file.write_text(MINIMAL, encoding="utf-8")
        os.seteuid(NOBODY)
        try:
            yield file
        finally:
            os.seteuid(0)
            folder.chmod(0o755)


def renamed(file: CandidatureFile) -> str:
    return file.text.replace('"Julie"', '"Juliette"')


RENAMED = MINIMAL.replace('"Julie"', '"Juliette"')


def rename(path: Path, *, dry_run: bool = False) -> tuple[CandidatureFile, CandidatureFile]:
    return update(path, load_parcours(), renamed, dry_run=dry_run)


def refusal(action: Callable[[], object]) -> SegurctlError:
    with pytest.raises(SegurctlError) as caught:
        action()
    assert not foreign_words(caught.value.message)
    return caught.value


def raiser(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_args: Any, **_named: Any) -> NoReturn:
        raise error

    return fail


def assert_untouched(path: Path) -> None:
    """The file is the old one byte for byte, and nothing was left beside it."""
    assert contents(path.parent) == {path.name: MINIMAL.encode()}


# --- what is written ---


def test_an_update_replaces_the_text_and_gives_it_before_and_after(path: Path) -> None:
    before, after = rename(path)
    assert (before.text, after.text) == (MINIMAL, RENAMED)
    assert (before.candidature.produit.nom, after.candidature.produit.nom) == ("Julie", "Juliette")
    assert contents(path.parent) == {path.name: RENAMED.encode()}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_an_update_keeps_the_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    rename(path)
    assert path.stat().st_mode & 0o7777 == mode


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        create(tmp_path / "candidature.toml", MINIMAL, load_parcours())
    finally:
        os.umask(before)
    assert (tmp_path / "candidature.toml").stat().st_mode & 0o7777 == 0o640


def test_a_link_is_followed_and_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    link = elsewhere / "candidature.toml"
    link.symlink_to(Path("..", path.name))
    rename(link)
    assert link.readlink() == Path("..", path.name)
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o7777) == (RENAMED, 0o640)
    assert list(elsewhere.iterdir()) == [link]


def test_nothing_to_change_leaves_the_very_same_file(path: Path) -> None:
    before = path.stat()
    update(path, load_parcours(), lambda file: file.text, dry_run=False)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_dry_run_gives_the_new_text_and_writes_nothing(path: Path) -> None:
    before = path.stat()
    _, after = rename(path, dry_run=True)
    assert after.text == RENAMED
    assert_untouched(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_new_text_is_on_the_disk_before_it_takes_the_name_and_the_name_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, swap = os.fsync, os.replace

    def recorded_fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def recorded_replace(source: Any, target: Any) -> None:
        done.append("rename")
        swap(source, target)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(os, "replace", recorded_replace)
    rename(path)
    assert done == ["file", "rename", "folder"]


# --- what is refused ---


def test_a_change_that_fails_leaves_the_file_and_lets_the_next_one_in(path: Path) -> None:
    error = SegurctlError("refusé")
    assert refusal(lambda: update(path, load_parcours(), raiser(error), dry_run=False)) is error
    assert_untouched(path)
    rename(path)


def test_a_text_that_would_be_no_candidature_is_not_written(path: Path) -> None:
    error = refusal(lambda: update(path, load_parcours(), lambda _: "format = 1\n", dry_run=False))
    assert error.message.startswith("rien n'est écrit, le fichier ne serait pas lisible : ")
    assert error.line is None  # it would be of a file that nobody will see
    assert_untouched(path)


def test_a_text_too_big_to_be_read_again_is_not_written(path: Path) -> None:
    error = refusal(
        lambda: update(path, load_parcours(), lambda file: f"{file.text}# {'x' * MAX_BYTES}\n", dry_run=False)
    )
    assert error.message.startswith("rien n'est écrit, le fichier ne serait pas lisible : ")
    assert_untouched(path)


def test_a_file_that_is_no_candidature_is_not_changed(path: Path) -> None:
    path.write_text("format = 2\n", encoding="utf-8")
    assert "format 2" in refusal(lambda: rename(path)).message
    assert contents(path.parent) == {path.name: b"format = 2\n"}


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o000, 0o555])
def test_a_read_only_file_is_refused_even_to_root(path: Path, mode: int) -> None:
    path.chmod(mode)
    error = refusal(lambda: rename(path))
    if os.geteuid() == 0 or mode & 0o400:
        assert error.message.startswith("écriture impossible, le fichier est comme il était : ")
        assert "droits" in str(error.hint)
    path.chmod(0o644)
    assert_untouched(path)


def test_a_file_that_we_may_not_write_is_refused_even_where_a_rename_would_do(ordinary_user: Path) -> None:
    file = ordinary_user
    with_rights(lambda: file.parent.chmod(0o777))
    with_rights(lambda: file.chmod(0o644 if os.getuid() == 0 else 0o464))  # somebody else may
    error = refusal(lambda: rename(file))
    assert error.message == "écriture impossible, le fichier est comme il était : l'accès est refusé"
    assert_untouched(file)


def test_a_folder_that_cannot_be_written_is_refused(ordinary_user: Path) -> None:
    file = ordinary_user
    with_rights(lambda: file.parent.chmod(0o555))
    with_rights(lambda: file.chmod(0o666))
    error = refusal(lambda: rename(file))
    assert error.message.startswith("écriture impossible, le fichier est comme il était : ")
    assert "droits" in str(error.hint)
    assert_untouched(file)


def test_a_file_that_cannot_be_read_is_refused(ordinary_user: Path) -> None:
    file = ordinary_user
    with_rights(lambda: file.chmod(0o200))
    error = refusal(lambda: rename(file))
    assert error.message.startswith("lecture impossible")
    assert error.hint


def with_rights(action: Callable[[], object]) -> None:
    """Do something as the user who runs the tests."""
    rights = os.getuid()
    before = os.geteuid()
    os.seteuid(rights)
    try:
        action()
    finally:
        os.seteuid(before)


def test_a_missing_folder_is_said_with_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "absent" / "candidature.toml"
    error = refusal(lambda: create(file, MINIMAL, load_parcours()))
    assert "n'existe pas" in error.message
    assert error.path in {file, file.parent}
    assert error.hint
    assert not file.parent.exists()


def test_a_file_in_the_place_of_the_folder_is_said(path: Path) -> None:
    error = refusal(lambda: create(path / "candidature.toml", MINIMAL, load_parcours()))
    assert "dossier" in error.message
    assert error.hint
    assert_untouched(path)


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    link = tmp_path / "candidature.toml"
    link.symlink_to(link)
    error = refusal(lambda: rename(link))
    assert "en rond" in error.message


def test_a_folder_that_is_a_link_to_itself_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "produit"
    folder.symlink_to(folder, target_is_directory=True)
    for action in (
        lambda: rename(folder / "candidature.toml"),
        lambda: create(folder / "c.toml", MINIMAL, load_parcours()),
    ):
        error = refusal(action)
        assert "en rond" in error.message
        assert error.hint


def test_a_file_that_is_there_is_not_created_again(path: Path) -> None:
    error = refusal(lambda: create(path, RENAMED, load_parcours()))
    assert error.message == "ce fichier existe déjà : rien n'est écrit"
    assert "segurctl set" in str(error.hint)
    assert_untouched(path)


def test_a_link_to_nowhere_is_not_created_again(tmp_path: Path) -> None:
    link = tmp_path / "candidature.toml"
    link.symlink_to("ailleurs.toml")
    assert "existe déjà" in refusal(lambda: create(link, MINIMAL, load_parcours())).message
    assert list(tmp_path.iterdir()) == [link]


# --- the disk ---


def test_a_full_disk_is_said_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", raiser(OSError(errno.ENOSPC, "No space left on device")))
        error = refusal(lambda: rename(path))
    assert "place" in f"{error.message} {error.hint}"
    assert "disque" in f"{error.message} {error.hint}"


def test_a_folder_that_cannot_be_synced_does_not_undo_the_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a file")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    rename(path)
    assert contents(path.parent) == {path.name: RENAMED.encode()}


def test_a_write_cut_short_by_a_real_limit_leaves_the_old_file_alone(path: Path) -> None:
    path.write_text(MINIMAL + "# " + "x" * 4096, encoding="utf-8")
    before = contents(path.parent)
    done = run("set", "produit.version=3", "--today", TODAY, cwd=path.parent, limits="ulimit -f 4")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err.startswith("candidature.toml: écriture impossible, le fichier est comme il était : ")
    assert len(done.err.splitlines()) == 1
    assert contents(path.parent) == before


@pytest.mark.parametrize("ending", [KeyboardInterrupt(), SystemExit(1), MemoryError()], ids=repr)
def test_an_interruption_just_before_the_rename_leaves_the_old_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, ending: BaseException
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", raiser(ending))
        with pytest.raises(type(ending)):
            rename(path)
    assert_untouched(path)
    rename(path)


def test_a_process_killed_just_before_the_rename_leaves_a_file_that_works(path: Path) -> None:
    killed = dedent("""
        import os, signal, sys
        os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
        from segurctl.cli.main import main
        main(["set", "produit.version=3"])
    """)
    done = subprocess.run(
        [sys.executable, "-c", killed],
        cwd=path.parent,
        check=False,
        capture_output=True,
        timeout=60,
        env={**settled_environment(), "SEGURCTL_TODAY": TODAY},
    )
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == MINIMAL.encode()
    assert run("set", "produit.version=3", "--today", TODAY, cwd=path.parent).code == ExitCode.OK
    assert 'version = "3"' in path.read_text(encoding="utf-8")


# --- two at once ---


def test_the_folder_is_locked_while_a_change_is_made_and_free_afterwards(path: Path) -> None:
    seen: list[bool] = []

    def look(file: CandidatureFile) -> str:
        seen.append(is_locked(path.parent))
        return renamed(file)

    update(path, load_parcours(), look, dry_run=False)
    assert [*seen, is_locked(path.parent)] == [True, False]


def test_an_update_through_a_link_locks_the_folder_of_the_real_file(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / "candidature.toml").symlink_to(path)
    seen: list[bool] = []

    def look(file: CandidatureFile) -> str:
        seen.append(is_locked(path.parent))
        return file.text

    update(elsewhere / "candidature.toml", load_parcours(), look, dry_run=False)
    assert seen == [True]


def is_locked(folder: Path) -> bool:
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def test_a_change_sees_the_file_as_it_is_once_the_lock_is_held(path: Path) -> None:
    path.write_text(RENAMED, encoding="utf-8")
    before, _ = update(path, load_parcours(), lambda file: file.text, dry_run=False)
    assert before.text == RENAMED


def test_updates_of_processes_that_run_at_once_are_all_there(path: Path) -> None:
    values = {
        "produit.version": "3",
        "produit.nil": "JUL895988",
        "editeur.nie": "EDI347461",
        "psc.client_id_bas": "julie",
    }
    commands = [
        [sys.executable, "-m", "segurctl", "set", f"{champ}={value}", "--today", TODAY]
        for champ, value in values.items()
    ]
    started = [
        subprocess.Popen(
            command, cwd=path.parent, env=settled_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for command in commands
    ]
    ended = [(one.communicate(timeout=60), one.returncode) for one in started]
    assert [code for _, code in ended] == [0] * len(values), ended
    written = path.read_text(encoding="utf-8")
    assert [value for value in values.values() if f'"{value}"' not in written] == []
    assert list(contents(path.parent)) == [path.name]


# --- bytes ---


@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["no bom", "bom"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", ["", "\n"], ids=["no last newline", "last newline"])
@pytest.mark.parametrize("place", ["middle", "end"])
def test_a_set_changes_one_line_and_no_other_byte(path: Path, bom: str, eol: str, last: str, place: str) -> None:
    lines = [
        "# Été : « é » 🩺",
        *MINIMAL.splitlines(),
        "\tversion  =  '2'\t# la nôtre  ",
        "",
        "[psc] # PSC",
        'client_id_bas = "julie"',
    ]
    changed = "\tversion  =  '2'\t# la nôtre  " if place == "middle" else 'client_id_bas = "julie"'
    champ = "produit.version" if place == "middle" else "psc.client_id_bas"
    after = [
        line.replace("'2'", '"nouveau"').replace('"julie"', '"nouveau"') if line == changed else line for line in lines
    ]
    path.write_bytes((bom + eol.join(lines) + last.replace("\n", eol)).encode())
    assert main(["set", f"{champ}=nouveau", "-c", str(path), "--today", TODAY]) == ExitCode.OK
    assert path.read_bytes() == (bom + eol.join(after) + last.replace("\n", eol)).encode()


@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_new_champ_after_a_last_line_without_end_has_none_either(path: Path, eol: str) -> None:
    text = MINIMAL.rstrip("\n").replace("\n", eol)
    path.write_bytes(text.encode())
    assert main(["set", "produit.nil=JUL895988", "-c", str(path), "--today", TODAY]) == ExitCode.OK
    assert path.read_bytes() == f'{text}{eol}nil = "JUL895988"'.encode()
