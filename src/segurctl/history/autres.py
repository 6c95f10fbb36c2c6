"""What the differences of exigences, jalons and acceptations say."""

from collections.abc import Iterator, Mapping
from typing import Any

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.history.champs import Table, champs, jour, mot
from segurctl.history.differences import Difference
from segurctl.history.model import Changement, Quoi


def exigence(path: KeyPath, reste: list[Difference], _avant: Table, _apres: Table) -> Iterator[Changement]:
    """The changes of one exigence: left out with a reason, or asked again."""
    for one in reste:
        champ = format_path(one.path)
        if one.path[2] == "sans_objet":
            quoi: Quoi = "ecartee" if one.apres else "redemandee"
            yield Changement("exigence", quoi, path[1], champ, one.avant, one.apres)
        elif one.path[2] == "note":
            yield Changement("exigence", "note", path[1], champ, one.avant, one.apres)
        else:
            yield from champs([one])


def jalon(path: KeyPath, reste: list[Difference], avant: Table, apres: Table) -> Iterator[Changement]:
    """The changes of one jalon, which is nothing without its date."""
    before, after = avant.get("le"), apres.get("le")
    if before != after:
        quoi: Quoi = "vide" if after is None else "renseigne" if before is None else "change"
        champ = format_path((*path, "le"))
        yield Changement("jalon", quoi, path[1], champ, before, after, depuis=jour(after))
    if avant and apres:
        yield from champs(one for one in reste if one.path[2] != "le")


def acceptations(avant: Any, apres: Any) -> Iterator[Changement]:
    """Acceptances made, changed or withdrawn: each is known by its rule and its target."""
    before, after = _par_cle(avant), _par_cle(apres)
    for cle in sorted(before.keys() | after.keys()):
        one, other = before.get(cle), after.get(cle)
        if one != other:
            quoi: Quoi = "cree" if one is None else "retire" if other is None else "change"
            yield Changement(
                "acceptation", quoi, " ".join(cle), "acceptations", _motif(one), _motif(other),
                depuis=jour(other.get("jusqu_au")) if other else None,
            )  # fmt: skip


def _par_cle(held: Any) -> Mapping[tuple[str, str], Table]:
    ones = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
    return {(mot(one.get("regle")) or "?", mot(one.get("cible")) or "?"): one for one in ones}


def _motif(one: Table | None) -> str | None:
    return mot(one.get("motif")) if one else None
