"""The guard: a connection is made only to an address that was judged, and is the one that it is made to.

It stands where names become addresses and addresses connections, below redirects, retries and the pool: there is no
moment between looking and connecting, and a name that changes its address is judged again at each connection.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable

import httpcore

from segurctl.proofs.adresses import lire_adresse, privee, publique
from segurctl.proofs.links import hors_d_atteinte
from segurctl.proofs.verification.echec import Echec, Interdit
from segurctl.proofs.verification.noms import Noms

Resoudre = Callable[[str, int], Awaitable[list[str]]]
_PRIVEE = "l'adresse est celle d'une machine ou d'un réseau privé"
_COURT = 2.0  # seconds
_AU_PLUS = 4  # addresses of one name that are tried


def permise(texte: str, *, prives: bool = False) -> bool:
    """Whether an address may be connected to: everybody's, or with `prives` the person's own too."""
    try:
        adresse = lire_adresse(texte)
    except ValueError:
        return False
    return publique(adresse) or (prives and privee(adresse))


class Garde(httpcore.AsyncNetworkBackend):
    """A network that leads only to addresses that are allowed."""

    def __init__(
        self,
        permise: Callable[[str], bool],
        *,
        resoudre: Resoudre | None = None,
        reseau: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._permise = permise
        self._resoudre = resoudre or Noms()
        self._reseau = reseau or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of the library
        local_address: str | None = None,  # noqa: ARG002 - as above
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a name that is allowed and answers. Raises Interdit where none is allowed."""
        try:
            async with asyncio.timeout(timeout):
                adresses = [one for one in await self._resoudre(host, port) if self._permise(one)]
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        if not adresses:
            raise Interdit(_PRIVEE)
        *premieres, derniere = adresses[:_AU_PLUS]
        for one in premieres:
            part = None if timeout is None else timeout / (len(premieres) + 1)
            try:
                return await self._joindre(one, port, part, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._joindre(derniere, port, timeout, socket_options)

    async def examiner(self, hote: str) -> None:
        """What can be said of a host that a proxy will look for itself. Raises Interdit where that is not allowed.

        By its spelling, which a proxy may read otherwise than we do; and by its addresses, where they are known here.
        """
        nom = hote.lower()
        local = hors_d_atteinte(f"https://{f'[{nom}]' if ':' in nom else nom}/") is not None
        if "%" in nom or (local and not self._permise("127.0.0.1")):
            raise Interdit(_PRIVEE)
        try:
            async with asyncio.timeout(_COURT):
                adresses = await self._resoudre(nom, 0)
        except (Echec, TimeoutError):  # behind a proxy, names often mean nothing here
            return
        if not all(map(self._permise, adresses)):
            raise Interdit(_PRIVEE)

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - the interface of the library, as what follows
        timeout: float | None = None,  # noqa: ASYNC109, ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """No link leads to one. Raises Interdit."""
        raise Interdit("ce n'est pas une adresse du réseau")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _joindre(
        self, adresse: str, port: int, delai: float | None, options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.AsyncNetworkStream:
        """Connect to an address, which is no name any more, and look whom that really is."""
        flux = await self._reseau.connect_tcp(adresse, port, timeout=delai, socket_options=options)
        pair = flux.get_extra_info("server_addr")
        if not self._permise(str(pair[0]) if pair else ""):
            await flux.aclose()
            raise Interdit("la connexion a mené à une adresse privée")
        return _Flux(flux)


class _Flux(httpcore.AsyncNetworkStream):
    """A connection that is closed when its encryption is given up half way, which the library leaves open."""

    def __init__(self, flux: httpcore.AsyncNetworkStream) -> None:
        self._flux = flux

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - as above
        """Read."""
        return await self._flux.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        """Write."""
        await self._flux.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close."""
        await self._flux.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
    ) -> httpcore.AsyncNetworkStream:
        """Encrypt what follows."""
        try:
            return await self._flux.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self._flux.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        """What is known of it."""
        return self._flux.get_extra_info(info)
