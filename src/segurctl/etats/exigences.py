"""Exigences: which of the REM count for this candidature, and what of each is proved."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from segurctl.candidature.model import Candidature, Chapitre, Preuve
from segurctl.candidature.model import Exigence as ExigenceDeclaree
from segurctl.rem.ids import Index, comparable
from segurctl.rem.model import Emplacement, Exigence, Referentiel, emplacements, empreinte
from segurctl.rem.noms import plier

EtatExigence = Literal["nue", "incomplete", "a-modifier", "prouvee", "sans-objet", "hors-profil"]
ETATS: tuple[EtatExigence, ...] = ("nue", "incomplete", "a-modifier", "prouvee", "sans-objet", "hors-profil")
EtatPreuve = Literal["vide", "a-deposer", "a-modifier", "deposee"]

_RIEN = ExigenceDeclaree()
_ENTRE_PROFILS = re.compile(r" / | et | ou ")
_TOUS = ("tous", "tous profils", "tous les profils")
_NULLE_PART: Mapping[str, Emplacement] = {}


class Tenue(NamedTuple):
    """A slot, and the proof that the candidature has for it: its key under `[preuves]`, and what that holds."""

    slot: Emplacement
    cle: str | None = None
    preuve: Preuve | None = None

    @property
    def id(self) -> str:
        """How it is named: by the file where there is a proof, else by the REM."""
        return self.cle or self.slot.id

    @property
    def etat(self) -> EtatPreuve:
        """Where the proof stands: sent back until it is deposited on that day or later."""
        return etat_de(self.preuve) if self.preuve else "vide"


def etat_de(preuve: Preuve) -> EtatPreuve:
    """Where a proof stands."""
    if not any((one or "").strip() for one in (preuve.lien, preuve.fichier, preuve.numero, preuve.emplacement)):
        return "vide"
    if preuve.a_modifier_le and (preuve.deposee_le is None or preuve.deposee_le < preuve.a_modifier_le):
        return "a-modifier"
    return "deposee" if preuve.deposee_le else "a-deposer"


def perimee(preuve: Preuve, place: Emplacement) -> bool:
    """Whether what a proof answers to is no longer what it was on the day of its deposit."""
    notee = (preuve.exigence or "").strip().lower()
    return bool(notee) and notee != empreinte(place)


class ExigenceEvaluee(NamedTuple):
    """An exigence for this candidature: its état, its slots with their proofs, and why it does not count, if so.

    The slots are those of the scénarios that count, then the proofs that the REM does not number; of an exigence that
    does not count, all of them.
    """

    exigence: Exigence
    etat: EtatExigence
    tenues: tuple[Tenue, ...]
    raison: str | None
    note: str | None

    @property
    def compte(self) -> bool:
        """Whether it is to be proved."""
        return self.etat not in ("sans-objet", "hors-profil")

    @property
    def vides(self) -> tuple[str, ...]:
        """The slots that hold nothing, of an exigence that counts."""
        return tuple(one.slot.id for one in self.tenues if one.etat == "vide") if self.compte else ()


class Couverture:
    """What of the REM is proved; `places` is what each proof answers to, by its key, `index` what ids name.

    Without a REM there are no exigences, and proofs say their chapter themselves.
    """

    def __init__(
        self,
        candidature: Candidature,
        referentiel: Referentiel | None,
        exigences: tuple[ExigenceEvaluee, ...] = (),
        places: Mapping[str, Emplacement] = _NULLE_PART,
        index: Index | None = None,
    ) -> None:
        self.candidature = candidature
        self.referentiel = referentiel
        self.exigences = exigences
        self.places = places
        self.index = index

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; the rest follows from what is compared."""
        if not isinstance(other, Couverture):
            return NotImplemented
        return (self.candidature, self.referentiel) == (other.candidature, other.referentiel)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def titres(self) -> Mapping[str, str]:
        """The titles of the chapters of the REM, in its order, by key."""
        return {one.cle: one.titre for one in self.referentiel.chapitres} if self.referentiel else {}

    @cached_property
    def chapitres(self) -> Mapping[str, tuple[ExigenceEvaluee, ...]]:
        """The exigences of each chapter of the REM, in its order, by key."""
        found: dict[str, list[ExigenceEvaluee]] = {cle: [] for cle in self.titres}
        for one in self.exigences:
            found[one.exigence.chapitre].append(one)
        return {cle: tuple(ones) for cle, ones in found.items()}

    @cached_property
    def en_trop(self) -> frozenset[str]:
        """The keys of the proofs of what does not count."""
        return frozenset(
            tenue.cle for one in self.exigences if not one.compte for tenue in one.tenues if tenue.cle is not None
        )

    @cached_property
    def cles(self) -> Mapping[str, str]:
        """The key of each proof, by its id in comparable form; of two that are the same, the first."""
        return {comparable(cle): cle for cle in sorted(self.candidature.preuves, reverse=True)}

    @cached_property
    def pleins(self) -> Mapping[tuple[int, int], str]:
        """The key of the proof in each slot that has one, by the identity of its parts."""
        return {_identite(place): cle for cle, place in reversed(list(self.places.items()))}

    def occupant(self, slot: Emplacement) -> str | None:
        """The key of the proof that is in a slot, if any."""
        return self.pleins.get(_identite(slot))

    def chapitre_de(self, cle: str) -> str | None:
        """The chapter of a proof: what the REM says of it, else what the file does."""
        return self.places[cle].exigence.chapitre if cle in self.places else self.candidature.preuves[cle].chapitre

    def annonces(self) -> Mapping[str, bool]:
        """The chapters that the REM announces, each with whether any of its exigences is of the profils chosen."""
        return {cle: any(one.etat != "hors-profil" for one in ones) for cle, ones in self.chapitres.items()}


