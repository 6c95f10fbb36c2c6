"""The candidatures of a tree are those that a search of the same files on a disk finds."""

from pathlib import Path

from segurctl.candidature.discover import EDITEUR, find_all, in_tree

NOMS = [
    "candidature.toml",
    "candidature.toml.bak",
    "julie.candidature.toml",
    ".cachée.candidature.toml",
    "autre.toml",
    "candidatures/anna.toml",
    "candidatures/.anna.toml",
    "candidatures/anna.txt",
    "candidatures/plus bas/candidature.toml",
    "produits/é à/candidature.toml",
    "produits/.caché/candidature.toml",
    "produits/candidatures/x.toml",
    "candidature.toml.d/x.toml",
]


def test_names_of_a_tree_are_found_as_on_a_disk(tmp_path: Path) -> None:
    for nom in NOMS:
        path = tmp_path / nom
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_all([tmp_path], tmp_path)]
    assert in_tree(NOMS) == sorted(found)
    assert len(found) == 5


def test_the_files_of_companies_are_found_wherever_they_are_shown() -> None:
    noms = [EDITEUR, "candidatures/anna.toml", f"filiale/{EDITEUR}", f".cache/{EDITEUR}", f"mon-{EDITEUR}"]
    assert in_tree(noms) == ["candidatures/anna.toml", EDITEUR, f"filiale/{EDITEUR}"]
