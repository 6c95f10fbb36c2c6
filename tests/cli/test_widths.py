"""Every reader's screen as a person gets it: on a terminal of 60, 80 and 120 columns, and read line by line.

Each is drawn by the real printer on a real terminal, and compared with a file in `widths/`. To add a screen, add a line
to `SCREENS`, then write its files and read them:

    SEGURCTL_SCREENS=write .venv/bin/pytest tests/cli/test_widths.py
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte
import pytest

from builders import EXAMPLES, JOURS
from segurctl.views.words import MARQUES
from support import compare, settled_environment
from terminal import set_size

HERE = Path(__file__).with_name("widths")
COLUMNS = (60, 80, 120)
PREUVES = "-c preuves/candidature.toml --today 2026-02-16"
EN_ROUTE = "-c en-route/candidature.toml --today 2025-10-18"
DEPOT = "--today 2025-11-01"


class Screen(NamedTuple):
    """A command line, typed beside the examples, and the name of its files."""

    nom: str
    commande: str
    dossier: str = "."


SCREENS = (
    *(Screen(f"status-{nom}", f"status {nom} --today {jour}") for nom, jour in JOURS.items()),
    *(Screen(f"next-{nom}", f"next {nom} --today {jour}") for nom, jour in JOURS.items()),
    Screen("status-portefeuille", "status portefeuille --today 2025-10-18"),
    Screen("next-portefeuille", "next portefeuille --today 2025-10-18"),
    Screen("status-plusieurs", "status depart en-route referencee --today 2025-10-18"),
    Screen("next-tout", "next en-route --tout --today 2025-10-18"),
    Screen("check-en-route", "check en-route --today 2025-10-18"),
    Screen("check-pieges", "check pieges --today 2026-01-20"),
    Screen("check-porte", "check en-route --gate psc.preuves --strict --today 2025-10-18"),
    Screen("chapters", f"chapters {PREUVES}"),
    Screen("rem-list", f"rem list {PREUVES}"),
    Screen("rem-show", f"rem show SC.SSI/GEN.01 {PREUVES}"),
    Screen("rem-import", f"rem import preuves/REM-EXEMPLE-Va2.xlsx {PREUVES} --dry-run"),
    Screen("proof-list", f"proof list {PREUVES}"),
    *(Screen(f"show-{one}", f"show {one} {EN_ROUTE}") for one in ("isc.mandataire", "psc.datapass", "cnda.demandes")),
    Screen("show-copy", f"show convergence.administratif --copy {EN_ROUTE}"),
    Screen("next-copy", "next en-route --copy --today 2025-10-18"),
    Screen("graph", f"graph {EN_ROUTE}"),
    Screen("graph-critique", f"graph --critique {EN_ROUTE}"),
    Screen("resources", "resources convergence"),
    Screen("support", f"support psc {EN_ROUTE}"),
    Screen("support-manque", f"support motco2 {EN_ROUTE}"),
    Screen("report", "report en-route --format text --today 2025-10-18"),
    Screen("links", "links preuves --offline --today 2026-02-16"),
    Screen("log", f"log {DEPOT}", "depot"),
    Screen("diff", f"diff HEAD~2..HEAD {DEPOT}", "depot"),
    Screen("rules", "rules"),
    Screen("explain", "explain PSC001"),
    Screen("config", "config list"),
    Screen("set", f"set produit.nil=JUL895988 psc.datapass_demande=D4 {EN_ROUTE}"),
    Screen("set-refuse", f"set psc.datapass_demande=H6789 {EN_ROUTE}"),
    Screen("mark", f"mark psc.datapass valide {EN_ROUTE}"),
    Screen("tick", f"tick igc.cpx-test/commande {EN_ROUTE}"),
    Screen("dry-run", f"mark psc.datapass valide {EN_ROUTE} --dry-run"),
    Screen("illisible", "status absent.toml"),
    Screen("usage", "status --colour"),
)  # fmt: skip
# What a document holds is shown as it is: a diff, the file of an example.
DOCUMENTS = {"dry-run", "explain"}
VALUES = {
    "show-isc.mandataire",
    "set",
    "mark",
    "tick",
    "check-pieges",
}  # the values of the file, and commands to type, as the file has them
each = pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.nom)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the examples, to be written to, and a repository with a little history."""
    for nom in (*JOURS, "portefeuille"):
        shutil.copytree(EXAMPLES / nom, tmp_path / nom)
    depot = tmp_path / "depot"
    depot.mkdir()
    _git(depot, "init", "--quiet", "--initial-branch=main")
    text = (EXAMPLES / "depart" / "candidature.toml").read_text(encoding="utf-8")
    etape = '[etapes.psc.datapass]\nstatut = "a-faire"\n'
    for jour, statut in (("2025-10-02", "a-faire"), ("2025-10-12", "soumis"), ("2025-10-26", "valide")):
        said = etape.replace("a-faire", statut) + f"depuis = {jour}\n"
        (depot / "candidature.toml").write_text(text.replace(etape, said), encoding="utf-8")
        _git(depot, "add", "--all")
        _git(depot, "commit", "--quiet", "--allow-empty", "-m", f"DataPass : {statut}", jour=jour)
    return tmp_path


