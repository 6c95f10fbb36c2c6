"""Several products at once: one progress, who waits for what, the nearest dates; what is the company's counts once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from segurctl.candidature.secrets import masquer
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation.model import Avancee, Echeance, Evaluation, Prochaine, avancee
from segurctl.parcours.model import Parcours
from segurctl.rules.model import Constat
from segurctl.rules.portefeuille import comparer, fiche


class Attendu(NamedTuple):
    """An answer that somebody owes: who, to which product, for what, for how many days; `retard`: days too late."""

    acteur: str
    qui: str
    cible: str
    jours: int | None
    retard: int | None


class Date(NamedTuple):
    """A date to come, and the product that it is of."""

    echeance: Echeance
    qui: str


class Membre(NamedTuple):
    """One candidature of a portfolio: its file, the name of its product, what it is worth.

    `entre` is what is found between it and the others.
    """

    fichier: Path
    nom: str
    evaluation: Evaluation
    entre: tuple[Constat, ...]

    @property
    def produit(self) -> str:
        """The product, with its version."""
        return nom_et_version(self.evaluation)

    @property
    def avancement(self) -> Avancee:
        """Progress, without what is the company's."""
        return avancee(self.siennes)

    @property
    def plateformes(self) -> Mapping[str, Avancee]:
        """The same on each plateforme, by id."""
        plateformes = self.evaluation.parcours.plateformes
        return {id_: avancee(one for one in self.siennes if one.etape.plateforme == id_) for id_ in plateformes}

    @property
    def partagees(self) -> frozenset[str]:
        """The étapes that live in the company's file."""
        partage = self.evaluation.contexte.faits.partage
        return partage.etapes if partage else frozenset()

    @property
    def constats(self) -> tuple[Constat, ...]:
        """What is found in it that counts, but what stands in the company's file."""
        return tuple(one for one in self._tous() if not self._commun(one))

    @property
    def communs(self) -> tuple[Constat, ...]:
        """What is found that stands in the company's file."""
        return tuple(filter(self._commun, self._tous()))

    def _tous(self) -> Iterator[Constat]:
        yield from self.evaluation.constats
        yield from (one for one in self.entre if one.acceptation is None)

    def _commun(self, constat: Constat) -> bool:
        partage = self.evaluation.contexte.faits.partage
        return partage is not None and partage.tient(constat.ecart.champ)

    @property
    def siennes(self) -> tuple[EtapeEvaluee, ...]:
        """Its étapes, without those of the company."""
        return tuple(one for id_, one in self.evaluation.etapes.items() if id_ not in self.partagees)

    @property
    def prochaines(self) -> tuple[Prochaine, ...]:
        """What can be done now, without what is the company's."""
        return tuple(one for one in self.evaluation.prochaines if one.evaluee.etape.id not in self.partagees)


class Entreprise(NamedTuple):
    """A company with a file of its own: its étapes, as the first of its products that share each sees it.

    `constats` are those that count in its file, for any of its products, each once.
    """

    fichier: Path
    nom: str
    etapes: tuple[EtapeEvaluee, ...]
    prochaines: tuple[Prochaine, ...]
    constats: tuple[Constat, ...]


