"""Candidatures in a few words, evaluated on a day that does not move.

`candidature(etapes={"psc.datapass": "soumis"}, psc={"edc": False})` is a whole, well-formed candidature; what
is not said is absent. `evaluate_on("2025-10-18", …)` evaluates it, `jouer` plays commands on the text of a file.
"""

import datetime as dt
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import settings

from segurctl.candidature.edit import SetKey, UnsetKey, apply
from segurctl.candidature.fields import field_type
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.model import Candidature
from segurctl.candidature.paths import parse_path
from segurctl.candidature.read import CandidatureFile, parse_candidature
from segurctl.candidature.structure import catalogue_faults
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.etats.suivis import evaluer_suivis
from segurctl.evaluation import Evaluation, Prochaine, evaluate
from segurctl.parcours.load import load_parcours
from segurctl.parcours.model import Parcours
from segurctl.proofs.disk import gather
from segurctl.rules.model import Constat
from segurctl.saisie.cocher import cocher
from segurctl.saisie.marquer import Marque, marquer
from segurctl.saisie.preuves import Depot, deja_la, deposer
from segurctl.saisie.renseigner import refuser_malformes, renseigner

AUJOURDHUI = "2025-10-18"  # the day of the tests, where no other is said
EXAMPLES = Path(__file__).parents[1] / "examples"
# The day on which each example tells its story.
JOURS = {
    "depart": "2025-09-01",
    "en-route": "2025-10-18",
    "pieges": "2026-01-20",
    "preuves": "2026-02-16",
    "referencee": "2026-06-10",
}

# The same cases at each run, with no stopwatch and nothing left on the disk.
stable = settings(derandomize=True, deadline=None, database=None)

Declaree = str | Mapping[str, Any]


def parcours() -> Parcours:
    """The catalogue, read once in a process."""
    return load_parcours()


def day(text: str) -> dt.date:
    """A day written AAAA-MM-JJ."""
    return dt.date.fromisoformat(text)


def candidature(*, etapes: Mapping[str, Declaree] | None = None, **tables: Any) -> Candidature:
    """A valid candidature of the given tables; an étape may be its statut alone, or its whole table."""
    data: dict[str, Any] = {
        "format": 1,
        "parcours": parcours().id,
        "edition": parcours().edition,
        **tables,
        "produit": {"nom": "Julie", "dispositif": "LGC", **tables.get("produit", {})},
        "etapes": {},
    }
    for id_, declared in (etapes or {}).items():
        plateforme, _, nom = id_.partition(".")
        table = {"statut": declared} if isinstance(declared, str) else dict(declared)
        data["etapes"].setdefault(plateforme, {})[nom] = table
    faults = list(catalogue_faults(data, parcours()))
    assert not faults, faults
    return Candidature.model_validate(data)


def faites(*ids: str, **declared: Declaree) -> dict[str, Declaree]:
    """Étapes that are done, to give to `candidature`."""
    return {**dict.fromkeys(ids, "valide"), **declared}


def lire(text: str) -> Candidature:
    """The candidature of the text of a file; raises SegurctlError as reading the file would."""
    return parse_candidature(Path("candidature.toml"), text, parcours()).candidature


def lire_avec_son_texte(text: str) -> CandidatureFile:
    """The same, with its text, for what looks at more than the values."""
    return parse_candidature(Path("candidature.toml"), text, parcours())


def example(nom: str) -> Candidature:
    """One of the candidatures of `examples/`."""
    return lire(example_text(nom))


def example_text(nom: str) -> str:
    """The file of one of the candidatures of `examples/`."""
    return (EXAMPLES / nom / "candidature.toml").read_text(encoding="utf-8")


def evaluate_example(nom: str) -> Evaluation:
    """One of the candidatures of `examples/` on its day, with what stands beside it."""
    file = CandidatureFile(EXAMPLES / nom / "candidature.toml", example_text(nom), example(nom))
    return evaluate(file.candidature, parcours(), day(JOURS[nom]), gather(file, hashed=False))


