"""Rules between products: what several candidatures may not share, or have to tell alike.

One product may stand in several dispositifs, with a candidature in each: products are compared, by their names.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from segurctl.candidature.fields import lookup
from segurctl.candidature.literal import short
from segurctl.candidature.model import Acceptation
from segurctl.candidature.paths import KeyPath, parse_path
from segurctl.etats.conditions import retiree
from segurctl.rem.noms import plier
from segurctl.rules.acceptations import accepter
from segurctl.rules.fiches import PORTEFEUILLE, regle_de
from segurctl.rules.model import Constat, Contexte, Ecart


class Propre(NamedTuple):
    """A champ whose value is of one product: the rule that says so, the champ, its name, its étape."""

    regle: str
    champ: str
    nom: str
    etape: str


PROPRES = (
    Propre("PTF001", "motco2.personne_physique", "l'identité de test MOTCO2", "motco2.enrolement"),
    Propre("PTF001", "motco2.personne_morale", "l'identité de test MOTCO2", "motco2.enrolement"),
    Propre("PTF002", "produit.nil", "le NIL", "cnda.logiciel"),
    Propre("PTF003", "produit.reference_convergence", "la référence Convergence", "convergence.produit"),
)
_NIE: KeyPath = ("editeur", "nie")
_NOMMES = 2  # other products that a message names


class Fiche(NamedTuple):
    """What of one candidature is compared with the others: its product, its company, the champs of `PROPRES`."""

    fichier: str
    produit: str
    entreprise: str | None
    nie: str | None
    propres: Mapping[str, str]
    acceptations: tuple[Acceptation, ...]

    @property
    def cle(self) -> str:
        """The product, however its name is written."""
        return plier(self.produit)


def fiche(fichier: str, contexte: Contexte) -> Fiche | None:
    """The fiche of a candidature, named as messages name its file; None once it is withdrawn."""
    one = contexte.candidature
    if retiree(one, contexte.today):
        return None
    editeur = one.editeur
    siren = (editeur.siren or (editeur.siret or "")[:9]).replace(" ", "")
    held = {propre.champ: str(value) for propre in PROPRES for _, value in lookup(one, propre.champ)}
    siennes = tuple(one for one in one.acceptations if one.regle.startswith(PORTEFEUILLE))
    return Fiche(fichier, one.produit.nom, siren or editeur.identifiant_etranger, editeur.nie, held, siennes)


def comparer(fiches: Sequence[Fiche | None], today: dt.date) -> Mapping[int, tuple[Constat, ...]]:
    """What is wrong between candidatures, by the rank of the one concerned; accepted where its file says so."""
    vives = [(rang, one) for rang, one in enumerate(fiches) if one]
    found: dict[int, list[Constat]] = {}
    for rang, regle, ecart in (*(one for propre in PROPRES for one in _partages(propre, vives)), *_nies(vives)):
        found.setdefault(rang, []).append(Constat(regle_de(regle), ecart.masque()))
    tenues = {rang: one.acceptations for rang, one in vives}
    return {rang: tuple(accepter(ones, tenues[rang], today)) for rang, ones in sorted(found.items())}


def _partages(propre: Propre, fiches: Sequence[tuple[int, Fiche]]) -> Iterator[tuple[int, str, Ecart]]:
    tenants: dict[str, list[tuple[int, Fiche]]] = {}
    for rang, one in fiches:
        if valeur := _dit(one.propres.get(propre.champ)):
            tenants.setdefault(valeur, []).append((rang, one))
    for ones in tenants.values():
        produits = _produits(one for _, one in ones)
        for rang, one in ones if len(produits) > 1 else ():
            dit = short(one.propres[propre.champ])
            message = f"{propre.nom} « {dit} » sert aussi à {_noms(produits, one)}"
            yield rang, propre.regle, Ecart(parse_path(propre.champ), message, propre.etape)


def _nies(fiches: Sequence[tuple[int, Fiche]]) -> Iterator[tuple[int, str, Ecart]]:
    entreprises: dict[str, dict[str, list[tuple[int, Fiche]]]] = {}
    for rang, one in fiches:
        if one.entreprise and _dit(one.nie):
            nies = entreprises.setdefault(_dit(one.entreprise), {})
            nies.setdefault(_dit(one.nie), []).append((rang, one))
    for entreprise, nies in entreprises.items():
        for nie, ones in nies.items() if len(nies) > 1 else ():
            autres = next(held for other, held in nies.items() if other != nie)
            la = f"« {short(autres[0][1].nie or '')} » pour {_noms(_produits(one for _, one in autres))}"
            for rang, one in ones:
                message = f"l'entreprise {short(entreprise)} a ici le NIE « {short(one.nie or '')} », et {la}"
                yield rang, "PTF004", Ecart(_NIE, message, "cnda.inscription")


def _dit(valeur: str | None) -> str:
    """A value as it is compared."""
    return (valeur or "").strip().upper()


def _produits(fiches: Iterable[Fiche]) -> dict[str, Fiche]:
    """The products of fiches, each with the first of them."""
    found: dict[str, Fiche] = {}
    for one in fiches:
        found.setdefault(one.cle, one)
    return found


def _noms(produits: Mapping[str, Fiche], sauf: Fiche | None = None) -> str:
    """The first of many products but one, each with a file of its own."""
    # Of thousands that share a value, each is told of the first ones alone.
    autres = [one for one in islice(produits.values(), _NOMMES + 1) if sauf is None or one.cle != sauf.cle][:_NOMMES]
    reste = len(produits) - (sauf is not None) - len(autres)
    dits = ", ".join(f"{short(one.produit)} ({one.fichier})" for one in autres)
    return dits + (f" et {reste} autre{'s' if reste > 1 else ''}" if reste else "")
