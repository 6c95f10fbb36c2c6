"""What is wrong with a file becomes one error, with a place for each fault."""

from pathlib import Path
from typing import TYPE_CHECKING

from segurctl.candidature.structure import Fault
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.scan import Document

TOLD = 20  # mistakes of one file


def refusal(path: Path, text: str, faults: list[Fault]) -> SegurctlError:
    """What is wrong with a file, in its order; what is only absent last, for a mistyped key is also a missing one."""
    document = scanned(text)
    placed = [(fault.absent, document.position(fault.path), fault) for fault in faults]
    placed.sort(key=lambda one: (one[0], one[1].line, one[1].column))
    first, *others = [
        SegurctlError(fault.message, path=path, line=place.line, column=place.column, hint=fault.hint)
        for _, place, fault in placed[:TOLD]
    ]
    first.others = tuple(others)
    return first


def scanned(text: str) -> "Document":
    """Where everything stands in a text; only who asks for a line pays for the scan."""
    from segurctl.candidature.scan import scan

    return scan(text)
