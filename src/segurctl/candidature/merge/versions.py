"""A version of a file: its spelling and its data."""

from typing import Any, NamedTuple

from segurctl.candidature.scan import Document, scan
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError


class Version(NamedTuple):
    """One of the versions of a merge: its spelling and its data."""

    document: Document
    data: dict[str, Any]

    @property
    def text(self) -> str:
        """The whole of it, its ends of line included."""
        return self.document.text


def version(text: str) -> Version:
    """A version of a file. Raises SegurctlError where it is no TOML, ValueError where it cannot be read."""
    return Version(scan(text), parse(text))


def reads(text: str) -> bool:
    """Whether a text is TOML."""
    try:
        parse(text)
    except SegurctlError:
        return False
    return True


def with_ends(raw: str, eol: str) -> str:
    """Lines with the ends that another text has."""
    return raw.replace("\r\n", "\n").replace("\n", eol)
