"""What can be done now, the most useful first."""

import datetime as dt
from collections.abc import Mapping

from segurctl.etats.calendrier import apres
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation.commandes import commandes
from segurctl.evaluation.model import Echeance, Geste, Prochaine
from segurctl.evaluation.suites import Suites
from segurctl.evaluation.valeurs import lieu, references, valeurs
from segurctl.rules.model import Contexte

# What repairs the file comes first, then what others wait for; what is under way before what is new.
_ORDRE: tuple[Geste, ...] = ("completer", "relancer", "corriger", "decider", "poursuivre", "commencer")
_GESTES: Mapping[str, Geste] = {
    "contredite": "completer",
    "a-modifier": "corriger",
    "refuse": "decider",
    "en-cours": "poursuivre",
    "prete": "commencer",
}
PROCHE = 30  # days: a date nearer than that pulls its étape up


def prochaines(contexte: Contexte, suites: Suites, dates: tuple[Echeance, ...]) -> tuple[Prochaine, ...]:
    """The étapes whose turn is ours, or whose answer is overdue.

    Ordered by what to do, then by a near date, then by how many étapes wait behind, then by the catalogue.
    """
    found = [
        _prochaine(geste, one, contexte, suites, dates)
        for one in contexte.etapes.values()
        if (geste := _geste(one, contexte))
    ]
    rangs = {id_: rang for rang, id_ in enumerate(contexte.etapes)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                _ORDRE.index(one.geste),
                one.avant or dt.date.max,
                -len(one.debloque),
                -len(one.prepare),
                rangs[one.evaluee.etape.id],
            ),
        )
    )


def _geste(evaluee: EtapeEvaluee, contexte: Contexte) -> Geste | None:
    if evaluee.etat == "soumis":
        return "relancer" if evaluee.en_retard else None
    if evaluee.etat == "contredite" and _attend_l_amont(evaluee, contexte):
        return None
    return _GESTES.get(evaluee.etat)


def _attend_l_amont(evaluee: EtapeEvaluee, contexte: Contexte) -> bool:
    """Whether all that it misses are étapes upstream: the thing to do is there, and stands in the list by itself."""
    return bool(evaluee.bloquee_par) and all(
        one.genre == "etape" and contexte.etapes[one.cible].etat != "sans-objet" for one in evaluee.bloquee_par
    )


def _prochaine(
    geste: Geste, evaluee: EtapeEvaluee, contexte: Contexte, suites: Suites, dates: tuple[Echeance, ...]
) -> Prochaine:
    id_ = evaluee.etape.id
    cibles = {id_, *(one.id for one in evaluee.items)}
    donner = references if geste == "relancer" else valeurs
    limite = apres(contexte.today, PROCHE)
    return Prochaine(
        geste=geste,
        evaluee=evaluee,
        url=lieu(evaluee.etape, contexte.candidature),
        valeurs=donner(evaluee.etape, contexte.candidature, contexte.parcours),
        commandes=commandes(evaluee, contexte.parcours),
        debloque=suites.toutes(id_),
        chemin=suites.chemin(id_),
        prepare=suites.aidees(id_),
        avant=min((one.jour for one in dates if one.cible in cibles and one.jour <= limite), default=None),
    )
