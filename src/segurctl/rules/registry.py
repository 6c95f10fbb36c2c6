"""All the searches, and running them."""

from functools import cache

from segurctl.etats.conditions import retiree
from segurctl.rules import (
    acceptations,
    chapitres,
    cnda,
    convergence,
    dates,
    etapes,
    fichiers,
    gazelle,
    intrusion,
    isc,
    liens,
    motco2,
    preuves,
    psc,
    rem,
)
from segurctl.rules.fiches import GRAVITES, SECRET, regle_de
from segurctl.rules.model import CheminDonnees, Constat, Contexte, Recherche

_MODULES = (
    *(chapitres, cnda, convergence, dates, etapes, fichiers, gazelle, intrusion),
    *(isc, liens, motco2, preuves, psc, rem),
)


def constater(contexte: Contexte) -> tuple[Constat, ...]:
    """The findings of every rule, those that the team accepts too: the gravest first, then by rule and champ.

    A candidature withdrawn has nothing to mend but what is malformed. Where its company's file cannot be read, nothing
    is said of what étapes rest on.
    """
    withdrawn = retiree(contexte.candidature, contexte.today)
    constats = [
        Constat(regle_de(one.regle), ecart.masque())
        for one in searches()
        if not withdrawn or regle_de(one.regle).malforme
        if not (contexte.faits.sans_entreprise and one.regle in etapes.DE_L_ETAPE)
        for ecart in one.cherche(contexte)
    ]
    precis = _sans_generales(_sans_valeurs(constats))
    tenus = acceptations.accepter(precis, contexte.candidature.acceptations, contexte.today)
    jugees = acceptations.juger(tenus, contexte)
    return tuple(sorted((*tenus, *jugees), key=ordre))


def ordre(constat: Constat) -> tuple[int, str, tuple[str, ...], str]:
    """Where a finding stands among those of its file."""
    ecart = constat.ecart
    return (GRAVITES.index(constat.gravite), constat.regle.id, tuple(map(str, ecart.champ)), ecart.etape or "")


def _sans_valeurs(constats: list[Constat]) -> list[Constat]:
    """Without the value of a champ that holds a secret, in what other rules say of it: it may be cut, or in pieces."""
    secrets = {one.ecart.champ for one in constats if one.regle.id == SECRET}
    if not secrets:
        return constats
    return [
        one._replace(
            ecart=one.ecart._replace(message=f"{one.regle.titre} ; la valeur n'est pas montrée", correction=None)
        )
        if one.ecart.champ in secrets and one.regle.id != SECRET
        else one
        for one in constats
    ]


def _sans_generales(constats: list[Constat]) -> list[Constat]:
    """Of a champ that a general rule speaks of, only the gravest findings; of its own rule, where that is as grave."""
    generaux = {one.ecart.champ for one in constats if one.regle.generale}
    pires: dict[CheminDonnees, tuple[int, bool]] = {}
    for one in constats:
        if one.ecart.champ in generaux:
            rang = (GRAVITES.index(one.gravite), one.regle.generale)
            pires[one.ecart.champ] = min(rang, pires.get(one.ecart.champ, rang))
    return [
        one
        for one in constats
        if one.ecart.champ not in pires or (GRAVITES.index(one.gravite), one.regle.generale) == pires[one.ecart.champ]
    ]


@cache
def searches() -> tuple[Recherche, ...]:
    """Every search, by the id of its rule."""
    found = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Recherche)]
    return tuple(sorted(found))
