"""`mark`: a statut for an étape, a stage or a statut for a suivi. It records; it refuses only what is malformed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from shlex import quote
from typing import NamedTuple, get_args

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature, Cloture, Statut
from segurctl.candidature.paths import KeyPath, format_path, parse_path
from segurctl.candidature.structure import derived_statut
from segurctl.errors import SegurctlError
from segurctl.etats.etapes import JAMAIS_SANS_OBJET
from segurctl.evaluation import Evaluation
from segurctl.parcours.model import Etape, Parcours, Suivi
from segurctl.parcours.trouver import etapes_proches
from segurctl.proches import suggest
from segurctl.saisie.preuves import cle_ecrite, emplacements_de, exigence_de

Change = SetKey | UnsetKey
STATUTS: tuple[str, ...] = get_args(Statut)
CLOTURES: tuple[str, ...] = get_args(Cloture)
_DEPOSEE = ("soumis", "valide")
_HORS = ("sans-objet", "a-faire")  # what an exigence of the REM takes
_A_DIRE = ("sans-objet", "refuse")  # a year later nobody remembers why


class Marque(NamedTuple):
    """What to record: the value as typed, the day it happened (`dite`: by the person), and why, if said."""

    valeur: str
    le: dt.date
    note: str | None
    dite: bool = True


def marquer(cible: str, marque: Marque, evaluation: Evaluation) -> list[Change]:
    """The changes that record a mark on an étape, a suivi or a proof that was sent back.

    Raises SegurctlError for an unknown target or value, a derived étape's statut, a sans-objet that is not
    allowed, and a note that is missing.
    """
    candidature, parcours = evaluation.candidature, evaluation.parcours
    if not marque.valeur.strip():
        raise _inconnue(marque.valeur, list(STATUTS))
    if cible in parcours.etapes:  # whatever else a file or a REM names so
        return list(_etape(parcours.etapes[cible], marque, candidature, parcours))
    exigence = exigence_de(cible, evaluation) if marque.valeur in _HORS else None
    if exigence:
        return list(_exigence(exigence, marque, candidature))
    if preuve := cle_ecrite(cible, evaluation):
        return list(_preuve(preuve, marque, candidature))
    if nommes := emplacements_de(cible, evaluation):
        found = evaluation.couverture.index and evaluation.couverture.index.trouver(cible)
        if found and marque.valeur in _HORS:
            raise SegurctlError(f"« {cible} » n'est pas une exigence", hint=f"donnez la sienne : {found.exigence.id}")
        raise SegurctlError(
            f"« {cible} » n'est pas une preuve du fichier", hint=f"les emplacements de la REM : {', '.join(nommes)}"
        )
    path = parse_path(cible)
    suivi = next((one for one in parcours.suivis.values() if tuple(one.id.split(".")) == path[:-1]), None)
    if suivi:
        return list(_suivi(suivi, path, marque, evaluation))
    known = [*parcours.etapes, *(one.id for one in evaluation.suivis), *candidature.preuves]
    raise SegurctlError(
        f"« {cible} » n'est ni une étape, ni un suivi, ni une preuve du fichier",
        hint=suggest(cible, known) or _proches(cible, evaluation) or etapes_proches(cible, parcours),
    )


def _proches(cible: str, evaluation: Evaluation) -> str | None:
    """The nearest ids of the REM, or why it cannot say them."""
    if evaluation.contexte.faits.illisible:
        return evaluation.contexte.faits.illisible
    proches = evaluation.couverture.index.proches(cible) if evaluation.couverture.index else []
    return f"vouliez-vous dire {' ou '.join(proches)} ?" if proches else None


def _exigence(id_: str, marque: Marque, candidature: Candidature) -> Iterator[Change]:
    """An exigence is taken out of the count with its reason, or put back."""
    path = ("exigences", id_, "sans_objet")
    if marque.valeur == "a-faire":
        seule = id_ in candidature.exigences and candidature.exigences[id_].note is None
        yield UnsetKey(path[:2] if seule else path)
        return
    dite = candidature.exigences.get(id_)
    raison = marque.note or (dite.sans_objet if dite else None) or ""
    if not raison.strip():
        raise SegurctlError(f"« sans-objet » demande de dire pourquoi pour {id_}", hint='ajoutez --note "…"')
    yield SetKey(path, raison)


def _preuve(cle: str, marque: Marque, candidature: Candidature) -> Iterator[Change]:
    """A proof is sent back, with the ANS's remark; anything else is a new deposit."""
    if marque.valeur != "a-modifier":
        raise SegurctlError(
            f"une preuve ne se marque que a-modifier, et non « {marque.valeur} »",
            hint=f"pour la déposer de nouveau : segurctl proof add {quote(cle)} …",
        )
    path = ("preuves", cle)
    deposee = candidature.preuves[cle].deposee_le
    if deposee and deposee >= marque.le:  # it was deposited before: of one day, no date says which came first
        yield UnsetKey((*path, "deposee_le"))
    yield SetKey((*path, "a_modifier_le"), marque.le)
    yield SetKey((*path, "remarque"), marque.note) if marque.note else UnsetKey((*path, "remarque"))


