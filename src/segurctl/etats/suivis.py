"""Suivis: where each item stands, and the statut that an étape derives from the items that belong to it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from segurctl.candidature.fields import lookup
from segurctl.candidature.model import Candidature, Chapitre, Statut
from segurctl.candidature.paths import format_path
from segurctl.etats.calendrier import apres_mois, en_clair
from segurctl.etats.champs import appartient
from segurctl.etats.conditions import retiree
from segurctl.etats.model import Manque, SuiviEvalue
from segurctl.parcours.model import Avancement, Derivation, Parcours, Suivi

CHAPITRES = "chapitres"  # the suivi that a REM announces
_HORS_PROFIL = "aucune exigence des profils choisis"
_AUCUN: Mapping[str, bool] = {}
# From the least to the most advanced; what was refused holds everything back.
_ORDRE: tuple[Statut, ...] = ("refuse", "a-faire", "en-cours", "a-modifier", "soumis", "valide")


class Derive(NamedTuple):
    """What an étape takes from its items."""

    statut: Statut
    depuis: dt.date | None
    items: tuple[SuiviEvalue, ...]
    manques: tuple[Manque, ...]


def evaluer_suivis(
    candidature: Candidature, parcours: Parcours, today: dt.date, chapitres: Mapping[str, bool] = _AUCUN
) -> tuple[SuiviEvalue, ...]:
    """Every item of every suivi, in catalogue order then by name; chapters in the order of the REM.

    `chapitres` are those that a REM announces, each with whether it counts: one that the file does not hold yet is à
    faire, one that does not count is sans objet, unless the team says where it stands.
    """
    return tuple(
        _evaluer(suivi, path, item, candidature, today)
        for suivi in parcours.suivis.values()
        for path, item in _items(suivi, candidature, chapitres)
    )


def _items(
    suivi: Suivi, candidature: Candidature, chapitres: Mapping[str, bool]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    held = lookup(candidature, f"{suivi.id}.*")
    if suivi.id != CHAPITRES or not chapitres:
        yield from held
        return
    known = {path[-1]: item for path, item in held}
    siens = [cle for cle, compte in chapitres.items() if compte or cle in known]
    for cle in (*siens, *(cle for cle in known if cle not in chapitres)):
        item = known.get(cle, Chapitre())
        if not chapitres.get(cle, True) and item.statut in (None, "a-faire"):
            item = item.model_copy(update={"statut": "sans-objet", "note": _HORS_PROFIL})
        yield (CHAPITRES, cle), item


def _evaluer(suivi: Suivi, path: tuple[str, ...], item: Any, candidature: Candidature, today: dt.date) -> SuiviEvalue:
    avancement, statut, depuis = _stade(suivi, item)
    vit = item.cloture is None and not retiree(candidature, today)
    return SuiviEvalue(
        id=format_path(path),
        chemin=path,
        suivi=suivi,
        avancement=avancement,
        statut=statut,
        depuis=depuis,
        attente=(today - depuis).days if depuis and vit and statut not in ("valide", "sans-objet") else None,
        attend=suivi.valideur(avancement) if statut == "soumis" and vit else None,
        note=item.note,
        cloture=item.cloture,
        manques=tuple(
            (rang, manque) for rang, stage in enumerate(suivi.avancements, 1) for manque in _manques(stage, path, item)
        ),
        table=item,
    )


def _manques(stage: Avancement, path: tuple[str, ...], item: Any) -> Iterator[Manque]:
    """What a stage asks of an item and does not find."""
    for champ in stage.requis:
        value, cible = getattr(item, champ), format_path((*path, champ))
        if value is None:
            yield Manque("champ", cible)
        elif champ in stage.limites and value > stage.limites[champ]:
            yield Manque("defaut", cible, f"{value}, et {stage.limites[champ]} au plus")
        elif champ in stage.vrais and value is False:
            yield Manque("defaut", cible, "non")
    if stage.fraicheur and stage.date:
        debut, fin = getattr(item, stage.fraicheur.depuis), getattr(item, stage.date)
        if debut and fin and apres_mois(debut, stage.fraicheur.mois) < fin:
            cible = format_path((*path, stage.fraicheur.depuis))
            yield Manque("defaut", cible, f"{en_clair(debut)}, plus de {stage.fraicheur.mois} mois avant le dépôt")


def _stade(suivi: Suivi, item: Any) -> tuple[str | None, Statut, dt.date | None]:
    """Stage, statut of that stage and since when, as written or as its dates tell."""
    dates = [stage for stage in suivi.avancements if stage.date]
    if dates:
        reached = [stage for stage in dates if getattr(item, stage.date or "") is not None]
        if not reached:
            return None, "a-faire", None
        return reached[-1].id, "valide", getattr(item, reached[-1].date or "")
    avancement = item.avancement if suivi.avancements else None
    if item.statut is not None:
        return avancement, item.statut, item.depuis
    if avancement is None:
        return None, "a-faire", item.depuis
    return avancement, "valide" if avancement == suivi.final else "en-cours", item.depuis


def deriver(derivation: Derivation, suivis: tuple[SuiviEvalue, ...], parcours: Parcours) -> Derive:
    """The statut of a derived étape: that of the least advanced open item (or of the most, where one is enough)."""
    suivi = parcours.suivis[derivation.suivi]
    items = tuple(one for one in suivis if one.suivi is suivi and appartient(one, derivation.appartient))
    vus = [(_vu(one, derivation), one) for one in items if one.ouvert]
    if not vus:
        return Derive("a-faire", None, items, ())
    statuts = sorted((statut for statut, _ in vus), key=_ORDRE.index)
    statut = statuts[0] if derivation.tous else statuts[-1]
    if statut == "a-faire" and statuts[-1] not in ("refuse", "a-faire"):
        statut = "en-cours"
    depuis = min((one.depuis for vu, one in vus if vu == statut and one.depuis), default=None)
    de, a = suivi.rang(derivation.de), suivi.rang(derivation.a)
    # A stage that is validated has given what the next one starts from.
    manques = [
        manque
        for _, one in vus
        for rang, manque in one.manques
        if de <= rang <= a + 1 and rang <= one.rang + (one.statut == "valide")
    ]
    return Derive(statut, None if statut in ("a-faire", "valide") else depuis, items, tuple(manques))


def _vu(item: SuiviEvalue, derivation: Derivation) -> Statut:
    """The statut of one item as an étape sees it, which spans the stages `de` to `a`."""
    de, a = item.suivi.rang(derivation.de), item.suivi.rang(derivation.a)
    if item.rang < de:
        return "a-faire"
    if item.rang > a:
        return "valide"
    if item.rang == a and _ORDRE.index(item.statut) >= _ORDRE.index(derivation.acquis):
        return "valide"
    if (item.rang < a and item.statut == "valide") or (item.rang > de and item.statut == "a-faire"):
        return "en-cours"  # between two stages
    return item.statut
