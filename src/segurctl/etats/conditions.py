"""The conditions that the catalogue names, as questions to a candidature."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from segurctl.candidature.model import Candidature, Demande, Dossier
from segurctl.parcours.model import Parcours

Condition = Callable[[Candidature, Parcours], bool]


def _edc(candidature: Candidature, _parcours: Parcours) -> bool:
    """Asked, or not known yet."""
    return candidature.psc.edc is not False


def _edc_operateur(candidature: Candidature, parcours: Parcours) -> bool:
    """Somebody said that the editor operates its service, or opened a dossier for it."""
    ouverts = [one for one in candidature.psc.dossiers.values() if one.cloture is None]
    declare = candidature.psc.operateur is True or any(operateur(one) for one in ouverts)
    return _edc(candidature, parcours) and declare


def _demande_propre(candidature: Candidature, _parcours: Parcours) -> bool:
    """Some open demande is the editor's own, or there is none yet."""
    ouvertes = [one for one in candidature.cnda.demandes.values() if one.cloture is None]
    return not ouvertes or any(propre(one) for one in ouvertes)


def _montage(candidature: Candidature, _parcours: Parcours) -> bool:
    """An open demande is carried by a third party, whose NIL is then given."""
    return any(one.porteur == "tiers" for one in candidature.cnda.demandes.values() if one.cloture is None)


def _finalisation_edc(candidature: Candidature, parcours: Parcours) -> bool:
    """An own demande, opened since the EDC guichets opened, stands at finalisation."""
    return any(one.avancement == "finalisation" and depuis_guichets(one, parcours) for one in _ouvertes(candidature))


def _examen_edc(candidature: Candidature, parcours: Parcours) -> bool:
    """The same at examen; or at either stage, where nobody wrote when it was opened."""
    return any(
        (one.avancement == "examen" and depuis_guichets(one, parcours))
        or (one.avancement in ("examen", "finalisation") and one.demandee_le is None)
        for one in _ouvertes(candidature)
    )


def _edc_a_venir(candidature: Candidature, parcours: Parcours) -> bool:
    """An own demande that is not conforme yet, and is not known to be older than the EDC guichets."""
    ouvertes = [one for one in _ouvertes(candidature) if one.avancement != "conforme"]
    return any(one.demandee_le is None or depuis_guichets(one, parcours) for one in ouvertes)


def depuis_guichets(demande: Demande, parcours: Parcours) -> bool:
    """Whether a demande is known to have been opened since the EDC guichets are."""
    return demande.demandee_le is not None and demande.demandee_le >= parcours.reperes["guichets-edc"]


def _ouvertes(candidature: Candidature) -> list[Demande]:
    return [one for one in candidature.cnda.demandes.values() if one.cloture is None and propre(one)]


def _vague1(candidature: Candidature, _parcours: Parcours) -> bool:
    return candidature.produit.referencee_vague1 is True


CONDITIONS: Mapping[str, Condition] = {
    "edc": _edc,
    "edc-operateur": _edc_operateur,
    "cnda-demande-propre": _demande_propre,
    "montage": _montage,
    "cnda-finalisation-edc": _finalisation_edc,
    "cnda-examen-edc": _examen_edc,
    "cnda-edc-a-venir": _edc_a_venir,
    "vague1": _vague1,
}


def retiree(candidature: Candidature, today: dt.date) -> bool:
    """Whether a candidature is withdrawn on a day: a withdrawal to come changes nothing yet."""
    return candidature.retiree_le is not None and candidature.retiree_le <= today


def tient(si: str | None, candidature: Candidature, parcours: Parcours) -> bool:
    """Whether a condition of the catalogue holds; no condition always does."""
    return si is None or CONDITIONS[si](candidature, parcours)


def propre(demande: Demande) -> bool:
    """A demande that the editor carries: its own, or that of the engine it integrates."""
    return demande.porteur == "editeur" or demande.eai


def operateur(dossier: Dossier) -> bool:
    """A dossier of an operator role."""
    return dossier.role.startswith("operateur-")


def de_tiers(demande: Demande) -> bool:
    """A demande that a third party carries, in a montage."""
    return demande.porteur == "tiers"


APPARTENANCES: Mapping[str, Callable[[Any], bool]] = {
    "cnda-propre": propre,
    "cnda-tiers": de_tiers,
    "role-editeur": lambda dossier: not operateur(dossier),
    "role-operateur": operateur,
}