def _git(folder: Path, *words: str, jour: str = "2025-10-01") -> None:
    said = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Alix" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "alix@exemple.fr" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": f"{jour}T09:00:00+02:00" for who in ("AUTHOR", "COMMITTER")},
    }
    subprocess.run(["git", *words], cwd=folder, check=True, env={**_environment(), **said})


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in settled_environment().items() if not name.startswith("GIT_")}
    decides = {"COLORTERM", "COLUMNS", "LINES", "TTY_INTERACTIVE"}
    return {name: value for name, value in kept.items() if name not in decides}


def on_a_terminal(screen: Screen, place: Path, columns: int) -> tuple[str, list[str]]:
    """What a terminal receives, and the rows that it shows."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "segurctl", *screen.commande.split()],
        cwd=str(place / screen.dossier),
        dimensions=(500, columns),
        preexec_fn=partial(set_size, 500, columns),
        env={**_environment(), "TERM": "xterm-256color"},
        encoding="utf-8",
        timeout=60,
    )
    raw = str(child.read())
    child.close()
    terminal = pyte.Screen(columns, 500)
    pyte.Stream(terminal).feed(raw)
    return raw, "\n".join(row.rstrip() for row in terminal.display).rstrip().split("\n")


def in_a_pipe(screen: Screen, place: Path, *options: str) -> str:
    """What both outputs of a command say."""
    done = subprocess.run(
        [sys.executable, "-m", "segurctl", *options, *screen.commande.split()],
        cwd=place / screen.dossier,
        capture_output=True,
        check=False,
        env=_environment(),
    )
    return done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize("columns", COLUMNS)
@each
def test_a_screen_at_each_width(screen: Screen, columns: int, place: Path) -> None:
    _, rows = on_a_terminal(screen, place, columns)
    folder = HERE / str(columns)
    folder.mkdir(parents=True, exist_ok=True)
    compare(folder / f"{screen.nom}.txt", "".join(f"{row}\n" for row in rows))


@each
def test_a_screen_read_line_by_line(screen: Screen, place: Path) -> None:
    folder = HERE / "lineaire"
    folder.mkdir(parents=True, exist_ok=True)
    compare(folder / f"{screen.nom}.txt", in_a_pipe(screen, place, "--lecture", "lineaire"))


def test_no_screen_is_forgotten_in_the_folder() -> None:
    kinds = (*map(str, COLUMNS), "lineaire")
    wanted = {f"{kind}/{one.nom}.txt" for kind in kinds for one in SCREENS}
    assert {path.relative_to(HERE).as_posix() for path in HERE.rglob("*.txt")} == wanted


# What every screen keeps to


def lines(*kinds: str, sauf: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Every line of the files of some kinds, with the name of its file."""
    for kind in kinds:
        for path in sorted((HERE / kind).glob("*.txt")):
            if path.stem not in (sauf or ()):
                yield from ((f"{kind}/{path.name}", line) for line in path.read_text(encoding="utf-8").splitlines())


