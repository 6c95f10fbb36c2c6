"""Rows put together: the exigences that they name, each with its scénarios and their proofs, as the rows nest them."""

from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

from segurctl.rem.cellules import une_ligne
from segurctl.rem.chapitres import chapitres
from segurctl.rem.ids import canonique, comparable
from segurctl.rem.model import NATURES, Attendue, Chapitre, Exigence, Scenario
from segurctl.rem.noms import plier
from segurctl.rem.roles import Role

# What is said once of an exigence, and how a row that says it otherwise is told.
_CHAMPS = {
    "texte": "un autre texte, le premier est gardé",
    "chapitre": "un autre chapitre, le premier est gardé",
    "nature": "une autre nature, la première est gardée",
    "perimetre": "un autre périmètre, le premier est gardé",
    "fonction": "une autre fonction, la première est gardée",
    "criticite": "une autre criticité, la première est gardée",
    "commentaire": "un autre commentaire, le premier est gardé",
}


class Rang(NamedTuple):
    """What a row says: of an exigence, of a scénario, and of proofs, each with the rank of its columns."""

    id: str
    champs: dict[str, str]
    ordre: str = ""
    scenario_id: str = ""
    scenario: str = ""
    profils: tuple[str, ...] = ()
    preuves: tuple[tuple[int, str, str], ...] = ()


@dataclass
class _Scenario:
    id: str
    texte: str = ""
    profils: dict[str, None] = field(default_factory=dict)
    pour_tous: bool = False
    preuves: dict[str, tuple[str, str]] = field(default_factory=dict)  # a number, or none until all are known; a text


@dataclass
class _Exigence:
    id: str
    champs: dict[str, str] = field(default_factory=dict)
    ordre: float | None = None
    scenarios: dict[str, _Scenario] = field(default_factory=dict)


