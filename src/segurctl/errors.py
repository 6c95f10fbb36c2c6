"""What a person can mend, and what the shell learns of it."""

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """Exit codes, the same for every command and every format."""

    OK = 0
    FINDINGS = 1
    USAGE = 2  # wrong usage, no file, or a file that cannot be read or written
    INTERNAL = 3
    INTERRUPTED = 130


class SegurctlError(Exception):
    """An error for the person at the keyboard: what is wrong, where, and how to mend it.

    The message is one French sentence; `hint` says how to mend it; `path`, `line` and `column`
    (counted from 1) say where; `lines` are lines to type, exact; `others` what else is wrong with the same file, for
    who tells everything. Only `cli.main` prints it.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
        lines: tuple[str, ...] = (),
        others: tuple["SegurctlError", ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint
        self.lines = lines
        self.others = others

    def __str__(self) -> str:
        place = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        text = f"{':'.join(place)}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text
