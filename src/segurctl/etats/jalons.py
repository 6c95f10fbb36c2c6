"""Jalons: the official dates of the dispositif and those of the file, and whether what they wait for is there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from segurctl.candidature.model import Candidature, Statut
from segurctl.etats.model import EtapeEvaluee
from segurctl.parcours.model import Parcours

_ATTEINT: Mapping[str, tuple[Statut, ...]] = {"soumis": ("soumis", "valide"), "valide": ("valide",)}


class Jalon(NamedTuple):
    """A jalon of this candidature; `champ` is where the file says it, or the dispositif that it comes with."""

    id: str
    titre: str
    le: dt.date | dt.datetime
    etape: str | None
    atteint: bool
    champ: tuple[str, ...]

    @property
    def jour(self) -> dt.date:
        """The day of it."""
        return self.le.date() if isinstance(self.le, dt.datetime) else self.le


class Vue(Protocol):
    """What jalons are looked at with."""

    @property
    def candidature(self) -> Candidature:
        """The candidature."""

    @property
    def parcours(self) -> Parcours:
        """The catalogue."""

    @property
    def etapes(self) -> Mapping[str, EtapeEvaluee]:
        """The états of the day."""


def jalons(vue: Vue) -> Iterator[Jalon]:
    """Those of the dispositif, then those of the file; one of the file takes the place of an official one it names."""
    dispositif = vue.parcours.dispositifs.get(vue.candidature.produit.dispositif)
    officiels = {one.id: one for one in dispositif.jalons} if dispositif else {}
    for id_, officiel in officiels.items():
        if id_ not in vue.candidature.jalons:
            atteint = _atteint(officiel.etape, officiel.statut, vue)
            yield Jalon(id_, officiel.titre, officiel.le, officiel.etape, atteint, ("produit", "dispositif"))
    for nom, jalon in vue.candidature.jalons.items():
        connu = officiels.get(nom)
        etape = jalon.etape or (connu.etape if connu else None)
        atteint = _atteint(etape, connu.statut if connu else None, vue)
        yield Jalon(nom, connu.titre if connu else f"jalon {nom}", jalon.le, etape, atteint, ("jalons", nom, "le"))


def _atteint(etape: str | None, statut: str | None, vue: Vue) -> bool:
    """An étape has reached a jalon by its statut, unless what it needs contradicts that."""
    evaluee = vue.etapes.get(etape or "")
    if evaluee is None:
        return False
    return evaluee.acquise or (evaluee.etat != "contredite" and evaluee.statut in _ATTEINT[statut or "valide"])
