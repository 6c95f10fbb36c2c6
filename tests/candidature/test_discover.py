"""Where candidatures are looked for, and what is said when there are none, or too many."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from segurctl.candidature.discover import find_all, find_one
from segurctl.candidature.read import read_candidature
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours
from support import MINIMAL


def write(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MINIMAL, encoding="utf-8")


def said_by(search: Callable[[], object]) -> str:
    """What a search that finds nothing fit says."""
    with pytest.raises(SegurctlError) as caught:
        search()
    return str(caught.value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "depot"
    (root / ".git").mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    "pattern", ["candidature.toml", "candidatures/julie.toml", "julie.candidature.toml", "candidatures/a.b.toml"]
)
def test_a_candidature_goes_by_one_of_three_names(repository: Path, pattern: str) -> None:
    write(repository / pattern)
    assert find_all([], repository) == [Path(pattern)]


@pytest.mark.parametrize(
    "name",
    [
        "pyproject.toml",
        "candidatures.toml",
        "candidature.json",
        "candidature.toml.orig",
        ".candidature.toml",
        ".julie.candidature.toml",
        "candidatures/.julie.toml",
        "candidatures/vague1/julie.toml",
    ],
)
def test_other_files_and_hidden_ones_are_no_candidatures(repository: Path, name: str) -> None:
    write(repository / name)
    assert "aucune candidature" in said_by(lambda: find_all([], repository))


def test_the_three_names_are_found_together_in_a_steady_order(repository: Path) -> None:
    names = [
        "candidature.toml",
        "a.candidature.toml",
        "b.candidature.toml",
        "candidatures/a.toml",
        "candidatures/b.toml",
    ]
    write(*(repository / name for name in reversed(names)))
    assert find_all([], repository) == [Path(name) for name in names]


def test_the_search_goes_up_from_a_folder_below(repository: Path) -> None:
    below = repository / "src" / "julie"
    below.mkdir(parents=True)
    write(repository / "candidature.toml")
    assert find_all([], below) == [Path("../../candidature.toml")]


def test_the_search_goes_up_from_the_folder_of_the_candidatures_itself(repository: Path) -> None:
    write(repository / "candidatures" / "a.toml", repository / "candidatures" / "b.toml")
    assert find_all([], repository / "candidatures") == [Path("a.toml"), Path("b.toml")]


def test_the_nearest_folder_that_has_any_is_the_one(repository: Path) -> None:
    write(repository / "candidature.toml", repository / "produit" / "candidature.toml")
    assert find_all([], repository / "produit") == [Path("candidature.toml")]


def test_the_search_stops_at_the_root_of_the_repository(repository: Path) -> None:
    write(repository.parent / "candidature.toml")
    assert "aucune candidature" in said_by(lambda: find_all([], repository))


def test_the_root_of_a_worktree_is_a_root_too(tmp_path: Path) -> None:
    write(tmp_path / "candidature.toml")
    worktree = tmp_path / "branche"
    worktree.mkdir()
    (worktree / ".git").write_text("gitdir: ../depot/.git/worktrees/branche\n", encoding="utf-8")
    assert "aucune candidature" in said_by(lambda: find_all([], worktree))


def test_outside_a_repository_the_folder_itself_is_searched(tmp_path: Path) -> None:
    write(tmp_path / "candidature.toml")
    assert find_all([], tmp_path) == [Path("candidature.toml")]


def test_outside_a_repository_nothing_above_the_folder_is_looked_at(tmp_path: Path) -> None:
    write(tmp_path / "candidature.toml")
    below = tmp_path / "produit"
    below.mkdir()
    assert "aucune candidature" in said_by(lambda: find_all([], below))


def test_a_folder_stands_for_every_candidature_below_it_sorted(tmp_path: Path) -> None:
    names = [
        "candidature.toml",
        "a/candidature.toml",
        "a/b/x.candidature.toml",
        "c/candidatures/y.toml",
        "d/candidature.toml",
    ]
    write(*(tmp_path / name for name in reversed(names)))
    assert find_all([tmp_path], tmp_path) == [tmp_path / name for name in names]


def test_the_folder_of_the_candidatures_can_be_named_itself(tmp_path: Path) -> None:
    write(tmp_path / "candidatures" / "b.toml", tmp_path / "candidatures" / "a.toml")
    folder = tmp_path / "candidatures"
    assert find_all([folder], tmp_path) == [folder / "a.toml", folder / "b.toml"]


def test_dot_folders_are_not_entered(tmp_path: Path) -> None:
    write(tmp_path / ".venv" / "candidature.toml", tmp_path / "a" / ".cache" / "candidature.toml")
    assert "aucune candidature" in said_by(lambda: find_all([tmp_path], tmp_path))


def test_a_dot_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    write(tmp_path / ".prive" / "candidature.toml")
    assert find_all([tmp_path / ".prive"], tmp_path) == [tmp_path / ".prive" / "candidature.toml"]


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path / "essai.txt")
    assert find_all([tmp_path / "essai.txt"], tmp_path) == [tmp_path / "essai.txt"]


def test_what_is_named_twice_is_found_once(tmp_path: Path) -> None:
    write(tmp_path / "candidature.toml")
    assert find_all([tmp_path, tmp_path / "candidature.toml", tmp_path], tmp_path) == [tmp_path / "candidature.toml"]


def test_named_paths_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path / "b.toml", tmp_path / "a.toml")
    assert find_all([tmp_path / "b.toml", tmp_path / "a.toml"], tmp_path) == [tmp_path / "b.toml", tmp_path / "a.toml"]


def test_a_link_to_a_candidature_is_one(repository: Path, tmp_path: Path) -> None:
    write(tmp_path / "ailleurs.toml")
    (repository / "candidature.toml").symlink_to(tmp_path / "ailleurs.toml")
    assert find_all([], repository) == [Path("candidature.toml")]


def test_a_ring_of_folders_ends(tmp_path: Path) -> None:
    write(tmp_path / "a" / "candidature.toml")
    (tmp_path / "a" / "encore").symlink_to(tmp_path, target_is_directory=True)
    assert find_all([tmp_path], tmp_path) == [tmp_path / "a" / "candidature.toml"]


def test_two_where_one_is_needed_are_listed_with_the_option_that_chooses(repository: Path) -> None:
    write(repository / "candidatures" / "b.toml", repository / "candidatures" / "a.toml")
    expected = "plusieurs candidatures : candidatures/a.toml, candidatures/b.toml (choisissez-en une avec -c CHEMIN)"
    assert said_by(lambda: find_one(None, repository)) == expected


def test_a_named_folder_that_holds_two_is_not_one(tmp_path: Path) -> None:
    write(tmp_path / "a.candidature.toml", tmp_path / "b.candidature.toml")
    said = said_by(lambda: find_one(tmp_path, tmp_path))
    assert "a.candidature.toml" in said
    assert "b.candidature.toml" in said
    assert "-c CHEMIN" in said


def test_a_named_folder_that_holds_one_is_that_one(tmp_path: Path) -> None:
    write(tmp_path / "produit" / "candidature.toml")
    assert find_one(tmp_path, tmp_path) == tmp_path / "produit" / "candidature.toml"


def test_where_there_is_none_the_command_that_begins_one_is_said(repository: Path) -> None:
    for search in (lambda: find_one(None, repository), lambda: find_all([], repository)):
        said = said_by(search)
        assert f"aucune candidature dans {repository}" in said
        assert "segurctl init" in said


def test_an_empty_folder_is_named_with_the_command_that_begins_one(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    said = said_by(lambda: find_all([tmp_path / "vide"], tmp_path))
    assert f"aucune candidature dans {tmp_path / 'vide'}" in said
    assert "segurctl init" in said


def test_a_path_that_does_not_exist_is_said_by_its_name(tmp_path: Path) -> None:
    missing = tmp_path / "absente.toml"
    said = said_by(lambda: read_candidature(find_one(missing, tmp_path), load_parcours()))
    assert said.startswith(f"{missing}: ")
    assert "n'existe pas" in said
    assert "segurctl init" in said


def test_a_folder_called_candidature_toml_is_said_to_be_a_folder(repository: Path) -> None:
    (repository / "candidature.toml").mkdir()
    (found,) = find_all([], repository)
    said = said_by(lambda: read_candidature(repository / found, load_parcours()))
    assert said.startswith(f"{repository / 'candidature.toml'}: ")
    assert "c'est un dossier" in said


def test_a_name_that_is_not_utf_8_is_found(repository: Path) -> None:
    name = os.fsdecode(b"caf\xe9.candidature.toml")
    write(repository / name)
    assert find_all([], repository) == [Path(name)]
