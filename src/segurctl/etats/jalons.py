"""Jalons: the official dates of the dispositif and those of the file, and whether what they wait for is there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from segurctl.candidature.model import Candidature, Statut
from segurctl.etats.model import EtapeEvaluee
from segurctl.parcours.model import JalonOfficiel, Parcours

_ATTEINT: Mapping[str, tuple[Statut, ...]] = {"soumis": ("soumis", "valide"), "valide": ("valide",)}


class Jalon(NamedTuple):
    """A jalon of this candidature; `champ` is where the file says it, or the dispositif that it comes with.

    `source` is where its date was read, `verifie_le` the day when it was last read there, as far as anybody says.
    """

    id: str
    titre: str
    le: dt.date | dt.datetime
    etape: str | None
    atteint: bool
    champ: tuple[str, ...]
    source: str | None = None
    verifie_le: dt.date | None = None

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
    """Those of the dispositif, then those of the file; one of the file takes the place of an official one it names.

    Every dispositif has the same six, of which few have a published date: one of the file that has the name of one of
    them is that one, whatever the dispositif.
    """
    dispositif = vue.parcours.dispositifs.get(vue.candidature.produit.dispositif)
    officiels = {one.id: one for one in dispositif.jalons} if dispositif else {}
    for id_, officiel in officiels.items():
        if id_ not in vue.candidature.jalons:
            atteint = _atteint(officiel.etape, officiel.statut, vue)
            lu = officiel.source
            la = ("produit", "dispositif")
            yield Jalon(id_, officiel.titre, officiel.le, officiel.etape, atteint, la, lu.texte, lu.verifie_le)
    connus = {**_connus(vue.parcours), **officiels} if vue.candidature.jalons else {}
    for nom, jalon in vue.candidature.jalons.items():
        connu = connus.get(nom)
        etape = jalon.etape or (connu.etape if connu else None)
        atteint = _atteint(etape, connu.statut if connu else None, vue)
        titre, champ = connu.titre if connu else f"jalon {nom}", ("jalons", nom, "le")
        yield Jalon(nom, titre, jalon.le, etape, atteint, champ, jalon.source, jalon.verifie_le)


def _connus(parcours: Parcours) -> Mapping[str, JalonOfficiel]:
    """The jalons that any dispositif has, by id."""
    return {one.id: one for dispositif in parcours.dispositifs.values() for one in dispositif.jalons}


def _atteint(etape: str | None, statut: str | None, vue: Vue) -> bool:
    """An étape has reached a jalon by its statut, unless what it needs contradicts that."""
    evaluee = vue.etapes.get(etape or "")
    if evaluee is None:
        return False
    return evaluee.acquise or (evaluee.etat != "contredite" and evaluee.statut in _ATTEINT[statut or "valide"])
