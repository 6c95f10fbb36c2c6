"""How many requests are in flight, in all and to each host; and the hosts that ask to wait, or will not answer."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count

from segurctl.proofs.verification.echec import Echec
from segurctl.proofs.verification.reglages import SILENCES, Reglages


class _Hote:
    """What is known of one host."""

    def __init__(self, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.reprise = 0.0  # when it may be asked again, by the clock of the loop
        self.sans_head = False
        self.silences = 0
        self.muet: Echec | None = None

    async def reprendre(self) -> None:
        """Wait until it may be asked again: another link may put that off meanwhile."""
        while not self.muet and (reste := self.reprise - asyncio.get_running_loop().time()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(reste)


class _Places:
    """A number of places, of which each goes to whoever waits with the smallest rank."""

    def __init__(self, nombre: int) -> None:
        self._libres = nombre
        self._file: list[tuple[int, int, asyncio.Future[None]]] = []
        self._arrivees = count()

    @asynccontextmanager
    async def une(self, rang: int) -> AsyncIterator[None]:
        """One of them, when there is one."""
        if self._libres:
            self._libres -= 1
        else:
            tour = asyncio.get_running_loop().create_future()
            heappush(self._file, (rang, next(self._arrivees), tour))
            try:
                await tour
            except asyncio.CancelledError:
                if tour.done() and not tour.cancelled():  # given, and not wanted any more
                    self._rendre()
                raise
        try:
            yield
        finally:
            self._rendre()

    def _rendre(self) -> None:
        while self._file:
            _rang, _arrivee, tour = heappop(self._file)
            if not tour.done():
                tour.set_result(None)
                return
        self._libres += 1


class Trafic:
    """The traffic of one run. `attendus` is how many links each host has.

    The busiest host goes first, since it takes longest; and the next links of a host before those of another, while
    its connections are open.
    """

    def __init__(self, reglages: Reglages, attendus: Mapping[str, int]) -> None:
        self._par_hote = reglages.par_hote
        self._places = _Places(reglages.en_tout)
        self._hotes: dict[str, _Hote] = {}
        ordre = sorted(attendus, key=lambda hote: (-attendus[hote], hote))
        self._rangs = {hote: rang for rang, hote in enumerate(ordre, 1)}

    @asynccontextmanager
    async def place(self, hote: str) -> AsyncIterator[None]:
        """A place for one request to a host. Who waits for a host keeps nobody else from going.

        Raises Echec for a host that is left alone.
        """
        one = self._hote(hote)
        async with one.places:
            await one.reprendre()
            if one.muet:
                raise Echec(one.muet.verdict, one.muet.raison)
            async with self._places.une(self._rangs.get(hote, 0)):  # where a redirect leads: a link that is begun
                yield

    def attendre(self, hote: str, secondes: float) -> None:
        """Ask nothing of a host for some seconds, whatever link leads there."""
        one = self._hote(hote)
        one.reprise = max(one.reprise, asyncio.get_running_loop().time() + secondes)

    def refuse_head(self, hote: str) -> None:
        """Remember that a host does not know HEAD."""
        self._hote(hote).sans_head = True

    def sans_head(self, hote: str) -> bool:
        """Whether a host is known not to know HEAD."""
        return self._hote(hote).sans_head

    def a_repondu(self, hote: str) -> None:
        """A host that answers is there."""
        self._hote(hote).silences = 0

    def s_est_tu(self, hote: str, echec: Echec) -> None:
        """One request more that a host would not answer."""
        one = self._hote(hote)
        one.silences += 1
        if one.silences >= SILENCES:
            one.muet = echec

    def _hote(self, hote: str) -> _Hote:
        return self._hotes.setdefault(hote, _Hote(self._par_hote))
