"""Asking one address: HEAD, then GET where HEAD is refused; again later where it may be otherwise later."""

import asyncio
import datetime as dt
import random
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import httpx

from segurctl.proofs.verification.echec import Echec, echec_de
from segurctl.proofs.verification.jugement import juger
from segurctl.proofs.verification.reglages import AGENT, ENTETES, ESSAIS, PATIENCE, Reglages
from segurctl.proofs.verification.trafic import Trafic
from segurctl.proofs.verification.transport import Transport
from segurctl.proofs.verification.urls import hote

_TROP = 429
_MEMES = frozenset({407, _TROP, 503})  # what a host would say to GET too
_INCONNU = frozenset({405, 501})  # what it says to a method that it does not know
_JOINDRE = 0.8  # of the time of a request, to reach the host: then there is somebody who does not answer
_PASSAGERS = frozenset({_TROP, 500, 502, 503, 504})
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})


class Reponse(NamedTuple):
    """What a host said: its code, where it sends us if it does, and for how many seconds it asks to be left alone."""

    code: int
    vers: str | None = None
    attendre: float | None = None

    @property
    def presse(self) -> bool:
        """Whether the host asks to be left alone for a while."""
        return self.code == _TROP or (self.attendre is not None and self.code in _PASSAGERS)


class Demandeur:
    """Who asks, over one pool; `attendus` is how many links each host has."""

    def __init__(
        self,
        transport: Transport,
        reglages: Reglages,
        attendus: Mapping[str, int],
        alea: Callable[[], float] = random.random,
    ) -> None:
        self._reglages = reglages
        self._trafic = Trafic(reglages, attendus)
        self._alea = alea
        # Bare requests, and no client: nothing can add a cookie, a password of the link's or a .netrc's to them.
        self._transport = transport

    async def demander(self, url: httpx.URL) -> Reponse:
        """The answer of an address, after some tries. Raises Echec where there is none."""
        issue: Reponse | Echec = Echec("indisponible", "pas essayé")
        for essai in range(ESSAIS):
            head = essai == 0 and not self._trafic.sans_head(hote(url))
            issue = await self._essayer(url, head=head)
            if head and isinstance(issue, Echec) and issue.sans_reponse:
                continue  # GET, at once: some hosts leave HEAD without an answer
            attente = self._attente(issue, essai)
            if attente is None or essai == ESSAIS - 1:
                break
            if isinstance(issue, Reponse) and not issue.presse:
                await asyncio.sleep(attente)
            else:  # it is the host that has enough, or is not there, and not this link
                self._trafic.attendre(hote(url), attente)
        if isinstance(issue, Echec):
            raise issue
        return issue

    def _attente(self, issue: Reponse | Echec, essai: int) -> float | None:
        """Seconds before another try; None where it would say the same, or only after too long."""
        recul: float = self._reglages.recul * 2**essai * (1 + self._alea())
        if isinstance(issue, Echec):
            return recul if issue.passager else None
        if issue.code not in _PASSAGERS:
            return None
        if issue.attendre is None:
            return recul
        return max(issue.attendre, recul) if issue.attendre <= PATIENCE else None

    async def _essayer(self, url: httpx.URL, *, head: bool) -> Reponse | Echec:
        """One try: HEAD where it may be enough, else GET."""
        try:
            methode, reponse = await self._une(url, head=head)
            if methode == "HEAD" and reponse.code >= 400 and reponse.code not in _MEMES:  # noqa: PLR2004 - of HTTP
                _, reponse = await self._une(url, head=False)
        except Echec as echec:
            return echec
        return reponse

    async def _une(self, url: httpx.URL, *, head: bool) -> tuple[str, Reponse]:
        """One request in its place, by the method that is chosen there. Raises Echec."""
        async with self._trafic.place(hote(url)):
            methode = "HEAD" if head and not self._trafic.sans_head(hote(url)) else "GET"
            try:
                async with asyncio.timeout(self._reglages.delai):
                    reponse = await self._envoyer(methode, url)
            except Exception as error:  # noqa: BLE001 - what is no trouble of the network is raised again
                echec = echec_de(error)
                self._noter_echec(hote(url), methode, echec)
                raise echec from None
        self._retenir(url, methode, reponse)
        return methode, reponse

    def _noter_echec(self, nom: str, methode: str, echec: Echec) -> None:
        """What it says of a host that it gave no answer."""
        if methode == "HEAD" and echec.sans_reponse:
            self._trafic.refuse_head(nom)
        elif echec.passager:
            self._trafic.s_est_tu(nom, echec)
        echec.sans_reponse &= methode == "HEAD"  # GET is all that there is to try

    def _retenir(self, url: httpx.URL, methode: str, reponse: Reponse) -> None:
        """What an answer says of its host."""
        nom = hote(url)
        if reponse.presse:
            dit = juger(reponse.code, url, ())
            self._trafic.s_est_tu(nom, Echec(dit.verdict, dit.raison))
        else:
            self._trafic.a_repondu(nom)
        if methode == "HEAD" and reponse.code in _INCONNU:
            self._trafic.refuse_head(nom)

    async def _envoyer(self, methode: str, url: httpx.URL) -> Reponse:
        delai = self._reglages.delai
        request = httpx.Request(
            methode,
            url.copy_with(userinfo=b"", fragment=None),
            headers={"User-Agent": AGENT, "Accept": "*/*"},
            extensions={"timeout": {"connect": delai * _JOINDRE}},
        )
        response = await self._transport.handle_async_request(request)
        try:
            if len(response.headers.raw) > ENTETES:
                raise Echec("indisponible", "la réponse est démesurée")
            if methode == "HEAD":  # which has no body: the connection can be used again
                async for _ in response.aiter_raw():
                    pass
            return _lire(response.status_code, response.headers)
        finally:
            await response.aclose()


def _lire(code: int, headers: Mapping[str, str]) -> Reponse:
    vers = headers.get("location") if code in _REDIRECTIONS else None
    return Reponse(code, vers, secondes(headers.get("retry-after")))


def secondes(text: str | None) -> float | None:
    """What a host asks to wait for, in seconds, by a number or by a date; None where it asks nothing readable."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        jusqu_a = parsedate_to_datetime(text)
        reste = (jusqu_a - dt.datetime.now(jusqu_a.tzinfo)).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(reste, 0.0)
