"""`init --editeur`: the file of what belongs to the company."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from segurctl.candidature.discover import EDITEUR
from segurctl.cli.result import Result
from segurctl.errors import SegurctlError


def init_editeur(affectations: list[str], named: Path | None, today: dt.date, *, dry_run: bool) -> Result:
    """Write it, with what the candidatures of its folder agree on; tell what to take out of them.

    Raises SegurctlError for another name, a file that is there, a value that is refused or a candidature that cannot be
    read.
    """
    from segurctl.candidature.discover import company_of
    from segurctl.candidature.write import create_editeur, refuse_existing
    from segurctl.parcours.load import load_parcours
    from segurctl.saisie.commencer import eprouver_editeur
    from segurctl.saisie.renseigner import renseigner
    from segurctl.saisie.reunir import reunir, squelette_editeur
    from segurctl.views.effet_text import diff_text
    from segurctl.views.reunion_text import reunion_text

    path = named or Path(EDITEUR)
    if path.name != EDITEUR:
        raise SegurctlError(f"ce fichier se nomme {EDITEUR}", path=path, hint="-c ne change que son dossier")
    parcours = load_parcours()
    if not dry_run:
        refuse_existing(path)
    changes = renseigner(affectations)
    reunion = reunir(_candidatures(path.parent), parcours)
    text = squelette_editeur(reunion, changes, parcours)
    eprouver_editeur(text, changes, path, parcours, today)
    if dry_run:
        return Result(diff_text(path, "", text))
    avant = company_of(path)
    create_editeur(path, text, parcours)
    return Result(reunion_text(path, reunion, avant), written=path)


def _candidatures(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The data of every candidature of the folder, read without any company's file."""
    from segurctl.candidature.discover import Introuvable, each
    from segurctl.candidature.read import read_candidature
    from segurctl.candidature.text import parse
    from segurctl.parcours.load import load_parcours

    for found in each([folder], Path.cwd()):
        if not isinstance(found, Introuvable):
            yield found, parse(read_candidature(found, load_parcours(), alone=True).text)
