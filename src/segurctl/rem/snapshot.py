"""The snapshot of a REM: a JSON file that git keeps, the same bytes for the same workbook, read without trust."""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import from_json

from segurctl.errors import SegurctlError
from segurctl.files import read_ordinary
from segurctl.rem.model import NATURES, Attendue, Chapitre, Exigence, Referentiel, Scenario, Source

FORMAT = 1
MAX_BYTES = 8 << 20
MAX_EXIGENCES = 5_000
MAX_PAR_EXIGENCE = 500  # scénarios and proofs: the published ones have a dozen
_CHAPITRES = 'nommez la colonne des chapitres : --colonne "Chapitre=…"'
_HINT = "refaites-le : segurctl rem import CLASSEUR.xlsx"

T = TypeVar("T")

_MAX_TITRE = 300
_ID = re.compile(r"[A-Za-z][A-Za-z0-9._/ -]{0,99}")

_SOURCE = itemgetter("fichier", "sha256", "feuille", "rem")
_CHAPITRE = itemgetter("cle", "titre")
_EXIGENCE = itemgetter("id", "chapitre", "texte", "nature", "perimetre", "fonction", "criticite", "commentaire")
_SCENARIO = itemgetter("texte", "id")
_ATTENDUE = itemgetter("id", "texte")


