"""The edge: runs a command, prints what it gives back, and turns every ending into an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from segurctl.cli.app import PROGRAM, build_app
from segurctl.cli.look import forget
from segurctl.cli.printer import one_line, show, silence, tell
from segurctl.cli.result import Result
from segurctl.cli.table import TABLE, Table
from segurctl.cli.usage import Answer, Misuse, sentence
from segurctl.errors import ExitCode, SegurctlError
from segurctl.system import reason

if TYPE_CHECKING:
    from segurctl.views.page import Page

_COMPLETION = "_SEGURCTL_COMPLETE"  # answered by `cli.completion`; Typer would answer it in English


def main(argv: Sequence[str] | None = None, table: Table = TABLE) -> int:
    """Run one command line, print its output and its errors, and give the exit code."""
    try:
        forget()
        _settle_encodings()
        os.environ.pop(_COMPLETION, None)
        return _run(argv, table)
    except BaseException as error:  # noqa: BLE001 - nothing may leave this place but an exit code
        return int(_end(error, sys.argv[1:] if argv is None else argv, table))


def _run(argv: Sequence[str] | None, table: Table) -> int:
    try:
        outcome = build_app(table).main(args=argv, prog_name=PROGRAM, standalone_mode=False)
    except Answer as answer:
        show(answer.message, sys.stdout if answer.exit_code == ExitCode.OK else sys.stderr)
        return answer.exit_code
    if isinstance(outcome, int):  # Typer's Exit
        if outcome == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        return outcome
    if not isinstance(outcome, Result):
        raise TypeError("a command gives a Result back")
    try:
        show(masked(outcome.output) if outcome.masked else outcome.output)
    except OSError as refused:
        if outcome.written is None:
            raise
        tell(f"{PROGRAM}: {one_line(str(outcome.written))} est écrit, mais pas cet affichage : {reason(refused)}")
        return ExitCode.USAGE
    for remark in outcome.beside:
        tell(one_line(remark))
    for error in outcome.errors:
        tell(_line(error), error.lines)
    return int(outcome.code)


def masked(output: "Page | str") -> "Page | str":
    """What a command says, without a secret that somebody wrote where it does not belong: the last door."""
    from segurctl.candidature.secrets import masquer, secrets

    if isinstance(output, str):
        return masquer(output, document=True)
    if next(secrets("\n".join(line.text for line in output)), None) is None:
        return output
    return tuple(
        line._replace(segments=tuple(one._replace(text=masquer(one.text)) for one in line.segments)) for line in output
    )


def _end(error: BaseException, argv: Sequence[str], table: Table) -> int:
    match error:
        case SegurctlError():
            tell(_line(error), error.lines)
        case Misuse():
            tell(f"{PROGRAM}: {one_line(error.message)}\nAide : {error.command} --help")
        case typer.TyperException():
            tell(f"{PROGRAM}: {one_line(sentence(error))}\nAide : {PROGRAM} --help")
        case typer.Abort() | EOFError() | KeyboardInterrupt():
            return _stop(error)
        case SystemExit() | BrokenPipeError():
            return _leave(error)
        case OSError():
            names = [str(name) for name in (error.filename, error.filename2) if name is not None]
            tell(f"{PROGRAM}: {one_line(' → '.join(names))}{' : ' if names else ''}{reason(error)}")
        case _:
            return _crash(error, argv, table)
    return ExitCode.USAGE


def _line(error: SegurctlError) -> str:
    """Write an error as editors read it, `file:line:column: message`, or after the name of the program."""
    from segurctl.candidature.secrets import masquer

    text = one_line(masquer(str(error)))
    return text if error.path else f"{PROGRAM}: {text}"


def _stop(error: BaseException) -> ExitCode:
    """End at Ctrl-C, or where a prompt has nothing more to read: Typer makes an Abort of both."""
    if isinstance(error, KeyboardInterrupt) or isinstance(error.__context__, KeyboardInterrupt):
        if sys.stderr is not None and sys.stderr.isatty():
            tell("")
        return ExitCode.INTERRUPTED
    tell(f"{PROGRAM}: il n'y a plus rien à lire ; donnez les valeurs sur la ligne de commande")
    return ExitCode.USAGE


def _leave(ending: BaseException) -> int:
    """End as a library asked; a closed pipe, which Typer turns into an exit code of 1, is no failure."""
    if isinstance(ending, BrokenPipeError) or isinstance(ending.__context__, BrokenPipeError):
        silence(sys.__stdout__)
        return ExitCode.OK
    code = getattr(ending, "code", None)
    return code if isinstance(code, int) else ExitCode.OK if code is None else ExitCode.USAGE


def _crash(error: BaseException, argv: Sequence[str], table: Table) -> int:
    from segurctl.cli.crash import report

    tell(report(error, argv, table))
    return ExitCode.INTERNAL


def _settle_encodings() -> None:
    """Write UTF-8 whatever the locale, except on a terminal, which knows what it can show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="backslashreplace")
