"""What `walk` shows, at the widths that terminals have, and line by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support import compare, run
from terminal import Terminal, Walker

SCREENS = Path(__file__).parent / "screens"
TODAY = "2025-10-18"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh candidature."""
    assert run("init", "produit.nom=Julie APCV", "produit.dispositif=LGC", cwd=tmp_path).code == 0
    return tmp_path


@pytest.fixture
def started() -> Iterator[list[Terminal]]:
    """The terminals of a test, none of which is left running."""
    terminals: list[Terminal] = []
    yield terminals
    for one in terminals:
        one.close()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_walk_at_every_width(columns: int, folder: Path, started: list[Terminal]) -> None:
    lead = Walker("walk", "--today", TODAY, cwd=folder, columns=columns, rows=60)
    started.append(lead)
    lead.waits("Que faire")
    shown = [*lead.display, "=" * columns]
    lead.chooses("Que faire", "Demander l'accès")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    shown += [*lead.display, "=" * columns]
    assert all(len(line) <= columns for line in shown)
    lead.goes_on()
    lead.refused("demande DataPass", "H12345", "PSC001")
    lead.answers("demande DataPass", "D12345")
    lead.passes("abilitation")
    lead.chooses("Où en est-elle", "envoyée")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    compare(SCREENS / f"{columns}.txt", "\n".join([*shown, lead.transcript, ""]))


def test_a_small_terminal_scrolls_through_a_long_list(folder: Path, started: list[Terminal]) -> None:
    lead = Walker("walk", "--today", TODAY, cwd=folder, columns=60, rows=16)
    started.append(lead)
    lead.chooses("Que faire", "voir toutes")
    lead.stands_on("revenir")
    lead.type("\x1b[A" * 40)
    lead.stands_on("Inscrire le mandataire")


def test_line_by_line_for_a_terminal_that_cannot_redraw(folder: Path, started: list[Terminal]) -> None:
    lead = Terminal("walk", "cnda.inscription", "--today", TODAY, cwd=folder, rows=100, env={"TERM": "dumb"})
    started.append(lead)

    lead.replies("Numéros à cocher", "1 99")
    lead.replies("Numéros à cocher", "1, 2")
    lead.replies("Numéros à cocher", "2")
    lead.replies("Numéros à cocher", "")
    lead.replies("Réponse", "EDI347461")
    lead.replies("Numéro, vide pour", "un")
    lead.replies("Numéro, vide pour", "1")
    lead.replies("Réponse, vide pour « 2025-10-18 »", "")
    lead.waits_line("Numéro, vide pour 1")
    lead.interrupt()
    assert lead.end() == 130
    assert "\x1b" not in lead.raw, "nothing that such a terminal would not understand"
    compare(SCREENS / "dumb.txt", lead.transcript + "\n")
    text = (folder / "candidature.toml").read_text()
    assert 'nie = "EDI347461"' in text
    assert text.count("actions.") == 1


@pytest.mark.parametrize(("columns", "rows"), [(20, 50), (80, 6)])
def test_a_terminal_too_small_for_boxes_is_asked_line_by_line(
    columns: int, rows: int, folder: Path, started: list[Terminal]
) -> None:
    lead = Terminal("walk", "cnda.inscription", "--today", TODAY, cwd=folder, columns=columns, rows=rows)
    started.append(lead)
    while not lead.raw.endswith("vide pour la suite : "):
        lead.read()
    lead.type("\n")
    while not lead.raw.endswith("Réponse : "):
        lead.read()
    lead.interrupt()
    assert lead.end() == 130


def test_boxes_ticked_line_by_line_are_kept_at_ctrl_c(folder: Path, started: list[Terminal]) -> None:
    lead = Terminal("walk", "cnda.inscription", "--today", TODAY, cwd=folder, rows=100, env={"TERM": "dumb"})
    started.append(lead)
    lead.replies("Numéros à cocher", "1")
    lead.waits_line("Numéros à cocher")
    lead.interrupt()
    assert lead.end() == 130
    assert (folder / "candidature.toml").read_text().count("actions.") == 1


def test_names_of_the_file_are_text_and_nothing_else(folder: Path, started: list[Terminal]) -> None:
    path = folder / "candidature.toml"
    path.write_text(path.read_text().replace("Julie APCV", "<b>Julie</b> [red]"), encoding="utf-8")
    table = '[psc.dossiers."<ansired>& [red]"]\nrole = "editeur-logiciel-utilisateur"\n'
    path.write_text(f"{path.read_text()}\n{table}", encoding="utf-8")
    lead = Walker("walk", "psc.guichet", "--today", TODAY, cwd=folder, columns=100)
    started.append(lead)
    lead.chooses("Elle attend autre chose", "noter quand même")
    lead.passes("Cochez")
    lead.waits("Quel dossier")
    assert any("<ansired>& [red]" in line for line in lead.display)
    assert "<b>Julie</b> [red]" in lead.transcript
