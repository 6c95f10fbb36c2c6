"""Writing in company: other writers, editors that know of no lock, writers that were killed."""

import fcntl
import os
from pathlib import Path

import pytest

from segurctl.candidature import lock, replace
from segurctl.candidature.read import CandidatureFile
from segurctl.candidature.write import update
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours

TEXT = 'format = 1\nparcours = "segur-vague-2"\nedition = "2025-10"\n\n[produit]\nnom = "A"\ndispositif = "LGC"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A candidature in a folder of its own."""
    file = tmp_path / "candidature.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def rename(file: CandidatureFile) -> str:
    """The change that these tests make."""
    return file.text.replace('"A"', '"B"')


def test_a_lock_that_somebody_keeps_is_said_and_nothing_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.05)
    held = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        with pytest.raises(SegurctlError, match="garde ce dossier"):
            update(path, load_parcours(), rename, dry_run=False)
    finally:
        os.close(held)
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_dry_run_asks_for_no_lock(path: Path) -> None:
    held = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        _, after = update(path, load_parcours(), rename, dry_run=True)
    finally:
        os.close(held)
    assert 'nom = "B"' in after.text


def test_what_an_editor_saved_meanwhile_is_not_overwritten(path: Path) -> None:
    def change(file: CandidatureFile) -> str:
        path.write_text(f"{TEXT}# écrit par un éditeur\n", encoding="utf-8")
        return rename(file)

    with pytest.raises(SegurctlError, match="a changé entre-temps"):
        update(path, load_parcours(), change, dry_run=False)
    assert path.read_text(encoding="utf-8") == f"{TEXT}# écrit par un éditeur\n"


def test_what_a_killed_writer_left_is_swept_and_nothing_else(path: Path) -> None:
    left = path.parent / f".{path.name}.abc{replace.SUFFIX}"
    other = path.parent / f".autre.toml.abc{replace.SUFFIX}"
    left.write_text("moitié", encoding="utf-8")
    other.write_text("d'un autre fichier", encoding="utf-8")
    update(path, load_parcours(), rename, dry_run=False)
    assert not left.exists()
    assert other.exists()
    assert 'nom = "B"' in path.read_text(encoding="utf-8")


def test_a_check_that_refuses_leaves_the_file(path: Path) -> None:
    def refuse(_file: CandidatureFile) -> None:
        raise SegurctlError("non")

    with pytest.raises(SegurctlError, match="non"):
        update(path, load_parcours(), rename, check=refuse, dry_run=False)
    assert path.read_text(encoding="utf-8") == TEXT
