"""The values to type in a portal's form for an étape, those known ready to paste."""

from segurctl.candidature.fields import lookup, spell
from segurctl.candidature.model import Candidature
from segurctl.etats.conditions import tient
from segurctl.evaluation.model import ValeurConnue
from segurctl.parcours.model import Etape, Parcours, Valeur


def valeurs(etape: Etape, candidature: Candidature, parcours: Parcours) -> tuple[ValeurConnue, ...]:
    """In the order of the form. A champ with `*` gives one for each item; what the file does not hold is None."""
    return tuple(
        known
        for valeur in etape.valeurs
        if tient(valeur.si, candidature, parcours)
        for known in _connues(valeur, candidature)
    )


def _connues(valeur: Valeur, candidature: Candidature) -> list[ValeurConnue]:
    if valeur.champ is None:
        return [ValeurConnue(valeur.libelle, valeur.texte, None)]
    held = [spelled for _, value in lookup(candidature, valeur.champ) for spelled in spell(value)]
    if not held:
        return [ValeurConnue(valeur.libelle, None, valeur.champ)]
    modele = valeur.texte or "{}"
    # Not str.format: what the file holds is data, and may hold braces.
    return [ValeurConnue(valeur.libelle, modele.replace("{}", one), valeur.champ) for one in dict.fromkeys(held)]


def references(etape: Etape, candidature: Candidature, parcours: Parcours) -> tuple[ValeurConnue, ...]:
    """What an étape has already given, to quote when asking where it stands."""
    return tuple(
        ValeurConnue(connu.titre, one, champ.chemin)
        for champ in etape.champs
        if champ.requis and (connu := parcours.champ(champ.chemin))
        for _, value in lookup(candidature, champ.chemin)
        for one in spell(value)
    )


def lieu(etape: Etape, candidature: Candidature) -> str | None:
    """Where the étape happens: the page of one's own file where its number is known, else the portal's."""
    if etape.dossier:
        for _, value in lookup(candidature, etape.dossier.champ):
            numero = str(value).strip().lstrip("Dd")
            if numero.isascii() and numero.isdigit():  # anything else is not put in a link
                return etape.dossier.url.replace("{}", numero)
    return etape.url
