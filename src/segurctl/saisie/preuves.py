"""Proofs as they are typed: which slot an id means, and the changes that record a deposit."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.candidature.fields import Value
from segurctl.candidature.literal import short
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation
from segurctl.evaluation.selection import exiger_lisible
from segurctl.proches import semblables, suggest
from segurctl.proofs.faits import is_link
from segurctl.rem.ids import canonique, comparable, seul, sous
from segurctl.rem.model import Emplacement, empreinte

Change = SetKey | UnsetKey
CONTENUS = ("lien", "fichier", "numero", "emplacement")
_NOMMES = 12  # slots in a message


class Depot(NamedTuple):
    """What proves: the champ that holds it (`lien`, `fichier`, `numero` or `emplacement`) and its value.

    `sha256` is that of the file; `le` the day of the deposit in Convergence, None while it is still to be made.
    """

    champ: str
    valeur: str
    sha256: str | None
    le: dt.date | None


def deposer(id_: str, depot: Depot, evaluation: Evaluation) -> list[Change]:
    """The changes that put a proof in its slot, in place of what was there; the ANS's remark is kept.

    Raises SegurctlError for an id that the REM does not have, or that means several slots.
    """
    cle = emplacement(id_, evaluation)
    place = place_de(cle, evaluation)
    valeurs: dict[str, Value | None] = {
        **dict.fromkeys(CONTENUS),
        depot.champ: depot.valeur,
        "deposee_le": depot.le,
        "sha256": depot.sha256,
        "exigence": empreinte(place) if place else None,
    }
    held = evaluation.candidature.preuves.get(cle)
    if held and getattr(held, depot.champ) != depot.valeur:  # what somebody opened was another
        valeurs["verifiee_a_la_main_le"] = None
    return [
        UnsetKey(("preuves", cle, champ)) if valeur is None else SetKey(("preuves", cle, champ), valeur)
        for champ, valeur in valeurs.items()
        if valeur is not None or getattr(held, champ, None) is not None
    ]


def eprouver(depot: Depot) -> None:
    """Raise SegurctlError for what is no proof, whatever it is a proof of."""
    if not depot.valeur.strip(" …."):
        raise SegurctlError(f"{depot.champ} « {depot.valeur} » ne dit rien", hint="donnez la preuve elle-même")
    if depot.champ == "lien" and not is_link(depot.valeur):
        raise SegurctlError(
            f"« {short(depot.valeur)} » n'est pas un lien", hint="un lien commence par https:// ; sinon --fichier"
        )


def deja_la(id_: str, evaluation: Evaluation) -> Depot:
    """The proof that the file has in a slot, to be deposited as it is. Raises SegurctlError where there is none."""
    cle = emplacement(id_, evaluation)
    preuve = evaluation.candidature.preuves.get(cle)
    contenus = [(champ, getattr(preuve, champ)) for champ in CONTENUS if (getattr(preuve, champ, None) or "").strip()]
    if not contenus:
        raise SegurctlError(
            f"il n'y a pas encore de preuve dans {cle}", hint="donnez --lien, --fichier, --numero ou --emplacement"
        )
    if len(contenus) > 1:
        noms = ", ".join(champ for champ, _ in contenus)
        raise SegurctlError(f"{cle} a plusieurs contenus : {noms}", hint="donnez celui qui est déposé")
    return Depot(*contenus[0], sha256=preuve.sha256 if preuve else None, le=None)


def ranger(id_: str, chapitre: str, evaluation: Evaluation) -> list[Change]:
    """The change that puts a proof in a chapter. Raises SegurctlError for no chapter, or where the REM says which."""
    if evaluation.couverture.referentiel is not None:
        raise SegurctlError("la REM dit le chapitre de chaque preuve", hint="retirez --chapitre")
    connus = sorted(evaluation.candidature.chapitres)
    if chapitre not in connus:
        hint = suggest(chapitre, connus) or f"chapitres : {', '.join(connus) or 'aucun'}"
        raise SegurctlError(f"chapitre inconnu « {short(chapitre)} »", hint=hint)
    return [SetKey(("preuves", emplacement(id_, evaluation), "chapitre"), chapitre)]


def emplacement(id_: str, evaluation: Evaluation, *, proposer: bool = True) -> str:
    """The key of the slot that an id means: the one that the file has for it, or else the id that the REM gives it.

    `proposer`: an id that is unknown is refused with the nearest ones.

    Raises SegurctlError for an id that the REM does not have, or that means several slots. Without a REM, any will do.
    """
    if not comparable(id_):
        raise SegurctlError("un id de preuve est vide", hint="comme SC.PSC.01.01.01")
    index = evaluation.couverture.index
    if index is None:
        exiger_lisible(evaluation)
        return cle_ecrite(id_, evaluation) or canonique(id_)
    found = index.trouver(id_)
    if found is None:
        libre = index.place(id_)
        if libre and not any(one.attendue for one in sous(libre)):  # the REM numbers no proofs there: the team does
            return cle_ecrite(id_, evaluation) or canonique(id_)
        raise _inconnue(id_, index.proches(id_) if proposer else [])
    slot = seul(found)
    if slot is None:
        ids = [one.id for one in sous(found)]
        reste = f" et {len(ids) - _NOMMES} de plus" if len(ids) > _NOMMES else ""
        raise SegurctlError(
            f"« {short(id_)} » a plusieurs emplacements : {', '.join(ids[:_NOMMES])}{reste}",
            hint="donnez chaque preuve dans le sien",
        )
    return evaluation.couverture.occupant(slot) or slot.id


def place_de(cle: str, evaluation: Evaluation) -> Emplacement | None:
    """What a proof answers to in the REM, be it in the file or not yet."""
    index = evaluation.couverture.index
    return index.place(cle) if index else None


def cle_ecrite(id_: str, evaluation: Evaluation) -> str | None:
    """The key of the proof of the file that an id names, however it is typed; None where there is none."""
    couverture = evaluation.couverture
    if id_ in evaluation.candidature.preuves or not comparable(id_):
        return id_ if id_ in evaluation.candidature.preuves else None
    slot = couverture.index.trouver(id_) if couverture.index else None
    unique = seul(slot) if slot else None
    return couverture.cles.get(comparable(id_)) or (couverture.occupant(unique) if unique else None)


def exigence_de(id_: str, evaluation: Evaluation) -> str | None:
    """The id of the exigence that an id names, as the file has it if it does; None where it names none."""
    index = evaluation.couverture.index
    found = index.trouver(id_) if index else None
    if found is None or found.scenario:
        return None
    ecrites = (cle for cle in evaluation.candidature.exigences if index and index.trouver(cle) == found)
    return next(ecrites, found.exigence.id)


def emplacements_de(id_: str, evaluation: Evaluation) -> list[str]:
    """The first slots of what an id names in the REM; none where it names nothing."""
    index = evaluation.couverture.index
    found = index.trouver(id_) if index else None
    return [one.id for one in sous(found)][:_NOMMES] if found else []


def retirer(ids: Iterable[str], evaluation: Evaluation) -> list[Change]:
    """The changes that take proofs out. Raises SegurctlError for one that is not in the file."""
    changes: list[Change] = []
    for id_ in ids:
        cle = cle_ecrite(id_, evaluation)
        if cle is None:
            raise SegurctlError(f"aucune preuve « {short(id_)} » dans le fichier", hint=_proches(id_, evaluation))
        changes.append(UnsetKey(("preuves", cle)))
    return changes


def _proches(id_: str, evaluation: Evaluation) -> str:
    near = semblables(id_, evaluation.candidature.preuves, n=3)
    return f"vouliez-vous dire {' ou '.join(near)} ?" if near else "segurctl proof list donne celles du fichier"


def _inconnue(id_: str, proches: list[str]) -> SegurctlError:
    hint = f"vouliez-vous dire {' ou '.join(proches)} ?" if proches else "segurctl rem list donne les ids de la REM"
    return SegurctlError(f"« {short(id_)} » n'est pas dans la REM", hint=hint)
