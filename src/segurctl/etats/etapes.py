"""Étapes: the état of each, from what is declared and from what misses."""

import datetime as dt
from collections.abc import Mapping

from segurctl.candidature.model import Candidature, EtapeDeclaree, Statut
from segurctl.etats.conditions import retiree
from segurctl.etats.model import EtapeEvaluee, Etat, Examen, Manque, SuiviEvalue
from segurctl.etats.prerequis import Regard
from segurctl.etats.suivis import deriver
from segurctl.parcours.model import Etape, Parcours

_RIEN = EtapeDeclaree()
JAMAIS_SANS_OBJET = "cette étape ne peut pas être sans objet"


def evaluer_etapes(
    candidature: Candidature, parcours: Parcours, suivis: tuple[SuiviEvalue, ...], today: dt.date
) -> Mapping[str, EtapeEvaluee]:
    """Every étape in catalogue order, which is also an order of the prérequis: each is known before it is needed."""
    regard = Regard(candidature, parcours, today, suivis)
    for etape in parcours.etapes.values():
        declared = candidature.etapes.get(etape.plateforme, {}).get(etape.nom, _RIEN)
        regard.etapes[etape.id] = _evaluer(etape, declared, regard)
    return regard.etapes


def _evaluer(etape: Etape, declared: EtapeDeclaree, regard: Regard) -> EtapeEvaluee:
    statut: Statut = declared.statut or "a-faire"
    depuis, requis = declared.depuis, regard.champs_manquants(etape)
    items: tuple[SuiviEvalue, ...] = ()
    if etape.derive:
        derive = deriver(etape.derive, regard.suivis, regard.parcours)
        statut, depuis, items = derive.statut, derive.depuis, derive.items
        requis = derive.manques
    asked = regard.tient(etape.si)
    exiges = regard.examiner(etape.prerequis) if asked else ()
    conseilles = regard.examiner(etape.recommandations) if asked else ()
    manques = _manques(exiges)
    if statut == "valide":
        manques += requis  # what is said to be done has to be there
    etat, raison = _etat(etape, declared, statut, manques, regard)
    vit = not retiree(regard.candidature, regard.today)  # withdrawn: nothing waits, nothing is late
    attente = _attente(etat, depuis, regard.today) if vit else None
    return EtapeEvaluee(
        etape=etape,
        statut=statut,
        etat=etat,
        depuis=depuis,
        exiges=exiges,
        conseilles=conseilles,
        bloquee_par=() if etat == "sans-objet" else manques,
        requis=requis if asked else (),
        causes=_causes(manques, regard) if etat == "contredite" else (),
        conseils=_manques(conseilles),
        attend=etape.validateur if etat == "soumis" and vit and _chez_un_tiers(items) else None,
        attente=attente,
        retard=attente - etape.delai.jours if attente is not None and etape.delai and etat == "soumis" else None,
        raison=raison,
        note=declared.note,
        actions=tuple([one for one in etape.actions if one.si is None or regard.tient(one.si)]),
        faites=declared.actions,
        items=items,
    )


def _etat(
    etape: Etape, declared: EtapeDeclaree, statut: Statut, manques: tuple[Manque, ...], regard: Regard
) -> tuple[Etat, str | None]:
    if not regard.tient(etape.si):
        return "sans-objet", regard.parcours.conditions[etape.si or ""].sinon
    if statut == "sans-objet":
        return ("sans-objet", declared.note) if etape.sans_objet else ("contredite", JAMAIS_SANS_OBJET)
    if statut == "valide":
        return ("contredite" if manques else "valide"), None
    if statut == "a-faire":
        return ("bloquee" if manques else "prete"), None
    return statut, None


def _chez_un_tiers(items: tuple[SuiviEvalue, ...]) -> bool:
    """Whether somebody else has the turn for one of the items; an étape without items is its validator's."""
    return not items or any(one.attend for one in items if one.ouvert)


def _manques(examens: tuple[Examen, ...]) -> tuple[Manque, ...]:
    return tuple([one.manque for one in examens if one.manque])  # a list is made faster than it is generated


def _causes(manques: tuple[Manque, ...], regard: Regard) -> tuple[Manque, ...]:
    return tuple(one for one in manques if one.genre != "etape" or regard.etapes[one.cible].etat != "contredite")


def _attente(etat: Etat, depuis: dt.date | None, today: dt.date) -> int | None:
    return (today - depuis).days if depuis and etat in ("en-cours", "soumis", "a-modifier", "refuse") else None
