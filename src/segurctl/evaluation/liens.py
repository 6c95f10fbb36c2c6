"""The links of many candidatures: which there are, who holds them, and what became of each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.candidature.read import CandidatureFile
from segurctl.etats.conditions import retiree
from segurctl.evaluation.model import Evaluation
from segurctl.evaluation.rapport import Rapport
from segurctl.proofs.faits import Verdict, Verification
from segurctl.proofs.links import url_de
from segurctl.rules.liens import a_la_main, a_verifier

# How links are counted: by verdict, but for those that only a person could judge, and did.
Genre = Verdict | Literal["a_la_main"]


class Usage(NamedTuple):
    """Where a link stands: the file, as it was found, and the champ; whether somebody opened it by hand."""

    fichier: Path
    champ: KeyPath
    a_la_main: bool


class LienVu(NamedTuple):
    """One address, what became of it, and who holds it; `avant`: it was not asked now, but before."""

    url: str
    verification: Verification
    usages: tuple[Usage, ...]
    avant: bool

    @property
    def ouvert(self) -> bool:
        """Whether somebody opened it, wherever it stands."""
        return all(one.a_la_main for one in self.usages)

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

    liens: tuple[LienVu, ...]
    rapport: Rapport
    today: dt.date
    non_garde: str | None = None

    def nombres(self) -> Mapping[Genre, int]:
        """How many links there are of each genre."""
        return Counter(_genre(one.verification, ouvert=one.ouvert) for one in self.liens)


def usages(files: Iterable[CandidatureFile], today: dt.date) -> Mapping[str, tuple[Usage, ...]]:
    """Every address to ask, once, with who holds it; nothing of a candidature that is withdrawn."""
    found: dict[str, list[Usage]] = {}
    for file in files:
        if not retiree(file.candidature, today):
            for champ, text in a_verifier(file.candidature):
                found.setdefault(url_de(text), []).append(
                    Usage(file.path, champ, a_la_main(file.candidature, champ, today))
                )
    return {one: tuple(held) for one, held in sorted(found.items())}


class Connaissance(NamedTuple):
    """What is known of the links of one candidature: how many of each genre, and from which day to which."""

    nombres: Mapping[Genre, int]
    depuis: dt.date
    jusqu_au: dt.date


def connaissance(evaluation: Evaluation) -> Connaissance | None:
    """What was known before of the links of a candidature; None where nothing was."""
    candidature, connues = evaluation.candidature, evaluation.contexte.faits.liens
    ouverts: dict[str, bool] = {}
    for champ, text in a_verifier(candidature):
        url = url_de(text)
        ouverts[url] = ouverts.get(url, True) and a_la_main(candidature, champ, evaluation.today)
    jours = [connues[url].le for url in ouverts if url in connues]
    if not jours or evaluation.retiree:
        return None
    genres = Counter(_genre(connues.get(url), ouvert=ouvert) for url, ouvert in ouverts.items())
    return Connaissance(genres, min(jours), max(jours))


def _genre(vue: Verification | None, *, ouvert: bool) -> Genre:
    verdict: Verdict = vue.verdict if vue else "inconnu"
    return "a_la_main" if ouvert and verdict not in ("ok", "casse", "interdit") else verdict
