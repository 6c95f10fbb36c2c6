"""A rule, what it is shown, and what it finds."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from segurctl.candidature.model import Acceptation, Candidature
from segurctl.candidature.paths import format_path
from segurctl.candidature.secrets import masquer
from segurctl.etats.exigences import Couverture
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.parcours.model import Parcours
from segurctl.proofs.faits import Faits
from segurctl.rules.fiches import Gravite, Regle

CheminDonnees = tuple[str | int, ...]


class Contexte(NamedTuple):
    """What every rule is shown: the candidature, the catalogue, the day, the disk, and the états of that day.

    `couverture` is what of the REM is proved.
    """

    candidature: Candidature
    parcours: Parcours
    today: dt.date
    faits: Faits
    etapes: Mapping[str, EtapeEvaluee]
    suivis: tuple[SuiviEvalue, ...]
    couverture: Couverture


class Ecart(NamedTuple):
    """One thing that a rule found: the champ concerned, one sentence that quotes the value, a command that mends it.

    `correction` takes the place of the rule's where there is more to say; `place` is the line and column of what
    stands in no champ, as a comment; `identite` what it is about, where the champ has only a rank.
    """

    champ: CheminDonnees
    message: str
    etape: str | None = None
    commande: str | None = None
    correction: str | None = None
    place: tuple[int, int] | None = None
    identite: str | None = None

    def masque(self) -> "Ecart":
        """The same without the secrets that it quotes."""
        return self._replace(
            message=masquer(self.message),
            correction=self.correction and masquer(self.correction),
            commande=self.commande and masquer(self.commande),
        )


class Constat(NamedTuple):
    """One finding of a rule; `acceptation` is what the team said of it, while it is valid."""

    regle: Regle
    ecart: Ecart
    acceptation: Acceptation | None = None

    @property
    def gravite(self) -> Gravite:
        """The gravity of its rule."""
        return self.regle.gravite

    @property
    def correction(self) -> str:
        """How to mend it."""
        return self.ecart.correction or self.regle.correction

    @property
    def cible(self) -> str:
        """What it is about, as an acceptation names it: the champ, or the étape where no champ says it."""
        return format_path(map(str, self.ecart.champ)) if self.ecart.champ else self.ecart.etape or ""


Cherche = Callable[[Contexte], Iterator[Ecart]]


class Recherche(NamedTuple):
    """How the écarts of a rule are found; what the rule says of itself is in `fiches/`."""

    regle: str
    cherche: Cherche


def regle(id_: str) -> Callable[[Cherche], Recherche]:
    """Make the search of a rule of the function that looks for its écarts."""
    return lambda cherche: Recherche(id_, cherche)
