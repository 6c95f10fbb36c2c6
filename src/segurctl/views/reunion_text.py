"""`init --editeur` for a person: what was gathered, what candidatures disagree on, what to take out of them."""

from pathlib import Path

from segurctl.candidature.literal import shown
from segurctl.candidature.paths import format_path
from segurctl.saisie.reunir import Reunion
from segurctl.views.page import Page, Segment, line
from segurctl.views.words import nombre


def reunion_text(path: Path, reunion: Reunion, avant: Path | None) -> Page:
    """What the new file tells, and what remains to be done in the candidatures; `avant` is the one read until now."""
    repris = f", avec {nombre(len(reunion.acquis), 'valeur')} des candidatures" if reunion.acquis else ""
    page = [line(Segment(f"{path.as_posix()} écrit", "ok"), repris, ".")]
    if reunion.desaccords:
        page.append(
            line(
                Segment("Les candidatures ne disent pas la même chose, à noter ici ou à laisser chez elles :", "alerte")
            )
        )
    for champ, dits in reunion.desaccords.items():
        valeurs = ", ".join(f"{shown(value)} ({one.as_posix()})" for one, value in dits)
        page.append(line(f"  {format_path(champ)} : {valeurs}", hang=4))
    if reunion.retraits:
        page.append(line("Ensuite, pour que chaque valeur ne soit plus écrite qu'une fois :"))
        page += [line("  ", Segment(one, "commande"), verbatim=True) for one in reunion.retraits]
    if avant:
        dit = f"Ici et en dessous, il est lu à la place de {avant.as_posix()}, dont rien ne compte plus."
        page.append(line(Segment(dit, "alerte")))
    return tuple(page)
