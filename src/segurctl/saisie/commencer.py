"""`init`: a new candidature, with every étape laid out."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from segurctl.candidature.edit import SetKey, apply
from segurctl.candidature.editeur import EditeurFile
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.literal import shown
from segurctl.candidature.model import FORMAT
from segurctl.candidature.paths import format_path
from segurctl.candidature.write import readable, readable_editeur
from segurctl.errors import SegurctlError
from segurctl.evaluation import Evaluation, evaluate
from segurctl.parcours.model import Parcours
from segurctl.proofs.faits import Faits
from segurctl.saisie.renseigner import refuser_malformes

OBLIGATOIRES = ("produit.nom", "produit.dispositif")
# What `init` asks at a terminal, in order; only the obligatoires need an answer.
QUESTIONS = ("produit.nom", "produit.version", "produit.dispositif", "editeur.raison_sociale", "editeur.siren")
DISTRIBUTEUR = (
    "Un distributeur n'a rien à candidater : "
    "c'est l'éditeur de la solution qui mène son référencement dans Convergence."
)


def squelette(changes: Sequence[SetKey], parcours: Parcours, *, seul: bool = True) -> str:
    """The text of a new file: what was given, then every étape that takes a statut, à faire, in catalogue order.

    All étapes are written from the start so that branches which mark different ones merge cleanly; those of the company
    only where it has no file of its own (`seul`).
    """
    head = f'format = {FORMAT}\nparcours = "{parcours.id}"\nedition = "{parcours.edition}"\n'
    siennes = (one for one in parcours.etapes.values() if not one.derive and (seul or one.portee != "editeur"))
    etapes = (f'\n[etapes.{etape.id}]\nstatut = "a-faire"\n' for etape in siennes)
    return apply(head + "".join(etapes), list(changes), CatalogueLayout(parcours))


def manquants(changes: Sequence[SetKey]) -> list[str]:
    """The champs that a candidature cannot do without and that were not given."""
    given = {".".join(change.path) for change in changes}
    return [champ for champ in OBLIGATOIRES if champ not in given]


def eprouver(
    changes: Sequence[SetKey], path: Path, parcours: Parcours, today: dt.date, editeur: EditeurFile | None = None
) -> tuple[str, Evaluation]:
    """The text that changes make of the new file at a path, and what it is worth, over the company's file if any.

    Raises SegurctlError for a value that makes the file unreadable, that a rule finds wrong by itself, or that has its
    place in the company's file.
    """
    changes = [one for one in changes if not (editeur and _deja(one, editeur))]
    text = squelette(changes, parcours, seul=editeur is None)
    file = readable(path, text, parcours, editeur)
    evaluation = evaluate(file.candidature, parcours, today, Faits(text, partage=file.partage))
    refuser_malformes((change.path for change in changes), evaluation)
    return text, evaluation


def _deja(change: SetKey, editeur: EditeurFile) -> bool:
    """Whether the company's file says that already. Raises SegurctlError where it would have to say something else."""
    if change.path[0] != "editeur":
        return False
    champ = format_path(change.path)
    tenu = editeur.data.get("editeur", {}).get(change.path[-1])
    if tenu is None or tenu != change.value:
        dit = f"y vaut {shown(tenu)}" if tenu is not None else "se note là"
        hint = f"pour le changer, une fois la candidature créée : segurctl set {champ}=…"
        raise SegurctlError(f"{champ} {dit}, pour tous les produits de l'entreprise", path=editeur.path, hint=hint)
    return True


def eprouver_editeur(text: str, changes: Sequence[SetKey], path: Path, parcours: Parcours, today: dt.date) -> None:
    """Raise SegurctlError for a value of the company's file that makes it unreadable, or that a rule finds wrong."""
    essai = squelette([SetKey(("produit", "nom"), "x"), SetKey(("produit", "dispositif"), "LGC")], parcours, seul=False)
    file = readable(path, essai, parcours, readable_editeur(path, text, parcours))
    refuser_malformes((one.path for one in changes), evaluate(file.candidature, parcours, today))
