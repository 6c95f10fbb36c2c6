"""What the catalogue says: étapes, suivis, champs and dispositifs, each with its source; `aide` has the plateformes.

All of it is data read from `catalogue/*.toml`; nothing here knows a candidature. The types are named
tuples because every command loads them: a frozen dataclass takes seven times as long to define.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from segurctl.parcours.aide import Contact, Couloir, Plateforme, Support
    from segurctl.parcours.editions import Edition

Confiance = Literal["A", "B", "C"]
Portee = Literal["editeur", "produit", "candidature"]


class Source(NamedTuple):
    """Where a fact comes from: A read whole, B read in part or quoted, C inferred; and the day it was checked."""

    texte: str
    confiance: Confiance
    verifie_le: date


class Action(NamedTuple):
    """One tick-box of an étape; `id` is `plateforme.nom/action`, `si` the condition under which it is asked.

    In an étape that spans several stages, `stade` is the one it belongs to.
    """

    id: str
    titre: str
    detail: str | None
    si: str | None
    stade: str | None
    source: Source

    @property
    def nom(self) -> str:
        """The part of the id after the slash: the key under `actions` in the file."""
        return self.id.partition("/")[2]


class Prerequis(NamedTuple):
    """Something to have before an étape, in exactly one of four kinds.

    An étape done; an action ticked; one of several champs filled (and, with `apres_jours`, that many
    days gone since the date it holds); a suivi of which one open item has reached `avancement`.
    `si` names the condition under which it is asked at all, `appartient` the items that count for a champ with `*`;
    `regle` the rule that tells of it by itself, where there is one; `avant_la_fin` the condition under which it will be
    asked before the étape is done, be it not asked yet.
    """

    source: Source
    etape: str | None = None
    action: str | None = None
    champs: tuple[str, ...] = ()
    apres_jours: int | None = None
    suivi: str | None = None
    avancement: str | None = None
    appartient: str | None = None
    si: str | None = None
    pourquoi: str | None = None
    regle: str | None = None
    avant_la_fin: str | None = None


class ChampEtape(NamedTuple):
    """A champ that an étape produces; `requis`: the étape is not done without it (while `si` holds).

    One of the items of a suivi is known from their stage `stade` on. `a_defaut_de` are champs in whose place it
    stands: nobody who has given one of them is asked for it.
    """

    chemin: str
    requis: bool
    si: str | None = None
    stade: str | None = None
    a_defaut_de: tuple[str, ...] = ()


class Valeur(NamedTuple):
    """A value to paste in a portal's form: a champ as it is, or a text in which `{}` is the champ.

    A champ with `*` gives one value for each item, or for those that `appartient` names; a text without champ is
    a constant; with neither, it is for the person to type: the file does not hold it. `aide` says how.
    """

    libelle: str
    champ: str | None = None
    texte: str | None = None
    si: str | None = None
    appartient: str | None = None
    aide: str | None = None
    source: Source | None = None

    @property
    def a_la_main(self) -> bool:
        """Whether nothing of it comes from the file nor from the catalogue."""
        return self.champ is None and self.texte is None


class PageDossier(NamedTuple):
    """The page of one's own file on a portal: `{}` in the URL is the number in the champ, without its letter."""

    champ: str
    url: str


class Derivation(NamedTuple):
    """How an étape's statut comes from the items of a suivi.

    The étape spans the stages `de` to `a` of the suivi (none: a suivi of a single stage). `tous`: the
    least advanced open item decides; otherwise the most advanced does. `acquis` is the statut that is
    enough on the last stage (`soumis` where depositing is all the étape asks). `appartient` names the
    condition on an item to belong here.
    """

    suivi: str
    de: str | None
    a: str | None
    tous: bool
    acquis: Literal["soumis", "valide"]
    appartient: str | None


class Delai(NamedTuple):
    """An announced delay of answer, in whole days; `annonce` is how the source says it."""

    jours: int
    annonce: str
    source: Source

    @property
    def dite(self) -> str:
        """As an apposition: « 2 semaines annoncées »."""
        return f"{self.annonce} annoncée{'' if self.annonce.startswith('1 ') else 's'}"


class Etape(NamedTuple):
    """A node of the parcours; `court` is how people name it in a few letters.

    `fige` are the champs that keep what was declared when it was submitted, each with where that stands.
    """

    id: str
    titre: str
    court: str
    pourquoi: str
    acteur: str
    validateur: str | None
    portee: Portee
    url: str | None
    dossier: PageDossier | None
    contact: "Contact | None"
    source: Source
    sans_objet: bool
    si: str | None
    derive: Derivation | None
    delai: Delai | None
    actions: tuple[Action, ...]
    champs: tuple[ChampEtape, ...]
    valeurs: tuple[Valeur, ...]
    fige: Mapping[str, str]
    pieges: tuple[str, ...]
    prerequis: tuple[Prerequis, ...]
    recommandations: tuple[Prerequis, ...]

    @property
    def plateforme(self) -> str:
        """The id of the plateforme, the part before the dot."""
        return self.id.partition(".")[0]

    @property
    def nom(self) -> str:
        """The part of the id after the dot."""
        return self.id.partition(".")[2]


