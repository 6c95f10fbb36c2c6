"""A report that was written before: what it is, and of which day. Of a stranger's file nothing else is obeyed."""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.system import reason

_PLEIN = 16 * 1024 * 1024  # bytes
_TETE = 4096  # characters among which a page says its day
_HTML = re.compile(r'<meta name="segurctl-au" content="([0-9]{4}-[0-9]{2}-[0-9]{2})">')
_MARKDOWN = re.compile(r"<!-- segurctl report ([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9a-f]{40,64}))? -->\n")


class Ecrit(NamedTuple):
    """A report that was written: its text and format, its day (a badge has none), the commit that it compares with."""

    texte: str
    format_: str
    jour: dt.date | None = None
    base: str | None = None


def relire(path: Path) -> Ecrit:
    """Read a report. Raises SegurctlError where it cannot be read, or is none."""
    try:
        if path.exists() and not path.is_file():
            raise SegurctlError(
                "ce n'est pas un fichier", path=path, hint="--check relit un rapport écrit par --output"
            )
        if not path.is_file():
            raise SegurctlError("ce rapport n'existe pas", path=path, hint=f"segurctl report --output {path} l'écrit")
        with path.open("rb") as file:
            data = file.read(_PLEIN + 1)
        texte = data.decode("utf-8").replace("\r\n", "\n")  # as git may have checked it out
    except OSError as error:
        raise SegurctlError(f"lecture impossible : {reason(error)}", path=path) from None
    except UnicodeDecodeError:
        texte = ""
    if len(data) <= _PLEIN:
        if texte.startswith("<!DOCTYPE html>") and (found := _HTML.search(texte[:_TETE])):
            return Ecrit(texte, "html", _jour(found[1], path))
        if found := _MARKDOWN.match(texte):
            return Ecrit(texte, "markdown", _jour(found[1], path), found[2])
        if texte.startswith('{\n  "schemaVersion": 1,'):
            return Ecrit(texte, "shields")
    raise SegurctlError(
        "ce n'est pas un rapport que segurctl a écrit",
        path=path,
        hint="segurctl report --output rapport.html en écrit un",
    )


def _jour(text: str, path: Path) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SegurctlError(f"ce rapport est d'un jour qui n'existe pas : {text}", path=path) from None
