"""The chapters of a REM, and the keys under which a candidature holds them."""

from collections.abc import Iterable

from segurctl.rem.model import Chapitre
from segurctl.rem.noms import mots_qui_disent, plier

_MAX_CLE = 40


def cle_de_chapitre(titre: str) -> str:
    """The key of a title: its words that say something, at most 40 characters of them."""
    cle = "-".join(mots_qui_disent(titre))[: _MAX_CLE + 1]
    if len(cle) > _MAX_CLE:  # cut at a word, or within the first where it is that long
        cle = cle.rpartition("-")[0] or cle[:_MAX_CLE]
    return cle or "chapitre"


def chapitres(titres: Iterable[str]) -> dict[str, Chapitre]:
    """The chapters of these titles, each once, by title as `plier` compares it; keys are unique."""
    found: dict[str, Chapitre] = {}
    prises: dict[str, int] = {}  # and the rank of the last that took it
    for titre in titres:
        if plier(titre) not in found:
            cle = base = cle_de_chapitre(titre)
            while cle in prises:
                prises[base] += 1
                suffixe = f"-{prises[base]}"
                cle = base[: _MAX_CLE - len(suffixe)].rstrip("-") + suffixe
            prises[cle] = 1
            found[plier(titre)] = Chapitre(cle, titre)
    return found