def offending(pattern: str, *kinds: str, sauf: set[str] | None = None) -> list[tuple[str, str]]:
    """The lines where a pattern is found."""
    return [(nom, line) for nom, line in lines(*kinds, sauf=sauf) if re.search(pattern, line)]


WIDTHS = tuple(map(str, COLUMNS))


def test_no_line_begins_with_what_french_keeps_on_the_line_above() -> None:
    assert offending(r"^ *[:;?»](?= |$)", *WIDTHS, sauf=DOCUMENTS) == []


def test_no_line_ends_with_a_quotation_that_begins_nor_between_a_number_and_its_unit() -> None:
    assert offending(r"«$", *WIDTHS) == []
    broken = [
        (nom, avant, apres)
        for (nom, avant), (autre, apres) in zip(lines("60"), list(lines("60"))[1:], strict=False)
        if nom == autre and re.search(r" \d+$", avant) and re.match(r" *(jours?|janv|févr|déc|oct|nov)\b", apres)
    ]
    assert broken == []


def test_no_mark_is_parted_from_its_word() -> None:
    marks = "".join(mark for mark, _ in MARQUES.values() if mark != "·")  # which also parts two facts
    rows = {
        one.nom
        for one in SCREENS
        if one.nom.startswith("status-") and one.nom not in {"status-portefeuille", "status-plusieurs"}
    }
    assert offending(rf"(?:^| )[{marks}]$", *WIDTHS, sauf=rows | DOCUMENTS) == []


def test_read_line_by_line_there_is_no_column_no_mark_and_no_box() -> None:
    assert offending(r"\S {2,}\S|^ ", "lineaire", sauf=DOCUMENTS) == []
    assert offending(r"[✔◐✘○·→│─├└█░▒⚠●]", "lineaire", sauf=DOCUMENTS) == []
    assert offending(r"(?:^| )[!–](?: |$)", "lineaire", sauf=DOCUMENTS) == []


def test_french_counts_and_dates() -> None:
    kinds = (*WIDTHS, "lineaire")
    assert offending(r"\(s\)", *kinds) == []
    assert offending(r"(?<![\d/.,])[01] (?!fois\b)\w+s\b(?<!\bdans)(?<!\bsans)(?<!\bhors)(?<!\bmss)", *kinds) == []
    assert offending(r"\d{4}-\d{2}-\d{2}", *kinds, sauf=DOCUMENTS | VALUES) == []
    assert offending(r"\b1 (?:janv\.|févr\.|mars|avril|mai|juin|juil\.|août|sept\.|oct\.|nov\.|déc\.)", *kinds) == []
    assert offending("’", *kinds) == []


@pytest.mark.parametrize("screen", [one for one in SCREENS if "status" in one.nom or one.nom == "chapters"])
def test_states_are_told_apart_without_colour(screen: Screen, place: Path) -> None:
    """The same characters with colours and without: a colour adds nothing that is not written."""
    raw, rows = on_a_terminal(screen, place, 120)
    assert "\x1b[38;5;" in raw
    bare = on_a_terminal(screen._replace(commande=f"{screen.commande} --color jamais"), place, 120)
    assert "\x1b[38" not in bare[0]
    assert bare[1] == rows
    assert len({mark for mark, _ in MARQUES.values()}) == 7  # en-cours and soumis, a-modifier and contredite, share one


def test_what_shares_a_mark_has_words_of_its_own() -> None:
    """`status` names who is waited for and what is to be done again, beside the marks that two états share."""
    said = "\n".join(line for _, line in lines("80"))
    assert "en cours depuis" in said
    assert "attend l'ANS depuis" in said
    assert "déclarée faite, il manque" in said
