"""The champs, their items those of the file at hand, and what may stand after `=`."""

from collections.abc import Iterator, Mapping
from typing import Any

from segurctl.candidature.paths import KeyPath, bare
from segurctl.cli.completion.fichier import Fichier
from segurctl.cli.completion.mots import catalogue, chapitres
from segurctl.cli.completion.place import Choix, Place
from segurctl.cli.completion.valeurs import FICHIERS, VALEURS

_AU_PLUS = 60  # what a person reads; of more, their first parts
_A_LA_MAIN = ("format", "parcours", "edition", "acceptations")
_ACTIONS = "etapes.*.*.actions.*"  # tick


def affectations(place: Place, fichier: Fichier) -> Iterator[Choix] | str:
    """`CHAMP=`, then what the champ may hold."""
    champ, egal, _ = place.debut.partition("=")
    if egal:
        return _valeurs(champ, place, fichier)
    return _resserres([*_connus(place.debut, fichier)], place.debut)


def premiers(place: Place, fichier: Fichier) -> Iterator[Choix] | str:
    """The same for a file that is not there yet: what the company and the product are."""
    if "=" in place.debut:
        return affectations(place, fichier)
    return (one for one in _connus(place.debut, Fichier("")) if one.mot.startswith(("editeur.", "produit.")))


def remplis(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The champs that hold something."""
    ecrits = [Choix(".".join(path)) for path, table in _ecrits(fichier.data) if not table]
    return _resserres(ecrits, _place.debut)


def remplis_et_tables(_place: Place, fichier: Fichier) -> Iterator[Choix]:
    """The same, and the tables that may go whole."""
    ecrits = [Choix(".".join(path)) for path, _ in _ecrits(fichier.data) if path[0] not in _A_LA_MAIN]
    return _resserres(ecrits, _place.debut)


def _ecrits(value: Mapping[str, Any], path: KeyPath = ()) -> Iterator[tuple[KeyPath, bool]]:
    """The path of every value, and of every table, in the order of the file."""
    for cle, below in value.items():
        if not bare(cle):
            continue  # it would take two kinds of quotes
        if isinstance(below, dict):
            yield (*path, cle), True
            yield from _ecrits(below, (*path, cle))
        elif not (isinstance(below, list) and any(isinstance(one, dict) for one in below)):
            yield (*path, cle), False


def _connus(debut: str, fichier: Fichier) -> Iterator[Choix]:
    """Every champ of the format, followed by `=`."""
    ouverts: dict[str, str] = {}
    for chemin, champ in catalogue().champs.items():
        parts = chemin.split(".")
        if parts[0] in _A_LA_MAIN or chemin == _ACTIONS or not _peut_venir(parts, debut):
            continue
        for path in _noms(tuple(parts), (), tuple(debut.split(".")), fichier):
            if path[-1] == "*":
                ouverts[".".join(path[:-1])] = "un nom, que vous choisissez"
            elif not _deduit(path):
                yield Choix(f"{'.'.join(path)}=", champ.titre, suite=True)
    yield from (Choix(f"{chemin}.", aide, suite=True) for chemin, aide in ouverts.items())


def _peut_venir(parts: list[str], debut: str) -> bool:
    fixe = ".".join(parts[: parts.index("*")]) if "*" in parts else ".".join(parts)
    return fixe.startswith(debut) or debut.startswith(fixe)


def _noms(modele: KeyPath, path: KeyPath, typed: KeyPath, fichier: Fichier) -> Iterator[KeyPath]:
    """The paths of a pattern: each `*` is a key of the file, or the one being typed; with none, the path ends at it."""
    if not modele:
        yield path
        return
    if modele[0] != "*":
        yield from _noms(modele[1:], (*path, modele[0]), typed, fichier)
        return
    cles = _cles(path, fichier)
    rang = len(path)
    if len(typed) > rang + 1 and typed[:rang] == path and bare(typed[rang]) and path[0] != "etapes":
        cles[typed[rang]] = None
    if not cles:
        yield (*path, "*")
    for cle in cles:
        yield from _noms(modele[1:], (*path, cle), typed, fichier)


def _cles(path: KeyPath, fichier: Fichier) -> dict[str, None]:
    """The keys of a table where the team chooses them, or the catalogue."""
    etapes = catalogue().etapes.values()
    match path:
        case ("etapes",):
            return dict.fromkeys(one.plateforme for one in etapes)
        case ("etapes", plateforme):
            return dict.fromkeys(one.nom for one in etapes if one.plateforme == plateforme)
        case _:
            return dict.fromkeys(filter(bare, fichier.table(".".join(path))))


def _deduit(path: KeyPath) -> bool:
    """Whether a champ is the statut of an étape that takes none."""
    etape = catalogue().etapes.get(".".join(path[1:3])) if path[0] == "etapes" else None
    return etape is not None and etape.derive is not None and path[-1] != "note"


def _resserres(found: list[Choix], debut: str) -> Iterator[Choix]:
    """The champs that begin so; of too many to read, their beginnings up to the next dot."""
    voulus = [one for one in found if one.mot.startswith(debut)]
    if len(voulus) <= _AU_PLUS:
        yield from voulus
        return
    tetes: dict[str, list[Choix]] = {}
    for one in voulus:
        point = one.mot.find(".", len(debut))
        tetes.setdefault(one.mot[: point + 1] if point >= 0 else one.mot, []).append(one)
    for tete, ones in tetes.items():
        yield ones[0] if ones[0].mot == tete else Choix(tete, suite=True)


def _valeurs(champ: str, place: Place, fichier: Fichier) -> Iterator[Choix] | str:
    """What a champ may hold, after its name."""
    connu = catalogue().champ(champ)
    if connu is None:
        return iter(())
    if connu.chemin in FICHIERS:
        return "fichiers" if fichier.chemin is None or fichier.chemin.parent.resolve() == _ici() else iter(())
    return (one._replace(mot=f"{champ}={one.mot}") for one in _mots(connu.chemin, place, fichier))


def _ici() -> object:
    from pathlib import Path

    return Path.cwd().resolve()


def _mots(chemin: str, place: Place, fichier: Fichier) -> Iterator[Choix]:
    if chemin in VALEURS:
        yield from map(Choix, VALEURS[chemin])
    elif chemin.endswith(".avancement"):
        suivi = catalogue().suivis[chemin.removesuffix(".*.avancement")]
        yield from (Choix(one.id, one.titre) for one in suivi.avancements)
    elif chemin == "produit.dispositif":
        yield from (Choix(code, one.titre) for code, one in catalogue().dispositifs.items() if one.vague2)
    elif chemin == "jalons.*.etape":
        yield from (Choix(id_, one.titre) for id_, one in catalogue().etapes.items())
    elif chemin == "preuves.*.chapitre":
        yield from chapitres(place, fichier)
    elif chemin == "psc.dossiers.*.proxy":
        yield from map(Choix, fichier.table("composants"))
