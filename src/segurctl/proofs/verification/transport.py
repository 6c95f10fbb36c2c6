"""httpx over a pool whose every connection passes the guard, or goes by a proxy that the person chose."""

import ssl
from collections.abc import AsyncIterator, Mapping
from urllib.request import proxy_bypass

import certifi
import httpcore
import httpx

from segurctl.proofs.verification.garde import Garde
from segurctl.proofs.verification.urls import hote

_VIVANTES = 32  # idle connections that are kept: each request of the pool looks at all of them


class _Corps(httpx.AsyncByteStream):
    """The body of an answer, as the pool gives it."""

    def __init__(self, flux: httpcore.Response) -> None:
        self._reponse = flux

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._reponse.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._reponse.aclose()


class Transport(httpx.AsyncBaseTransport):
    """One pool for all that goes directly, one for each proxy.

    The pools have no limit of their own: where requests are cancelled while others wait for a connection, they lose
    places for ever (httpcore#1093). How many are in flight is decided before (`trafic`).
    """

    def __init__(self, garde: Garde, proxies: Mapping[str, httpx.Proxy]) -> None:
        tls = _confiance()
        self._garde = garde
        self._direct = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=None,
            max_keepalive_connections=_VIVANTES,
            keepalive_expiry=5.0,
            network_backend=garde,
        )
        self._par = {schema: _tunnel(one, tls) for schema, one in proxies.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request as it is. What goes wrong is raised as the pool says it."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        demande = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions
        )
        pool = self._pool(request.url)
        if pool is not self._direct:
            await self._garde.examiner(hote(request.url))
        reponse = await pool.handle_async_request(demande)
        return httpx.Response(
            reponse.status, headers=reponse.headers, stream=_Corps(reponse), extensions=reponse.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._par.values()):
            await pool.aclose()

    def _pool(self, url: httpx.URL) -> httpcore.AsyncConnectionPool:
        if not self._par or proxy_bypass(_avec_port(url)):  # NO_PROXY
            return self._direct
        return self._par.get(url.scheme, self._direct)


def _avec_port(url: httpx.URL) -> str:
    return hote(url) if url.port is None else f"{hote(url)}:{url.port}"


def _tunnel(proxy: httpx.Proxy, tls: ssl.SSLContext) -> httpcore.AsyncHTTPProxy:
    """A pool that goes by a proxy, wherever that is: it is the person's."""
    url = httpcore.URL(scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/")
    return httpcore.AsyncHTTPProxy(
        url,
        proxy_auth=proxy.raw_auth,
        proxy_headers=proxy.headers.raw,
        ssl_context=tls,
        max_connections=None,
        max_keepalive_connections=_VIVANTES,
    )


def _confiance() -> ssl.SSLContext:
    """Whose certificates are taken: the authorities of this machine, and those that everybody knows."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context
