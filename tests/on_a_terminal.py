"""A terminal of a given width, as text: what a person reads of a page, without its colours."""

import io
import re

import pytest

from segurctl.cli.printer import show
from segurctl.views.page import Page

_STYLE = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    """A stream that is one."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def on_a_terminal(page: Page, columns: int) -> str:
    """What is shown of a page, wrapped as it is on so many columns."""
    stream = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CI", "FORCE_COLOR", "TTY_COMPATIBLE"):
            patch.delenv(name, raising=False)
        for name, value in {"COLUMNS": str(columns), "LINES": "50", "NO_COLOR": "1"}.items():
            patch.setenv(name, value)
        show(page, stream)
    return _STYLE.sub("", stream.getvalue())
