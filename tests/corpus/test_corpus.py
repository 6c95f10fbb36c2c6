"""A corpus of whole files, each with what is found in it beside it: through the API, and through the command.

`valid/` holds files in which there is nothing to say, in spellings and situations that differ; `invalid/` files that
cannot be read or do not stand. The `.expected` of each lists « line:column rule gravity [target] », as of the day of
all of them.
"""

import json
from pathlib import Path

import pytest

from builders import day, parcours
from segurctl.candidature.read import read_candidature
from segurctl.errors import SegurctlError
from segurctl.evaluation import evaluate
from segurctl.evaluation.rapport import Controle, controler, illisible
from segurctl.proofs.disk import gather
from support import compare, run

TODAY = "2026-01-20"
HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.toml"))
INVALID = sorted((HERE / "invalid").glob("*.toml"))
every = pytest.mark.parametrize("path", [*VALID, *INVALID], ids=lambda path: path.stem)


def api(path: Path) -> Controle:
    """What is found by calling what the command calls."""
    try:
        file = read_candidature(path, parcours())
    except SegurctlError as error:
        return illisible(path, error)
    evaluation = evaluate(file.candidature, parcours(), day(TODAY), gather(file, hashed=True))
    return controler(file, evaluation, lambda _id: True)


@every
def test_what_is_found_is_what_is_written_beside_it(path: Path) -> None:
    found = "".join(
        f"{one.ligne}:{one.colonne} {one.constat.regle.id} {one.constat.gravite} [{one.constat.cible}]\n"
        for one in api(path).constats
    )
    if path in VALID:
        assert found == ""
    else:
        assert found
        compare(path.with_suffix(".expected"), found)


@every
def test_the_command_finds_the_same(path: Path) -> None:
    ended = run("check", path, "--today", TODAY, "--format", "json", cwd=HERE)
    controle = api(path)
    found = [(one["regle"], one["ligne"], one["colonne"], one["champ"]) for one in json.loads(ended.out)["constats"]]
    assert found == [
        (one.constat.regle.id, one.ligne, one.colonne, one.constat.cible)
        for one in (*controle.constats, *controle.acceptes)
    ]
    erreur = any(one.constat.gravite == "erreur" for one in controle.constats)
    assert ended.code == (2 if not controle.lisible else 1 if erreur else 0)
    assert ended.err == ""


def test_each_invalid_file_has_its_findings_and_no_other_is_left_in_the_folder() -> None:
    assert {path.stem for path in (HERE / "invalid").glob("*.expected")} == {path.stem for path in INVALID}
    assert len(VALID) > 10
    assert len(INVALID) > 30