class Portefeuille:
    """The candidatures that were found, in their order, on one day."""

    def __init__(self, evaluations: Iterable[tuple[Path, Evaluation]], today: dt.date) -> None:
        found = list(evaluations)
        entre = comparer([fiche(path.as_posix(), one.contexte) for path, one in found], today)
        self.today = today
        noms = _noms(one for _, one in found)
        self.membres = tuple(
            Membre(path, nom, one, entre.get(rang, ()))
            for rang, ((path, one), nom) in enumerate(zip(found, noms, strict=True))
        )

    @property
    def parcours(self) -> Parcours:
        """The catalogue; there is at least one candidature."""
        return self.membres[0].evaluation.parcours

    @cached_property
    def entreprises(self) -> tuple[Entreprise, ...]:
        """The companies that have a file of their own, by its path."""
        par_fichier: dict[Path, list[Membre]] = {}
        for one in self.membres:
            if partage := one.evaluation.contexte.faits.partage:
                par_fichier.setdefault(partage.path, []).append(one)
        return tuple(_entreprise(path, membres) for path, membres in sorted(par_fichier.items()))

    @cached_property
    def avancement(self) -> Avancee:
        """Progress of them all, what is a company's counted once."""
        etapes = (*(one for each in self.entreprises for one in each.etapes), *self._siennes())
        return avancee(etapes)

    def _siennes(self) -> Iterator[EtapeEvaluee]:
        return (one for membre in self.membres if not membre.evaluation.retiree for one in membre.siennes)

    @cached_property
    def attendus(self) -> tuple[Attendu, ...]:
        """Who owes an answer, to whom: by acteur in catalogue order, the longest wait first."""
        found = dict.fromkeys(one for membre in self.membres for one in _attendus(membre, self._qui(membre)))
        rangs = {acteur: rang for rang, acteur in enumerate(self.parcours.acteurs)}
        return tuple(sorted(found, key=lambda one: (rangs.get(one.acteur, 0), -(one.jours or 0), one.qui, one.cible)))

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The dates to come of them all, nearest first; those of the company once."""
        found = dict.fromkeys(
            Date(one, self._qui(membre)(one.cible) if one.commune else membre.nom)
            for membre in self.membres
            for one in membre.evaluation.echeances
        )
        return tuple(
            sorted(found, key=lambda one: (one.echeance.jour, str(one.echeance.le), one.qui, one.echeance[1:]))
        )

    def _qui(self, membre: Membre) -> "_Qui":
        partage = membre.evaluation.contexte.faits.partage
        noms = {one.fichier: one.nom for one in self.entreprises}
        return _Qui(membre.nom, dict.fromkeys(partage.etapes, noms[partage.path]) if partage else {})


class _Qui(NamedTuple):
    """Whose a target is: the company's, for its étapes, else the product's."""

    produit: str
    communes: Mapping[str, str]

    def __call__(self, cible: str) -> str:
        return self.communes.get(cible, self.produit)


def _noms(evaluations: Iterable[Evaluation]) -> list[str]:
    """The names of products, each with its version; and its dispositif, where it stands in several."""
    found = [(nom_et_version(one), one.candidature.produit.dispositif) for one in evaluations]
    vus = Counter(nom for nom, _ in found)
    return [f"{nom} ({dispositif})" if vus[nom] > 1 else nom for nom, dispositif in found]


def nom_et_version(evaluation: Evaluation) -> str:
    """A product as people name it; without a secret that somebody wrote there."""
    produit = evaluation.candidature.produit
    return masquer(" ".join(filter(None, (produit.nom, produit.version))))


def _entreprise(path: Path, membres: list[Membre]) -> Entreprise:
    etapes: dict[str, EtapeEvaluee] = {}
    prochaines: dict[str, Prochaine] = {}
    for membre in (one for one in membres if not one.evaluation.retiree):
        for id_ in membre.partagees:
            etapes.setdefault(id_, membre.evaluation.etapes[id_])
        for one in membre.evaluation.prochaines:
            if one.evaluee.etape.id in membre.partagees:
                prochaines.setdefault(one.evaluee.etape.id, one)
    nom = membres[0].evaluation.candidature.editeur.raison_sociale or "l'entreprise"
    ordre = membres[0].evaluation.etapes
    constats = {(one.regle.id, one.cible, one.ecart.etape): one for membre in membres for one in membre.communs}
    siennes = tuple(etapes[id_] for id_ in ordre if id_ in etapes)
    return Entreprise(path, nom, siennes, tuple(prochaines.values()), tuple(constats.values()))


def _attendus(membre: Membre, qui: _Qui) -> Iterator[Attendu]:
    evaluation = membre.evaluation
    for one in evaluation.attentes:
        yield Attendu(one.attend, qui(one.cible), one.cible, one.jours, None)
    for evaluee in evaluation.etapes.values():
        if evaluee.en_retard and evaluee.attend:
            yield Attendu(evaluee.attend, qui(evaluee.etape.id), evaluee.etape.id, evaluee.attente, evaluee.retard)
