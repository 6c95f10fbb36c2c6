"""`rem import`: what a new snapshot changes in the candidature."""

from typing import TYPE_CHECKING, NamedTuple

from segurctl.candidature.edit import SetKey
from segurctl.candidature.model import Candidature
from segurctl.etats.exigences import evaluer_exigences
from segurctl.rem.cles import venues
from segurctl.rem.diff import Difference
from segurctl.rem.ids import Index
from segurctl.rem.model import Referentiel, empreinte

if TYPE_CHECKING:
    from segurctl.rem.lecture import Bilan  # the module that reads workbooks, which only an import loads


class Importee(NamedTuple):
    """What an import did: where the snapshot is, what it holds, what was read, and what it changed in the older one.

    `comptent` is how many exigences count for the `profils` chosen.
    """

    relatif: str
    referentiel: Referentiel
    bilan: "Bilan | None"
    ancien: Referentiel | None
    difference: Difference | None
    profils: tuple[str, ...]
    comptent: int

    @property
    def deplaces(self) -> dict[str, str]:
        """The chapters, by key, most of whose exigences come from a chapter of another key."""
        return {cle: avant for cle, avant in venues(self.referentiel, self.ancien).items() if cle != avant}


def cles_connues(candidature: Candidature, ancien: Referentiel | None) -> dict[str, str]:
    """The chapters that have a key already, by key, with their titles: those of the file, then of the older snapshot.

    A chapter that the file does not title is known by its key alone.
    """
    connues = {cle: one.titre or cle for cle, one in candidature.chapitres.items()}
    for one in ancien.chapitres if ancien else ():
        if connues.get(one.cle, one.cle) == one.cle:
            connues[one.cle] = one.titre
    return connues


def changements(
    candidature: Candidature, relatif: str, nouveau: Referentiel, ancien: Referentiel | None
) -> list[SetKey]:
    """Point to the snapshot, lay out its chapters, and keep what each proof answered to where that has changed."""
    couverture = evaluer_exigences(candidature, nouveau)
    manquants = [cle for cle, compte in couverture.annonces().items() if compte and cle not in candidature.chapitres]
    return [
        SetKey(("rem", "fichier"), relatif),
        *(SetKey(("chapitres", cle, "statut"), "a-faire") for cle in manquants),
        *_empreintes(candidature, nouveau, ancien),
    ]


def _empreintes(candidature: Candidature, nouveau: Referentiel, ancien: Referentiel | None) -> list[SetKey]:
    """The prints of what proofs typed by hand answered to: without them nobody would see that it changed."""
    if ancien is None:
        return []
    avant, apres = Index(ancien), Index(nouveau)
    found = []
    for cle, preuve in sorted(candidature.preuves.items()):
        place, suite = avant.place(cle), apres.place(cle)
        if place and suite and preuve.exigence is None and empreinte(place) != empreinte(suite):
            found.append(SetKey(("preuves", cle, "exigence"), empreinte(place)))
    return found
