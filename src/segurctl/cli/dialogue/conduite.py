"""One walk at a terminal: asks each question, tries each line that is typed, runs each command, and loses nothing."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from shlex import split
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

from segurctl.cli.app import PROGRAM, build_app
from segurctl.cli.dialogue.model import Arret, Dialogue
from segurctl.cli.main import masked
from segurctl.cli.printer import show
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError
from segurctl.marche.pas import Cases, Choix, Commande, Entree, Lire, Marche, Pas, Saisie
from segurctl.views import marche_text as vue

if TYPE_CHECKING:
    from segurctl.evaluation import Evaluation
    from segurctl.views.page import Page


class Conduite:
    """One walk: asks each question, tries each line that is typed, and runs each command."""

    def __init__(self, dialogue: Dialogue, lire: Lire, option: str, today: tuple[str, ...]) -> None:
        self._dialogue = dialogue
        self._lire = lire
        self._option = option
        self._today = today

    def mener(self, marche: Marche[None], evaluation: "Evaluation") -> "Page":
        """Go through a walk to its end, or until the person stops. Raises what they stop with."""
        _montrer(vue.debut_text(evaluation))
        with _signals():
            try:
                self._derouler(marche)
            except (KeyboardInterrupt, EOFError):
                _montrer(vue.fin_text(self._lire(), self._option))
                raise
        return vue.fin_text(self._lire(), self._option)

    def _derouler(self, marche: Marche[None]) -> None:
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
            except (KeyboardInterrupt, EOFError):
                if isinstance(pas, Saisie) and pas.acquis:
                    self._executer(pas.essai(pas.propose))
                raise

    def _noter(self, marche: Marche[None], cochees: tuple[str, ...]) -> None:
        """Write what was ticked before the person stopped: the commands that the boxes make, and nothing after."""
        with suppress(StopIteration):  # boxes may be the last thing that a walk asks
            pas = marche.send(cochees)
            while not isinstance(pas, (Entree, Cases, Choix, Saisie)):
                self._executer(pas)
                pas = marche.send(None)

    def _faire(self, pas: Pas) -> Any:
        match pas:
            case Entree(etape=etape):
                _montrer(vue.etape_text(etape, self._lire()))
                return None
            case Cases() | Choix():
                _montrer(vue.question_text(pas))
                return self._demander(vue.nommee(pas, self._lire()))
            case Saisie():
                _montrer(vue.question_text(pas))
                return self._saisir(pas)
            case _:
                return self._executer(pas)

    def _demander(self, question: Cases | Choix) -> Any:
        if isinstance(question, Cases):
            return self._dialogue.cases(question)
        choisie = self._dialogue.choix(question)
        _montrer(vue.choisi_text(question, choisie))
        return choisie

    def _saisir(self, question: Saisie) -> str:
        """A line, asked again with the reason as long as its command is refused."""
        propose = question.propose if masked(question.propose) == question.propose else ""  # no secret on a screen
        while True:
            text = self._dialogue.ligne(propose)
            if not text and question.facultatif:
                return ""
            refus = self._refuser(text, question)
            if refus is None:
                return text
            _montrer(vue.refus_text(refus))
            propose = text if self._dialogue.reprend else question.propose

    def _refuser(self, text: str, question: Saisie) -> str | None:
        if not text:
            return "une réponse est attendue"
        return question.refus(text) or self._essayer(question.essai(text))

    def _essayer(self, commande: Commande) -> str | None:
        """Why a command would be refused; None where it would not."""
        try:
            self._commander((*commande, "--dry-run"))
        except SegurctlError as refus:
            return _dit(refus)
        except typer.TyperException as refus:
            return refus.message
        return None

    def _executer(self, commande: Commande) -> None:
        """Run a command, then show it and what it did: a terminal that is gone keeps nothing from being written."""
        try:
            with _a_l_abri():
                said = self._commander(commande).output
        except SegurctlError:
            _montrer(vue.commande_text(commande, self._option))  # which is to be given again
            raise
        _montrer(vue.commande_text(commande, self._option))
        _montrer(said)

    def _commander(self, commande: Commande) -> Result:
        args = [*commande, *split(self._option), *self._today]
        done = build_app().main(args=args, prog_name=PROGRAM, standalone_mode=False)
        if not isinstance(done, Result):
            raise TypeError("a command gives a Result back")
        return done


def _montrer(output: "Page | str") -> None:
    """Show what is never to hold a secret, be it a name of the file or a line that was typed."""
    show(masked(output))


def _dit(refus: SegurctlError) -> str:
    return f"{refus.message} ({refus.hint})" if refus.hint else refus.message


@contextmanager
def _a_l_abri() -> Iterator[None]:
    """Let no signal in while an answer is being written: it comes after, and stops the walk then."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
