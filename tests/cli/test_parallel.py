"""Many files: looked at on every processor, told as one after the other."""

import json
import os
from pathlib import Path

import pytest

from segurctl.cli.parallel import MANY, mapped
from support import MINIMAL, run


def double(number: int) -> int:
    """Something to do."""
    return 2 * number


def fail(number: int) -> int:
    """Something that goes wrong once."""
    if number == MANY // 2:
        raise ValueError(number)
    return number


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, 3 * MANY + 1])
def test_what_comes_back_is_in_order(count: int) -> None:
    assert mapped(double, range(count)) == [2 * number for number in range(count)]


def test_what_goes_wrong_in_another_process_goes_wrong_here() -> None:
    with pytest.raises(ValueError, match=str(MANY // 2)):
        mapped(fail, range(2 * MANY))


def test_few_things_start_no_process() -> None:
    here = os.getpid()
    assert set(mapped(lambda _one: os.getpid(), range(MANY - 1))) == {here}


def test_many_files_are_told_as_few_would_be(tmp_path: Path) -> None:
    """Some do not stand and one cannot be read: each in its place, whichever process looked at it."""
    for index in range(MANY + 20):
        text = MINIMAL + (f'\n[psc]\ndatapass_demande = "H{index}"\n' if index % 50 == 0 else "")
        (tmp_path / f"p-{index:04}.candidature.toml").write_text(text, encoding="utf-8")
    (tmp_path / "p-0100.candidature.toml").write_text("pas du toml", encoding="utf-8")
    together = run("check", "--format", "json", cwd=tmp_path)
    assert together.code == 2
    assert together.err == ""
    document = json.loads(together.out)
    assert document["fichiers"] == sorted(document["fichiers"])
    assert len(document["fichiers"]) == MANY + 20
    found = [(one["fichier"], one["regle"]) for one in document["constats"]]
    assert found == [
        (f"p-{index:04}.candidature.toml", "FIC001" if index == 100 else "PSC001") for index in range(0, MANY + 20, 50)
    ]
    alone = run("check", "p-0050.candidature.toml", "--format", "json", cwd=tmp_path)
    assert json.loads(alone.out)["constats"] == [one for one in document["constats"] if "p-0050" in one["fichier"]]
