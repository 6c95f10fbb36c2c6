"""The values to type in a portal's form for an étape, those known ready to paste."""

from collections.abc import Iterable

from segurctl.candidature.fields import spell
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.etats.champs import tenus, vides
from segurctl.etats.conditions import tient
from segurctl.evaluation.model import Evaluation, ValeurConnue
from segurctl.parcours.model import Etape, Valeur


def formulaire(etape: Etape, evaluation: Evaluation) -> tuple[ValeurConnue, ...]:
    """Every field of the form, in its order, those that the file cannot know too."""
    return connues(etape.valeurs, evaluation)


def valeurs(etape: Etape, evaluation: Evaluation) -> tuple[ValeurConnue, ...]:
    """The fields of the form that the file or the catalogue can fill, in its order."""
    return connues((one for one in etape.valeurs if not one.a_la_main), evaluation)


def connues(valeurs: Iterable[Valeur], evaluation: Evaluation) -> tuple[ValeurConnue, ...]:
    """In their order. A champ with `*` gives one for each item; what the file does not hold is None.

    A value that a rule finds wrong by itself is not given to paste: its constat is.
    """
    return tuple(
        known
        for valeur in valeurs
        if tient(valeur.si, evaluation.candidature, evaluation.parcours)
        for known in _connues(valeur, evaluation)
    )


def references(etape: Etape, evaluation: Evaluation) -> tuple[ValeurConnue, ...]:
    """What an étape has already given, to quote when asking where it stands."""
    return tuple(
        known
        for champ in etape.champs
        if champ.requis and (connu := evaluation.parcours.champ(champ.chemin))
        if tenus(evaluation.candidature, champ.chemin)
        for known in _connues(Valeur(connu.titre, champ.chemin), evaluation)
    )


def _connues(valeur: Valeur, evaluation: Evaluation) -> list[ValeurConnue]:
    if valeur.champ is None:
        return [ValeurConnue(valeur.libelle, valeur.texte, None, None, valeur.aide)]
    held = tenus(evaluation.candidature, valeur.champ, valeur.appartient)
    if not held:
        return [ValeurConnue(valeur.libelle, None, valeur.champ, None, valeur.aide)]
    modele = valeur.texte or "{}"
    manquants = vides(evaluation.candidature, valeur.champ, valeur.appartient) if "*" in valeur.champ else []
    nomme = "*" in valeur.champ and len(held) + len(manquants) > 1  # which one, where there are several
    found = [
        ValeurConnue(
            f"{valeur.libelle} ({path[-2]})" if nomme else valeur.libelle,
            # Not str.format: what the file holds is data, and may hold braces.
            None if defaut else modele.replace("{}", one),
            format_path(path),
            defaut,
            valeur.aide,
        )
        for path, value in held
        for defaut in [_defaut(path, evaluation)]
        for one in spell(value)
    ]
    connues = list({one.valeur or one: one for one in reversed(found)}.values())[::-1]  # the same is given once
    return [
        *connues,
        *(
            ValeurConnue(f"{valeur.libelle} ({path[-2]})", None, format_path(path), None, valeur.aide)
            for path in manquants
        ),
    ]


def _defaut(path: KeyPath, evaluation: Evaluation) -> str | None:
    """Why the value of a champ is not to be given to anybody."""
    wrong = (one.ecart for one in (*evaluation.constats, *evaluation.acceptes) if one.regle.malforme)
    return next((ecart.message for ecart in wrong if ecart.champ == path), None)


def lieu(etape: Etape, evaluation: Evaluation) -> str | None:
    """Where the étape happens: the page of one's own file where its number is known, else the portal's.

    Once submitted, the portal's page would open a second file: without a good number there is none to show.
    """
    if etape.dossier is None:
        return etape.url
    for path, value in tenus(evaluation.candidature, etape.dossier.champ):
        numero = str(value).strip()
        numero = numero[1:] if numero[:1] in ("D", "d") else numero
        if numero.isascii() and numero.isdigit() and not _defaut(path, evaluation):  # nothing else goes in a link
            return etape.dossier.url.replace("{}", numero)
    return None if evaluation.etapes[etape.id].statut == "soumis" else etape.url
