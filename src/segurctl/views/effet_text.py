"""What a command wrote, for a person: each champ, what it unlocked, and a word of caution."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from segurctl.candidature.fields import spell
from segurctl.evaluation import Evaluation
from segurctl.saisie.effet import Effet
from segurctl.views.constats_text import constats_text
from segurctl.views.page import Line, Page, Segment, Style, line
from segurctl.views.words import nombre

_DITS = 40  # champs told one by one; `git diff` tells them all


def effet_text(path: Path, effet: Effet, option: str = "", *, bref: bool = False) -> Page:
    """One line for each champ (none, where it is brief), the étapes that can be begun, the findings that are new.

    `option` is what commands need to find the file, where they would not by themselves.
    """
    if not effet.changements:
        return (line(f"{path} : rien ne change"),)
    dits = effet.changements[: 0 if bref else _DITS]
    reste = 0 if bref else len(effet.changements) - _DITS
    return (
        *(
            line(
                f"{one.champ} : ",
                Segment(_shown(one.avant), "discret"),
                Segment(" → ", dit=" devient "),
                Segment(_shown(one.apres), "valeur"),
            )
            for one in dits
        ),
        *([line(f"et {nombre(reste, 'autre champ', 'autres champs')}")] if reste > 0 else []),
        *_debloquees(effet),
        *constats_text(effet.constats, option),
    )


def _debloquees(effet: Effet) -> Iterator[Line]:
    if effet.debloquees:
        combien = nombre(len(effet.debloquees), "étape débloquée", "étapes débloquées")
        yield line(Segment(f"{combien} : ", "ok"), ", ".join(effet.debloquees), hang=2)


def coches_text(etapes: Iterable[str], evaluation: Evaluation) -> Page:
    """How much of the checklist of some étapes is done."""
    comptes = ((id_, evaluation.etapes[id_]) for id_ in etapes)
    return tuple(
        line(f"{id_} : {nombre(len(one.faites), 'action faite', 'actions faites')} sur {len(one.actions)}")
        for id_, one in comptes
    )


def noms_text(autres: int) -> Page:
    """What to know of a file that has other names, which a write leaves as they were."""
    combien = nombre(autres, "autre nom (lien physique), qui garde", "autres noms (liens physiques), qui gardent")
    return (line(Segment("attention : ", "alerte"), f"ce fichier avait {combien} l'ancien texte", hang=2),)


def diff_text(path: Path, before: str, after: str) -> Page:
    """The unified diff that a writer would make, for `--dry-run`."""
    name = path.as_posix()
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{name}", f"b/{name}", lineterm="")
    return tuple(line(Segment(one, _DIFF.get(one[:1], "")), verbatim=True) for one in lines)


_DIFF: Mapping[str, Style] = {"+": "ok", "-": "erreur", "@": "discret"}


def _shown(value: Any) -> str:
    return "(vide)" if value in (None, ()) else " ".join(", ".join(spell(value)).split())