class Assemblage:
    """The exigences read so far. What a row repeats is read once; what it says otherwise is given back."""

    def __init__(self) -> None:
        self._exigences: dict[str, _Exigence] = {}
        self._ids: set[str] = set()
        self._derniers: dict[str, int] = {}  # the last rank given to a proof that has no number, by what it is below
        self._tenues: dict[str, str] = {}  # whose each scénario and each proof is, by its number
        self.numerotees: list[str] = []
        self._neuf = False
        self._ecarts: list[tuple[Role, str]] = []

    @property
    def muettes(self) -> list[str]:
        """The exigences that no row gave a text."""
        return [one.id for one in self._exigences.values() if not one.champs.get("texte")]

    @property
    def nombre(self) -> int:
        """How many exigences were read."""
        return len(self._exigences)

    def ajouter(self, rang: Rang) -> tuple[bool, list[tuple[Role, str]]]:
        """Take a row: whether it said anything new, and which of its cells say otherwise than an earlier row."""
        self._neuf, self._ecarts = False, []
        exigence = self._exigences.get(comparable(rang.id))
        if exigence is None:
            self._neuf = True
            exigence = self._exigences[comparable(rang.id)] = _Exigence(rang.id, ordre=_nombre(rang.ordre))
            self._ids.add(comparable(rang.id))
        for nom, valeur in rang.champs.items():
            self._champ(exigence, nom, valeur)
        if rang.scenario_id or rang.scenario or rang.profils or rang.preuves:
            self._scenario(exigence, rang)
        return self._neuf, self._ecarts

    def _champ(self, exigence: _Exigence, nom: str, valeur: str) -> None:
        avant = exigence.champs.get(nom, "")
        if valeur and not avant:
            exigence.champs[nom] = valeur
            self._neuf = True
        elif valeur and une_ligne(valeur) != une_ligne(avant) and (nom != "chapitre" or plier(valeur) != plier(avant)):
            self._ecarts.append((Role(nom), f"répète {exigence.id} avec {_CHAMPS[nom]}"))

    def _scenario(self, exigence: _Exigence, rang: Rang) -> None:
        rang = rang._replace(scenario_id=self._prendre(Role("scenario_id"), rang.scenario_id, exigence))
        # Without a number it is known by its text; the mark keeps the two apart.
        cle = comparable(rang.scenario_id) or f"\0{une_ligne(rang.scenario)}"
        scenario = exigence.scenarios.get(cle)
        if scenario is None:
            self._neuf = True
            scenario = exigence.scenarios[cle] = _Scenario(rang.scenario_id)
            self._ids.add(comparable(rang.scenario_id))
        if rang.scenario and not scenario.texte:
            scenario.texte = rang.scenario
            self._neuf = True
        elif rang.scenario and une_ligne(rang.scenario) != une_ligne(scenario.texte):
            self._ecarts.append(
                (Role("scenario"), f"répète {rang.scenario_id} avec un autre texte, le premier est gardé")
            )
        avant = scenario.pour_tous, len(scenario.profils)
        scenario.pour_tous |= not rang.profils
        scenario.profils |= dict.fromkeys(rang.profils)
        self._neuf |= avant != (scenario.pour_tous, len(scenario.profils))
        for preuve in rang.preuves:
            self._preuve(exigence, scenario, *preuve)

    def _prendre(self, role: Role, numero: str, exigence: _Exigence) -> str:
        """A number is that of one exigence: the first that has it keeps it, and another has none."""
        premiere = self._tenues.setdefault(comparable(numero), exigence.id) if numero else exigence.id
        if premiere == exigence.id:
            return numero
        self._ecarts.append((role, f"{numero} est déjà un numéro de {premiere}, qui le garde"))
        return ""

    def _preuve(self, exigence: _Exigence, scenario: _Scenario, colonne: int, numero: str, texte: str) -> None:
        numero = self._prendre(Role("preuve_id", colonne), numero, exigence)
        cle = comparable(numero) or f"\0{une_ligne(texte)}"
        avant = scenario.preuves.get(cle)
        if avant is None:
            self._neuf = True
            self._ids.add(comparable(numero))
            scenario.preuves[cle] = (numero, texte)
        elif texte and not avant[1]:
            self._neuf = True
            scenario.preuves[cle] = (avant[0], texte)
        elif texte and une_ligne(texte) != une_ligne(avant[1]):
            self._ecarts.append(
                (Role("preuve", colonne), f"répète {avant[0]} avec un autre texte, le premier est gardé")
            )

    def finir(self, sans_chapitre: str) -> tuple[tuple[Chapitre, ...], tuple[Exigence, ...]]:
        """The chapters and the exigences, in the order that the workbook gives them."""
        siennes = list(self._exigences.values())
        if all(one.ordre is not None for one in siennes):
            siennes.sort(key=lambda one: one.ordre or 0.0)
        par_titre = chapitres(one.champs.get("chapitre") or sans_chapitre for one in siennes)
        found = tuple(
            Exigence(
                id=one.id,
                chapitre=par_titre[plier(one.champs.get("chapitre") or sans_chapitre)].cle,
                texte=one.champs.get("texte", ""),
                nature=next((nature for nature in NATURES if nature == one.champs.get("nature")), None),
                perimetre=one.champs.get("perimetre"),
                fonction=one.champs.get("fonction"),
                criticite=one.champs.get("criticite"),
                commentaire=one.champs.get("commentaire"),
                scenarios=tuple(self._fini(each, one.id) for each in one.scenarios.values()),
            )
            for one in siennes
        )
        return tuple(par_titre.values()), found

    def _fini(self, scenario: _Scenario, exigence: str) -> Scenario:
        """A scénario, each of its proofs with a number: its own, or one that follows from its rank and is free."""
        base = scenario.id or exigence
        return Scenario(
            scenario.id or None,
            scenario.texte,
            () if scenario.pour_tous else tuple(scenario.profils),
            tuple(
                Attendue(numero or self._libre(base, rang), texte)
                for rang, (numero, texte) in enumerate(scenario.preuves.values(), 1)
            ),
        )

    def _libre(self, base: str, rang: int) -> str:
        rang = max(rang, self._derniers.get(base, 0) + 1)
        while comparable(found := canonique(f"{base}.{rang:02d}")) in self._ids:
            rang += 1
        self._derniers[base] = rang
        self.numerotees.append(found)
        return found


def _nombre(text: str) -> float | None:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None
