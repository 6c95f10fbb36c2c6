"""Acceptations: which findings the team accepts, and what is wrong with what it wrote."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from segurctl.candidature.fields import exists, suggest
from segurctl.candidature.model import Acceptation, Candidature
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.errors import SegurctlError
from segurctl.etats.calendrier import apres, en_clair
from segurctl.rules.fiches import CONSEILS, DURS, ILLISIBLE, proche, regles
from segurctl.rules.model import Constat, Contexte, Ecart

# What cannot be accepted: an acceptation itself, a file that says nothing, and the answer of a gate.
_FAMILLE = "ACC"
_JAMAIS = (ILLISIBLE, DURS, CONSEILS)
_PREAVIS, _DERNIERS = 30, 7  # days


def accepter(constats: Iterable[Constat], contexte: Contexte) -> list[Constat]:
    """The same findings, each with the acceptation that covers it today, if any: the last one written wins."""
    valides = [one for one in contexte.candidature.acceptations if _valide(one, contexte.today)]
    if not valides:
        return list(constats)
    return [
        constat._replace(acceptation=next((one for one in reversed(valides) if _couvre(one, constat)), None))
        for constat in constats
    ]


def juger(constats: Iterable[Constat], contexte: Contexte) -> Iterator[Constat]:
    """What is wrong with each acceptation, given the findings and what covers them."""
    acceptations = contexte.candidature.acceptations
    if not acceptations:
        return
    utiles = {id(one.acceptation) for one in constats if one.acceptation}
    retiree = contexte.candidature.retiree_le is not None
    for rang, one in enumerate(acceptations):
        for regle, cle, message in _juger(one, contexte, utile=id(one) in utiles or retiree):
            yield Constat(regles()[regle], Ecart(("acceptations", rang, cle), message))


def _juger(one: Acceptation, contexte: Contexte, *, utile: bool) -> Iterator[tuple[str, str, str]]:
    acceptables = [id_ for id_ in regles() if _acceptable(id_)]
    vides = [cle for cle, text in (("motif", one.motif), ("par", one.par)) if not text.strip()]
    inconnue = one.regle not in acceptables
    perdue = None if inconnue else _perdue(one.cible, contexte)
    if inconnue:
        dire = "ne s'accepte pas" if one.regle in regles() else "n'est pas une règle"
        plutot = proche(one.regle) if one.regle not in regles() else None
        yield "ACC001", "regle", f"« {one.regle} » {dire}{f' : {plutot}' if plutot else ''}"
    if perdue:
        yield "ACC002", "cible", perdue
    for cle in vides:
        yield "ACC003", cle, f"l'acceptation de {one.regle} sur {one.cible} n'a pas {_NOMS[cle]}"
    if one.jusqu_au and not contexte.candidature.retiree_le:
        yield from _echeance(one, one.jusqu_au, contexte.today)
    if not (inconnue or perdue or vides or utile) and _valide(one, contexte.today):
        yield "ACC007", "cible", f"{one.regle} ne trouve plus rien sur {one.cible}"


_NOMS: Mapping[str, str] = {"motif": "de motif", "par": "d'auteur"}


def _echeance(one: Acceptation, fin: dt.date, today: dt.date) -> Iterator[tuple[str, str, str]]:
    dit = f"l'acceptation de {one.regle} sur {one.cible}"
    if fin < today:
        yield "ACC004", "jusqu_au", f"{dit} a pris fin le {en_clair(fin)}"
    elif fin <= apres(today, _DERNIERS):
        yield "ACC006", "jusqu_au", f"{dit} prend fin le {en_clair(fin)}"
    elif fin <= apres(today, _PREAVIS):
        yield "ACC005", "jusqu_au", f"{dit} prend fin le {en_clair(fin)}"


def _acceptable(id_: str) -> bool:
    return not id_.startswith(_FAMILLE) and id_ not in _JAMAIS


def _valide(one: Acceptation, today: dt.date) -> bool:
    """Through the day named; without a reason and an author it accepts nothing."""
    dite = bool(one.motif.strip() and one.par.strip())
    return dite and _acceptable(one.regle) and (one.jusqu_au is None or one.jusqu_au >= today)


def _couvre(one: Acceptation, constat: Constat) -> bool:
    if one.regle != constat.regle.id:
        return False
    return one.cible == constat.ecart.etape or _chemin(one.cible) == tuple(map(str, constat.ecart.champ))


def _chemin(cible: str) -> KeyPath | None:
    with suppress(SegurctlError):
        return parse_path(cible)
    return None


def _perdue(cible: str, contexte: Contexte) -> str | None:
    """Why a target is neither an étape nor a champ of this file; None where it is one."""
    if cible in contexte.parcours.etapes:
        return None
    try:
        path = parse_path(cible)
        exists(path)
    except SegurctlError as error:
        dite = error.hint if error.hint and error.hint.startswith("vouliez-vous") else None
        dire = dite or suggest(cible, list(contexte.parcours.etapes))
        return f"« {cible} » n'est ni une étape ni un champ{f' : {dire}' if dire else ''}"
    manque = _absente(contexte.candidature, path)
    return f"« {cible} » : « {manque} » n'est pas dans le fichier" if manque else None


def _absente(candidature: Candidature, path: KeyPath) -> str | None:
    """The name that the file would have to hold for a path to mean something, and does not."""
    value: Any = candidature
    for part in path:
        if isinstance(value, Mapping):
            if part not in value:
                return part
            value = value[part]
        else:
            value = getattr(value, part, None)
    return None
