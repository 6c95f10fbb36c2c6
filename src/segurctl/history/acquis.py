"""The étapes that were acquired, and no longer are: what only an evaluation of both versions can tell."""

import datetime as dt
from collections.abc import Callable, Mapping

from segurctl.candidature.model import Candidature
from segurctl.candidature.read import CandidatureFile
from segurctl.etats.etapes import evaluer_etapes
from segurctl.etats.model import EtapeEvaluee
from segurctl.etats.suivis import evaluer_suivis
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours


def avec_pertes(
    changes: tuple[Changement, ...],
    avant: CandidatureFile,
    apres: CandidatureFile,
    parcours: Parcours,
    today: dt.date,
    juge: Callable[[str], bool],
) -> tuple[Changement, ...]:
    """The changes, with the étapes, of those that are to be judged here (`juge`), that were acquired and no longer are.

    Where a change of its statut says so, that change is the recul; else the étape comes after them, with what misses.
    """
    before, after = (_etapes(one.candidature, parcours, today) for one in (avant, apres))
    perdues = {id_: one for id_, one in after.items() if juge(id_) and before[id_].acquise and not one.acquise}
    dites = {one.cible for one in changes if (one.genre, one.quoi) == ("etape", "statut")}
    marquees = tuple(
        one._replace(recul=one.recul or "etape-perdue")
        if one.cible in perdues and (one.genre, one.quoi) == ("etape", "statut")
        else one
        for one in changes
    )
    return marquees + tuple(_perte(before[id_], one) for id_, one in perdues.items() if id_ not in dites)


def _etapes(one: Candidature, parcours: Parcours, today: dt.date) -> Mapping[str, EtapeEvaluee]:
    return evaluer_etapes(one, parcours, evaluer_suivis(one, parcours, today), today)


def _perte(avant: EtapeEvaluee, apres: EtapeEvaluee) -> Changement:
    id_ = apres.etape.id
    causes = tuple(one.cible for one in apres.causes or apres.bloquee_par)
    return Changement(
        "etape", "perdue", id_, f"etapes.{id_}", avant.etat, apres.etat, recul="etape-perdue", causes=causes
    )  # fmt: skip