class Fraicheur(NamedTuple):
    """A stage may not be reached more than `mois` months after the date in `depuis`."""

    depuis: str
    mois: int


class Avancement(NamedTuple):
    """One stage of a suivi.

    `date` is the champ that says it was reached, if any; `requis` the champs it asks for, of which `limites` gives
    the greatest value and `vrais` those that have to be true.
    """

    id: str
    titre: str
    detail: str | None
    validateur: str | None
    requis: tuple[str, ...]
    date: str | None
    limites: Mapping[str, int]
    vrais: tuple[str, ...]
    fraicheur: Fraicheur | None


class Suivi(NamedTuple):
    """A kind of thing that walks stages of its own; `id` is the path of its table in the file.

    `final` is the stage where nothing remains to do; `creation` what `set` takes to make a first one; `rappel` what
    to know when making one; `feminin` the gender of `titre`.
    """

    id: str
    titre: str
    pluriel: str
    feminin: bool
    validateur: str | None
    avancements: tuple[Avancement, ...]
    final: str | None
    creation: str
    rappel: str | None
    source: Source

    def stade(self, avancement: str | None) -> Avancement | None:
        """The stage of that name."""
        return next((stage for stage in self.avancements if stage.id == avancement), None)

    def valideur(self, avancement: str | None) -> str | None:
        """Who validates an item at a stage."""
        stade = self.stade(avancement)
        return (stade.validateur if stade else None) or self.validateur

    def rang(self, avancement: str | None) -> int:
        """Place of a stage, counted from 1; 0 where there is none (or none is known by that name)."""
        for rang, stage in enumerate(self.avancements, 1):
            if stage.id == avancement:
                return rang
        return 0


class Champ(NamedTuple):
    """A field of the file: its label, what it means and whom it belongs to. `*` stands for any key."""

    chemin: str
    titre: str
    aide: str
    portee: Portee
    source: Source


class Condition(NamedTuple):
    """A condition of the catalogue by name; `sinon` is the reason shown when it does not hold."""

    id: str
    sinon: str
    source: Source


class JalonOfficiel(NamedTuple):
    """An official date of a dispositif: a local date-time (they end at 12 h), or a day where the hour is unknown.

    `etape` has to have reached at least `statut` by then; a jalon of the financing has none.
    """

    id: str
    titre: str
    le: datetime | date
    etape: str | None
    statut: str | None
    source: Source


class Dispositif(NamedTuple):
    """A dispositif and its couloir; `vague2` is false where nothing shows that it exists in vague 2.

    `alias` are the other ways in which the sources write its code.
    """

    code: str
    titre: str
    couloir: str
    vague2: bool
    source: Source
    jalons: tuple[JalonOfficiel, ...] = ()
    alias: tuple[str, ...] = ()


class Parcours:
    """The whole catalogue of one édition; étapes are in catalogue order.

    The dictionary of the champs is a quarter of the catalogue and few screens name one: it is read when first asked, as
    the éditions are, the last of which is its own, the couloirs and the
    supports.
    """

    def __init__(
        self,
        *,
        id_: str,
        edition: str,
        titre: str,
        plateformes: "Mapping[str, Plateforme]",
        etapes: Mapping[str, Etape],
        suivis: Mapping[str, Suivi],
        conditions: Mapping[str, Condition],
        dispositifs: Mapping[str, Dispositif],
        reperes: Mapping[str, date],
        acteurs: Mapping[str, str],
        read_champs: Callable[[], Mapping[str, Champ]],
        read_editions: Callable[[], "tuple[Edition, ...]"],
        read_couloirs: "Callable[[], Mapping[str, Couloir]]",
        read_supports: "Callable[[], Mapping[str, Support]]",
    ) -> None:
        self.id = id_
        self.edition = edition
        self.titre = titre
        self.plateformes = plateformes
        self.etapes = etapes
        self.suivis = suivis
        self.conditions = conditions
        self.dispositifs = dispositifs
        self.reperes = reperes
        self.acteurs = acteurs
        self._read_champs = read_champs
        self._read_editions = read_editions
        self._read_couloirs = read_couloirs
        self._read_supports = read_supports

    @cached_property
    def champs(self) -> Mapping[str, Champ]:
        """Every champ of the file, by its path."""
        return self._read_champs()

    @cached_property
    def editions(self) -> "tuple[Edition, ...]":
        """The éditions that segurctl knows, from the oldest to its own."""
        return self._read_editions()

    @cached_property
    def couloirs(self) -> "Mapping[str, Couloir]":
        """The couloirs with their ressources, by id: only who consults them reads them."""
        return self._read_couloirs()

    @cached_property
    def supports(self) -> "Mapping[str, Support]":
        """What to tell the support of each plateforme, by its id: only who writes to one reads it."""
        return self._read_supports()

    def champ(self, chemin: str) -> Champ | None:
        """The champ of a dotted path, its keys matched against `*` where the catalogue has one."""
        if chemin in self.champs:
            return self.champs[chemin]
        parts = chemin.split(".")
        for champ in self.champs.values():
            modele = champ.chemin.split(".")
            if len(modele) == len(parts) and all(m in ("*", p) for m, p in zip(modele, parts, strict=True)):
                return champ
        return None
