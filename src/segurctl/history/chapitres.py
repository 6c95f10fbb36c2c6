"""The chapters of proofs by their titles: of the REM where its snapshot is at hand, else of the file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from segurctl.errors import SegurctlError
from segurctl.history.champs import dans, mot
from segurctl.history.depot import Depot
from segurctl.history.model import Changement
from segurctl.rem.ids import Index


class Chapitres:
    """Names the chapters of the proofs of one file, whose last data say where its REM is.

    The snapshot is the one among the working files, whatever the version: only names are taken of it.
    """

    def __init__(self, depot: Depot, nom: str, data: Mapping[str, Any] | None) -> None:
        self._data = data or {}
        self._chemin = _dedans(depot.racine, nom, mot(dans(self._data, "rem").get("fichier")))
        self._rem: tuple[Index, Mapping[str, str]] | None = None

    def nommer(self, changes: tuple[Changement, ...]) -> tuple[Changement, ...]:
        """The changes, their proofs with the titles of their chapters where they are known."""
        if all(one.genre != "preuve" for one in changes):
            return changes
        self._lire()
        return tuple(
            one._replace(chapitre=self._titre(one.cible, one.chapitre or "")) if one.genre == "preuve" else one
            for one in changes
        )

    def _lire(self) -> None:
        if self._chemin is None:
            return
        from segurctl.rem.snapshot import lire_fichier  # most candidatures have no REM yet

        chemin, self._chemin = self._chemin, None
        try:
            referentiel = lire_fichier(chemin)
        except SegurctlError:  # `check` says so; here the ids do
            return
        self._rem = Index(referentiel), {one.cle: one.titre for one in referentiel.chapitres}

    def _titre(self, preuve: str, dit: str) -> str:
        if self._rem:
            index, titres = self._rem
            if place := index.place(preuve):
                return titres.get(place.exigence.chapitre, dit)
            if dit in titres:
                return titres[dit]
        return mot(dans(self._data, "chapitres", dit).get("titre")) or dit


def _dedans(racine: Path | None, nom: str, fichier: str | None) -> Path | None:
    """The path of a file beside another, where both are in the repository; None elsewhere."""
    if racine is None or fichier is None or "\0" in fichier:
        return None
    real = Path(os.path.realpath((racine / nom).parent / fichier))
    return real if real.is_relative_to(os.path.realpath(racine)) else None
