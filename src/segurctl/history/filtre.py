"""Which changes are about what a person names: étapes, suivis, champs, chapters, proofs, or the beginning of an id."""

from collections.abc import Iterable

from segurctl.errors import SegurctlError
from segurctl.history.model import Changement
from segurctl.parcours.model import Parcours


class Filtre:
    """The targets named; none keeps everything. A derived étape stands for the items that it is derived from too."""

    def __init__(self, cibles: tuple[str, ...], parcours: Parcours) -> None:
        self.parcours = parcours
        self._cibles = {one: (one, *_suivis(one, parcours)) for one in cibles}

    def garde(self, one: Changement) -> bool:
        """Whether a change is about one of the targets."""
        return not self._cibles or any(_about(one, cible) for ones in self._cibles.values() for cible in ones)

    def dit(self, id_: str) -> bool:
        """Whether an étape or an item is one of the targets, or below it."""
        return not self._cibles or any(_sous(id_, cible) for ones in self._cibles.values() for cible in ones)

    def verifier(self, gardes: Iterable[Changement]) -> None:
        """Refuse a target that none of the changes kept is about, and that the catalogue does not know."""
        held = list(gardes)
        for cible in self._cibles:
            if not any(_about(one, cible) for one in held) and not _connue(cible, self.parcours):
                from segurctl.proches import suggest

                hint = suggest(cible, list(self.parcours.etapes)) or "une étape, un suivi, un champ, ou leur début"
                raise SegurctlError(f"rien ne s'appelle « {cible} » dans cet historique", hint=hint)


def _suivis(cible: str, parcours: Parcours) -> tuple[str, ...]:
    etape = parcours.etapes.get(cible)
    return (etape.derive.suivi,) if etape and etape.derive else ()


def _about(one: Changement, cible: str) -> bool:
    noms = (one.cible, one.champ, one.champ.removeprefix("etapes."), one.chapitre or "")
    return any(_sous(nom, cible) for nom in noms)


def _sous(nom: str, cible: str) -> bool:
    return nom == cible or nom.startswith((f"{cible}.", f"{cible}/"))


def _connue(cible: str, parcours: Parcours) -> bool:
    ids = [*parcours.etapes, *(action.id for etape in parcours.etapes.values() for action in etape.actions)]
    ids += [*parcours.suivis, *parcours.champs, *(f"etapes.{id_}" for id_ in parcours.etapes)]
    return any(_sous(id_, cible) for id_ in ids) or parcours.champ(cible) is not None
