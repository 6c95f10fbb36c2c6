"""`walk` at a real pseudo-terminal: somebody who has never done this gets through."""

import json
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
    lead.answers("SIREN", "732829320")
    lead.passes("SIRET")
    lead.passes("Identifiant hors de France")
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
