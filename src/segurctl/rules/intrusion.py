"""Rules of the pen-test: what its form may not say once it is deposited. The limits are the catalogue's."""

from collections.abc import Iterator

from segurctl.candidature.model import TestIntrusion
from segurctl.etats.calendrier import apres_mois, en_clair
from segurctl.parcours.model import Avancement
from segurctl.rules.model import Contexte, Ecart, regle

_ETAPE = "convergence.test-intrusion"


@regle("CVG012")
def trop_ancien(contexte: Contexte) -> Iterator[Ecart]:
    """Over a year on the day of the deposit; or today, and then it can no longer be deposited."""
    for cle, test in _ouverts(contexte):
        fraicheur = _depot(contexte).fraicheur
        if test.realise_le is None or fraicheur is None:
            continue
        fin = apres_mois(test.realise_le, fraicheur.mois)
        if fin < (test.depose_le or contexte.today):
            quand = f"déposé le {en_clair(test.depose_le)}" if test.depose_le else "pas encore déposé"
            message = (
                f"le test {cle}, réalisé le {en_clair(test.realise_le)}, valait jusqu'au {en_clair(fin)} : {quand}"
            )
            yield Ecart(("tests_intrusion", cle, "realise_le"), message, _ETAPE)


@regle("CVG013")
def gravite_haute(contexte: Contexte) -> Iterator[Ecart]:
    """One is enough to fail."""
    yield from _au_dela("hautes", "haute", contexte)


@regle("CVG014")
def gravites_moyennes(contexte: Contexte) -> Iterator[Ecart]:
    """Ten are allowed over the whole form."""
    yield from _au_dela("moyennes", "moyenne", contexte)


@regle("CVG015")
def non_signe(contexte: Contexte) -> Iterator[Ecart]:
    """The form is signed before it is deposited."""
    for cle, test in _ouverts(contexte):
        if test.depose_le and test.signe is False:
            yield Ecart(("tests_intrusion", cle, "signe"), f"le test {cle} est déposé et n'est pas signé", _ETAPE)


def _au_dela(champ: str, gravite: str, contexte: Contexte) -> Iterator[Ecart]:
    limite = _depot(contexte).limites[champ]
    for cle, test in _ouverts(contexte):
        nombre = getattr(test, champ)
        if test.depose_le and nombre is not None and nombre > limite:
            points = "point" if nombre == 1 else "points"
            message = f"le test {cle} a {nombre} {points} de gravité {gravite} en échec, {limite} au plus"
            yield Ecart(("tests_intrusion", cle, champ), message, _ETAPE)


def _ouverts(contexte: Contexte) -> list[tuple[str, TestIntrusion]]:
    return sorted((cle, one) for cle, one in contexte.candidature.tests_intrusion.items() if one.cloture is None)


def _depot(contexte: Contexte) -> Avancement:
    """The stage where the form is deposited, with its limits."""
    return contexte.parcours.suivis["tests_intrusion"].avancements[-1]
