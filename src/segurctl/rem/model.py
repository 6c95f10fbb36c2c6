"""The REM as a snapshot holds it: chapters, exigences, their scénarios, and the proofs that these expect.

Named tuples, as in the catalogue: `status` reads a few hundred of them. Texts are those of the ANS, data and never
markup; ids are as published, nesting is that of the rows.
"""

from typing import Literal, NamedTuple

Nature = Literal["EXIGENCE", "PRECONISATION"]
NATURES: tuple[Nature, ...] = ("EXIGENCE", "PRECONISATION")


class Source(NamedTuple):
    """The workbook that a snapshot was read from: its name, the sha256 of its bytes, the sheet, and which REM of it."""

    fichier: str
    sha256: str
    feuille: str
    rem: str | None = None


class Chapitre(NamedTuple):
    """A chapter; `cle` is its key under `[chapitres]` in the candidature."""

    cle: str
    titre: str


class Attendue(NamedTuple):
    """A proof that a scénario expects; its id is the slot to fill."""

    id: str
    texte: str


class Scenario(NamedTuple):
    """A scénario of an exigence; without `id` where the workbook gives none. It counts for its profils, or for all."""

    id: str | None
    texte: str
    profils: tuple[str, ...]
    preuves: tuple[Attendue, ...]


class Exigence(NamedTuple):
    """A requirement; `chapitre` is the key of its chapter, `nature` None where the workbook does not say."""

    id: str
    chapitre: str
    texte: str
    nature: Nature | None
    perimetre: str | None
    fonction: str | None
    criticite: str | None
    commentaire: str | None
    scenarios: tuple[Scenario, ...]

    @property
    def profils(self) -> tuple[str, ...]:
        """The profils of its scénarios, each once; none where one of them counts for all."""
        if any(not one.profils for one in self.scenarios):
            return ()
        return tuple(dict.fromkeys(profil for one in self.scenarios for profil in one.profils))


class Referentiel(NamedTuple):
    """A snapshot: chapters and exigences in the order of the workbook."""

    source: Source
    chapitres: tuple[Chapitre, ...]
    exigences: tuple[Exigence, ...]


class Emplacement(NamedTuple):
    """What an id names: a slot, or a scénario (`attendue` None), or an exigence (both None)."""

    exigence: Exigence
    scenario: Scenario | None = None
    attendue: Attendue | None = None

    @property
    def id(self) -> str:
        """The id, as published."""
        if self.attendue:
            return self.attendue.id
        return (self.scenario.id if self.scenario else None) or self.exigence.id


def emplacements(exigence: Exigence) -> tuple[Emplacement, ...]:
    """The slots of an exigence: each expected proof; of a scénario without any, itself; else the exigence itself."""
    found: list[Emplacement] = []
    for scenario in exigence.scenarios:
        if scenario.preuves:
            found += [Emplacement(exigence, scenario, one) for one in scenario.preuves]
        elif scenario.id:
            found.append(Emplacement(exigence, scenario))
    return tuple(found) or (Emplacement(exigence, exigence.scenarios[0] if exigence.scenarios else None),)


def empreinte(slot: Emplacement) -> str:
    """A print, of 8 hexadecimal digits, of what a proof answers to: exigence, scénario and expected proof.

    White space does not count, so that the same text exported again has the same print.
    """
    from hashlib import sha256

    texts = (
        slot.exigence.texte,
        slot.scenario.texte if slot.scenario else "",
        slot.attendue.texte if slot.attendue else "",
    )
    return sha256("\0".join(" ".join(one.split()) for one in texts).encode()).hexdigest()[:8]
