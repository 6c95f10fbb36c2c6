"""All the rules, and running them."""

from functools import cache

from segurctl.rules import cnda, convergence, dates, isc, psc
from segurctl.rules.model import Constat, Contexte, Gravite, Regle

_MODULES = (isc, cnda, convergence, dates, psc)
_GRAVITES: tuple[Gravite, ...] = ("erreur", "avertissement", "info")


def constater(contexte: Contexte) -> tuple[Constat, ...]:
    """The findings of every rule: the gravest first, then by rule and champ.

    A candidature withdrawn has nothing to mend but what is malformed.
    """
    retiree = contexte.candidature.retiree_le is not None
    rules = [rule for rule in all_rules() if rule.malforme or not retiree]
    constats = [Constat(rule, ecart) for rule in rules for ecart in rule.cherche(contexte)]
    return tuple(
        sorted(
            constats,
            key=lambda one: (_GRAVITES.index(one.gravite), one.regle.id, tuple(map(str, one.ecart.champ))),
        )
    )


@cache
def all_rules() -> tuple[Regle, ...]:
    """Every rule, by id."""
    found = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Regle)]
    return tuple(sorted(found, key=lambda one: one.id))
