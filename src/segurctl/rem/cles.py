"""The keys of chapters: those that are known stay, whatever a workbook does, for the candidature has them."""

from collections import Counter
from collections.abc import Mapping

from segurctl.rem.ids import sans_socle
from segurctl.rem.model import Referentiel
from segurctl.rem.noms import mots_qui_disent, plier


def avec_cles(referentiel: Referentiel, connues: Mapping[str, str], ancien: Referentiel | None = None) -> Referentiel:
    """The same with the keys that `connues` gives for titles, key by key; a new chapter takes none of those.

    A key whose title is not known (it stands for its own) is taken by the chapter of that key. A chapter whose title is
    new is the one of `ancien` that most of its exigences come from: the ANS renamed it.
    """
    pliees = {plier(titre): cle for cle, titre in connues.items()}
    proches = {mots: cle for cle, titre in connues.items() if (mots := mots_qui_disent(titre))}
    titres = {plier(one.titre) for one in referentiel.chapitres}
    disparues = {cle for cle, titre in connues.items() if plier(titre) not in titres}
    d_ou = venues(referentiel, ancien)
    prises = {cle for cle, titre in connues.items() if titre != cle}
    cles: dict[str, str] = {}
    for one in referentiel.chapitres:
        candidates = (pliees.get(plier(one.titre)), proches.get(mots_qui_disent(one.titre)), d_ou.get(one.cle))
        bonnes = (cle for rang, cle in enumerate(candidates) if cle and (rang == 0 or cle in disparues))
        connue = next((cle for cle in bonnes if cle not in cles.values()), None)
        cles[one.cle] = connue or _libre(one.cle, prises | set(cles.values()))
    return referentiel._replace(
        chapitres=tuple(one._replace(cle=cles[one.cle]) for one in referentiel.chapitres),
        exigences=tuple(one._replace(chapitre=cles[one.chapitre]) for one in referentiel.exigences),
    )


def venues(referentiel: Referentiel, ancien: Referentiel | None) -> dict[str, str]:
    """For each chapter, the key of the older one that more than half of its exigences come from."""
    avant = {sans_socle(one.id): one.chapitre for one in ancien.exigences} if ancien else {}
    par_chapitre: dict[str, Counter[str]] = {}
    totaux: Counter[str] = Counter()
    for one in referentiel.exigences:
        totaux[one.chapitre] += 1
        if sans_socle(one.id) in avant:
            par_chapitre.setdefault(one.chapitre, Counter())[avant[sans_socle(one.id)]] += 1
    premieres = {cle: comptes.most_common(1)[0] for cle, comptes in par_chapitre.items()}
    return {cle: ancienne for cle, (ancienne, nombre) in premieres.items() if 2 * nombre > totaux[cle]}


def _libre(cle: str, prises: set[str]) -> str:
    return next(one for one in (cle, *(f"{cle}-{rang}" for rang in range(2, len(prises) + 3))) if one not in prises)
