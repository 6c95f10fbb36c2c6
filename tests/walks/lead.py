"""A project lead at the keyboard: runs commands day after day, and does what `next` says."""

import json
from pathlib import Path
from typing import Any

import pytest

from segurctl.cli.main import main


class Lead:
    """Runs segurctl in a folder, on a day of the story."""

    def __init__(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capture = capfdbinary
        self._today = "2025-09-01"
        patch.chdir(folder)
        for name in ("SEGURCTL_TODAY", "SEGURCTL_FORMAT", "FORCE_COLOR"):
            patch.delenv(name, raising=False)

    def on(self, day: str) -> "Lead":
        """Come back to the keyboard on a later day."""
        assert day >= self._today
        self._today = day
        return self

    def types(self, command: str, *, code: int = 0) -> str:
        """Type a command, and read what it says; errors too when it is to fail."""
        self._capture.readouterr()
        words = [word.replace("␣", " ") for word in command.split()]
        dated = [] if words[0] == "get" else ["--today", self._today]
        got = main([*words, *dated])
        out, err = (text.decode() for text in self._capture.readouterr())
        assert got == code, f"{command}: {got}\n{out}{err}"
        assert code or not err, err
        return err if code else out

    def status(self) -> str:
        """The screen of the morning."""
        return self.types("status")

    def candidature(self) -> dict[str, Any]:
        """The same, for a program."""
        found: dict[str, Any] = json.loads(self.types("status --format json"))["candidatures"][0]
        return found

    def etat(self, id_: str) -> str:
        """Where one étape stands."""
        return str(next(one["etat"] for one in self.candidature()["etapes"] if one["id"] == id_))

    def next(self) -> list[str]:
        """The étapes that `next` names, in order."""
        prochaines = json.loads(self.types("next --format json"))["candidatures"][0]["prochaines"]
        return [one["etape"] for one in prochaines]

    def keeps(self, *names: str) -> None:
        """Put files beside the candidature, as they come from the portals."""
        for name in names:
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(name, encoding="utf-8")

    def does(self, id_: str, *commands: str) -> str:
        """Do an étape that `next` names, with these commands, and read what the last one says."""
        assert id_ in self.next(), f"next names {self.next()}"
        return [self.types(command) for command in commands][-1]

    @property
    def file(self) -> str:
        """The text of the candidature."""
        return (self.folder / "candidature.toml").read_text(encoding="utf-8")


def start(lead: Lead, *more: str) -> None:
    """Begin the candidature of the story."""
    lead.types(
        "init produit.nom=Julie␣APCV produit.version=3.0.05 produit.dispositif=LGC "
        f"editeur.raison_sociale=Editeur␣Exemple editeur.siren=732829320 {' '.join(more)}"
    )


def reach_eligibilite(lead: Lead) -> None:
    """Everything up to an éligibilité that may be submitted, for stories that begin later."""
    start(lead, "produit.responsable=Direction␣produit", "produit.description=Logiciel␣de␣cabinet")
    lead.types(
        "set editeur.nie=EDI347461 produit.nil=JUL895988 produit.referencee_vague1=non "
        "cnda.demandes.dmp.teleservice=DMP cnda.demandes.dmp.avancement=initialisation"
    )
    lead.types("mark cnda.demandes.dmp pre-examen")
    lead.types(
        "mark isc.mandataire convergence.acces convergence.produit convergence.demarche convergence.charte "
        "convergence.administratif cnda.inscription cnda.logiciel valide"
    )