def _identite(place: Emplacement) -> tuple[int, int]:
    """What tells a place from all others of one snapshot: its parts, for two exigences may share an id below."""
    return (id(place.scenario) if place.scenario else hash(place.exigence.id), id(place.attendue))


def evaluer_exigences(candidature: Candidature, referentiel: Referentiel | None) -> Couverture:
    """Every exigence of a REM for a candidature, in the order of the REM."""
    if referentiel is None:
        return Couverture(candidature, None)
    index = Index(referentiel)
    places = {cle: place for cle in sorted(candidature.preuves) if (place := index.place(cle))}
    par_exigence: dict[str, list[str]] = {}
    for cle, place in places.items():
        par_exigence.setdefault(place.exigence.id, []).append(cle)
    dites: dict[str, ExigenceDeclaree] = {}
    for cle, dite in sorted(candidature.exigences.items()):
        nommee = index.trouver(cle)
        if nommee and nommee.scenario is None:
            avant = dites.get(nommee.exigence.id, _RIEN)
            dites[nommee.exigence.id] = ExigenceDeclaree(
                sans_objet=avant.sans_objet or dite.sans_objet, note=avant.note or dite.note
            )
    choisis = frozenset(map(plier, candidature.produit.profils))
    exclus = {cle: raison for cle, one in candidature.chapitres.items() if (raison := exclusion(one))}
    exigences = []
    for one in referentiel.exigences:
        preuves = {cle: candidature.preuves[cle] for cle in par_exigence.get(one.id, ())}
        dite = dites.get(one.id, _RIEN)
        if one.chapitre in exclus and not (dite.sans_objet or "").strip():
            dite = dite.model_copy(update={"sans_objet": exclus[one.chapitre]})
        exigences.append(_evaluer(one, dite, preuves, places, choisis))
    return Couverture(candidature, referentiel, tuple(exigences), places, index)


def exclusion(chapitre: Chapitre) -> str | None:
    """Why nothing of a chapter is to be proved, if so."""
    if chapitre.cloture:
        return "chapitre clos"
    note = f" : {chapitre.note}" if chapitre.note else ""
    return f"chapitre sans objet{note}" if chapitre.statut == "sans-objet" else None


def _evaluer(
    exigence: Exigence,
    dite: ExigenceDeclaree,
    preuves: Mapping[str, Preuve],
    places: Mapping[str, Emplacement],
    choisis: frozenset[str],
) -> ExigenceEvaluee:
    comptent = tuple([one for one in exigence.scenarios if _du_profil(one.profils, choisis)])
    hors = bool(exigence.scenarios) and not comptent
    tous = hors or len(comptent) == len(exigence.scenarios)
    slots = emplacements(exigence if tous else exigence._replace(scenarios=comptent))
    tenues = _tenues(slots, preuves, places)
    raison = (dite.sans_objet or "").strip()
    if raison:
        return ExigenceEvaluee(exigence, "sans-objet", tenues, raison, dite.note)
    if hors:
        profils = ", ".join(exigence.profils)
        return ExigenceEvaluee(exigence, "hors-profil", tenues, f"pour les profils {profils}", dite.note)
    return ExigenceEvaluee(exigence, _etat(tenues), tenues, None, dite.note)


def _tenues(
    slots: Iterable[Emplacement], preuves: Mapping[str, Preuve], places: Mapping[str, Emplacement]
) -> tuple[Tenue, ...]:
    """The slots with their proofs, then the proofs that fill none of them."""
    if not preuves:
        return tuple([Tenue(slot) for slot in slots])
    libres = dict(preuves)
    par_slot: dict[tuple[int, int], str] = {}
    for cle in preuves:
        par_slot.setdefault(_identite(places[cle]), cle)
    found = []
    for slot in slots:
        prise = par_slot.get(_identite(slot))
        found.append(Tenue(slot, prise, libres.pop(prise)) if prise in libres else Tenue(slot))
    return (*found, *(Tenue(places[cle], cle, preuve) for cle, preuve in libres.items()))


def _etat(tenues: tuple[Tenue, ...]) -> EtatExigence:
    etats = [one.etat for one in tenues]
    if "a-modifier" in etats:
        return "a-modifier"
    if all(one == "vide" for one in etats):
        return "nue"
    return "incomplete" if "vide" in etats else "prouvee"


@lru_cache(maxsize=1024)  # a REM has few sets of profils, each hundreds of times
def _du_profil(profils: tuple[str, ...], choisis: frozenset[str]) -> bool:
    """Whether a scénario counts: it is for all, or nobody chose yet, or for one of the profils chosen.

    « ville / hospitalier » may be one profil or two: either is enough, for an exigence left out costs more.
    """
    if not profils or not choisis:
        return True
    return any(part in choisis or part in _TOUS for one in profils for part in noms_de_profil(one))


def noms_de_profil(text: str) -> tuple[str, ...]:
    """What a profil of the REM may be called, in comparable form: the whole of it, or one of its parts."""
    return tuple(map(plier, (text, *_ENTRE_PROFILS.split(text))))


def sont_du_profil(exigence: Exigence, profils: Iterable[str]) -> bool:
    """Whether an exigence counts for these profils."""
    choisis = frozenset(map(plier, profils))
    return not exigence.scenarios or any(_du_profil(one.profils, choisis) for one in exigence.scenarios)
