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
from segurctl.proofs.verification.urls import hote, lire_url, suivante

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
        demandee = lire_url(text)
    except Interdit as interdit:
        return Jugement(interdit.verdict, interdit.raison)
    try:
        while True:
            courante = chemin[-1] if chemin else demandee
            reponse = await demandeur.demander(courante)
            if reponse.vers is None:
                return juger(reponse.code, demandee, chemin)
            chemin = (*chemin, suivante(courante, reponse.vers))
            _verifier_le_chemin(demandee, chemin)
    except Echec as echec:
        return juger_echec(echec, demandee, chemin)


def _verifier_le_chemin(demandee: httpx.URL, chemin: tuple[httpx.URL, ...]) -> None:
    """Raise Echec for a way that comes back on itself, or that is too long."""
    *avant, dernier = (demandee, *chemin)
    if dernier in avant:
        raise Echec("indisponible", "les redirections tournent en rond")
    if len(chemin) > REDIRECTIONS:
        raise Echec("indisponible", "trop de redirections")


def _hote(text: str) -> str:
    """The host of a link, nothing where it has none."""
    try:
        return hote(lire_url(text))
    except Interdit:
        return ""
