"""What the differences of one proof say: added, deposited, sent back, removed."""

from collections.abc import Iterator
from typing import Any

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.history.champs import Table, champs, jour, mot
from segurctl.history.differences import Difference
from segurctl.history.model import Changement, Recul

_PIECES = ("lien", "fichier", "numero", "emplacement")
_CONTENU = frozenset({*_PIECES, "sha256", "exigence"})
_SOCLES = ("SC.", "SGL.")
_DITES = frozenset({*_CONTENU, "deposee_le", "a_modifier_le", "remarque"})


def preuve(path: KeyPath, reste: list[Difference], avant: Table, apres: Table) -> Iterator[Changement]:
    """The changes of one proof. One that is sent back goes out of the dépôt by somebody else's answer."""
    cible, chapitre, piece = path[1], chapitre_de(path[1], apres or avant), _piece(apres)
    champ = format_path(path)
    if not apres:
        yield Changement(
            "preuve", "retiree", cible, champ, _piece(avant), chapitre=chapitre, recul="preuve-retiree"
        )  # fmt: skip
        return
    if not avant:
        depuis = jour(apres.get("deposee_le"))
        yield Changement("preuve", "ajoutee", cible, champ, None, piece, depuis=depuis, chapitre=chapitre)
    else:
        yield from _evenements(cible, champ, chapitre, avant, apres)
    if (renvoi := jour(apres.get("a_modifier_le"))) and renvoi != avant.get("a_modifier_le"):
        remarque = mot(apres.get("remarque"))
        yield Changement(
            "preuve", "renvoyee", cible, f"{champ}.a_modifier_le", None, remarque, depuis=renvoi, chapitre=chapitre
        )
    elif avant and avant.get("remarque") != apres.get("remarque") and apres.get("remarque"):
        yield from champs(one for one in reste if one.path[2] == "remarque")
    yield from champs(one for one in reste if one.path[2] not in (*_DITES, "chapitre"))
    if avant:
        yield from champs(one for one in reste if one.path[2] == "chapitre")


def _evenements(cible: str, champ: str, chapitre: str, avant: Table, apres: Table) -> Iterator[Changement]:
    before, after = jour(avant.get("deposee_le")), jour(apres.get("deposee_le"))
    deposee, pieces = f"{champ}.deposee_le", (_piece(avant), _piece(apres))
    if after and after != before:
        yield Changement("preuve", "deposee", cible, deposee, before, after, depuis=after, chapitre=chapitre)
    elif before and not after:
        recul: Recul | None = None if apres.get("a_modifier_le") else "depot-retire"
        yield Changement("preuve", "depot-retire", cible, deposee, before, None, chapitre=chapitre, recul=recul)
    elif avant.get("a_modifier_le") and not apres.get("a_modifier_le"):
        renvoi = f"{champ}.a_modifier_le"
        yield Changement("preuve", "corrigee", cible, renvoi, avant["a_modifier_le"], None, chapitre=chapitre)
    autre = any(avant.get(key) != apres.get(key) for key in _CONTENU)
    if pieces[0] != pieces[1] or (autre and after == before):
        perdue: Recul | None = "preuve-retiree" if pieces[0] and not pieces[1] else None
        yield Changement("preuve", "modifiee", cible, champ, *pieces, chapitre=chapitre, recul=perdue)


def chapitre_de(cle: str, held: Table) -> str:
    """The chapter of a proof: as its table says, else as its id begins."""
    said = mot(held.get("chapitre"))
    if said:
        return said
    court = next((cle.removeprefix(one) for one in _SOCLES if cle.startswith(one)), cle)
    return court.partition("/")[0] if "/" in court else court.partition(".")[0]


def _piece(held: Table) -> Any:
    """What a proof is: a link, a file, a number or a place elsewhere."""
    return next((held[key] for key in _PIECES if held.get(key)), None)
