"""The pages of Gazelle, by the shape of a link: which show a result, and which show nobody's.

Sources: the code of Gazelle Test Management and of EVSClient, and the ANS's guides.
"""

import re

from segurctl.proofs.links import Lien

SANS_RESULTAT = ("validator.seam", "home.seam", "testslist.seam")
_GENRES = {
    "testinstance.seam": "lien permanent de Gazelle, test {}",
    "mesatestinstance.seam": "lien permanent de Gazelle, test préparatoire {}",
    "messagedisplay.seam": "message d'un simulateur de Gazelle, {}",
    "report.seam": "rapport de validation de Gazelle, {}",
    "detailedresult.seam": "rapport de validation de Gazelle, {}",
}
_NUMEROS = (("id", re.compile(r"\d{1,18}")), ("oid", re.compile(r"\d+(?:\.\d+)+")))


def page(lien: Lien) -> str:
    """The last part of the path, as Gazelle names its pages; case apart, and without a session id."""
    return lien.chemin.rpartition("/")[2].partition(";")[0].lower()


def numero(lien: Lien) -> str | None:
    """The number of the test, or of the report, that a link shows."""
    given = (one for nom, pattern in _NUMEROS for one in lien.parametres.get(nom, []) if pattern.fullmatch(one))
    return next(given, None)


def reconnaitre(lien: Lien) -> str | None:
    """What a link of Gazelle shows, in words; None for one that shows no result."""
    genre, rang = _GENRES.get(page(lien)), numero(lien)
    return genre.format(rang) if genre and rang else None
