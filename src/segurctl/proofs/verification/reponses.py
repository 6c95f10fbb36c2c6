"""What is known of links: by the cache alone, or by it and by the network for the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from segurctl.errors import SegurctlError
from segurctl.proofs.faits import Verification
from segurctl.proofs.verification.cache import Cache
from segurctl.proofs.verification.reglages import Reglages

if TYPE_CHECKING:
    from segurctl.proofs.verification.jugement import Jugement


class Reponses(NamedTuple):
    """What is known of each link, and which were known before. `non_garde` is why the cache could not be written."""

    sues: Mapping[str, Verification]
    avant: frozenset[str]
    non_garde: str | None = None


def de_memoire(urls: Iterable[str], cache: Cache, vie: int | None) -> Reponses:
    """What the cache knows that is not older than `vie` days; of the others, that nobody knows."""
    sues: dict[str, Verification] = {}
    avant: set[str] = set()
    for url in urls:
        vue = cache.connue(url)
        if vue and (vie is None or (cache.today - vue.le).days < vie):
            sues[url] = vue
            avant.add(url)
        else:
            raison = "sa dernière réponse est trop ancienne" if vue else "il n'a pas encore été demandé d'ici"
            sues[url] = Verification("inconnu", raison, None, cache.today)
    return Reponses(sues, frozenset(avant))


def du_reseau(
    urls: Iterable[str],
    cache: Cache,
    vie: int,
    reglages: Reglages,
    suivi: Callable[[int], Callable[[], None]],
) -> Reponses:
    """What the cache knows and need not be asked again, and what the network says of the rest.

    `suivi` is told how many will be asked, and gives what is called after each. At Ctrl-C, what was known by then is
    kept for the next run. Raises SegurctlError as `verifier`.
    """
    fraiches = {one: vue for one in urls if (vue := cache.fraiche(one, vie))}
    reste = [one for one in urls if one not in fraiches]
    jugements: dict[str, Jugement] = {}  # of those of which nobody was asked, nothing is learned
    non_garde = None
    try:
        if reste:
            _demander(reste, jugements, reglages, suivi(len(reste)))
    finally:
        try:
            cache.garder({one: _dite(vu, cache) for one, vu in jugements.items() if vu.demande})
        except SegurctlError as error:
            non_garde = str(error)
    nouvelles = {one: _dite(vu, cache) for one, vu in jugements.items()}
    return Reponses({**fraiches, **nouvelles}, frozenset(fraiches), non_garde)


def _demander(
    urls: list[str], jugements: "dict[str, Jugement]", reglages: Reglages, avancer: Callable[[], None]
) -> None:
    from segurctl.proofs.verification.verifier import verifier

    def noter(url: str, one: "Jugement") -> None:
        jugements[url] = one
        avancer()

    verifier(urls, noter, reglages)


def _dite(one: "Jugement", cache: Cache) -> Verification:
    return Verification(one.verdict, one.raison, one.code, cache.today)
