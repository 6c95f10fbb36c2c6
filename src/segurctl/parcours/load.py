"""Read the catalogue from its TOML files.

The catalogue ships with the package, so a fault in it is a bug and not a person's mistake: whatever does
not fit raises KeyError or TypeError here, and the test that loads it whole says which entry.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import tomli

from segurctl.parcours.aide import Contact, Couloir, Hote, Plateforme, Ressource, Support
from segurctl.parcours.model import (
    Action,
    Avancement,
    Champ,
    ChampEtape,
    Condition,
    Delai,
    Derivation,
    Dispositif,
    Etape,
    Fraicheur,
    JalonOfficiel,
    PageDossier,
    Parcours,
    Prerequis,
    Source,
    Suivi,
    Valeur,
)

if TYPE_CHECKING:
    from segurctl.parcours.editions import Edition

CATALOGUE = Path(__file__).parent / "catalogue"

Table = dict[str, Any]
T = TypeVar("T")


def _source(table: Table, default: Source | None) -> Source:
    """Take the source out of a table; what it does not say, it has from the entry around it."""
    return Source(
        table.pop("source") if default is None or "source" in table else default.texte,
        table.pop("confiance") if default is None or "confiance" in table else default.confiance,
        table.pop("verifie_le") if default is None or "verifie_le" in table else default.verifie_le,
    )


def _sourced(make: Callable[..., T], table: Table, default: Source | None, **defaults: object) -> T:
    source = _source(table, default)
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return make(**{**defaults, **fields, "source": source})


def _prerequis(table: Table, default: Source) -> Prerequis:
    champ = table.pop("champ", None)
    return _sourced(Prerequis, {"champs": [champ] if champ else [], **table}, default)


def _champ_etape(entry: str | Table) -> ChampEtape:
    """A champ by its path alone is required; a table says otherwise."""
    if isinstance(entry, str):
        return ChampEtape(entry, requis=True)
    return ChampEtape(**{"requis": True, **entry, "a_defaut_de": tuple(entry.get("a_defaut_de", ()))})


def _derivation(table: Table) -> Derivation:
    defaults = {"de": None, "a": table.get("de"), "tous": True, "acquis": "valide", "appartient": None}
    return Derivation(**{**defaults, **table})


def _etape(table: Table, plateforme: Plateforme) -> Etape:
    source = _source(table, None)
    contact = table.pop("contact", None)
    actions = [
        _sourced(Action, {**action, "id": f"{table['id']}/{action['id']}"}, source, detail=None, si=None, stade=None)
        for action in table.pop("actions", [])
    ]
    dossier = table.pop("dossier", None)
    derive, delai = table.pop("derive", None), table.pop("delai", None)
    id_ = table.pop("id")
    return Etape(
        id=id_,
        titre=table.pop("titre"),
        court=table.pop("court", id_.partition(".")[2]),
        pourquoi=table.pop("pourquoi"),
        acteur=table.pop("acteur"),
        validateur=table.pop("validateur", None),
        portee=table.pop("portee", "candidature"),
        url=table.pop("url", plateforme.url),
        dossier=PageDossier(**dossier) if dossier else None,
        contact=_sourced(Contact, contact, source, objet=None) if contact else next(iter(plateforme.contacts), None),
        source=source,
        sans_objet=table.pop("sans_objet", False),
        si=table.pop("si", None),
        derive=_derivation(derive) if derive else None,
        delai=_sourced(Delai, delai, source) if delai else None,
        actions=tuple(actions),
        champs=tuple(map(_champ_etape, table.pop("champs", []))),
        valeurs=_valeurs(table, source),
        fige=table.pop("fige", {}),
        pieges=tuple(table.pop("pieges", [])),
        prerequis=tuple(_prerequis(p, source) for p in table.pop("prerequis", [])),
        recommandations=tuple(_prerequis(p, source) for p in table.pop("recommandations", [])),
        **table,  # a key that no entry knows is a TypeError here
    )


def _valeurs(table: Table, source: Source) -> tuple[Valeur, ...]:
    return tuple(
        _sourced(Valeur, valeur, source) if "source" in valeur else Valeur(**valeur, source=source)
        for valeur in table.pop("valeurs", [])
    )


def _ressources(table: Table, source: Source) -> tuple[Ressource, ...]:
    return tuple(_sourced(Ressource, one, source, url=None) for one in table.pop("ressources", []))


def _support(table: Table) -> Support:
    source = _source(table, None)
    return _sourced(Support, {**table, "valeurs": list(_valeurs(table, source))}, source)


def _couloir(table: Table) -> Couloir:
    source = _source(table, None)
    ressources = _ressources(table, source)
    return Couloir(source=source, noms=tuple(table.pop("noms", [])), ressources=ressources, **table)


def _plateforme(table: Table) -> Plateforme:
    source = _source(table, None)
    return Plateforme(
        source=source,
        url=table.pop("url", None),
        hotes=tuple(_sourced(Hote, h, source) for h in table.pop("hotes", [])),
        contacts=tuple(_sourced(Contact, c, source, objet=None) for c in table.pop("contacts", [])),
        ressources=_ressources(table, source),
        **table,
    )


def _avancement(table: Table) -> Avancement:
    fraicheur = table.pop("fraicheur", None)
    return Avancement(
        id=table.pop("id"),
        titre=table.pop("titre"),
        detail=table.pop("detail", None),
        validateur=table.pop("validateur", None),
        requis=tuple(table.pop("requis", [])),
        date=table.pop("date", None),
        limites=table.pop("limites", {}),
        vrais=tuple(table.pop("vrais", [])),
        fraicheur=Fraicheur(**fraicheur) if fraicheur else None,
        **table,
    )


def _suivi(table: Table) -> Suivi:
    stages = tuple(_avancement(stage) for stage in table.pop("avancements", []))
    defaults = {"validateur": None, "final": None, "rappel": None, "feminin": False}
    return _sourced(Suivi, {**table, "avancements": stages}, None, **defaults)


def _dispositif(table: Table) -> Dispositif:
    source = _source(table, None)
    jalons = tuple(_sourced(JalonOfficiel, jalon, source, etape=None, statut=None) for jalon in table.pop("jalons", []))
    return Dispositif(source=source, jalons=jalons, alias=tuple(table.pop("alias", ())), **table)


def _editions(path: Path) -> "tuple[Edition, ...]":
    from segurctl.parcours.editions import Edition, Evolution  # which few files need

    editions: list[Edition] = []
    for table in _read(path)["editions"]:
        id_, source = table.pop("id"), _source(table, None)
        changes: Table = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
        editions.append(Edition(id_, source, Evolution(**changes)))
    return tuple(editions)


def _by_id(entries: list[T], key: str = "id") -> Mapping[str, T]:
    return {getattr(entry, key): entry for entry in entries}


def _read(path: Path) -> Table:
    return tomli.loads(path.read_text(encoding="utf-8"))


@cache
def load_parcours(folder: Path = CATALOGUE) -> Parcours:
    """The catalogue of the édition that ships with segurctl, read once in a process."""
    parcours = _read(folder / "parcours.toml")
    tables = {id_: _read(folder / f"{id_}.toml") for id_ in parcours["plateformes"]}
    plateformes = {id_: _plateforme({"id": id_, **table.pop("plateforme")}) for id_, table in tables.items()}
    etapes = {
        table["id"]: _etape(table, plateformes[id_]) for id_, tables_ in tables.items() for table in tables_["etapes"]
    }
    return Parcours(
        id_=parcours["id"],
        edition=parcours["edition"],
        titre=parcours["titre"],
        plateformes=plateformes,
        etapes={id_: etapes[id_] for id_ in parcours["ordre"]},
        suivis=_by_id([_suivi(table) for table in _read(folder / "suivis.toml")["suivis"]]),
        conditions=_by_id([_sourced(Condition, table, None) for table in parcours["conditions"]]),
        dispositifs=_by_id([_dispositif(t) for t in _read(folder / "dispositifs.toml")["dispositifs"]], "code"),
        reperes={repere["id"]: repere["le"] for repere in parcours["reperes"]},
        acteurs=parcours["acteurs"],
        read_champs=lambda: _by_id(
            [_sourced(Champ, table, None) for table in _read(folder / "champs.toml")["champs"]], "chemin"
        ),
        read_editions=lambda: _editions(folder / "editions.toml"),
        read_supports=lambda: _by_id([_support(table) for table in _read(folder / "supports.toml")["supports"]]),
        read_couloirs=lambda: _by_id([_couloir(table) for table in _read(folder / "couloirs.toml")["couloirs"]]),
    )
