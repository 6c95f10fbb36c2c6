"""`init --editeur`: the company's file, with what the candidatures already tell of it, where they tell the same."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

from segurctl.candidature.edit import SetKey, apply
from segurctl.candidature.editeur import NON_DIT
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.model import FORMAT
from segurctl.candidature.paths import KeyPath, format_path
from segurctl.parcours.model import Parcours


class Reunion(NamedTuple):
    """What candidatures tell of their company: what they agree on, and what they do not, with who tells what.

    `copies` are the champs and étapes that each file still tells, and that the company's file now tells for it; the
    whole table `editeur` where it tells nothing else there.
    """

    acquis: Mapping[KeyPath, Any]
    desaccords: Mapping[KeyPath, tuple[tuple[Path, Any], ...]]
    copies: Mapping[Path, tuple[KeyPath, ...]]

    @property
    def retraits(self) -> tuple[str, ...]:
        """The commands that take the copies out of the candidatures."""
        return tuple(
            f"segurctl unset {' '.join(quote(format_path(one)) for one in paths)} -c {quote(path.as_posix())}"
            for path, paths in self.copies.items()
            if paths
        )


def reunir(files: Iterable[tuple[Path, Mapping[str, Any]]], parcours: Parcours) -> Reunion:
    """Gather what the data of candidatures tell of the company, champ by champ and étape by étape."""
    tenus = {path: _tenus(data, parcours) for path, data in files}
    valeurs: dict[KeyPath, list[Any]] = {}
    for held in tenus.values():
        for champ, value in held.items():
            if value not in valeurs.setdefault(champ, []):
                valeurs[champ].append(value)
    acquis = {champ: ones[0] for champ, ones in valeurs.items() if len(ones) == 1}
    desaccords = {
        champ: tuple((path, held[champ]) for path, held in tenus.items() if champ in held)
        for champ in sorted(valeurs)
        if champ not in acquis
    }
    return Reunion(acquis, desaccords, {path: _copies(held, acquis) for path, held in tenus.items()})


def _copies(held: Mapping[KeyPath, Any], acquis: Mapping[KeyPath, Any]) -> tuple[KeyPath, ...]:
    champs = [path for path in held if path[0] == "editeur"]
    etapes = [path for path in held if path[0] == "etapes" and path in acquis]
    if champs and all(path in acquis for path in champs):
        return (("editeur",), *etapes)
    return (*(path for path in champs if path in acquis), *etapes)


def _tenus(data: Mapping[str, Any], parcours: Parcours) -> dict[KeyPath, Any]:
    """The champs of `[editeur]`, and the étapes of the company of which something is said."""
    found: dict[KeyPath, Any] = {("editeur", champ): value for champ, value in data.get("editeur", {}).items()}
    for etape in (one for one in parcours.etapes.values() if one.portee == "editeur"):
        dite = data.get("etapes", {}).get(etape.plateforme, {}).get(etape.nom)
        if dite not in (None, NON_DIT):
            found["etapes", etape.plateforme, etape.nom] = dite
    return found


def squelette_editeur(reunion: Reunion, changes: Sequence[SetKey], parcours: Parcours) -> str:
    """The text of the company's file: its étapes à faire, what the candidatures agree on, then what was given."""
    head = f'format = {FORMAT}\nparcours = "{parcours.id}"\nedition = "{parcours.edition}"\n'
    siennes = (one for one in parcours.etapes.values() if one.portee == "editeur" and not one.derive)
    etapes = (f'\n[etapes.{etape.id}]\nstatut = "a-faire"\n' for etape in siennes)
    reprises = [SetKey(path, value) for champ, held in reunion.acquis.items() for path, value in _feuilles(champ, held)]
    return apply(head + "".join(etapes), [*reprises, *changes], CatalogueLayout(parcours))


def _feuilles(path: KeyPath, value: Any) -> list[tuple[KeyPath, Any]]:
    if isinstance(value, Mapping):
        return [leaf for key, below in value.items() for leaf in _feuilles((*path, key), below)]
    return [(path, value)]
