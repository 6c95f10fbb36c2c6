"""Links as they can be asked: their host in the letters that go over the network, and nothing but the web."""

from unicodedata import normalize

import httpx

from segurctl.proofs.verification.echec import Echec, Interdit

_SCHEMAS = ("http", "https")
_PORTS = 1 << 16


def hote(url: httpx.URL) -> str:
    """The host of an address, as it is asked for: what it would read as is for people, and may not even be readable."""
    return url.raw_host.decode("ascii")


def lire_url(text: str) -> httpx.URL:
    """The address of a link. Raises Interdit for what is none, or not of the web."""
    for spelled in dict.fromkeys((text, normalize("NFC", text))):  # some systems paste an é as an e and its accent
        try:
            url = httpx.URL(spelled)
        except (httpx.InvalidURL, ValueError, TypeError):
            continue
        if url.scheme not in _SCHEMAS:
            raise Interdit(_dire_schema(url))
        if not _entiere(url):
            raise Interdit("il n'a pas d'hôte, ou pas de port possible")
        return _sans_point(url)
    raise Interdit("ce n'est pas un lien")


def suivante(courante: httpx.URL, vers: str) -> httpx.URL:
    """Where an address sends. Raises Echec for what is no address, and Interdit for what is not of the web."""
    try:
        url = courante.join(vers)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Echec("indisponible", "renvoie à une adresse qui n'en est pas une") from None
    if url.scheme not in _SCHEMAS:
        raise Interdit(f"renvoie ailleurs que sur le web, {_dire_schema(url)}")
    if not _entiere(url):
        raise Echec("indisponible", "renvoie à une adresse qui n'en est pas une")
    return _sans_point(url)


def _dire_schema(url: httpx.URL) -> str:
    return f"« {url.scheme[:20]}: » n'est ni http ni https" if url.scheme else "ce n'est pas un lien"


def _entiere(url: httpx.URL) -> bool:
    """Whether an address has a host, of which no part is missing, and a port that can be."""
    labels = hote(url).removesuffix(".").split(".")
    return all(labels) and (url.port is None or 0 < url.port < _PORTS)


def _sans_point(url: httpx.URL) -> httpx.URL:
    """The same without the last dot of its host, which certificates do not have."""
    nom = hote(url)
    return url.copy_with(host=nom[:-1]) if nom.endswith(".") else url
