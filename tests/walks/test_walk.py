"""`walk` at a real pseudo-terminal: somebody who has never done this gets through."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import pytest

from support import run, settled_environment
from terminal import Walker

TODAY = "2025-10-18"


def begin(folder: Path, *affectations: str) -> None:
    """A fresh candidature, as `init` lays it out."""
    done = run("init", "produit.nom=Julie APCV", "produit.dispositif=LGC", *affectations, cwd=folder)
    assert done.code == 0, done.err


@pytest.fixture
def walkers() -> Iterator[list[Walker]]:
    """The walks of a test, none of which is left running."""
    started: list[Walker] = []
    yield started
    for one in started:
        one.close()


def walk(walkers: list[Walker], folder: Path, *args: str, today: str = TODAY, columns: int = 80) -> Walker:
    walkers.append(Walker("walk", *args, "--today", today, cwd=folder, columns=columns))
    return walkers[-1]


def value(folder: Path, champ: str) -> str:
    return run("get", champ, cwd=folder).out.strip()


def etat(folder: Path, id_: str) -> str:
    document = json.loads(run("status", "--format", "json", "--today", TODAY, cwd=folder).out)
    return str(next(one["etat"] for one in document["candidatures"][0]["etapes"] if one["id"] == id_))


def done(walker: Walker, etape: str, *, jour: str = "") -> None:
    """Tick everything, take all that is proposed, and say that an étape is done."""
    walker.ticks("Cochez")
    walker.chooses("Où en est-elle", etape)
    walker.answers("Quel jour", jour) if jour else walker.passes("Quel jour")


def walk_isc(lead: Walker) -> None:
    """A SIREN with a wrong key, a day that does not exist, a Kbis that is too old."""
    lead.chooses("Que faire", "Inscrire le mandataire")
    lead.ticks("Cochez")
    lead.answers("Raison sociale", "Editeur Exemple")
    lead.refused("SIREN", "732829321", "n'est pas un SIREN")
    lead.answers("SIREN", "732829320")  # nobody is then asked for what would stand in its place
    lead.refused("Date du Kbis", "2025-02-30", "« 2025-02-30 » n'est pas une date")
    lead.answers("Date du Kbis", "01/03/2025")
    lead.sees("ISC003")  # a Kbis of March is too old in October: noted, and said
    lead.chooses("Où en est-elle", "déjà validée")
    lead.passes("Quel jour")
    lead.sees("étapes débloquées : isc.equipe, convergence.acces")


def walk_convergence(lead: Walker) -> None:
    """An étape chosen before its time, which leads to what it waits for."""
    lead.chooses("Que faire", "voir toutes les étapes")
    lead.chooses("Quelle étape", "Choisir la démarche")
    lead.chooses("Elle attend autre chose", "convergence.produit")
    lead.chooses("Elle attend autre chose", "convergence.acces")
    done(lead, "faite")
    lead.chooses("Que faire", "Créer le produit")
    lead.ticks("Cochez")
    lead.answers("Version", "3.0.05")
    lead.answers("Responsable", "Direction produit")
    lead.answers("Description", "Logiciel de cabinet [bold]médical[/bold]")
    lead.passes("NIL")
    lead.passes("Certifications")
    lead.passes("Référence")
    lead.chooses("Où en est-elle", "faite")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "Choisir la démarche")
    done(lead, "faite")
    lead.chooses("Que faire", "Charte")
    done(lead, "faite")


def walk_cnda(lead: Walker) -> None:
    """A NIE that does not look like one; a demande opposable until a day that is gone."""
    lead.chooses("Que faire", "S'inscrire au CNDA")
    lead.ticks("Cochez")
    lead.answers("NIE", "12345")
    lead.sees("CND001")
    lead.chooses("Où en est-elle", "faite")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "voir toutes les étapes")
    lead.chooses("Quelle étape", "Déclarer le logiciel")
    lead.ticks("Cochez")
    lead.answers("NIL", "JUL895988")
    lead.chooses("Où en est-elle", "faite")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "voir toutes les étapes")
    lead.chooses("Quelle étape", "Déposer les demandes")
    lead.ticks("Cochez")
    lead.answers("Un nom court", "dmp")
    lead.answers("éléservice", "DMP")
    lead.chooses("Où en est dmp", "pré-examen")
    lead.passes("Quel jour")
    lead.answers("opposabilité", "2025-09-30")
    lead.sees("CND00")
    lead.chooses("Quelle demande", "rien de plus")


def walk_psc(lead: Walker) -> None:
    """The habilitation given for the demande, on the way from the guichet to the Client_ID."""
    lead.chooses("Que faire", "voir toutes les étapes")
    lead.chooses("Quelle étape", "guichet")
    lead.ticks("Cochez")
    lead.answers("Un nom court", "lps")
    lead.chooses("ôle", "editeur-logiciel-utilisateur")
    lead.chooses("Où en est lps", "formulaire administratif")
    lead.passes("Quel jour")
    lead.answers("NRU", "NRU-EXEMPLE-1")
    lead.chooses("Quel dossier", "rien de plus")
    lead.chooses("Que faire", "voir toutes les étapes")
    lead.chooses("Quelle étape", "Client_ID du bac")
    lead.chooses("Elle attend autre chose", "psc.datapass")
    lead.ticks("Cochez")
    lead.refused("demande DataPass", "H12345", "PSC001")
    lead.answers("demande DataPass", "D12345")
    lead.passes("abilitation")
    lead.chooses("Où en est-elle", "envoyée")
    lead.answers("Quel jour", "2025-10-01")
    lead.chooses("Que faire", "DataPass")
    lead.ticks("Cochez")
    lead.passes("abilitation")
    lead.chooses("Où en est-elle", "la réponse est oui")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "Client_ID du bac")
    lead.sees("Je souhaite intégrer l'Espace de Confiance. NRU : NRU-EXEMPLE-1")
    lead.ticks("Cochez")
    lead.answers("Client_ID BAS", "editeur-exemple-bas")
    lead.chooses("Où en est-elle", "déjà validée")
    lead.passes("Quel jour")


def test_a_newcomer_walks_from_nothing_to_the_client_id_past_every_mistake(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path)
    walk_isc(lead)
    walk_convergence(lead)
    walk_cnda(lead)
    walk_psc(lead)
    lead.chooses("Que faire", "s'arrêter")

    assert lead.end() == 0
    assert value(tmp_path, "psc.client_id_bas") == "editeur-exemple-bas"
    for id_ in ("isc.mandataire", "convergence.charte", "cnda.demandes", "psc.guichet", "psc.client-id-bas"):
        assert etat(tmp_path, id_) == "valide", id_
    replay(lead, tmp_path)


def replay(walker: Walker, folder: Path) -> None:
    """The commands that a walk has shown, run by a shell on a fresh candidature, make the same file."""
    again = folder / "again"
    again.mkdir()
    begin(again)
    assert walker.commands
    script = "\n".join(["set -e", f'segurctl() {{ {quote(sys.executable)} -m segurctl "$@"; }}', *walker.commands])
    env = {**settled_environment(), "SEGURCTL_TODAY": TODAY}
    subprocess.run(["sh", "-c", script], cwd=again, check=True, env=env, stdout=subprocess.DEVNULL)
    assert (again / "candidature.toml").read_bytes() == (folder / "candidature.toml").read_bytes()


def test_ctrl_c_among_the_boxes_keeps_those_ticked_and_the_walk_resumes_there(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path)
    lead.chooses("Que faire", "Demander l'accès à l'API")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    lead.interrupt()
    assert lead.end() == 130
    assert "tick psc.datapass/proconnect --le 2025-10-18" in lead.transcript
    assert "Pour reprendre : segurctl walk" in lead.transcript
    assert (tmp_path / "candidature.toml").read_text().count("actions.") == 1

    again = walk(walkers, tmp_path)
    again.passes("Que faire")  # the étape that was begun is the one proposed
    again.waits("Cochez")
    assert [line for line in again.display if line.startswith("[x]") and "ProConnect" in line]
    assert again.display[again.screen.cursor.y].startswith("[ ] Sur api.gouv.fr"), "the first box, ticked or not"
    again.interrupt()
    assert again.end() == 130


def test_ctrl_c_at_a_line_keeps_all_that_was_given_before(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "cnda.inscription")
    lead.ticks("Cochez", "NIE")
    lead.waits("NIE")
    lead.type("EDI34")
    lead.interrupt()
    assert lead.end() == 130
    text = (tmp_path / "candidature.toml").read_text()
    assert "actions." in text
    assert "EDI34" not in text, "what was not entered is nobody's answer"


@pytest.mark.parametrize("name", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_goes_away_keeps_the_boxes_ticked(
    name: signal.Signals, tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    lead.kill(name)
    assert lead.end() == 130
    assert "actions.proconnect = 2025-10-18" in (tmp_path / "candidature.toml").read_text()


def test_the_end_of_input_is_a_usage_error_and_loses_nothing(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    lead.type("\x04")
    assert lead.end() == 2
    assert "actions.proconnect = 2025-10-18" in (tmp_path / "candidature.toml").read_text()


def test_who_begins_mid_way_marks_several_etapes_at_once_and_is_asked_what_they_gave(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path)
    lead.chooses("Que faire", "plusieurs étapes déjà faites")
    lead.refused("quel jour", "hier", "n'est pas une date")
    lead.answers("quel jour", "12/09/2025")
    lead.ticks("Cochez les étapes", "Inscrire le mandataire", "Entrer dans Convergence", "obtenir le NIE")
    lead.answers("Raison sociale", "Editeur Exemple")
    lead.answers("NIE", "EDI347461")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    for id_ in ("isc.mandataire", "convergence.acces", "cnda.inscription"):
        assert etat(tmp_path, id_) == "valide", id_
    assert "segurctl mark isc.mandataire convergence.acces cnda.inscription valide --le 2025-09-12" in lead.commands
    replay(lead, tmp_path)


def test_a_champ_of_a_dossier_that_nobody_opened_leads_to_where_it_is_opened(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    assert run("mark", "psc.datapass", "valide", "--le", "2025-10-01", cwd=tmp_path).code == 0
    lead = walk(walkers, tmp_path, "psc.client-id-bas")
    lead.chooses("Elle attend autre chose", "faire d'abord psc.guichet")
    lead.chooses("Elle attend autre chose", "noter quand même")
    lead.waits("psc.guichet, https://convergence.esante.gouv.fr")
    lead.interrupt()
    assert lead.end() == 130


def test_what_was_mistyped_is_given_back_to_be_corrected_and_what_is_left_alone_is_not_written(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.passes("Cochez")
    lead.answers("demande DataPass", "D12354")
    lead.answers("abilitation", "H99")
    lead.chooses("Où en est-elle", "corriger ce qui est saisi")
    lead.waits("vide : inchangé")
    assert lead.display[-1] == "> D12354"
    lead.refused("demande DataPass", "H12345", "PSC001")
    lead.answers("demande DataPass", "D12345")
    lead.passes("abilitation")
    lead.chooses("Où en est-elle", "envoyée")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert value(tmp_path, "psc.datapass_demande") == "D12345"
    assert [one for one in lead.commands if one.startswith("segurctl set")] == [
        "segurctl set psc.datapass_demande=D12354",
        "segurctl set psc.datapass_habilitation=H99",
        "segurctl set psc.datapass_demande=D12345",
    ]
    replay(lead, tmp_path)


def test_a_demande_can_be_corrected_too_and_an_emptied_line_changes_nothing(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    assert run("set", "cnda.demandes.dmp.teleservice=DMP", cwd=tmp_path).code == 0
    lead = walk(walkers, tmp_path, "cnda.demandes")
    lead.chooses("Elle attend autre chose", "noter quand même")
    lead.passes("Cochez")
    lead.chooses("Quelle demande", "dmp")
    lead.chooses("Où en est dmp", "corriger ce qui est saisi")
    lead.answers("éléservice", "")
    lead.chooses("Où en est dmp", "corriger ce qui est saisi")
    lead.answers("éléservice", "DMPi")
    lead.chooses("Où en est dmp", "rien de plus")
    lead.chooses("Quelle demande", "rien de plus")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert value(tmp_path, "cnda.demandes.dmp.teleservice") == "DMPi"
    assert lead.commands == ["segurctl set cnda.demandes.dmp.teleservice=DMPi"]


def test_a_text_with_a_space_at_its_end_is_left_as_it_is(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    path = tmp_path / "candidature.toml"
    assert run("set", "editeur.nie=EDI347461", cwd=tmp_path).code == 0
    path.write_text(path.read_text().replace('"EDI347461"', '"EDI347461 "'), encoding="utf-8")
    before = path.read_text()
    lead = walk(walkers, tmp_path, "cnda.inscription")
    lead.passes("Cochez")
    lead.chooses("Où en est-elle", "corriger ce qui est saisi")
    lead.passes("NIE")
    lead.chooses("Où en est-elle", "rien de plus")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert path.read_text() == before


def test_a_secret_is_not_given_back_to_be_corrected(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    path, secret = tmp_path / "candidature.toml", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
    assert run("set", "editeur.nie=EDI347461", cwd=tmp_path).code == 0
    path.write_text(path.read_text().replace('"EDI347461"', f'"{secret}"'), encoding="utf-8")
    lead = walk(walkers, tmp_path, "cnda.inscription")
    lead.passes("Cochez")
    lead.sees("à corriger : on lit ici un jeton d'accès")
    lead.passes("NIE")
    lead.chooses("Où en est-elle", "corriger ce qui est saisi")
    lead.passes("NIE")
    lead.chooses("Où en est-elle", "rien de plus")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert secret not in lead.raw
    assert secret in path.read_text()


def test_ctrl_c_among_several_etapes_marks_those_ticked(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path)
    lead.chooses("Que faire", "plusieurs étapes déjà faites")
    lead.passes("quel jour")
    lead.waits("Cochez les étapes")
    lead.presses("Activer l'Espace Authentifié")
    lead.interrupt()
    assert lead.end() == 130
    assert etat(tmp_path, "portail.espace-authentifie") == "valide"


def test_a_window_that_is_closed_keeps_the_boxes_ticked(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    lead.hang_up()
    assert "actions.proconnect = 2025-10-18" in (tmp_path / "candidature.toml").read_text()


def test_ctrl_c_at_the_day_notes_what_was_chosen_with_the_day_proposed(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "portail.espace-authentifie")
    lead.passes("Cochez")
    lead.chooses("Où en est-elle", "faite")
    lead.refused("Quel jour", "01/01/2027", "ce jour n'est pas encore venu")
    lead.interrupt()
    assert lead.end() == 130
    assert etat(tmp_path, "portail.espace-authentifie") == "valide"
    assert "segurctl mark portail.espace-authentifie valide --le 2025-10-18" in lead.transcript


def test_an_etape_that_is_sans_objet_offers_to_note_what_would_make_it_asked(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.operateur")
    lead.chooses("Elle est sans objet", "noter un dossier EDC PSC")
    lead.answers("Un nom court", "exploitation")
    lead.chooses("ôle", "operateur-service")
    lead.chooses("Où en est exploitation", "rien de plus")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert etat(tmp_path, "psc.operateur") != "sans-objet"


def test_a_new_dossier_never_takes_the_name_of_another(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    dmp = ("cnda.demandes.dmp.teleservice=DMP", "cnda.demandes.dmp.cloture=remplacee")
    assert run("set", *dmp, "cnda.demandes.dmp.close_le=2025-10-01", cwd=tmp_path).code == 0
    before = (tmp_path / "candidature.toml").read_text()
    lead = walk(walkers, tmp_path, "cnda.demandes")
    lead.chooses("Elle attend autre chose", "noter quand même")
    lead.passes("Cochez")
    lead.refused("Un nom court", "dmp", "« dmp » est déjà pris")
    lead.answers("Un nom court", "")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert (tmp_path / "candidature.toml").read_text() == before


def test_an_answer_that_cannot_be_written_stops_the_walk_and_is_given_to_type_again(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.waits("Cochez")
    lead.presses("ProConnect")
    path = tmp_path / "candidature.toml"
    sound = path.read_text()
    path.write_text(f"<<<<<<< ours\n{sound}", encoding="utf-8")
    lead.type("\r")
    assert lead.end() == 2
    assert "segurctl tick psc.datapass/proconnect --le 2025-10-18" in lead.commands
    assert "tout est écrit" not in lead.transcript
    assert path.read_text() == f"<<<<<<< ours\n{sound}"


def test_a_paste_of_several_lines_is_one_answer_and_what_is_shown_is_what_ran(
    tmp_path: Path, walkers: list[Walker]
) -> None:
    begin(tmp_path)
    lead = walk(walkers, tmp_path, "cnda.inscription")
    lead.passes("Cochez")
    lead.passes("NIE")
    lead.chooses("Où en est-elle", "commencée")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "obtenir le NIE")
    lead.passes("Cochez")
    lead.waits("NIE")
    lead.type("\x1b[200~un\ndeux $(id)\x1b[201~")
    lead.sees("deux $(id)")
    lead.type("\r")
    lead.chooses("Où en est-elle", "rien de plus")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert value(tmp_path, "editeur.nie") == "un deux $(id)"
    replay(lead, tmp_path)


def test_a_secret_in_the_file_is_not_shown(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    path, secret = tmp_path / "candidature.toml", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
    path.write_text(path.read_text().replace('"Julie APCV"', f'"{secret}"'), encoding="utf-8")
    lead = walk(walkers, tmp_path, "convergence.demarche")
    lead.chooses("Elle attend autre chose", "noter quand même")
    lead.waits("Cochez")
    lead.interrupt()
    assert lead.end() == 130
    assert secret not in lead.raw


def test_a_refusal_asks_why_and_an_etape_sent_back_what_is_to_change(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    assert run("mark", "psc.datapass", "soumis", "--le", "2025-10-01", cwd=tmp_path).code == 0
    lead = walk(walkers, tmp_path, "psc.datapass")
    lead.passes("Cochez")
    lead.passes("demande DataPass")
    lead.passes("abilitation")
    lead.chooses("Où en est-elle", "refusée")
    lead.passes("Pourquoi")
    lead.sees("une réponse est attendue")
    lead.answers("Pourquoi", "Contact technique « absent » ; à refaire")
    lead.passes("Quel jour")
    lead.chooses("Que faire", "s'arrêter")
    assert lead.end() == 0
    assert etat(tmp_path, "psc.datapass") == "refuse"
    assert value(tmp_path, "etapes.psc.datapass.note") == "Contact technique « absent » ; à refaire"


def test_the_company_s_file_is_walked_through_its_own_etape_alone(tmp_path: Path, walkers: list[Walker]) -> None:
    begin(tmp_path)
    assert run("init", "--editeur", cwd=tmp_path).code == 0
    lead = walk(walkers, tmp_path, "cnda.inscription", "-c", "editeur.toml")
    lead.ticks("Cochez", "NIE")
    lead.answers("NIE", "EDI347461")
    lead.chooses("Où en est-elle", "faite")
    lead.passes("Quel jour")
    assert lead.end() == 0
    assert 'nie = "EDI347461"' in (tmp_path / "editeur.toml").read_text()
    assert "segurctl set editeur.nie=EDI347461 -c editeur.toml" in lead.commands


def test_without_a_terminal_it_says_which_commands_do_the_same(tmp_path: Path) -> None:
    begin(tmp_path)
    ended = run("walk", "psc.datapass", "--today", TODAY, cwd=tmp_path)
    assert ended.code == 2
    assert ended.out == ""
    first, *commands = ended.err.splitlines()
    assert first == "segurctl: walk demande et répond : il lui faut un terminal (sans lui, tapez)"
    assert commands[0] == "segurctl show psc.datapass"
    assert commands[1].startswith("segurctl tick psc.datapass/")
    assert commands[2] == "segurctl set psc.datapass_demande=… psc.datapass_habilitation=…"
    assert commands[3:] == [f"segurctl mark psc.datapass soumis --le {TODAY}"]
    assert run(*commands[1].split()[1:], cwd=tmp_path).code == 0
    assert run("walk", cwd=tmp_path).err.splitlines()[1] == "segurctl next"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    told = run("walk", "-c", "../candidature.toml", cwd=elsewhere).err.splitlines()[1:]
    for command in told[:2]:
        assert run(*command.split()[1:], cwd=elsewhere).code == 0, command


def test_an_unknown_etape_is_told_the_nearest(tmp_path: Path) -> None:
    begin(tmp_path)
    ended = run("walk", "psc.datapas", cwd=tmp_path)
    assert ended.code == 2
    assert "vouliez-vous dire « psc.datapass »" in ended.err
