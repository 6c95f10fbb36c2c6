"""Exigences and proofs by what is asked of them: their chapter, their profil, their état."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.model import Preuve
from segurctl.errors import SegurctlError
from segurctl.etats.exigences import ETATS, ExigenceEvaluee, etat_de
from segurctl.evaluation.model import Evaluation
from segurctl.proches import suggest
from segurctl.rem.noms import plier

SANS_REM = "aucun relevé de la REM n'est lu"
IMPORTER = "pour en faire un : segurctl rem import CLASSEUR.xlsx"


class Filtre(NamedTuple):
    """What exigences are wanted; None or false where it does not matter. `tout`: also those that do not count."""

    chapitre: str | None = None
    profil: str | None = None
    statut: str | None = None
    sans_preuve: bool = False
    tout: bool = False


def exiger_rem(evaluation: Evaluation) -> None:
    """Raise SegurctlError where the candidature has no REM that can be read."""
    exiger_lisible(evaluation)
    if evaluation.couverture.referentiel is None:
        raise SegurctlError(SANS_REM, hint=IMPORTER)


def exiger_lisible(evaluation: Evaluation) -> None:
    """Raise SegurctlError, with its path, where the candidature names a snapshot that cannot be read."""
    rem, illisible = evaluation.candidature.rem, evaluation.contexte.faits.illisible
    if rem and illisible:
        raise SegurctlError(illisible, path=Path(rem.fichier), hint=f"rétablissez-le, ou {IMPORTER}")


def exigences(evaluation: Evaluation, filtre: Filtre) -> tuple[ExigenceEvaluee, ...]:
    """The exigences that a filter lets through, in the order of the REM.

    Raises SegurctlError without a REM, or for a chapter, a profil or an état that nothing has.
    """
    exiger_rem(evaluation)
    couverture = evaluation.couverture
    if filtre.chapitre is not None:
        _connu("chapitre", filtre.chapitre, couverture.titres)
    profils = {plier(one): one for each in couverture.exigences for one in each.exigence.profils}
    if filtre.profil is not None and plier(filtre.profil) not in profils:
        _connu("profil", filtre.profil, profils.values())
    if filtre.statut is not None:
        _connu("statut", filtre.statut, ETATS)
    return tuple(one for one in couverture.exigences if _passe(one, filtre))


def _passe(one: ExigenceEvaluee, filtre: Filtre) -> bool:
    profil = filtre.profil and plier(filtre.profil)
    toutes = filtre.tout or filtre.statut or profil
    return (
        bool(toutes or one.compte)
        and filtre.statut in (None, one.etat)
        and filtre.chapitre in (None, one.exigence.chapitre)
        and (not profil or any(plier(each) == profil for each in one.exigence.profils))
        and (not filtre.sans_preuve or bool(one.vides))
    )


def exigence(evaluation: Evaluation, id_: str) -> ExigenceEvaluee:
    """The exigence that an id names: its own, or that of one of its scénarios or proofs.

    Raises SegurctlError without a REM, or for an id that it does not have.
    """
    exiger_rem(evaluation)
    index = evaluation.couverture.index
    found = index.place(id_) if index else None
    if found is None:
        proches = index.proches(id_) if index else []
        hint = f"vouliez-vous dire {' ou '.join(proches)} ?" if proches else "segurctl rem list donne ceux de la REM"
        raise SegurctlError(f"« {id_} » n'est pas dans la REM", hint=hint)
    return next(one for one in evaluation.couverture.exigences if one.exigence.id == found.exigence.id)


def preuves(evaluation: Evaluation, chapitre: str | None, *, a_modifier: bool) -> tuple[tuple[str, Preuve], ...]:
    """The proofs of the file by key, of one chapter or of all. Raises SegurctlError for a chapter that there is not."""
    if chapitre is not None:
        _connu("chapitre", chapitre, [one.cle for one in evaluation.chapitres])
    return tuple(
        (cle, one)
        for cle, one in sorted(evaluation.candidature.preuves.items())
        if chapitre in (None, evaluation.couverture.chapitre_de(cle))
        and (not a_modifier or etat_de(one) == "a-modifier")
    )


def _connu(genre: str, given: str, known: Iterable[str]) -> None:
    names = list(known)
    if given not in names:
        hint = suggest(given, names) or (f"{genre}s : {', '.join(names)}" if names else f"il n'y a aucun {genre}")
        raise SegurctlError(f"{genre} inconnu « {given} »", hint=hint)
