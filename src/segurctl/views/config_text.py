"""What a person has settled, on a screen: each key, its value, where it comes from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from segurctl.views.page import Page, Segment, etiquette, line

_DEFAUTS = {"couleur": "auto", "dossiers": "ce que l'on trouve d'ici", "format": "text", "lecture": "colonnes"}


class Reglage(NamedTuple):
    """A key, its values, and where they come from: the `variable` of the environment, the file, or nowhere."""

    cle: str
    valeurs: tuple[str, ...]
    source: Literal["environnement", "config", "defaut"]
    variable: str = ""


def config_text(path: Path, reglages: tuple[Reglage, ...], ici: tuple[str, ...]) -> Page:
    """Every key on a line of its own, then the path of the file; `ici`, the candidatures found from here."""
    large = max(len(one.cle) for one in reglages)
    return (
        *(
            line(
                Segment(f"{one.cle:<{large}}  ", dit=f"{one.cle} : "),
                Segment(", ".join(one.valeurs) or _DEFAUTS[one.cle], "valeur" if one.valeurs else ""),
                Segment(f"  {_source(one, ici)}", "discret", f" {_source(one, ici)}"),
                hang=large + 2,
            )
            for one in reglages
        ),
        line(etiquette("fichier", f"{'fichier':<{large}}  "), Segment(str(path), "discret"), verbatim=True),
    )


def _source(one: Reglage, ici: tuple[str, ...]) -> str:
    said = {"environnement": f"de {one.variable}", "config": "de config.toml", "defaut": "par défaut"}[one.source]
    plutot = f" ; d'ici, plutôt {', '.join(ici)}" if one.cle == "dossiers" and one.source == "config" and ici else ""
    return f"({said}{plutot})"


def effet_text(
    path: Path, before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]], fortes: Mapping[str, str]
) -> Page:
    """What `config` changed, and the variables of the environment that win over it (`fortes`, by key)."""
    changed = [cle for cle in sorted({*before, *after}) if before.get(cle) != after.get(cle)]
    if not changed:
        return (line(f"{path} : rien ne change"),)
    return (
        *(
            line(
                f"{cle} : ",
                Segment(_shown(before.get(cle)), "discret"),
                Segment(" → ", dit=" devient "),
                Segment(_shown(after.get(cle)), "valeur"),
            )
            for cle in changed
        ),
        *(
            line(Segment("attention : ", "alerte"), f"{fortes[cle]} l'emporte sur ce réglage, ici", hang=2)
            for cle in changed
            if cle in fortes
        ),
    )


def _shown(values: tuple[str, ...] | None) -> str:
    return ", ".join(values) if values else "(vide)"
