"""What happened to the candidatures of a report: from git when there, from the files alone else.

The working file counts as a last version of the day of the report: committing it that day changes nothing here.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from segurctl.errors import SegurctlError
from segurctl.etats.model import EtapeEvaluee, SuiviEvalue
from segurctl.evaluation.portefeuille import Portefeuille
from segurctl.history.bilan import Frise, Passe
from segurctl.history.depot import nom_de, ouvrir
from segurctl.history.durees import CLOS, Passage, Passages
from segurctl.history.journal import journaux

_RIEN: Passages = {}


def frises(portefeuille: Portefeuille) -> Mapping[Path, Frise]:
    """What happened to each file, the companies' too, in their order. Where git says nothing, the file does."""
    tenus: dict[Path, tuple[Iterable[EtapeEvaluee], Iterable[SuiviEvalue]]] = {
        one.fichier: (one.etapes, ()) for one in portefeuille.entreprises
    }
    for membre in portefeuille.membres:
        tenus[membre.fichier] = (membre.siennes, membre.evaluation.suivis)
    return {path: _frise(path, tuple(_actuels(*held)), portefeuille) for path, held in tenus.items()}


def _frise(path: Path, actuels: tuple[tuple[str, Passage], ...], portefeuille: Portefeuille) -> Frise:
    passages, tronque = _de_git(path, portefeuille)
    git = passages is not None
    suites = {
        cible: list(ones)
        for cible, ones in (passages or _RIEN).items()
        if cible not in portefeuille.parcours.etapes or portefeuille.parcours.etapes[cible].derive is None
    }
    for cible, one in actuels:
        suite = suites.setdefault(cible, [])
        dernier = suite[-1] if suite else Passage(None, None, "a-faire")
        if (dernier.avancement, dernier.statut) != (one.avancement, one.statut):
            suite.append(one._replace(jour=one.jour or (portefeuille.today if git else None)))
    for cible in suites.keys() - dict(actuels).keys() - portefeuille.parcours.etapes.keys():
        if suites[cible] and suites[cible][-1].statut != CLOS:  # an item that the working file has no more
            suites[cible].append(Passage(portefeuille.today, None, CLOS))
    found = [passe for cible in sorted(suites) for passe in _passes(cible, suites[cible])]
    return Frise(tuple(sorted((one for one in found if one.jour <= portefeuille.today), key=_jour)), git, tronque)


def _jour(one: Passe) -> tuple[str, str]:
    """By day, then by what it happened to; of one thing on one day, in the order in which it happened."""
    return one.jour.isoformat(), one.cible


def _passes(cible: str, suite: list[Passage]) -> Iterator[Passe]:
    """What one thing went through, but the à faire that everything begins with, and what nobody dates."""
    commence = False
    for one in suite:
        commence = commence or one.statut != "a-faire"
        if commence and one.jour is not None:
            yield Passe(one.jour, cible, one.avancement, None if one.statut == CLOS else one.statut)


def _actuels(etapes: Iterable[EtapeEvaluee], suivis: Iterable[SuiviEvalue]) -> Iterator[tuple[str, Passage]]:
    """Where things stand in the working file; a derived étape is told by its items."""
    for etape in etapes:
        if etape.etape.derive is None:
            yield etape.etape.id, Passage(etape.depuis, None, etape.statut)
    for item in suivis:
        yield item.id, Passage(item.depuis, item.avancement, CLOS if item.cloture else item.statut)


def _de_git(path: Path, portefeuille: Portefeuille) -> tuple[Passages | None, bool]:
    """What git says of a file, and whether its clone lacks the oldest commits; None where it says nothing."""
    ici = Path.cwd()
    try:
        depot = ouvrir((ici / path).parent)
        (journal,) = journaux(depot, [nom_de(depot, path, ici)], (), portefeuille.parcours, portefeuille.today)
    except (SegurctlError, ValueError):  # no git, no repository, no commit, or the file is in none
        return None, False
    return journal.passages, depot.tronque
