"""The links of many candidatures: which there are, who holds them, and what became of each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.candidature.read import CandidatureFile
from segurctl.etats.conditions import retiree
from segurctl.evaluation.model import Evaluation
from segurctl.evaluation.rapport import Rapport
from segurctl.proofs.faits import Verdict, Verification
from segurctl.proofs.links import adresse
from segurctl.rules.liens import a_verifier, adresses


class Usage(NamedTuple):
    """Where a link stands: the file, as it was found, and the champ."""

    fichier: Path
    champ: KeyPath


class Lien(NamedTuple):
    """One address, what became of it, and who holds it; `avant`: it was not asked now, but before."""

    adresse: str
    verification: Verification
    usages: tuple[Usage, ...]
    avant: bool

    @property
    def fichiers(self) -> tuple[Path, ...]:
        """The files that hold it, once each."""
        return tuple(dict.fromkeys(one.fichier for one in self.usages))

    @property
    def champs(self) -> tuple[str, ...]:
        """Where it stands in them, once each."""
        return tuple(dict.fromkeys(format_path(one.champ) for one in self.usages))


class Bilan(NamedTuple):
    """The links of a run on a day, by address, and what the rules say of them.

    `non_garde` is why the next run will not know of this one, where something was in the way.
    """

    liens: tuple[Lien, ...]
    rapport: Rapport
    today: dt.date
    non_garde: str | None = None

    def nombres(self) -> Mapping[Verdict, int]:
        """How many links there are of each verdict."""
        return Counter(one.verification.verdict for one in self.liens)


def usages(files: Iterable[CandidatureFile], today: dt.date) -> Mapping[str, tuple[Usage, ...]]:
    """Every address to ask, once, with who holds it; nothing of a candidature that is withdrawn."""
    found: dict[str, list[Usage]] = {}
    for file in files:
        if not retiree(file.candidature, today):
            for champ, text in a_verifier(file.candidature):
                found.setdefault(adresse(text), []).append(Usage(file.path, champ))
    return {one: tuple(held) for one, held in sorted(found.items())}


class Connaissance(NamedTuple):
    """What is known of the links of one candidature: how many of each verdict, and from which day to which."""

    nombres: Mapping[Verdict, int]
    depuis: dt.date
    jusqu_au: dt.date


def connaissance(evaluation: Evaluation) -> Connaissance | None:
    """What was known before of the links of a candidature; None where nothing was."""
    demandees = adresses(evaluation.candidature)
    vues = [one for one in map(evaluation.contexte.faits.liens.get, demandees) if one]
    if not vues or evaluation.retiree:
        return None
    jours = [one.le for one in vues]
    inconnus: Mapping[Verdict, int] = {"inconnu": len(demandees) - len(vues)}
    return Connaissance({**Counter(one.verdict for one in vues), **inconnus}, min(jours), max(jours))
