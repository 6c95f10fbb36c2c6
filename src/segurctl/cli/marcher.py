"""The command that walks: `walk`. It asks; each answer is a command, which runs as if it had been typed."""

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segurctl.cli.options import Today, Une, day, option_of, the_one_here
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.cli.dialogue.model import Dialogue
    from segurctl.evaluation import Evaluation


_COLONNES, _LIGNES = 30, 8  # on less than that, boxes cannot be read where they stand


def walk(
    etape: Annotated[
        str | None, typer.Argument(metavar="[ETAPE]", help="L'étape par où commencer ; sinon, là où l'on en est.")
    ] = None,
    candidature: Une = None,
    today: Today = None,
) -> Result:
    """Accompagne pas à pas : à quoi sert l'étape, où, avec quoi, ce qui est fait, les champs, la date, et la suite.

    Chaque réponse est écrite aussitôt, par la commande qui s'affiche : la même pour un script. Ctrl-C arrête sans rien
    perdre, et walk reprend où l'on en était. Hors d'un terminal, donne les commandes à taper.

    Exemples :

        segurctl walk
        segurctl walk psc.datapass
    """
    from segurctl.candidature.discover import EDITEUR
    from segurctl.cli.suivre import evaluate_one
    from segurctl.marche.depart import marcher
    from segurctl.parcours.load import load_parcours
    from segurctl.parcours.trouver import etape_connue

    if etape:
        etape_connue(etape, load_parcours())
    now = day(today, "--today")
    path, evaluation = evaluate_one(candidature, now, commune=etape)
    option = option_of(path, the_one_here())
    if not (_terminal(sys.stdin) and _terminal(sys.stdout)):
        raise _sans_terminal(etape, evaluation, option)

    from segurctl.cli.dialogue.conduite import Conduite

    def lire() -> "Evaluation":
        return evaluate_one(candidature, now, commune=etape)[1]

    conduite = Conduite(_dialogue(), lire, option, ("--today", today) if today else ())
    marche = marcher(etape, lire, seule=path.name == EDITEUR)
    return Result(conduite.mener(marche, evaluation))


def _terminal(stream: Any) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _dialogue() -> "Dialogue":
    """The dialogue that this terminal can show, or this person read; the library of the other is not even loaded."""
    from segurctl.cli.look import wanted

    taille = shutil.get_terminal_size()
    petite = taille.columns < _COLONNES or taille.lines < _LIGNES
    if petite or wanted("lecture") == "lineaire" or os.environ.get("TERM", "") in ("dumb", "unknown"):
        from segurctl.cli.dialogue.lignes import Lignes

        return Lignes()
    from segurctl.cli.dialogue.fenetre import Fenetre

    return Fenetre()


def _sans_terminal(etape: str | None, evaluation: "Evaluation", option: str) -> SegurctlError:
    """What to type in place of the dialogue."""
    from segurctl.marche.sans_terminal import a_taper
    from segurctl.views.words import avec

    suite = () if etape else (avec("segurctl next", option.removeprefix("-c ")),)  # which takes files as arguments
    lines = (*suite, *(avec(commande, option) for commande in a_taper(etape, evaluation)))
    return SegurctlError("walk demande et répond : il lui faut un terminal", hint="sans lui, tapez", lines=lines)
