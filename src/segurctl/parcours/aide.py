"""Who runs a set of étapes and what helps there: hosts, addresses, ressources, and what to tell a support.

Of the catalogue as `model` is, and named tuples for the same reason.
"""

from typing import NamedTuple

from segurctl.parcours.model import Source, Valeur


class Contact(NamedTuple):
    """An address that answers for a plateforme, and what to write in the subject.

    `nom` tells it from the others of its plateforme, where there are several.
    """

    adresse: str
    pour: str
    objet: str | None
    source: Source
    nom: str | None = None


class Ressource(NamedTuple):
    """A guide, a replay, a space or a regular meeting that helps on a plateforme, or in a couloir.

    `ou` says where to find it when no source gives its URL; `theme` the theme under which the ANS ranks it;
    `plateformes` those that one of a couloir helps on.
    """

    titre: str
    genre: str
    url: str | None
    source: Source
    ou: str | None = None
    theme: str | None = None
    plateformes: tuple[str, ...] = ()


class Hote(NamedTuple):
    """A host of a plateforme; `role` says what it is for (référencement, répétition…)."""

    nom: str
    role: str
    source: Source


class Support(NamedTuple):
    """What a plateforme needs to help somebody: the values to quote, and those without which no message is drafted.

    `id` is that of the plateforme. `exige` names champs, and what only the person knows (cas, job, trace); `ailleurs`
    are the plateformes whose ressources say where to ask, where this one has no address.
    """

    id: str
    valeurs: tuple[Valeur, ...]
    source: Source
    exige: tuple[str, ...] = ()
    ailleurs: tuple[str, ...] = ()


class Couloir(NamedTuple):
    """A couloir of the Ségur, with what helps there; `noms` are the other ways in which the sources write it."""

    id: str
    titre: str
    source: Source
    noms: tuple[str, ...] = ()
    ressources: tuple[Ressource, ...] = ()


class Plateforme(NamedTuple):
    """Who runs a set of étapes."""

    id: str
    titre: str
    court: str
    gestionnaire: str
    url: str | None
    source: Source
    hotes: tuple[Hote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ressources: tuple[Ressource, ...] = ()
