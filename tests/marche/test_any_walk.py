"""Whoever walks, from wherever, whatever they answer: every question can be answered, every command is taken."""

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from segurctl.candidature.read import read_candidature
from segurctl.cli.main import main
from segurctl.evaluation import Evaluation, evaluate
from segurctl.marche.depart import marcher
from segurctl.marche.etape import passer
from segurctl.marche.pas import Cases, Choix, Commande, Entree, Lire, Marche, Saisie
from segurctl.parcours.load import load_parcours
from segurctl.proofs.disk import gather

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = dt.date(2025, 11, 20)
TEXTS = ("", "D12345", "H12345", "732829320", "EDI347461", "2025-10-01", "01/10/2025", "hier", "oui", "x", "un texte")


class Person:
    """Answers at random, with a seed, and runs the commands as `walk` does."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "candidature.toml"
        self.commands: list[Commande] = []
        self._chance = random.Random(seed)  # noqa: S311 - a seed, not a secret

    def reads(self) -> Evaluation:
        parcours = load_parcours()
        file = read_candidature(self.path, parcours)
        return evaluate(file.candidature, parcours, TODAY, gather(file, hashed=False))

    def runs(self, *command: str) -> int:
        return main([*command, "-c", str(self.path), "--today", TODAY.isoformat()])

    def goes(self, walk: Marche[Any], steps: int) -> bool:
        """Answer so many questions; tell whether the walk came to its end."""
        answer: Any = None
        for _ in range(steps):
            try:
                answer = self.answers(walk.send(answer))
            except StopIteration:
                return True
        return False

    def answers(self, pas: Any) -> Any:
        match pas:
            case Entree(etape=etape):
                assert etape in load_parcours().etapes
            case Cases(cases=cases):
                assert len({one.cle for one in cases}) == len(cases)
                return tuple(one.cle for one in cases if self._chance.random() < 0.5)
            case Choix(options=options, defaut=defaut):
                keys = [one.cle for one in options]
                assert defaut in keys
                assert len(set(keys)) == len(keys)
                return self._chance.choice(keys)
            case Saisie():
                return self._types(pas)
            case _:
                self.commands.append(pas)
                assert self.runs(*pas) == 0, pas
        return None

    def _types(self, question: Saisie) -> str:
        """A line that is taken, as `walk` asks again until there is one; nothing at all, where that may be."""
        tries = [question.propose, *self._chance.sample(TEXTS, len(TEXTS)), TODAY.isoformat()]
        for text in tries:
            if text == "" and question.facultatif:
                return ""
            if text and self.runs(*question.essai(text), "--dry-run") == 0:
                return text
        raise AssertionError(f"nothing can be answered to {question}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("example", ["depart", "en-route", "pieges", "preuves", "referencee"])
@pytest.mark.parametrize("seed", range(4))
def test_a_walk_at_random_never_asks_what_nobody_can_answer(
    example: str, seed: int, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLES / example, folder, dirs_exist_ok=True)
    person = Person(folder, seed)
    walk = marcher(None, person.reads)
    person.goes(walk, steps=40)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("etape", list(load_parcours().etapes))
def test_every_etape_can_be_walked_and_ends(etape: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EXAMPLES / "depart", folder, dirs_exist_ok=True)
    person = Person(folder, seed=len(etape))
    lire: Lire = person.reads
    assert person.goes(passer(etape, lire), steps=200)
    assert "Traceback" not in capfd.readouterr().err
