"""Read one candidature file: bytes → text → data → Candidature, or one error that says where and how to mend it."""

import errno
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from segurctl.candidature.messages import model_error
from segurctl.candidature.model import FORMAT, Candidature
from segurctl.candidature.paths import format_path
from segurctl.candidature.scan import Position, scan
from segurctl.candidature.structure import check_structure
from segurctl.candidature.text import MAX_BYTES, decode, parse
from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from segurctl.candidature.scan import Document
    from segurctl.parcours.model import Parcours

DataPath = tuple[str | int, ...]


class CandidatureFile:
    """A candidature with the file it came from: its path, its exact text, and where each champ stands in it."""

    def __init__(self, path: Path, text: str, candidature: Candidature) -> None:
        self.path = path
        self.text = text
        self.candidature = candidature

    @cached_property
    def _document(self) -> "Document":
        return scan(self.text)

    def position(self, path: DataPath) -> Position:
        """Line and column of a champ's key, else of its nearest written ancestor, else 1:1."""
        return self._document.position(path)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, never more than one over the limit. Raises SegurctlError with the reason in French."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SegurctlError(_reason(error), path=path, hint=_remedy(error)) from None


def _reason(error: OSError) -> str:
    return {
        errno.ENOENT: "ce fichier n'existe pas",
        errno.EISDIR: "c'est un dossier, pas un fichier",
        errno.EACCES: "lecture refusée",
        errno.ENAMETOOLONG: "ce nom de fichier est trop long",
        errno.ELOOP: "ce lien symbolique tourne en rond",
    }.get(error.errno or 0, "lecture impossible")


def _remedy(error: OSError) -> str | None:
    return {
        errno.ENOENT: "pour commencer une candidature : segurctl init",
        errno.EISDIR: "donnez le chemin du fichier .toml",
        errno.EACCES: "vérifiez les droits du fichier",
    }.get(error.errno or 0)


def read_candidature(path: Path, parcours: "Parcours") -> CandidatureFile:
    """Read and check the shape of a candidature file.

    Raises SegurctlError, with path, line and column, for a file that cannot be read, is not TOML, is of
    a newer format or an unknown édition, or does not have the shape of a candidature.
    """
    try:
        return parse_candidature(path, decode(read_bytes(path)), parcours)
    except SegurctlError as error:
        error.path = path
        raise


def parse_candidature(path: Path, text: str, parcours: "Parcours") -> CandidatureFile:
    """The candidature that a text holds; `path` is only remembered. Raises SegurctlError as `read_candidature`."""
    data = parse(text)
    error: SegurctlError | None = None
    where: DataPath = ()
    try:
        where = ("format",)
        _check_version(data, parcours)
        for where, control in _control_characters(data):
            raise SegurctlError(
                f"caractère de commande U+{ord(control):04X} dans « {format_path(map(str, where))} »",
                hint="retapez ce texte : il ne doit contenir que des lettres, des signes et des espaces",
            )
        where = ()
        candidature = Candidature.model_validate(data)
        for where, message, hint in check_structure(data, parcours):
            raise SegurctlError(message, hint=hint)
    except ValidationError as invalid:
        where, error = model_error(invalid)
    except SegurctlError as refused:
        error = refused
    if error is None:
        return CandidatureFile(path, text, candidature)
    position = scan(text).position(where)
    error.path, error.line, error.column = path, position.line, position.column
    raise error


def _check_version(data: Mapping[str, Any], parcours: "Parcours") -> None:
    found = data.get("format")
    if found is None:
        raise SegurctlError(
            "ce n'est pas un fichier de candidature : « format » manque",
            hint=f"première ligne : format = {FORMAT}",
        )
    if found != FORMAT or isinstance(found, bool):
        newer = isinstance(found, int) and found > FORMAT
        raise SegurctlError(
            f"format {found!r} inconnu de ce segurctl, qui lit le format {FORMAT}",
            hint="mettez segurctl à jour" if newer else f"écrivez format = {FORMAT}",
        )
    for key, known in (("parcours", parcours.id), ("edition", parcours.edition)):
        if isinstance(data.get(key), str) and data[key] != known:
            raise SegurctlError(
                f"{key} « {data[key]} » inconnu de ce segurctl", hint=f'il connaît {key} = "{known}"'
            )


def _control_characters(value: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """Characters that would command a terminal or reorder a line, in keys and texts; a text may hold lines."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from (((*path, key), char) for char in key if _commands(char))
            yield from _control_characters(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _control_characters(below, (*path, index))
    elif isinstance(value, str) and not value.isprintable():
        yield from ((path, char) for char in value if char not in "\n\t" and _commands(char))


def _commands(char: str) -> bool:
    return (
        ord(char) < 0x20
        or 0x7F <= ord(char) < 0xA0
        or "\u202a" <= char <= "\u202e"
        or "\u2066" <= char <= "\u2069"
    )
