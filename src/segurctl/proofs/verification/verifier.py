"""Verifying links: each of them from its own address to where it leads, many at once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import httpx

from segurctl.proofs.verification.demande import Demandeur
from segurctl.proofs.verification.echec import Echec, Interdit
from segurctl.proofs.verification.garde import Garde, permise
from segurctl.proofs.verification.jugement import Jugement, juger, juger_echec
from segurctl.proofs.verification.reglages import REDIRECTIONS, Reglages
from segurctl.proofs.verification.transport import Transport

_PORTS = 1 << 16
_SCHEMAS = ("http", "https")
_TROP_TARD = Jugement("indisponible", "le temps a manqué (--deadline)", demande=False)

Noter = Callable[[str, Jugement], None]


def verifier(
    urls: Iterable[str],
    noter: Noter,
    reglages: Reglages = Reglages(),  # noqa: B008 - frozen
    *,
    garde: Garde | None = None,
) -> None:
    """Ask where every link leads, and tell `noter` of each as soon as it is known.

    It ends within `reglages.duree`, and stops at Ctrl-C with what it had time to know. Raises SegurctlError where a
    proxy was asked for and there is none.
    """
    proxies: Mapping[str, httpx.Proxy] = {}
    if reglages.proxy:
        from segurctl.proofs.verification.proxies import proxies_de_l_environnement

        proxies = proxies_de_l_environnement()
    garde = garde or Garde(partial(permise, prives=reglages.prives))
    asyncio.run(_tous(list(dict.fromkeys(urls)), noter, reglages, Transport(garde, proxies)))


async def _tous(urls: list[str], noter: Noter, reglages: Reglages, transport: Transport) -> None:
    demandeur = Demandeur(transport, reglages, Counter(map(_hote, urls)))
    connus: set[str] = set()

    async def un(url: str) -> None:
        jugement = await suivre(url, demandeur)
        connus.add(url)
        noter(url, jugement)

    try:
        async with asyncio.timeout(reglages.duree), asyncio.TaskGroup() as tous:
            for url in urls:
                tous.create_task(un(url))
    except TimeoutError:
        for url in urls:
            if url not in connus:
                noter(url, _TROP_TARD)
    finally:
        await transport.aclose()


async def suivre(text: str, demandeur: Demandeur) -> Jugement:
    """Where a link leads, redirects and all."""
    chemin: tuple[httpx.URL, ...] = ()
    try:
        demandee = _adresse(text)
    except Interdit as interdit:
        return Jugement(interdit.verdict, interdit.raison)
    try:
        while True:
            courante = chemin[-1] if chemin else demandee
            reponse = await demandeur.demander(courante)
            if reponse.vers is None:
                return juger(reponse.code, demandee, chemin)
            chemin = (*chemin, _suivante(courante, reponse.vers))
            _verifier_le_chemin(demandee, chemin)
    except Echec as echec:
        return juger_echec(echec, demandee, chemin)


def _hote(text: str) -> str:
    """The host of a link, nothing where it has none."""
    try:
        return _adresse(text).host
    except Interdit:
        return ""


def _adresse(text: str) -> httpx.URL:
    """The address of a link. Raises Interdit for what is none that may be followed."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Interdit("ce n'est pas un lien") from None
    return _permise(url)


def _suivante(courante: httpx.URL, vers: str) -> httpx.URL:
    try:
        return _permise(courante.join(vers))
    except Interdit as interdit:
        raise Interdit(f"renvoie ailleurs que sur le web : {interdit.raison}") from None
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Echec("indisponible", "renvoie à une adresse qui n'en est pas une") from None


def _permise(url: httpx.URL) -> httpx.URL:
    if url.scheme not in _SCHEMAS:
        raise Interdit(f"« {url.scheme[:20]}: » n'est ni http ni https" if url.scheme else "ce n'est pas un lien")
    if not url.host or not (url.port is None or 0 < url.port < _PORTS):
        raise Interdit("il n'a pas d'hôte, ou pas de port possible")
    return url


def _verifier_le_chemin(demandee: httpx.URL, chemin: tuple[httpx.URL, ...]) -> None:
    """Raise Echec for a way that comes back on itself, or that is too long."""
    *avant, dernier = (demandee, *chemin)
    if dernier in avant:
        raise Echec("indisponible", "les redirections tournent en rond")
    if len(chemin) > REDIRECTIONS:
        raise Echec("indisponible", "trop de redirections")
