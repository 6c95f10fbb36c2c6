"""What `init` asks of a person at a terminal. The prompts go to standard error: standard output is the result."""

import sys
from collections.abc import Sequence

from segurctl.candidature.edit import SetKey
from segurctl.cli.printer import one_line
from segurctl.errors import SegurctlError
from segurctl.parcours.model import Parcours
from segurctl.rules.identifiants import is_siren
from segurctl.saisie.commencer import OBLIGATOIRES, QUESTIONS
from segurctl.saisie.renseigner import renseigner


def ask(given: Sequence[SetKey], parcours: Parcours) -> list[SetKey] | None:
    """Ask for what was not given; None when the person distributes the solution of somebody else.

    An answer that does not fit is refused with the reason, and asked again. Raises EOFError when there is
    nothing more to read.
    """
    if _answer("Êtes-vous l'éditeur de la solution, ou la distribuez-vous ? [editeur/distributeur] ") == "distributeur":
        return None
    known = {".".join(change.path) for change in given}
    answers: list[SetKey] = []
    for champ in QUESTIONS:
        if champ not in known:
            answers += _ask(champ, parcours)
    return answers


def _ask(champ: str, parcours: Parcours) -> list[SetKey]:
    entry = parcours.champ(champ)
    label = entry.titre if entry else champ
    optional = "" if champ in OBLIGATOIRES else ", vide pour plus tard"
    codes = ", ".join(one.code for one in parcours.dispositifs.values() if one.vague2)
    choices = f" ({codes})" if champ == "produit.dispositif" else ""
    while True:
        text = _answer(f"{label[:1].upper()}{label[1:]}{choices} [{champ}{optional}] : ")
        if not text and optional:
            return []
        try:
            _check(champ, text)
            return renseigner([f"{champ}={text}"])
        except SegurctlError as refused:
            print(f"  {one_line(str(refused))}", file=sys.stderr)  # noqa: T201 - a dialogue, beside the output


def _check(champ: str, text: str) -> None:
    """Say at once what would be refused at the end."""
    if not text.isprintable():
        raise SegurctlError("ce texte contient un caractère de commande")
    if champ == "editeur.siren" and not is_siren(text):
        raise SegurctlError(f"« {text} » n'est pas un SIREN : 9 chiffres, dont une clé")


def _answer(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)  # noqa: T201 - a dialogue, beside the output
    text = sys.stdin.readline()
    if not text:
        raise EOFError
    return text.strip()
