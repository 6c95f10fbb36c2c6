"""What the differences of one étape say: its statut, its note, its actions."""

from collections.abc import Iterator

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.history.champs import Table, champs, jour, mot
from segurctl.history.differences import Difference
from segurctl.history.model import Changement
from segurctl.history.reculs import statut_repris


def statut(declared: Table) -> str:
    """The statut of an étape as the file says it."""
    return mot(declared.get("statut")) or "a-faire"


def etape(path: KeyPath, reste: list[Difference], avant: Table, apres: Table) -> Iterator[Changement]:
    """The changes of one étape; the day that moves with its statut is part of that change."""
    id_, before, after = f"{path[1]}.{path[2]}", statut(avant), statut(apres)
    depuis = jour(apres.get("depuis"))
    if before != after:
        champ, recul = format_path((*path, "statut")), statut_repris(before, after)
        yield Changement("etape", "statut", id_, champ, before, after, depuis=depuis, recul=recul)
    for one in reste:
        key, champ = one.path[3], format_path(one.path)
        if key == "depuis":
            if before == after:
                perdu = depuis is None and after != "a-faire"
                recul = "date-effacee" if perdu else None
                yield Changement("etape", "depuis", id_, champ, one.avant, one.apres, recul=recul)
        elif key == "actions" and len(one.path) == 5:  # noqa: PLR2004 - etapes, plateforme, nom, actions, action
            yield _action(f"{id_}/{one.path[4]}", one)
        elif key == "note":
            yield Changement("etape", "note", id_, champ, one.avant, one.apres)
        elif key != "statut":
            yield from champs([one])


def _action(id_: str, one: Difference) -> Changement:
    champ = format_path(one.path)
    if one.apres is None:
        return Changement("action", "decochee", id_, champ, one.avant, recul="action-decochee")
    return Changement("action", "cochee", id_, champ, one.avant, one.apres, depuis=jour(one.apres))
