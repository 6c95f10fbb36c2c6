"""Acceptations: which findings the team accepts, and what is wrong with what it wrote."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from segurctl.candidature.fields import exists
from segurctl.candidature.literal import short
from segurctl.candidature.model import Acceptation, Candidature
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.errors import SegurctlError
from segurctl.etats.calendrier import apres, en_clair
from segurctl.etats.conditions import retiree
from segurctl.proches import suggest
from segurctl.rules.fiches import CONSEILS, DURS, ILLISIBLE, SECRET, proche, regles
from segurctl.rules.model import Constat, Contexte, Ecart

# What cannot be accepted: an acceptation itself, a file that says nothing, a secret (whoever brings one would exempt
# himself), and the answer of a gate.
_FAMILLE = "ACC"
_JAMAIS = (ILLISIBLE, SECRET, DURS, CONSEILS)
_PREAVIS, _DERNIERS = 30, 7  # days
_PROPOSITIONS = 20


def accepter(constats: Iterable[Constat], acceptations: Iterable[Acceptation], today: dt.date) -> list[Constat]:
    """The same findings, each with the acceptation that covers it today, if any: the last one written wins."""
    valides: dict[tuple[str, str | KeyPath | None], Acceptation] = {}
    for one in acceptations:
        if _valide(one, today):
            valides[one.regle, one.cible] = one
            valides[one.regle, _chemin(one.cible)] = one
    if not valides:
        return list(constats)
    return [constat._replace(acceptation=_couvrante(constat, valides)) for constat in constats]


def _couvrante(constat: Constat, valides: Mapping[tuple[str, str | KeyPath | None], Acceptation]) -> Acceptation | None:
    """By the champ of a finding, or else by its étape."""
    regle, champ = constat.regle.id, tuple(map(str, constat.ecart.champ))
    return valides.get((regle, champ)) or (valides.get((regle, constat.ecart.etape)) if constat.ecart.etape else None)


def juger(constats: Iterable[Constat], contexte: Contexte) -> Iterator[Constat]:
    """What is wrong with each acceptation, given the findings and what covers them."""
    acceptations = contexte.candidature.acceptations
    if not acceptations:
        return
    utiles = {id(one.acceptation) for one in constats if one.acceptation}
    for rang, one in enumerate(acceptations):
        # Looking for what was meant is slow: nobody reads a hundred suggestions.
        juge = _Juge(contexte, proposer=rang < _PROPOSITIONS)
        for regle, cle, message in juge.juger(one, utile=id(one) in utiles):
            identite = f"{one.regle} {one.cible}"
            yield Constat(regles()[regle], Ecart(("acceptations", rang, cle), message, identite=identite))


class _Juge(NamedTuple):
    """What acceptations are judged with."""

    contexte: Contexte
    proposer: bool

    def juger(self, one: Acceptation, *, utile: bool) -> Iterator[tuple[str, str, str]]:
        """What is wrong with one: the rule that says it, the key, the message."""
        contexte = self.contexte
        vides = [cle for cle, text in (("motif", one.motif), ("par", one.par)) if not text.strip()]
        inconnue = not _acceptable(one.regle)
        perdue = None if inconnue else self._perdue(one.cible)
        if inconnue:
            dire = "ne s'accepte pas" if one.regle in regles() else "n'est pas une règle"
            plutot = proche(one.regle) if one.regle not in regles() and self.proposer else None
            yield "ACC001", "regle", f"« {short(one.regle)} » {dire}{f' : {plutot}' if plutot else ''}"
        if perdue:
            yield "ACC002", "cible", perdue
        for cle in vides:
            yield "ACC003", cle, f"{_dite(one)} n'a pas {_NOMS[cle]}"
        vit = not retiree(contexte.candidature, contexte.today)
        if one.jusqu_au and vit:
            yield from _echeance(one, one.jusqu_au, contexte.today)
        vue = not inconnue and regles()[one.regle].seule  # what a site or another product says now is no reason
        if vit and vue and not (perdue or vides or utile) and _valide(one, contexte.today):
            yield "ACC007", "cible", f"{one.regle} ne trouve plus rien sur {short(one.cible)}"

    def _perdue(self, cible: str) -> str | None:
        """Why a target is neither an étape nor a champ of this file; None where it is one."""
        if cible in self.contexte.parcours.etapes:
            return None
        try:
            path = parse_path(cible)
            exists(path)
        except SegurctlError:
            plutot = self._plutot(cible) if self.proposer else None
            return f"« {short(cible)} » n'est ni une étape ni un champ{f' : {plutot}' if plutot else ''}"
        manque = _absente(self.contexte.candidature, path)
        return f"« {short(cible)} » : « {short(manque)} » n'est pas dans le fichier" if manque is not None else None

    def _plutot(self, cible: str) -> str | None:
        """The étape or the champ of the catalogue that was perhaps meant, whole."""
        champs = [chemin for chemin in self.contexte.parcours.champs if "*" not in chemin]
        return suggest(cible, [*self.contexte.parcours.etapes, *champs])


_NOMS: Mapping[str, str] = {"motif": "de motif", "par": "d'auteur"}


def _echeance(one: Acceptation, fin: dt.date, today: dt.date) -> Iterator[tuple[str, str, str]]:
    dit = _dite(one)
    if fin < today:
        yield "ACC004", "jusqu_au", f"{dit} a pris fin le {en_clair(fin)}"
    elif fin <= apres(today, _DERNIERS):
        yield "ACC006", "jusqu_au", f"{dit} prend fin le {en_clair(fin)}"
    elif fin <= apres(today, _PREAVIS):
        yield "ACC005", "jusqu_au", f"{dit} prend fin le {en_clair(fin)}"


def _acceptable(id_: str) -> bool:
    return id_ in regles() and not id_.startswith(_FAMILLE) and id_ not in _JAMAIS


def _valide(one: Acceptation, today: dt.date) -> bool:
    """Through the day named; without a reason and an author it accepts nothing."""
    dite = bool(one.motif.strip() and one.par.strip())
    return dite and _acceptable(one.regle) and (one.jusqu_au is None or one.jusqu_au >= today)


def _chemin(cible: str) -> KeyPath | None:
    with suppress(SegurctlError):
        return parse_path(cible)
    return None


def _dite(one: Acceptation) -> str:
    return f"l'acceptation de {short(one.regle)} sur {short(one.cible)}"


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
