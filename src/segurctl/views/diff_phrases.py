"""What changed, in French sentences, for every format that a person reads.

A segment without style is ours; one with a style is data, which no format may take for markup.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from segurctl.candidature.discover import EDITEUR
from segurctl.history.model import Changement, Quoi, Recul
from segurctl.parcours.model import Parcours
from segurctl.views import words
from segurctl.views.diff_champs import champ, valeur
from segurctl.views.lignes import une_ligne
from segurctl.views.page import Segment

Segments = tuple[Segment, ...]


class Phrase(NamedTuple):
    """A sentence, the champs or ids that it is about, and why it is a recul where it is one."""

    dit: Segments
    ou: tuple[str, ...]
    recul: str | None


RECULS: Mapping[Recul, str] = {
    "etape-perdue": "l'étape était acquise et ne l'est plus",
    "statut-repris": "ce qui était déposé ne l'est plus",
    "stade-anterieur": "retour à un stade antérieur",
    "suivi-retire": "un suivi commencé a disparu du fichier",
    "action-decochee": "une action faite ne l'est plus",
    "identifiant-efface": "une valeur connue est effacée",
    "date-effacee": "une date connue est effacée",
    "preuve-retiree": "une preuve n'est plus là",
    "depot-retire": "une preuve déposée ne l'est plus",
    "fichier-retire": "ce fichier n'est plus suivi",
    "fichier-illisible": "ce fichier ne peut plus être lu",
}


def phrases(changes: Iterable[Changement], parcours: Parcours) -> tuple[Phrase, ...]:
    """One sentence for each change, in their order; one for all the proofs of a chapter to which the same happened."""
    groupes: dict[Any, list[Changement]] = {}
    for rang, one in enumerate(changes):
        cle = (one.quoi, one.chapitre, one.recul, one.depuis is None) if one.genre == "preuve" else rang
        groupes.setdefault(cle, []).append(one)
    return tuple(_phrase(ones, parcours) for ones in groupes.values())


def _phrase(ones: list[Changement], parcours: Parcours) -> Phrase:
    one = ones[0]
    ou = tuple(each.cible for each in ones) if one.genre == "preuve" else (one.champ,) if one.champ else ()
    if one.quoi == "transfere":
        return Phrase((_data(one.cible), Segment(f" : passé dans {EDITEUR}")), ou, None)
    dit = _preuves(ones) if one.genre == "preuve" else _DITES[one.genre](one, parcours)
    return Phrase(tuple(dit), ou, RECULS[one.recul] if one.recul else None)


def _data(text: str) -> Segment:
    return Segment(text, "valeur")


def _depuis(one: Changement) -> Iterator[Segment]:
    if one.depuis:
        yield Segment(f", depuis le {words.date(one.depuis)}")


def _statut(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    """An étape, a suivi or a chapter."""
    yield _data(one.cible)
    match one.quoi:
        case "statut":
            yield from (
                Segment(" : "),
                _stade(one.avant),
                Segment(" → ", dit=" devient "),
                _stade(one.apres),
                *_depuis(one),
            )
        case "cree":
            yield from (Segment(" : nouveau"), *_au_stade(one), *_depuis(one))
        case "retire":
            yield Segment(" : retiré du fichier")
        case "clos":
            yield from (Segment(" : clos, "), _data(str(one.apres)))
            yield Segment(f", le {words.date(one.depuis)}" if one.depuis else "")
        case "rouvert":
            yield Segment(" : rouvert")
        case "note":
            yield from _note(one)
        case "depuis":
            yield Segment(" : ")
            yield from (Segment("depuis le "), _data(valeur(one.apres))) if one.apres else [Segment("sans date")]
            yield from (Segment(" (c'était le "), _data(valeur(one.avant)), Segment(")")) if one.avant else ()
        case _:
            yield Segment(" n'est plus acquise")
            yield from (Segment(" : il manque "), _data(", ".join(one.causes))) if one.causes else ()


def _stade(value: Any) -> Segment:
    """Stage and statut, which the file keeps apart."""
    return _data(", ".join(str(value).split(":")))


def _au_stade(one: Changement) -> Iterator[Segment]:
    if one.apres is not None:
        yield from (Segment(", "), _stade(one.apres))


def _note(one: Changement) -> Iterator[Segment]:
    if one.apres:
        yield from (Segment(" : note « "), _data(valeur(one.apres)), Segment(" »"))
    else:
        yield Segment(" : note effacée")


def _action(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    yield _data(one.cible)
    if one.quoi == "decochee":
        yield Segment(" n'est plus cochée")
        return
    yield from (Segment(" cochée le "), _data(valeur(one.apres)))
    if one.avant is not None:
        yield from (Segment(" (c'était le "), _data(valeur(one.avant)), Segment(")"))


_PREUVES: Mapping[Quoi, tuple[str, str]] = {
    "ajoutee": ("preuve ajoutée dans", "preuves ajoutées dans"),
    "retiree": ("preuve retirée de", "preuves retirées de"),
    "modifiee": ("preuve modifiée dans", "preuves modifiées dans"),
    "deposee": ("preuve déposée dans", "preuves déposées dans"),
    "depot-retire": ("preuve n'est plus déposée dans", "preuves ne sont plus déposées dans"),
    "renvoyee": ("preuve à modifier dans", "preuves à modifier dans"),
    "corrigee": ("preuve n'est plus à modifier dans", "preuves ne sont plus à modifier dans"),
}
_AJOUTEES_DEPOSEES = ("preuve ajoutée et déposée dans", "preuves ajoutées et déposées dans")


def _preuves(ones: list[Changement]) -> Iterator[Segment]:
    one = ones[0]
    quoi = _AJOUTEES_DEPOSEES if one.quoi == "ajoutee" and one.depuis else _PREUVES[one.quoi]
    yield Segment(f"{words.nombre(len(ones), *quoi)} ")
    yield _data(one.chapitre or "")


def _exigence(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    yield _data(one.cible)
    if one.quoi == "note":
        yield from _note(one)
    elif one.quoi == "ecartee":
        yield from (Segment(" : sans objet, « "), _data(valeur(one.apres)), Segment(" »"))
    else:
        yield Segment(" n'est plus sans objet")


def _acceptation(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    yield _data(one.cible)
    if one.quoi == "retire":
        yield Segment(" n'est plus accepté")
        return
    yield Segment(" accepté : « " if one.quoi == "cree" else ", acceptation changée : « ")
    yield from (_data(valeur(one.apres or "")), Segment(" »"))
    yield Segment(f", jusqu'au {words.date(one.depuis)}" if one.depuis else "")


def _jalon(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    yield from (Segment("Jalon "), _data(one.cible))
    if one.apres is None:
        yield Segment(" retiré")
        return
    yield from (Segment(" : "), _data(valeur(one.apres)))
    if one.avant is not None:
        yield from (Segment(" (c'était "), _data(valeur(one.avant)), Segment(")"))


def _fichier(one: Changement, _parcours: Parcours) -> Iterator[Segment]:
    match one.quoi:
        case "renomme":
            yield from (
                Segment("Fichier renommé : "),
                _data(str(one.avant)),
                Segment(" → ", dit=" devient "),
                _data(str(one.apres)),
            )
        case "illisible":
            yield from (Segment("Fichier illisible : "), _data(une_ligne(str(one.apres))))
        case _:
            yield Segment(_FICHIERS[one.quoi])


_FICHIERS: Mapping[Quoi, str] = {
    "apparu": "Fichier ajouté",
    "disparu": "Fichier retiré",
    "relisible": "Fichier de nouveau lisible",
    "tronque": "Première version connue : l'historique de ce clone s'arrête ici",
}
_DITES: Mapping[str, Callable[[Changement, Parcours], Iterator[Segment]]] = {
    "fichier": _fichier,
    "etape": _statut,
    "suivi": _statut,
    "chapitre": _statut,
    "action": _action,
    "champ": champ,
    "exigence": _exigence,
    "acceptation": _acceptation,
    "jalon": _jalon,
}
