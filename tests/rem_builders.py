"""A REM in a few words, and candidatures evaluated with it.

`rem(exigence("SC.MSS/CONF.01", preuves=2))` is a whole snapshot; ids, scénarios and slots follow the published grammar.
"""

from pathlib import Path

from builders import AUJOURDHUI, day, parcours
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import CandidatureFile
from segurctl.evaluation import Evaluation, evaluate
from segurctl.proofs.faits import Faits
from segurctl.rem.model import Attendue, Chapitre, Exigence, Nature, Referentiel, Scenario, Source
from segurctl.rem.snapshot import ecrire

TITRES = {"mss": "Gestion de la MSSanté", "ins": "Gestion de l'INS", "ssi": "Sécurité des SI"}
CHEMIN = "referentiels/lgc-va2.json"


def exigence(
    id_: str,
    *,
    chapitre: str = "mss",
    nature: Nature | None = "EXIGENCE",
    profils: tuple[str, ...] = (),
    preuves: int = 1,
    texte: str = "le produit fait ce qu'il faut",
    perimetre: str | None = "Vague 2",
) -> Exigence:
    """One exigence with one scénario that expects some proofs; without any, its slot is the exigence itself."""
    attendues = tuple(Attendue(f"{id_}.01.{rang:02}", f"capture {rang}") for rang in range(1, preuves + 1))
    scenarios = (Scenario(f"{id_}.01", "montrer que c'est fait", profils, attendues),) if preuves else ()
    return Exigence(id_, chapitre, texte, nature, perimetre, None, None, None, scenarios)


def rem(*exigences: Exigence, nom: str = "REM-MDV-LGC-Va2.xlsx") -> Referentiel:
    """A snapshot of these exigences, with the chapters that they name, in that order."""
    cles = dict.fromkeys(one.chapitre for one in exigences)
    chapitres = tuple(Chapitre(cle, TITRES.get(cle, cle)) for cle in cles)
    return Referentiel(Source(nom, "0" * 64, "Exigences REM vague 2"), chapitres, exigences)


def avec_rem(held: Candidature, referentiel: Referentiel, today: str = AUJOURDHUI) -> Evaluation:
    """The evaluation of a candidature that has this REM beside it."""
    return evaluate(held, parcours(), day(today), Faits(referentiel=referentiel))


def poser(folder: Path, referentiel: Referentiel, chemin: str = CHEMIN) -> Path:
    """Write a snapshot in a folder, where a candidature may point to it."""
    path = folder / chemin
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ecrire(referentiel), encoding="utf-8")
    return path


def fichier(held: Candidature) -> CandidatureFile:
    """A candidature as the file that it would be read from."""
    return CandidatureFile(Path("candidature.toml"), "", held)
