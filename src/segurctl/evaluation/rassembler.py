"""Several files as one portfolio: what is found between products, and the company's files, told once."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from segurctl.candidature.read import CandidatureFile
from segurctl.evaluation.rapport import Controle, Situe, ranger, situer
from segurctl.rules.portefeuille import comparer
from segurctl.rules.registry import ordre


def rassembler(
    controles: Iterable[Controle],
    today: dt.date,
    choisie: Callable[[str], bool],
    relire: Callable[[Path], CandidatureFile],
) -> tuple[Controle, ...]:
    """The files as a whole: what is found between products, and the files of companies, each once, in front.

    `choisie` are the rules that are wanted; `relire` reads a file again, for the place of what products have in common.
    """
    held = list(controles)
    for rang, constats in comparer([one.fiche for one in held], today).items():
        one = held[rang]
        gardes = [constat for constat in constats if choisie(constat.regle.id)]
        places = situer(relire(one.fichier), gardes, one.option) if gardes else ()
        held[rang] = _ajouter(one, places)
    return (*_communs(held), *(one._replace(fiche=None, commun=None) for one in held))


def _ajouter(controle: Controle, places: Iterable[Situe]) -> Controle:
    """A file with more findings, each in it or in the company's."""
    siens = [*controle.constats, *controle.acceptes, *(one for one in places if one.fichier == controle.fichier)]
    range_ = ranger(controle.fichier, sorted(siens, key=lambda one: ordre(one.constat)))
    commun = controle.commun
    if commun:
        ailleurs = (one for one in places if one.fichier == commun.fichier)
        commun = ranger(commun.fichier, (*commun.constats, *commun.acceptes, *ailleurs))
    return controle._replace(constats=range_.constats, acceptes=range_.acceptes, commun=commun)


def _communs(controles: Iterable[Controle]) -> Iterator[Controle]:
    """The company's files, with what was found in each, once; what one candidature does not accept counts."""
    par_fichier: dict[Path, dict[str, Situe]] = {}
    for one in controles:
        if one.commun:
            trouves = par_fichier.setdefault(one.commun.fichier, {})
            trouves.update((situe.empreinte, situe) for situe in one.commun.acceptes if situe.empreinte not in trouves)
            neufs = (situe for situe in one.commun.constats if _compte(trouves.get(situe.empreinte)))
            trouves.update((situe.empreinte, situe) for situe in neufs)
    for path, found in par_fichier.items():
        yield ranger(path, sorted(found.values(), key=lambda situe: ordre(situe.constat)))


def _compte(connu: Situe | None) -> bool:
    """Whether a finding is not known yet to count."""
    return connu is None or connu.constat.acceptation is not None
