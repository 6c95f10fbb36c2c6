"""What a command gives back: the one place that prints and exits is `main`."""

from pathlib import Path
from typing import NamedTuple

from segurctl.errors import ExitCode, SegurctlError
from segurctl.views.page import Page


class Result(NamedTuple):
    """A page for a person, or a document for a machine, already whole; and how the command ends.

    `errors` are of files that could not be read while others could; `beside` what to know of the output, which is for
    somebody else to read: both are printed after it, on standard error.
    `written` is the file that was written: true even when the output cannot be shown. Secrets are `masked` at the edge,
    but where the person asks for a value, or reads examples of them.
    """

    output: Page | str = ()
    code: ExitCode = ExitCode.OK
    errors: tuple[SegurctlError, ...] = ()
    written: Path | None = None
    masked: bool = True
    beside: tuple[str, ...] = ()
