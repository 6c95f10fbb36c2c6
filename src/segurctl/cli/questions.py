"""What `init` asks of a person at a terminal. The prompts go to standard error: standard output is the result."""

import sys
from collections.abc import Callable, Sequence

from segurctl.candidature.edit import SetKey
from segurctl.cli.printer import one_line
from segurctl.errors import SegurctlError
from segurctl.parcours.model import Parcours
from segurctl.proches import suggest
from segurctl.saisie.commencer import OBLIGATOIRES, QUESTIONS, manquants
from segurctl.saisie.renseigner import renseigner

Judge = Callable[[Sequence[SetKey]], object]
_ROLE = "Éditeur de la solution, ou distributeur ? [editeur] "


def ask(given: Sequence[SetKey], parcours: Parcours, judge: Judge, *, editeur: bool = True) -> list[SetKey] | None:
    """Ask for what was not given; None when the person distributes the solution of somebody else.

    What is the company's is not asked where its own file tells it (`editeur` is false).

    An answer that does not fit, or for which `judge` raises SegurctlError, is refused with the reason and asked
    again. Raises EOFError when there is nothing more to read.
    """
    while (role := _answer(_ROLE).lower()) not in ("", "editeur", "éditeur"):
        if role == "distributeur":
            return None
        print("  répondez editeur ou distributeur ; vide : editeur", file=sys.stderr)  # noqa: T201 - a dialogue
    answers: list[SetKey] = []
    for champ in (one for one in QUESTIONS if editeur or not one.startswith("editeur.")):
        if champ not in {".".join(change.path) for change in given}:
            answers += _ask(champ, [*given, *answers], parcours, judge)
    return answers


def _ask(champ: str, known: Sequence[SetKey], parcours: Parcours, judge: Judge) -> list[SetKey]:
    entry = parcours.champ(champ)
    label = entry.titre if entry else champ
    optional = "" if champ in OBLIGATOIRES else ", vide pour plus tard"
    codes = [one.code for one in parcours.dispositifs.values() if one.vague2]
    if champ == "produit.dispositif":
        print(f"Dispositifs : {', '.join(codes)}", file=sys.stderr)  # noqa: T201 - a dialogue, beside the output
    avant = ""
    while True:
        text = _answer(f"{label[:1].upper()}{label[1:]} [{champ}{optional}] : ")
        if not text and optional:
            return []
        if champ == "produit.dispositif" and text and text not in (*codes, avant):
            avant = text
            sans_doute = suggest(text, codes)
            dit = f"inconnu ({sans_doute})" if sans_doute else "inconnu"
            print(f"  {dit} ; répétez-le pour le garder", file=sys.stderr)  # noqa: T201 - as above
            continue
        try:
            answer = renseigner([f"{champ}={text}"])
            if not manquants([*known, *answer]):  # from there on it is a candidature, that the rules can judge
                judge([*known, *answer])
        except SegurctlError as refused:
            print(f"  {one_line(refused.message)}", file=sys.stderr)  # noqa: T201 - as above
        else:
            return answer


def _answer(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)  # noqa: T201 - a dialogue, beside the output
    text = sys.stdin.readline()
    if not text:
        raise EOFError
    return text.strip()
