"""What is known of links: by the cache alone, or by it and by the network for the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from segurctl.errors import SegurctlError
from segurctl.proofs.faits import Verification
from segurctl.proofs.verification.cache import Cache
from segurctl.proofs.verification.reglages import Reglages


class Reponses(NamedTuple):
    """What is known of each address, and which were known before. `non_garde` is why the cache could not be written."""

    sues: Mapping[str, Verification]
    avant: frozenset[str]
    non_garde: str | None = None


def de_memoire(adresses: Iterable[str], cache: Cache, vie: int | None) -> Reponses:
    """What the cache knows that is not older than `vie` days; of the others, that nobody knows."""
    vues = {one: cache.connue(one, vie=vie) for one in adresses}
    inconnue = Verification("inconnu", "rien n'en est connu ici", None, cache.today)
    return Reponses(
        {one: vue or inconnue for one, vue in vues.items()}, frozenset(one for one, vue in vues.items() if vue)
    )


def du_reseau(
    adresses: Iterable[str],
    cache: Cache,
    vie: int,
    reglages: Reglages,
    suivi: Callable[[int], Callable[[], None]],
) -> Reponses:
    """What the cache knows and need not be asked again, and what the network says of the rest.

    `suivi` is told how many will be asked, and gives what is called after each. At Ctrl-C, what was known by then is
    kept for the next run. Raises SegurctlError as `verifier`.
    """
    fraiches = {one: vue for one in adresses if (vue := cache.fraiche(one, vie))}
    reste = [one for one in adresses if one not in fraiches]
    nouvelles: dict[str, Verification] = {}
    non_garde = None
    try:
        if reste:
            _demander(reste, nouvelles, cache, reglages, suivi(len(reste)))
    finally:
        try:
            cache.garder(nouvelles)
        except SegurctlError as error:
            non_garde = str(error)
    return Reponses({**fraiches, **nouvelles}, frozenset(fraiches), non_garde)


def _demander(
    adresses: list[str],
    nouvelles: dict[str, Verification],
    cache: Cache,
    reglages: Reglages,
    avancer: Callable[[], None],
) -> None:
    from segurctl.proofs.verification.jugement import Jugement
    from segurctl.proofs.verification.verifier import verifier

    def noter(adresse: str, one: Jugement) -> None:
        nouvelles[adresse] = Verification(one.verdict, one.raison, one.code, cache.today)
        avancer()

    verifier(adresses, noter, reglages)
