"""The keys of chapters: those that are known stay, whatever a workbook does, for the candidature has them."""

from collections.abc import Mapping

from segurctl.rem.model import Referentiel
from segurctl.rem.noms import plier


def avec_cles(referentiel: Referentiel, connues: Mapping[str, str]) -> Referentiel:
    """The same with the keys that `connues` gives for titles, key by key; a new chapter takes none of those.

    A key whose title is not known (it stands for its own) is taken by the chapter of that key.
    """
    pliees = {plier(titre): cle for cle, titre in connues.items()}
    prises = {cle for cle, titre in connues.items() if titre != cle}
    cles: dict[str, str] = {}
    for one in referentiel.chapitres:
        connue = pliees.get(plier(one.titre))
        libre = connue is not None and connue not in cles.values()
        cles[one.cle] = connue if connue and libre else _libre(one.cle, prises | set(cles.values()))
    return referentiel._replace(
        chapitres=tuple(one._replace(cle=cles[one.cle]) for one in referentiel.chapitres),
        exigences=tuple(one._replace(chapitre=cles[one.chapitre]) for one in referentiel.exigences),
    )


def _libre(cle: str, prises: set[str]) -> str:
    return next(one for one in (cle, *(f"{cle}-{rang}" for rang in range(2, len(prises) + 3))) if one not in prises)
