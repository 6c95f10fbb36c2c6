"""The command that walks: `walk`. It asks; each answer is a command, which runs as if it had been typed."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segurctl.cli.options import Today, Une, option_of, the_one_here
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.cli.dialogue.model import Dialogue
    from segurctl.evaluation import Evaluation
    from segurctl.marche.pas import Cases, Choix, Commande, Marche, Pas, Saisie
    from segurctl.views.page import Page


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
    from segurctl.cli.options import day
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

    def lire() -> "Evaluation":
        return evaluate_one(candidature, now, commune=etape)[1]

    pas = _Pas(_dialogue(), lire, option, ("--today", today) if today else ())
    marche = marcher(etape, lire, seule=path.name == EDITEUR)
    return Result(pas.marcher(marche, evaluation))


def _terminal(stream: Any) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _dialogue() -> "Dialogue":
    """The dialogue that this terminal can show, or this person read; the library of the other is not even loaded."""
    from segurctl.cli.look import wanted

    if wanted("lecture") == "lineaire" or os.environ.get("TERM", "") in ("dumb", "unknown"):
        from segurctl.cli.dialogue.lignes import Lignes

        return Lignes()
    from segurctl.cli.dialogue.fenetre import Fenetre

    return Fenetre()


def _sans_terminal(etape: str | None, evaluation: "Evaluation", option: str) -> SegurctlError:
    """What to type in place of the dialogue."""
    from segurctl.marche.sans_terminal import a_taper
    from segurctl.views.words import avec

    lines = tuple(avec(commande, option) for commande in a_taper(etape, evaluation))
    return SegurctlError("walk demande et répond : il lui faut un terminal", hint="sans lui, tapez", lines=lines)


class _Pas:
    """One walk: asks each question, tries each line that is typed, and runs each command."""

    def __init__(self, dialogue: "Dialogue", lire: Any, option: str, today: tuple[str, ...]) -> None:
        self._dialogue = dialogue
        self._lire = lire
        self._option = option
        self._today = today

    def marcher(self, marche: "Marche[None]", evaluation: "Evaluation") -> "Page":
        """Go through a walk to its end, or until the person stops. Raises what they stop with."""
        from segurctl.cli.printer import show
        from segurctl.views.marche_text import debut_text, fin_text

        show(debut_text(evaluation))
        with _signals():
            try:
                self._derouler(marche)
            except (KeyboardInterrupt, EOFError):
                show(fin_text(self._lire(), self._option))
                raise
        return fin_text(self._lire(), self._option)

    def _derouler(self, marche: "Marche[None]") -> None:
        from segurctl.cli.dialogue.model import Arret

        reponse: Any = None
        while True:
            try:
                pas = marche.send(reponse)
            except StopIteration:
                return
            try:
                reponse = self._faire(pas)
            except Arret as arret:
                self._noter(marche, arret.cochees)
                raise arret.cause from None

    def _noter(self, marche: "Marche[None]", cochees: tuple[str, ...]) -> None:
        """Write what was ticked before the person stopped: the commands that the boxes make, and nothing after."""
        pas: Pas | None = marche.send(cochees)
        while isinstance(pas, tuple) and not hasattr(pas, "_fields"):
            self._faire(pas)
            pas = next(marche, None)

    def _faire(self, pas: "Pas") -> Any:
        from segurctl.cli.printer import show
        from segurctl.marche.pas import Cases, Choix, Entree, Saisie
        from segurctl.views.marche_text import etape_text, nommee, question_text

        match pas:
            case Entree(etape=etape):
                show(etape_text(etape, self._lire()))
                return None
            case Cases() | Choix():
                show(question_text(pas))
                return self._demander(nommee(pas, self._lire()))
            case Saisie():
                show(question_text(pas))
                return self._saisir(pas)
            case _:
                return self._executer(pas)

    def _demander(self, question: "Cases | Choix") -> Any:
        from segurctl.cli.printer import show
        from segurctl.marche.pas import Cases
        from segurctl.views.marche_text import choisi_text

        if isinstance(question, Cases):
            return self._dialogue.cases(question)
        choisie = self._dialogue.choix(question)
        show(choisi_text(question, choisie))
        return choisie

    def _saisir(self, question: "Saisie") -> str:
        """A line, asked again with the reason as long as its command is refused."""
        from segurctl.cli.printer import show
        from segurctl.views.marche_text import refus_text

        propose = question.propose
        while True:
            text = self._dialogue.ligne(propose)
            if not text and question.facultatif:
                return ""
            refus = self._essayer(question.essai(text)) if text else "une réponse est attendue"
            if refus is None:
                return text
            show(refus_text(refus))
            propose = text

    def _essayer(self, commande: "Commande") -> str | None:
        """Why a command would be refused; None where it would not."""
        try:
            self._commander((*commande, "--dry-run"))
        except SegurctlError as refus:
            return f"{refus.message} ({refus.hint})" if refus.hint else refus.message
        except typer.TyperException as refus:
            return refus.message
        return None

    def _executer(self, commande: "Commande") -> None:
        """Run a command: it is shown, then what it did."""
        from segurctl.cli.main import masked
        from segurctl.cli.printer import show, tell
        from segurctl.views.marche_text import commande_text

        show(masked(commande_text(commande, self._option)))
        try:
            result = self._commander(commande)
        except SegurctlError as refus:
            tell(str(refus))
        else:
            show(masked(result.output))

    def _commander(self, commande: "Commande") -> Result:
        from shlex import split

        from segurctl.cli.app import PROGRAM, build_app

        args = [*commande, *split(self._option), *self._today]
        done = build_app().main(args=args, prog_name=PROGRAM, standalone_mode=False)
        if not isinstance(done, Result):
            raise TypeError("a command gives a Result back")
        return done


@contextmanager
def _signals() -> Iterator[None]:
    """Stop at the end of the terminal, or when asked to, as at Ctrl-C: what was ticked is written."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [one for one in ("SIGHUP", "SIGTERM") if hasattr(signal, one)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
