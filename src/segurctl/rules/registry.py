"""All the rules, and running them."""

import datetime as dt
from collections.abc import Callable, Iterator

from segurctl.parcours.model import Confiance, Source
from segurctl.rules.model import Constat, Contexte, Ecart, Gravite, Regle

_CHECKED = dt.date(2026, 11, 23)
_GRAVITES: tuple[Gravite, ...] = ("erreur", "avertissement", "info")
SEGURCTL = "segurctl"


def regle(
    id_: str,
    titre: str,
    gravite: Gravite,
    *,
    correction: str,
    source: str,
    confiance: Confiance,
    malforme: bool = False,
) -> Callable[[Callable[[Contexte], Iterator[Ecart]]], Regle]:
    """Make a rule of the function that looks for its écarts.

    Raises ValueError where the gravity is more than the confidence allows.
    """
    if gravite == "erreur" and confiance != "A":
        raise ValueError(id_)

    def make(cherche: Callable[[Contexte], Iterator[Ecart]]) -> Regle:
        return Regle(id_, titre, gravite, correction, Source(source, confiance, _CHECKED), cherche, malforme)

    return make


def constater(contexte: Contexte) -> tuple[Constat, ...]:
    """The findings of every rule: the gravest first, then by rule and champ."""
    constats = [Constat(rule, ecart) for rule in all_rules() for ecart in rule.cherche(contexte)]
    return tuple(
        sorted(
            constats,
            key=lambda one: (_GRAVITES.index(one.gravite), one.regle.id, tuple(map(str, one.ecart.champ))),
        )
    )


def all_rules() -> tuple[Regle, ...]:
    """Every rule, by id."""
    from segurctl.rules import cnda, convergence, isc, psc

    modules = (isc, cnda, convergence, psc)
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Regle)]
    return tuple(sorted(found, key=lambda one: one.id))
