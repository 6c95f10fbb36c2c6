"""The words of the domain: étapes, actions, suivis, proofs, rules… from the catalogue and the file at hand."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from segurctl.candidature.paths import bare
from segurctl.cli.completion.fichier import Fichier
from segurctl.cli.completion.place import Choix, Place
from segurctl.cli.completion.valeurs import STATUTS

if TYPE_CHECKING:
    from segurctl.parcours.model import Parcours

_HORS = ("sans-objet", "a-faire")  # what an exigence takes
_RENVOYEE = "a-modifier"  # what a proof takes


@cache
def catalogue() -> "Parcours":
    """The catalogue."""
    from segurctl.parcours.load import load_parcours

    return load_parcours()


def etapes(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """Every étape."""
    for id_, etape in catalogue().etapes.items():
        yield Choix(id_, etape.titre)


def cibles(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """Every étape, and the suivis of the file."""
    yield from etapes(_place, fichier)
    yield from suivis(fichier)


def suivis(fichier: Fichier) -> Iterator[Choix]:
    """The suivis of the file, and the chapters that its REM announces."""
    for id_, suivi in catalogue().suivis.items():
        for cle in filter(bare, fichier.table(id_)):
            yield Choix(f"{id_}.{cle}", suivi.titre)
    for chapitre in fichier.rem.chapitres if fichier.rem else ():
        yield Choix(f"chapitres.{chapitre.cle}", chapitre.titre)


def actions(place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The actions that are not ticked, or with `--undo` those that are; first the étapes that have any."""
    faites = fichier.table("etapes")
    decocher = "undo" in place.options
    voulues = {}
    for id_, etape in catalogue().etapes.items():
        if id_.startswith(place.debut) or place.debut.startswith(f"{id_}/"):
            cochees = _cochees(faites, etape.plateforme, etape.nom)
            voulues[id_] = [one for one in etape.actions if (one.nom in cochees) == decocher]
    restantes = {id_: ones for id_, ones in voulues.items() if ones}
    if len(restantes) > 1 and "/" not in place.debut:
        for id_ in restantes:
            yield Choix(f"{id_}/", catalogue().etapes[id_].titre, suite=True)
        return
    for ones in restantes.values():
        yield from (Choix(one.id, one.titre) for one in ones)


def _cochees(faites: object, *chemin: str) -> frozenset[str]:
    found = faites
    for part in (*chemin, "actions"):
        found = found.get(part) if isinstance(found, dict) else None
    return frozenset(found) if isinstance(found, dict) else frozenset()


def cibles_et_valeurs(place: Place, fichier: Fichier) -> Iterator[Choix]:
    """What is marked, and, after a first one, what it may be marked with; then other targets, once they are begun."""
    if place.deja:
        yield from _valeurs_de(place.deja[-1], fichier, detaillees=":" in place.debut)
        if not place.debut:
            return
    for id_, etape in catalogue().etapes.items():
        if etape.derive is None:
            yield Choix(id_, etape.titre)
    yield from suivis(fichier)
    yield from preuves(place, fichier)
    if place.debut and fichier.rem:
        yield from (Choix(one.id, "exigence") for one in fichier.rem.exigences)


def _valeurs_de(cible: str, fichier: Fichier, *, detaillees: bool) -> Iterator[Choix]:
    etape = catalogue().etapes.get(cible)
    if etape:
        yield from (Choix(one) for one in STATUTS if one != "sans-objet" or etape.sans_objet)
        return
    if cible in fichier.table("preuves"):
        yield Choix(_RENVOYEE, "renvoyée par l'ANS")
        return
    suivi = catalogue().suivis.get(cible.rpartition(".")[0])
    if suivi is None:
        yield from map(Choix, _HORS)
        return
    for stade in suivi.avancements:
        yield Choix(stade.id, stade.titre)
        if detaillees:
            yield from (Choix(f"{stade.id}:{statut}") for statut in STATUTS)
    yield from map(Choix, STATUTS)


def preuves(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The proofs of the file."""
    for cle in fichier.table("preuves"):
        yield Choix(cle, "preuve")


def emplacements(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The slots of the REM, or without one the proofs of the file."""
    if fichier.rem is None:
        yield from preuves(_place, fichier)
        return
    tenus = fichier.table("preuves")
    for exigence in fichier.rem.exigences:
        for scenario in exigence.scenarios:
            for id_ in [one.id for one in scenario.preuves if one.id] or [scenario.id or exigence.id]:
                yield Choix(id_, "déjà une preuve" if id_ in tenus else "sans preuve")


def ids_de_la_rem(place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The exigences; then, of the one that is begun, its scénarios and proofs."""
    for exigence in fichier.rem.exigences if fichier.rem else ():
        yield Choix(exigence.id, exigence.nature or "")
        if place.debut.startswith(exigence.id):
            for scenario in exigence.scenarios:
                yield from (Choix(one) for one in (scenario.id, *(each.id for each in scenario.preuves)) if one)


def chapitres(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The keys of the chapters."""
    yield from (Choix(one.cle, one.titre) for one in (fichier.rem.chapitres if fichier.rem else ()))
    yield from map(Choix, fichier.table("chapitres"))


def profils(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The profils of the REM."""
    for exigence in fichier.rem.exigences if fichier.rem else ():
        for scenario in exigence.scenarios:
            yield from map(Choix, scenario.profils)


def etats_d_exigence(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """What an exigence may be."""
    return map(Choix, ("nue", "incomplete", "a-modifier", "prouvee", "sans-objet", "hors-profil"))


def une_regle(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """Every rule."""
    from segurctl.rules.fiches import regles

    return (Choix(id_, one.titre) for id_, one in regles().items())


def regles(place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """The rules that `check` looks for and their families, in a list with commas."""
    from segurctl.rules.fiches import FAMILLES, choisissable
    from segurctl.rules.fiches import regles as toutes

    avant = place.debut[: place.debut.rfind(",") + 1]
    deja = avant.split(",")
    ids: Iterable[tuple[str, str]] = [*FAMILLES.items(), *((id_, one.titre) for id_, one in toutes().items())]
    for id_, titre in ids:
        if choisissable(id_) and id_ not in deja:
            yield Choix(f"{avant}{id_}", titre)


def plateformes(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """Every plateforme."""
    for id_, one in catalogue().plateformes.items():
        yield Choix(id_, one.titre)


def plateformes_et_couloirs(place: Place, fichier: Fichier) -> Iterator[Choix]:
    """Every plateforme and every couloir."""
    yield from plateformes(place, fichier)
    yield from (Choix(id_, one.titre) for id_, one in catalogue().couloirs.items())


def formats_rapport(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """The formats of a report."""
    from segurctl.config import FORMATS

    return map(Choix, FORMATS)


def formats_diff(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """The formats of `diff`."""
    return map(Choix, ("text", "json", "markdown"))


def reglages(_place: Place, _fichier: Fichier) -> Iterator[Choix]:
    """What a person may settle."""
    from segurctl.config import CLES

    return (Choix(*one) for one in CLES.items())


def reglages_a_ecrire(place: Place, _fichier: Fichier) -> Iterator[Choix] | str:
    """The same, followed by what they may be."""
    from segurctl.config import CLES, MOTS

    cle, egal, _ = place.debut.partition("=")
    if not egal:
        return (Choix(f"{cle}=", aide, suite=True) for cle, aide in CLES.items())
    if cle == "dossiers":
        return "dossiers"
    return (Choix(f"{cle}={mot}") for mot in MOTS.get(cle, ()))
