"""What there is to consult on a plateforme or in a couloir: found by any of its names, with no candidature."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from segurctl.errors import SegurctlError
from segurctl.parcours.aide import Contact, Couloir, Hote, Plateforme, Ressource
from segurctl.parcours.model import Dispositif, Parcours, Source
from segurctl.proches import plier, proches


class Rubrique(NamedTuple):
    """A plateforme or a couloir, with what helps there."""

    genre: Literal["plateforme", "couloir"]
    id: str
    titre: str
    gestionnaire: str | None
    url: str | None
    source: Source
    hotes: tuple[Hote, ...]
    contacts: tuple[Contact, ...]
    ressources: tuple[Ressource, ...]
    dispositifs: tuple[Dispositif, ...]


def rubriques(parcours: Parcours) -> tuple[Rubrique, ...]:
    """All of them: the plateformes in the order of the parcours, then the couloirs."""
    return (
        *(_plateforme(one, parcours) for one in parcours.plateformes.values()),
        *(_couloir(one, parcours) for one in parcours.couloirs.values()),
    )


def trouver(nom: str, parcours: Parcours) -> Rubrique:
    """The one that a name means: an id, a title, a short name, or the code of a dispositif for its couloir.

    Raises SegurctlError, with the nearest one, where there is none.
    """
    connues = {plier(un): one for one in rubriques(parcours) for un in _noms(one, parcours)}
    if plier(nom) in connues:
        return connues[plier(nom)]
    found = proches(nom, connues)
    choix = ", ".join(one.id for one in rubriques(parcours))
    hint = f"vouliez-vous dire « {connues[found[0]].id} » ?" if found else f"au choix : {choix}"
    raise SegurctlError(f"ni plateforme ni couloir « {nom} »", hint=hint)


def plateforme(nom: str, parcours: Parcours) -> Plateforme:
    """The plateforme that a name means. Raises SegurctlError where it means none, or a couloir."""
    found = trouver(nom, parcours)
    if found.genre == "couloir":
        choix = ", ".join(parcours.plateformes)
        raise SegurctlError(f"{found.titre} est un couloir, pas une plateforme", hint=f"plateformes : {choix}")
    return parcours.plateformes[found.id]


def _noms(rubrique: Rubrique, parcours: Parcours) -> Iterator[str]:
    yield from (rubrique.id, rubrique.titre)
    if rubrique.genre == "plateforme":
        yield parcours.plateformes[rubrique.id].court
        return
    yield from parcours.couloirs[rubrique.id].noms
    for one in rubrique.dispositifs:
        yield from (one.code, one.titre, *one.alias)


def _plateforme(one: Plateforme, parcours: Parcours) -> Rubrique:
    """What the couloirs have about a plateforme is told there too, once."""
    ailleurs = (each for couloir in parcours.couloirs.values() for each in couloir.ressources)
    des_couloirs = {each.titre: each for each in ailleurs if one.id in each.plateformes}
    return Rubrique(
        "plateforme",
        one.id,
        one.titre,
        one.gestionnaire,
        one.url,
        one.source,
        one.hotes,
        one.contacts,
        (*one.ressources, *des_couloirs.values()),
        (),
    )


def _couloir(one: Couloir, parcours: Parcours) -> Rubrique:
    dispositifs = tuple(each for each in parcours.dispositifs.values() if each.couloir == one.titre)
    return Rubrique("couloir", one.id, one.titre, None, None, one.source, (), (), one.ressources, dispositifs)
