"""`init`: a new candidature, with every étape laid out."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from segurctl.candidature.edit import SetKey, apply
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.model import FORMAT
from segurctl.candidature.write import readable
from segurctl.evaluation import Evaluation, evaluate
from segurctl.parcours.model import Parcours
from segurctl.saisie.renseigner import refuser_malformes

OBLIGATOIRES = ("produit.nom", "produit.dispositif")
# What `init` asks at a terminal, in order; only the obligatoires need an answer.
QUESTIONS = ("produit.nom", "produit.version", "produit.dispositif", "editeur.raison_sociale", "editeur.siren")
DISTRIBUTEUR = (
    "Un distributeur n'a rien à candidater : "
    "c'est l'éditeur de la solution qui mène son référencement dans Convergence."
)


def squelette(changes: Sequence[SetKey], parcours: Parcours) -> str:
    """The text of a new file: what was given, then every étape that takes a statut, à faire, in catalogue order.

    All étapes are written from the start so that branches which mark different ones merge cleanly.
    """
    head = f'format = {FORMAT}\nparcours = "{parcours.id}"\nedition = "{parcours.edition}"\n'
    etapes = (f'\n[etapes.{etape.id}]\nstatut = "a-faire"\n' for etape in parcours.etapes.values() if not etape.derive)
    return apply(head + "".join(etapes), list(changes), CatalogueLayout(parcours))


def manquants(changes: Sequence[SetKey]) -> list[str]:
    """The champs that a candidature cannot do without and that were not given."""
    given = {".".join(change.path) for change in changes}
    return [champ for champ in OBLIGATOIRES if champ not in given]


def eprouver(changes: Sequence[SetKey], path: Path, parcours: Parcours, today: dt.date) -> tuple[str, Evaluation]:
    """The text that changes make of the new file at a path, and what it is worth.

    Raises SegurctlError for a value that makes the file unreadable, or that a rule finds wrong by itself.
    """
    text = squelette(changes, parcours)
    evaluation = evaluate(readable(path, text, parcours).candidature, parcours, today)
    refuser_malformes((change.path for change in changes), evaluation)
    return text, evaluation
