"""What was perhaps meant: the known words that are near one that is not. Here alone near words are looked for.

Nearest are those that only capitals, accents or separators tell apart (`PSC/DataPass`), then those that end so
(`datapass` for `psc.datapass`) or leave out the middle, those of the same letters, then those that resemble it.
"""

import re
from collections.abc import Iterable

_LONGUEUR = 200  # nobody types more, and comparing takes the square of it
_SEPARES = re.compile(r"[\s./:_-]+")
_AU_PLUS = 3


def suggest(mot: str, connus: Iterable[str]) -> str | None:
    """« vouliez-vous dire … ? », or nothing when no known word is near."""
    return vouliez(proches(mot, connus))


def vouliez(mots: Iterable[str]) -> str | None:
    """« vouliez-vous dire … ? » of words that were found, nothing without any."""
    dits = [f"« {one} »" for one in mots]
    return f"vouliez-vous dire {' ou '.join(dits)} ?" if dits else None


def proches(mot: str, connus: Iterable[str], *, plusieurs: bool = False) -> list[str]:
    """The nearest of the known words, the nearest first.

    Several where nothing tells them apart, or, with `plusieurs`, where several resemble it.
    """
    known = list(dict.fromkeys(connus))
    pli = plier(mot[: _LONGUEUR + 1])
    if not pli or len(mot) > _LONGUEUR:
        return []
    plis = [(plier(one), one) for one in known]
    for pareil in (str.__eq__, _finit, _saute, _melange):
        if found := [one for folded, one in plis if pareil(folded, pli)]:
            return found[:_AU_PLUS]
    par_pli: dict[str, list[str]] = {}
    for folded, one in plis:
        par_pli.setdefault(folded, []).append(one)
    found = semblables(pli, par_pli, n=_AU_PLUS if plusieurs else 1)
    return [semblables(mot, par_pli[one], cutoff=0)[0] for one in found]


def semblables(mot: str, connus: Iterable[str], *, n: int = 1, cutoff: float = 0.6) -> list[str]:
    """The known words that resemble one as they are written, the nearest first."""
    from difflib import get_close_matches  # only who mistypes pays for it

    return get_close_matches(mot, list(connus), n=n, cutoff=cutoff)


def plier(mot: str) -> str:
    """A word without what fingers leave out: capitals, accents; and one separator for all."""
    if not mot.isascii():
        from unicodedata import combining, normalize

        mot = "".join(one for one in normalize("NFKD", mot) if not combining(one))
    return _SEPARES.sub(".", mot.casefold()).strip(".")


def _finit(folded: str, pli: str) -> bool:
    return folded.endswith(f".{pli}")


def _melange(folded: str, pli: str) -> bool:
    """Whether letters changed places: `LCG` for `LGC`."""
    return len(folded) == len(pli) and sorted(folded) == sorted(pli)


def _saute(folded: str, pli: str) -> bool:
    """Whether a part was left out in the middle: `cnda.dmp` for `cnda.demandes.dmp`."""
    (tete, _, reste), (debut, _, fin) = folded.partition("."), pli.partition(".")
    return bool(fin) and tete == debut and reste.endswith(f".{fin}")
