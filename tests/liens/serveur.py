"""A real HTTP server that misbehaves on purpose, and counts: what each host was asked, and how many at once."""

import asyncio
import contextlib
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

PAGE = b"<html><title>preuve</title></html>"


class Demande(NamedTuple):
    """A request as it came."""

    methode: str
    hote: str
    chemin: str
    entetes: dict[str, str]


class Serveur:
    """What the server saw, and when, by the clock of its loop.

    `latence` is how long every answer takes, in seconds. Nobody is answered before `ensemble` requests are there at
    once. `accueil` is said to whoever comes, and nothing else. `tunnel` is the port to which it leads as a proxy.
    """

    def __init__(self, latence: float = 0.0, ensemble: int = 0, accueil: bytes | None = None) -> None:
        self.latence = latence
        self.accueil = accueil
        self.ensemble = ensemble
        self.tunnel = 0
        self.instants: list[float] = []
        self.port = 0
        self.demandes: list[Demande] = []
        self.connexions = 0
        self.envoyes = 0  # bytes of bodies
        self.au_plus = 0  # requests in flight at once, in all
        self.au_plus_par_hote: Counter[str] = Counter()
        self._en_vol: Counter[str] = Counter()
        self._vues: defaultdict[str, int] = defaultdict(int)
        self.ouverts: list[asyncio.StreamWriter] = []

    def url(self, chemin: str, hote: str = "127.0.0.1", schema: str = "http") -> str:
        """The address of a page of the server, by the name of one of its hosts."""
        return f"{schema}://{hote}:{self.port}{chemin}"

    def methodes(self, chemin: str) -> list[str]:
        """The methods by which a page was asked, in their order."""
        return [one.methode for one in self.demandes if one.chemin == chemin]

    def par_hote(self) -> Counter[str]:
        """How many requests each host saw."""
        return Counter(one.hote for one in self.demandes)

    async def servir(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        self.connexions += 1
        self.ouverts.append(writer)
        if self.accueil is not None:
            writer.write(self.accueil)
            await asyncio.sleep(3600)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while demande := await _lire(reader):
                self.demandes.append(demande)
                self.instants.append(asyncio.get_running_loop().time())
                self._entre(demande.hote)
                if demande.methode == "CONNECT":
                    await self._mener(reader, writer)
                    break
                while self.au_plus < self.ensemble:  # noqa: ASYNC110 - a test waits as it can
                    await asyncio.sleep(0.001)
                try:
                    await asyncio.sleep(self.latence)
                    rester = await self._repondre(demande, writer)
                finally:
                    self._en_vol[demande.hote] -= 1
                if not rester:
                    break
        writer.close()

    async def _mener(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Lead somewhere else, as a proxy does, saying nothing of what goes by."""
        la_bas, vers = await asyncio.open_connection("127.0.0.1", self.tunnel)
        self.ouverts.append(vers)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_verser(reader, vers), _verser(la_bas, writer))

    def _entre(self, hote: str) -> None:
        self._en_vol[hote] += 1
        self.au_plus = max(self.au_plus, self._en_vol.total())
        self.au_plus_par_hote[hote] = max(self.au_plus_par_hote[hote], self._en_vol[hote])

    async def _repondre(self, demande: Demande, writer: asyncio.StreamWriter) -> bool:
        """Answer as the path wants it; whether the connection goes on."""
        parts = urlsplit(demande.chemin)
        rang = self._vues[demande.chemin]
        self._vues[demande.chemin] += 1
        query = {nom: valeurs[0] for nom, valeurs in parse_qs(parts.query).items()}
        genre = parts.path.split("/")[1]
        conduite = CONDUITES.get(genre)
        if conduite is not None:
            return await conduite(self, writer, demande)
        if genre.isdigit() or genre in SUITES:  # /404, or what a page answers one time after the other
            codes = SUITES.get(genre, (int(genre) if genre.isdigit() else 200,))
            code = codes[min(rang, len(codes) - 1)]
            entetes = {"Retry-After": query["attendre"]} if "attendre" in query and code != 200 else {}
            return await self.page(writer, demande, code, entetes)
        if genre == "vers":
            return await self.page(writer, demande, int(query.get("code", "302")), {"Location": query["u"]})
        return await self.page(writer, demande, 200, {})

    async def page(self, writer: asyncio.StreamWriter, demande: Demande, code: int, entetes: dict[str, str]) -> bool:
        """A whole answer."""
        lignes = [f"HTTP/1.1 {code} Dit", f"Content-Length: {len(PAGE)}", "Set-Cookie: session=abc; Path=/"]
        lignes += [f"{nom}: {valeur}" for nom, valeur in entetes.items()]
        corps = b"" if demande.methode == "HEAD" else PAGE
        self.envoyes += len(corps)
        writer.write("\r\n".join(lignes).encode() + b"\r\n\r\n" + corps)
        await writer.drain()
        return True


# What a page answers one time after the other, the last for ever.
SUITES = {
    "reprend": (503, 503, 200),
    "presse": (429, 200),
    "jamais": (429,),
    "sans-head": (405, 200),
    "head-menteur": (404, 200),
    "404-puis-ok": (404, 404, 200),
    "410-puis-ok": (410, 200),
}


async def _verser(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def _lire(reader: asyncio.StreamReader) -> Demande | None:
    premiere = await reader.readline()
    if not premiere.strip():
        return None
    methode, chemin, _ = premiere.decode().split(" ", 2)
    entetes: dict[str, str] = {}
    while (ligne := await reader.readline()).strip():
        nom, _, valeur = ligne.decode().partition(":")
        entetes[nom.strip().lower()] = valeur.strip()
    return Demande(methode, entetes.get("host", "").rpartition(":")[0], chemin, entetes)


Conduite = Callable[[Serveur, asyncio.StreamWriter, Demande], Awaitable[bool]]


async def _lent(_serveur: Serveur, _writer: asyncio.StreamWriter, _demande: Demande) -> bool:
    await asyncio.sleep(3600)
    return False


async def _goutte_a_goutte(_serveur: Serveur, writer: asyncio.StreamWriter, _demande: Demande) -> bool:
    """A header that never ends, slowly enough for no single read to be late."""
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _infini(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    """A body that never ends, to whoever reads it; it does not know HEAD."""
    if demande.methode == "HEAD":
        return await serveur.page(writer, demande, 405, {})
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        await writer.drain()
        serveur.envoyes += 0x10000
    return False


async def _coupe(_serveur: Serveur, writer: asyncio.StreamWriter, _demande: Demande) -> bool:
    """A reset, in place of an answer."""
    writer.transport.abort()
    return False


async def _coupe_head(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    if demande.methode == "HEAD":
        return await _coupe(serveur, writer, demande)
    return await serveur.page(writer, demande, 200, {})


async def _lent_head(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    if demande.methode == "HEAD":
        return await _lent(serveur, writer, demande)
    return await serveur.page(writer, demande, 200, {})


async def _bavard(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    """A body to whoever asks, HEAD or not; and a HEAD that says that the page is not there, of one page."""
    code = 404 if demande.methode == "HEAD" and "404" in demande.chemin else 200
    return await serveur.page(writer, demande._replace(methode="GET"), code, {})


async def _entetes(_serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    """As many headers as the path says."""
    nombre = int(demande.chemin.rpartition("/")[2])
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + b"a:b\r\n" * nombre + b"\r\n")
    await writer.drain()
    return True


async def _continue(_serveur: Serveur, writer: asyncio.StreamWriter, _demande: Demande) -> bool:
    """Announcements of an answer, for ever."""
    while not writer.is_closing():
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0)
    return False


async def _autre_chose(_serveur: Serveur, writer: asyncio.StreamWriter, _demande: Demande) -> bool:
    writer.write(b"220 smtp.example ESMTP\r\n")
    await writer.drain()
    return False


async def _boucle(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    """/boucle/a sends to /boucle/b, which sends back."""
    autre = "b" if demande.chemin.endswith("a") else "a"
    return await serveur.page(writer, demande, 302, {"Location": f"/boucle/{autre}"})


async def _sans_fin(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    """Redirects that never come back on themselves."""
    rang = int(demande.chemin.rpartition("/")[2])
    return await serveur.page(writer, demande, 302, {"Location": f"/sans-fin/{rang + 1}"})


async def _sans_adresse(serveur: Serveur, writer: asyncio.StreamWriter, demande: Demande) -> bool:
    return await serveur.page(writer, demande, 302, {})


CONDUITES: dict[str, Conduite] = {
    "lent": _lent,
    "goutte": _goutte_a_goutte,
    "infini": _infini,
    "coupe": _coupe,
    "coupe-head": _coupe_head,
    "lent-head": _lent_head,
    "bavard": _bavard,
    "bavard-404": _bavard,
    "entetes": _entetes,
    "continue": _continue,
    "autre-chose": _autre_chose,
    "boucle": _boucle,
    "sans-fin": _sans_fin,
    "sans-adresse": _sans_adresse,
}


async def _laisser_faire() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@contextmanager
def en_marche(serveur: Serveur, tls: ssl.SSLContext | None = None, hote: str = "127.0.0.1") -> Iterator[Serveur]:
    """A server in a thread of its own, on a port of its own."""
    pret, boucle = threading.Event(), asyncio.new_event_loop()

    def tourner() -> None:
        asyncio.set_event_loop(boucle)
        boucle.set_exception_handler(lambda _loop, _context: None)  # connections that the client lets down
        ouvert = boucle.run_until_complete(asyncio.start_server(serveur.servir, hote, 0, ssl=tls))
        serveur.port = ouvert.sockets[0].getsockname()[1]
        pret.set()
        boucle.run_forever()
        # Who was just let in has to begin before it can be ended, and nobody else comes in meanwhile.
        for porte in ouvert.sockets:
            boucle.remove_reader(porte)
        boucle.run_until_complete(_laisser_faire())
        ouvert.close()
        restantes = asyncio.all_tasks(boucle)
        for one in restantes:
            one.cancel()
        boucle.run_until_complete(asyncio.gather(*restantes, return_exceptions=True))
        for writer in serveur.ouverts:
            writer.transport.abort()
        boucle.run_until_complete(_laisser_faire())
        boucle.run_until_complete(boucle.shutdown_asyncgens())
        boucle.close()

    fil = threading.Thread(target=tourner, daemon=True)
    fil.start()
    assert pret.wait(10)
    try:
        yield serveur
    finally:
        boucle.call_soon_threadsafe(boucle.stop)
        fil.join(10)