def ecrire(referentiel: Referentiel) -> str:
    """The text of a snapshot. Raises SegurctlError for one that could not be read back: it is too long."""
    import json

    content = {
        "format": FORMAT,
        "source": referentiel.source._asdict(),
        "chapitres": [one._asdict() for one in referentiel.chapitres],
        "exigences": [
            {
                **one._asdict(),
                "scenarios": [
                    {**each._asdict(), "preuves": [preuve._asdict() for preuve in each.preuves]}
                    for each in one.scenarios
                ],
            }
            for one in referentiel.exigences
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    chargee = next((one for one in referentiel.exigences if _charge(one) > MAX_PAR_EXIGENCE), None)
    if chargee:
        raise SegurctlError(
            f"l'exigence {chargee.id} aurait plus de {MAX_PAR_EXIGENCE} scénarios et preuves",
            hint='vérifiez que la colonne ID est la bonne, ou nommez-la : --colonne "ID=…"',
        )
    if len(text.encode()) > MAX_BYTES or len(referentiel.exigences) > MAX_EXIGENCES:
        raise SegurctlError(
            f"ce classeur donnerait un relevé de plus de {MAX_EXIGENCES} exigences ou de {MAX_BYTES >> 20} Mio",
            hint="donnez celui d'un seul dispositif",
        )
    long = next((one for one in referentiel.chapitres if len(one.titre) > _MAX_TITRE), None)
    if long:
        raise SegurctlError(f"un titre de chapitre compte {len(long.titre)} caractères", hint=_CHAPITRES)
    return text


def lire(data: bytes) -> Referentiel:
    """The snapshot of these bytes. Raises SegurctlError where they are none."""
    if len(data) > MAX_BYTES:
        raise SegurctlError(f"le relevé de la REM dépasse {MAX_BYTES >> 20} Mio", hint=_HINT)
    try:
        content = from_json(data)  # pydantic's is loaded already, and faster than that of Python
    except ValueError:
        raise SegurctlError("ce n'est pas un relevé de la REM : le JSON est illisible", hint=_HINT) from None
    try:
        return _referentiel(content)
    except _Malforme as fault:
        raise SegurctlError(f"ce n'est pas un relevé de la REM : {fault}", hint=_HINT) from None


def lire_fichier(path: str | Path) -> Referentiel:
    """The snapshot of a file. Raises SegurctlError where it cannot be read, or is none."""
    return lire(read_ordinary(path, MAX_BYTES, hint=_HINT))


class _Malforme(Exception):  # noqa: N818 - what is wrong with the document, for `lire` alone
    """Where a document is not a snapshot."""


def _referentiel(content: Any) -> Referentiel:
    if not isinstance(content, dict) or content.get("format") is not FORMAT:
        raise _Malforme(f"« format » devrait être {FORMAT}")
    chapitres = _liste(content, "chapitres", _chapitre)
    exigences = _liste(content, "exigences", _exigence)
    if len(exigences) > MAX_EXIGENCES:
        raise _Malforme(f"il a plus de {MAX_EXIGENCES} exigences")
    cles = {one.cle for one in chapitres}
    if len(cles) < len(chapitres):
        raise _Malforme("deux chapitres ont la même clé")
    for one in exigences:
        if one.chapitre not in cles:
            raise _Malforme(f"l'exigence {one.id[:60]} est d'un chapitre inconnu")
        if _charge(one) > MAX_PAR_EXIGENCE:
            raise _Malforme(f"l'exigence {one.id[:60]} a plus de {MAX_PAR_EXIGENCE} scénarios et preuves")
    if len({one.id for one in exigences}) < len(exigences):
        raise _Malforme("deux exigences ont le même id")
    return Referentiel(_source(content.get("source")), chapitres, exigences)


def _charge(one: Exigence) -> int:
    """How many scénarios and proofs an exigence has: what is looked for among them is looked for one by one."""
    return sum([1 + len(scenario.preuves) for scenario in one.scenarios])


def _source(content: Any) -> Source:
    return Source(*_textes(content, _SOURCE, 3))


def _chapitre(content: Any) -> Chapitre:
    cle, titre = _textes(content, _CHAPITRE, 2)
    if not 0 < len(cle) <= _MAX_TITRE or len(titre) > _MAX_TITRE:
        raise _Malforme("sa clé ou son titre est vide, ou démesuré")
    return Chapitre(cle, titre)


def _exigence(content: Any) -> Exigence:
    id_, chapitre, texte, nature, perimetre, fonction, criticite, commentaire = _textes(content, _EXIGENCE, 3)
    if nature is not None and nature not in NATURES:
        raise _Malforme("nature n'est ni EXIGENCE ni PRECONISATION")
    scenarios = _liste(content, "scenarios", _scenario)
    _identifiant(id_)
    return Exigence(id_, chapitre, texte, nature, perimetre, fonction, criticite, commentaire, scenarios)


def _scenario(content: Any) -> Scenario:
    texte, id_ = _textes(content, _SCENARIO, 1)
    if id_ is not None:
        _identifiant(id_)
    return Scenario(id_, texte, _liste(content, "profils", _un_texte), _liste(content, "preuves", _attendue))


def _attendue(content: Any) -> Attendue:
    id_, texte = _textes(content, _ATTENDUE, 2)
    _identifiant(id_)
    return Attendue(id_, texte)


def _identifiant(text: str) -> None:
    """An id goes into commands that people paste: it is one, and not an option or a page of text."""
    if not _ID.fullmatch(text):
        raise _Malforme(f"« {text[:40]} » n'est pas un id")


def _textes(content: Any, champs: Callable[[Any], tuple[Any, ...]], exiges: int) -> tuple[Any, ...]:
    """Texts of an object, all at once, for there are thousands; after the first ones, each may be null."""
    try:
        found = champs(content)
    except (KeyError, TypeError):
        raise _Malforme("ce n'est pas un objet, ou il y manque un champ") from None
    for rang, one in enumerate(found):
        if type(one) is not str and (one is not None or rang < exiges):
            raise _Malforme("un champ n'est pas un texte")
    return found


def _liste(held: Mapping[str, Any], key: str, lire_un: Callable[[Any], T]) -> tuple[T, ...]:
    """A list, each of its members read; where one cannot be, the error says which."""
    content, found = held.get(key), list[T]()
    if not isinstance(content, list):
        raise _Malforme(f"{key} n'est pas une liste")
    try:
        for one in content:
            found.append(lire_un(one))
    except _Malforme as fault:
        raise _Malforme(f"{key}[{len(found)}] : {fault}") from None
    return tuple(found)


def _un_texte(content: Any) -> str:
    if not isinstance(content, str):
        raise _Malforme("ce n'est pas un texte")
    return content