def _etape(etape: Etape, marque: Marque, candidature: Candidature, parcours: Parcours) -> Iterator[Change]:
    if etape.derive:
        message, hint = derived_statut(etape, parcours)
        raise SegurctlError(message, hint=hint)
    if marque.valeur not in STATUTS:
        raise _inconnue(marque.valeur, list(STATUTS))
    if marque.valeur == "sans-objet" and not etape.sans_objet:
        raise SegurctlError(f"{etape.id} : {JAMAIS_SANS_OBJET}")
    path: KeyPath = ("etapes", etape.plateforme, etape.nom)
    declaree = candidature.etapes.get(etape.plateforme, {}).get(etape.nom)
    avant = declaree.statut if declaree else None
    _exiger_note(etape.id, marque, marque.valeur, avant, declaree.note if declaree else None)
    yield SetKey((*path, "statut"), marque.valeur)
    yield from _depuis(path, marque, marque.valeur, meme=avant == marque.valeur)
    if marque.valeur in _DEPOSEE:
        yield from _figer(etape, candidature, encore=marque.valeur == "soumis" and avant != "soumis")


def _figer(etape: Etape, candidature: Candidature, *, encore: bool) -> Iterator[Change]:
    """Keep what an étape declares, as it is now; over what was kept before, only when it is submitted again."""
    for champ, source in etape.fige.items():
        declares = [
            sorted(value) if isinstance(value, Mapping) else list(value) for _, value in lookup(candidature, source)
        ]
        if declares and declares[0] and (encore or not lookup(candidature, champ)):
            yield SetKey(parse_path(champ), declares[0])


def _suivi(suivi: Suivi, path: KeyPath, marque: Marque, evaluation: Evaluation) -> Iterator[Change]:
    siens = {one.chemin: one for one in evaluation.suivis if one.suivi is suivi}  # those that the REM announces too
    if path not in siens:
        known = [format_path(found) for found in siens]
        cible = format_path(path)
        near = suggest(cible, known)
        creation = f"pour en créer : segurctl set {suivi.creation}"
        raise SegurctlError(f"« {cible} » n'est pas dans le fichier", hint=f"{near} ; {creation}" if near else creation)
    stages = [stage.id for stage in suivi.avancements]
    stage, separe, statut = marque.valeur.partition(":")
    if stage in STATUTS and not separe:
        stage, statut = "", stage
    if (stage and stage not in stages) or (statut and statut not in STATUTS) or (separe and not statut):
        if stage in (*CLOTURES, "cloture", "close"):
            hint = f"pour clore : segurctl set {format_path(path)}.cloture={'|'.join(CLOTURES)}"
            raise SegurctlError(f"« {stage} » n'est ni un stade ni un statut", hint=hint)
        raise _inconnue(marque.valeur, [*stages, *STATUTS])
    dates = {one.id: one.date for one in suivi.avancements if one.date}
    if dates:
        yield from _dates(suivi, path, marque, dates)
        return
    item = siens[path].table
    ecrit = statut or ("valide" if stage == suivi.final else "en-cours")
    avant = getattr(item, "avancement", None)
    _exiger_note(format_path(path), marque, ecrit, item.statut, item.note)
    if stage:
        yield SetKey((*path, "avancement"), stage)
    yield SetKey((*path, "statut"), ecrit)
    yield from _depuis(path, marque, ecrit, meme=item.statut == ecrit and stage in ("", avant))


def _dates(suivi: Suivi, path: KeyPath, marque: Marque, dates: dict[str, str]) -> Iterator[Change]:
    """A suivi whose stages are dates takes the day of a stage, and no statut."""
    if marque.valeur not in dates:
        raise SegurctlError(
            f"un {suivi.titre} n'a pas de statut : ses stades sont des dates",
            hint=f"stades : {', '.join(dates)}",
        )
    yield SetKey((*path, dates[marque.valeur]), marque.le)
    if marque.note:
        yield SetKey((*path, "note"), marque.note)


def _depuis(path: KeyPath, marque: Marque, statut: str, *, meme: bool) -> Iterator[Change]:
    """Since when; marking again what is already so does not restart the clock, unless the day is said."""
    if statut == "a-faire":
        yield UnsetKey((*path, "depuis"))
    elif marque.dite or not meme:
        yield SetKey((*path, "depuis"), marque.le)
    if marque.note:
        yield SetKey((*path, "note"), marque.note)


def _exiger_note(cible: str, marque: Marque, statut: str, avant: str | None, note: str | None) -> None:
    """The note of an older statut does not say why for the new one."""
    dite = marque.note or (note if avant == statut else None)
    if statut in _A_DIRE and not (dite or "").strip():
        raise SegurctlError(f"« {statut} » demande de dire pourquoi pour {cible}", hint='ajoutez --note "…"')


def _inconnue(valeur: str, known: list[str]) -> SegurctlError:
    return SegurctlError(
        f"« {valeur} » n'est pas une valeur à marquer",
        hint=suggest(valeur, known) or f"valeurs : {', '.join(known)}",
    )
