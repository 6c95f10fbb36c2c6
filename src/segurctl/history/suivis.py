"""What the differences of one item of a suivi say: its stage and statut, or that it is new, gone or closed."""

from collections.abc import Iterator

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.history.champs import Table, champs, jour, mot
from segurctl.history.differences import Difference
from segurctl.history.model import Changement, Genre, Recul
from segurctl.history.reculs import champ_efface, statut_repris
from segurctl.parcours.model import Suivi

_ETAT = frozenset({"avancement", "statut", "depuis", "cloture", "close_le"})


def stade(suivi: Suivi, item: Table) -> tuple[str | None, str]:
    """The stage of an item, and the statut of that stage: as written, else as `etats` supposes it."""
    avancement = mot(item.get("avancement")) if suivi.avancements else None
    statut = mot(item.get("statut"))
    if statut is None:
        statut = "a-faire" if avancement is None else "valide" if avancement == suivi.final else "en-cours"
    return avancement, statut


def item(suivi: Suivi, path: KeyPath, reste: list[Difference], avant: Table, apres: Table) -> Iterator[Changement]:
    """The changes of one item; the day that moves with its stage is part of that change."""
    id_, depuis = format_path(path), jour(apres.get("depuis"))
    genre: Genre = "chapitre" if suivi.id == "chapitres" else "suivi"
    if not apres:
        recul = _perdu(suivi, reste, avant)
        yield Changement(genre, "retire", id_, id_, _valeur(suivi, avant), None, recul=recul)
        return
    autres = [one for one in reste if one.path[len(path)] not in (*_ETAT, "note")]
    if not avant:
        yield Changement(genre, "cree", id_, id_, None, _valeur(suivi, apres), depuis=depuis)
    else:
        yield from _etat(genre, suivi, path, avant, apres)
    if (avant.get("cloture"), avant.get("close_le")) != (apres.get("cloture"), apres.get("close_le")):
        clos = format_path((*path, "cloture"))
        close_le = jour(apres.get("close_le"))
        before, after = mot(avant.get("cloture")), mot(apres.get("cloture"))
        yield Changement(genre, "clos" if after else "rouvert", id_, clos, before, after, depuis=close_le)
    if avant.get("note") != apres.get("note"):
        note = format_path((*path, "note"))
        yield Changement(genre, "note", id_, note, avant.get("note"), apres.get("note"))
    yield from champs(autres)


def _etat(genre: Genre, suivi: Suivi, path: KeyPath, avant: Table, apres: Table) -> Iterator[Changement]:
    id_, depuis = format_path(path), jour(apres.get("depuis"))
    before, after = stade(suivi, avant), stade(suivi, apres)
    if before != after:
        champ = format_path((*path, "avancement" if before[0] != after[0] else "statut"))
        yield Changement(
            genre, "statut", id_, champ, _valeur(suivi, avant), _valeur(suivi, apres),
            depuis=depuis, recul=_recul(suivi, before, after),
        )  # fmt: skip
    elif avant.get("depuis") != apres.get("depuis"):
        recul: Recul | None = "date-effacee" if depuis is None and after[1] != "a-faire" else None
        champ = format_path((*path, "depuis"))
        yield Changement(genre, "depuis", id_, champ, avant.get("depuis"), apres.get("depuis"), recul=recul)


def _recul(suivi: Suivi, before: tuple[str | None, str], after: tuple[str | None, str]) -> Recul | None:
    rangs = suivi.rang(before[0]), suivi.rang(after[0])
    if rangs[0] == rangs[1]:
        return statut_repris(before[1], after[1])
    return "stade-anterieur" if rangs[1] < rangs[0] else None


def _perdu(suivi: Suivi, reste: list[Difference], avant: Table) -> Recul | None:
    """Whether an item that is gone had got anywhere; one that was closed had left already."""
    if avant.get("cloture"):
        return None
    avance = stade(suivi, avant) != (None, "a-faire") or any(champ_efface(*one) for one in reste)
    return "suivi-retire" if avance else None


def _valeur(suivi: Suivi, item_: Table) -> str | None:
    """Stage and statut as `mark` takes them: `examen:soumis`; nothing where dates say it."""
    if any(one.date for one in suivi.avancements):
        return None
    avancement, statut = stade(suivi, item_)
    return f"{avancement}:{statut}" if avancement else statut
