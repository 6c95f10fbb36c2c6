"""`init --editeur` for a person: what was gathered, what candidatures disagree on, what to take out of them."""

from pathlib import Path

from segurctl.candidature.paths import format_path
from segurctl.saisie.reunir import Reunion
from segurctl.views.page import Page, Segment, line
from segurctl.views.words import nombre


def reunion_text(path: Path, reunion: Reunion) -> Page:
    """What the new file tells, and what remains to be done in the candidatures."""
    repris = f", avec {nombre(len(reunion.acquis), 'valeur')} des candidatures" if reunion.acquis else ""
    page = [line(Segment(f"{path.as_posix()} écrit", "ok"), repris, ".")]
    if reunion.desaccords:
        champs = ", ".join(map(format_path, reunion.desaccords))
        page.append(line(Segment("Les candidatures ne disent pas la même chose : ", "alerte"), champs, hang=2))
    if reunion.retraits:
        page.append(line("Ensuite, pour que chaque valeur ne soit plus écrite qu'une fois :"))
        page += [line("  ", Segment(one, "commande"), verbatim=True) for one in reunion.retraits]
    return tuple(page)
