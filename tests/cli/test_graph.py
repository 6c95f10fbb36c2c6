"""`graph` as a command: with a candidature, without any, with several."""

import json
from pathlib import Path

import pytest

from builders import EXAMPLES
from support import run


def test_it_draws_the_candidature_at_hand() -> None:
    done = run("graph", "--today", "2025-10-18", cwd=EXAMPLES / "en-route")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Julie APCV 3.0.05 · LGC")


@pytest.mark.parametrize("format_", ["text", "mermaid", "dot", "json"])
@pytest.mark.parametrize("critique", [[], ["--critique"]])
def test_without_a_candidature_it_draws_the_bare_parcours_and_says_so(
    tmp_path: Path, format_: str, critique: list[str]
) -> None:
    done = run("graph", "--format", format_, *critique, "--today", "2025-10-18", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "parcours nu" in done.out or json.loads(done.out)["fichier"] is None
    assert "psc.datapass" in done.out


def test_a_file_that_is_named_and_is_not_there_is_an_error(tmp_path: Path) -> None:
    done = run("graph", "-c", "absente.toml", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "absente.toml" in done.err


def test_of_several_it_asks_which() -> None:
    done = run("graph", cwd=EXAMPLES / "portefeuille")
    assert done.code == 2
    assert "choisissez-en une avec -c" in done.err


def test_the_critique_takes_the_place_of_the_drawing_only_in_text() -> None:
    done = run("graph", "--critique", "--format", "mermaid", "--today", "2025-10-18", cwd=EXAMPLES / "en-route")
    assert "==>" in done.out
    done = run("graph", "--critique", "--today", "2025-10-18", cwd=EXAMPLES / "en-route")
    assert done.out.splitlines()[1].startswith("Tout le parcours, au plus tôt : le 25 oct. 2025")


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = run("graph", "--format", "svg", cwd=tmp_path)
    assert done.code == 2
    assert "text, mermaid, dot, json" in done.err
