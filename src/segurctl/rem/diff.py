"""What changed from one snapshot to another, and which proofs of a candidature that touches."""

from collections.abc import Iterable
from typing import NamedTuple

from segurctl.rem.ids import Index, sans_socle
from segurctl.rem.model import Chapitre, Emplacement, Exigence, Referentiel, empreinte


class Changee(NamedTuple):
    """An exigence that is in both, before and after, and in which of its parts it differs."""

    avant: Exigence
    apres: Exigence
    parts: tuple[str, ...]


class Touchee(NamedTuple):
    """A proof whose exigence is no longer the same: `place` is what it answers to now, None where it is gone."""

    cle: str
    avant: Emplacement
    place: Emplacement | None


class Difference(NamedTuple):
    """Exigences added, removed and changed, in the order of the workbooks; and the proofs that this touches."""

    ajoutees: tuple[Exigence, ...]
    retirees: tuple[Exigence, ...]
    changees: tuple[Changee, ...]
    touchees: tuple[Touchee, ...]

    @property
    def vide(self) -> bool:
        """Whether nothing changed."""
        return not (self.ajoutees or self.retirees or self.changees)


def comparer(avant: Referentiel, apres: Referentiel, preuves: Iterable[str] = ()) -> Difference:
    """What `apres` changed in `avant`; an exigence printed once with `SC.` and once without is the same."""
    ancien, nouveau = Index(avant), Index(apres)
    paires = {
        one.id: found.exigence
        for one in avant.exigences
        if (found := nouveau.trouver(one.id)) and found.scenario is None
    }
    gardees = {one.id for one in paires.values()}
    titres = ({one.cle: one for one in avant.chapitres}, {one.cle: one for one in apres.chapitres})
    changees = (
        Changee(one, paires[one.id], _parts(one, paires[one.id], *titres))
        for one in avant.exigences
        if one.id in paires
    )
    return Difference(
        tuple(one for one in apres.exigences if one.id not in gardees),
        tuple(one for one in avant.exigences if one.id not in paires),
        tuple(one for one in changees if one.parts),
        tuple(_touchees(ancien, nouveau, preuves)),
    )


def _parts(
    avant: Exigence, apres: Exigence, anciens: dict[str, Chapitre], nouveaux: dict[str, Chapitre]
) -> tuple[str, ...]:
    scenarios = ([_mots(one.texte) for one in each.scenarios] for each in (avant, apres))
    preuves = (
        [(sans_socle(one.id), _mots(one.texte)) for scenario in each.scenarios for one in scenario.preuves]
        for each in (avant, apres)
    )
    compared = {
        "texte": (_mots(avant.texte), _mots(apres.texte)),
        "scénarios": tuple(scenarios),
        "preuves attendues": tuple(preuves),
        "profils": (sorted(avant.profils), sorted(apres.profils)),
        "nature": (avant.nature, apres.nature),
        "périmètre": (avant.perimetre, apres.perimetre),
        "chapitre": (anciens[avant.chapitre].titre, nouveaux[apres.chapitre].titre),
        "commentaire": (_mots(avant.commentaire or ""), _mots(apres.commentaire or "")),
    }
    return tuple(part for part, (one, other) in compared.items() if one != other)


def _touchees(ancien: Index, nouveau: Index, preuves: Iterable[str]) -> Iterable[Touchee]:
    for cle in sorted(preuves):
        avant, apres = ancien.place(cle), nouveau.place(cle)
        if avant and (apres is None or empreinte(avant) != empreinte(apres)):
            yield Touchee(cle, avant, apres)


def _mots(text: str) -> str:
    """A text apart from its white space."""
    return " ".join(text.split())
