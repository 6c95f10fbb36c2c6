"""The server that misbehaves, and asking for its links with little patience."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from liens.serveur import Serveur, en_marche
from segurctl.proofs.verification.garde import Garde
from segurctl.proofs.verification.jugement import Jugement
from segurctl.proofs.verification.reglages import Reglages
from segurctl.proofs.verification.verifier import verifier

Demander = Callable[..., Mapping[str, Jugement]]

# Patient enough for a busy machine where an answer comes, and for nothing where none ever does.
PRESSE = Reglages(delai=5, recul=0.001, prives=True)
SANS_ATTENDRE = PRESSE._replace(delai=0.2)


@pytest.fixture
def serveur() -> Iterator[Serveur]:
    """The server, on loopback."""
    with en_marche(Serveur()) as ouvert:
        yield ouvert


@pytest.fixture
def demander() -> Demander:
    """A function that asks for links, and gives what became of each."""

    def call(*urls: str, reglages: Reglages = PRESSE, garde: Garde | None = None) -> Mapping[str, Jugement]:
        found: dict[str, Jugement] = {}
        verifier(urls, found.__setitem__, reglages, garde=garde)
        return found

    return call


def connus(**noms: str | list[str]) -> Garde:
    """A guard that lets loopback be reached, by names that only the test knows (`-` is written `_`)."""

    async def resoudre(hote: str, _port: int) -> list[str]:
        adresses = noms.get(hote.replace("-", "_").removesuffix(".exemple.fr"), hote)
        return [adresses] if isinstance(adresses, str) else adresses

    return Garde(lambda adresse: adresse == "127.0.0.1", resoudre=resoudre)