def evaluate_on(today: str, held: Candidature) -> Evaluation:
    """The evaluation of a candidature on a day."""
    return evaluate(held, parcours(), day(today))


def etape(id_: str, held: Candidature, today: str = AUJOURDHUI) -> EtapeEvaluee:
    """One étape of a candidature."""
    return evaluate_on(today, held).etapes[id_]


def suivi(id_: str, held: Candidature, today: str = AUJOURDHUI) -> SuiviEvalue:
    """One item of a suivi, by the path of its table."""
    return next(one for one in evaluer_suivis(held, parcours(), day(today)) if one.id == id_)


def prochaine(id_: str, held: Candidature, today: str = AUJOURDHUI) -> Prochaine:
    """What can be done now with one étape; StopIteration when it is not there."""
    return next(one for one in evaluate_on(today, held).prochaines if one.evaluee.etape.id == id_)


def prochaines(held: Candidature, today: str = AUJOURDHUI) -> list[str]:
    """The étapes with which something can be done now, in order."""
    return [one.evaluee.etape.id for one in evaluate_on(today, held).prochaines]


def constats(regle: str, held: Candidature, today: str = AUJOURDHUI) -> list[Constat]:
    """The findings of one rule."""
    return [one for one in evaluate_on(today, held).constats if one.regle.id == regle]


def jouer(commande: str, text: str, today: str = AUJOURDHUI) -> str:
    """The text of a file after a `segurctl set|mark|tick|proof add …` command; raises SegurctlError as it would."""
    _, verb, *words = shlex.split(commande)
    held = lire(text)
    changes: list[SetKey | UnsetKey] = []
    if verb == "set":
        changes += renseigner(words)
    elif verb == "mark":
        *cibles, valeur = words
        for cible in cibles:
            changes += marquer(cible, Marque(valeur, day(today), None), evaluate_on(today, held))
    elif verb == "proof":
        _, id_, *preuve = words
        situation = evaluate_on(today, held)
        depot = Depot(preuve[0][2:], preuve[1], None, None) if preuve else deja_la(id_, situation)
        changes += deposer(id_, depot._replace(le=day(today)), situation)
    else:
        assert verb == "tick", commande
        changes += [cocher(word, day(today), parcours(), undo=False) for word in words]
    after = apply(text, changes, CatalogueLayout(parcours()))
    refuser_malformes((one.path for one in changes), evaluate(lire(after), parcours(), day(today)))
    return after


# What a person types for `…`: a value that no rule finds wrong, and that asks for nothing more.
PLAUSIBLES = {
    "datapass_demande": "D12345",
    "nie": "EDI347461",
    "nil": "JUL895988",
    "siren": "732829320",
    "referencee_vague1": "non",
    "date_opposabilite": "2031-12-31",
}


def remplie(commande: str, today: str = AUJOURDHUI) -> str:
    """A command of `next` as a person would type it: each `…` replaced by a value of the right type.

    What is dated happened the day before.
    """
    verb, _, rest = commande.removeprefix("segurctl ").partition(" ")
    if verb != "set":
        return commande
    veille = (day(today) - dt.timedelta(days=1)).isoformat()
    return f"segurctl set {' '.join(_assignment(one, veille) for one in shlex.split(rest))}"


def _assignment(word: str, veille: str) -> str:
    champ, _, value = word.partition("=")
    path = parse_path(champ)
    if value == "AAAA-MM-JJ":
        value = veille
    if value == "…":
        scalars = field_type(path).scalars
        kinds = {bool: "oui", int: "0", dt.date: veille}
        value = PLAUSIBLES.get(path[-1]) or next((kinds[kind] for kind in kinds if kind in scalars), "X-1")
    return shlex.quote(f"{champ}={value}")


def evaluate_in(folder: Path, held: Candidature, today: str = AUJOURDHUI) -> Evaluation:
    """The evaluation of a candidature that stands in a folder, with what the disk knows of it."""
    file = CandidatureFile(folder / "candidature.toml", "", held)
    return evaluate(held, parcours(), day(today), gather(file, hashed=True))
