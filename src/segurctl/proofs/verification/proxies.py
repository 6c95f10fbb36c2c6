"""The proxies that the environment names: asked for by a person, never taken of themselves."""

from collections.abc import Mapping
from urllib.request import getproxies_environment

import httpx

from segurctl.errors import SegurctlError

_SCHEMAS = ("http", "https")


def proxies_de_l_environnement() -> Mapping[str, httpx.Proxy]:
    """The proxy of each scheme of links: HTTPS_PROXY, HTTP_PROXY, else ALL_PROXY.

    Raises SegurctlError where there is none, or one that is not spoken to over HTTP.
    """
    nommes = getproxies_environment()
    choisis = {schema: nommes.get(schema) or nommes.get("all") for schema in _SCHEMAS}
    proxies = {schema: _proxy(schema, url) for schema, url in choisis.items() if url}
    if not proxies:
        raise SegurctlError("--proxy : l'environnement ne nomme aucun proxy", hint="HTTPS_PROXY=http://hote:port")
    return proxies


def _proxy(schema: str, url: str) -> httpx.Proxy:
    try:
        proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
        if proxy.url.scheme in _SCHEMAS and proxy.url.host:
            return proxy
    except (ValueError, httpx.InvalidURL):
        pass
    # The value may hold a password: it is not said.
    nom = f"{schema.upper()}_PROXY"
    raise SegurctlError(f"--proxy : {nom} n'est pas l'adresse d'un proxy HTTP", hint="comme http://hote:port")
