"""Names as this machine finds them; and whether it finds any at all."""

import socket

from anyio import to_thread

from segurctl.proofs.verification.echec import Echec

# One of the catalogue's portals, which is there as long as the programme is: where even that name is not found, another
# that is not says nothing. Only its address is asked for.
TEMOIN = "esante.gouv.fr"
_TROP = "trop de recherches de noms restent sans réponse"
EN_COURS = 200  # lookups at once, those that nobody waits for any more included: twice what a run may have in flight
# Names that no public DNS has, ever (RFC 2606, RFC 6761).
_JAMAIS = ("example", "invalid", "localhost", "test")


class Noms:
    """The resolver of one run."""

    def __init__(self, temoin: str = TEMOIN) -> None:
        self._temoin = temoin
        self._trouves: bool | None = None  # whether any name is found from here
        self._recherches = _Recherches()

    async def __call__(self, hote: str, port: int) -> list[str]:
        """The addresses of a name, in the system's order. Raises Echec where it has none, or where nobody can tell."""
        try:
            found = await self._recherches.chercher(hote, port)
        except socket.gaierror as error:
            raise await self._echec(hote, error) from None
        except (UnicodeError, ValueError):
            raise Echec("casse", "ce nom d'hôte ne peut pas exister") from None
        return found

    async def _echec(self, hote: str, error: socket.gaierror) -> Echec:
        if error.errno != socket.EAI_NONAME and await self._en_trouve():
            return Echec("indisponible", "le nom d'hôte n'a pas pu être trouvé", passager=True)
        if hote.rstrip(".").rpartition(".")[2].lower() in _JAMAIS or await self._en_trouve():
            return Echec("casse", "ce nom d'hôte n'existe pas")
        return Echec("indisponible", "aucun nom d'hôte n'est trouvé d'ici (hors ligne ?)", demande=False)

    async def _en_trouve(self) -> bool:
        if self._trouves is None:
            try:
                self._trouves = bool(await self._recherches.chercher(self._temoin, 443))
            except (OSError, Echec):
                self._trouves = False
        return self._trouves


class _Recherches:
    """Lookups that the system makes, each in a thread, which may take its time: nobody waits for it for ever."""

    def __init__(self) -> None:
        self._vivantes: set[object] = set()

    async def chercher(self, nom: str, port: int) -> list[str]:
        """The addresses of a name. Raises OSError, UnicodeError; or Echec where too many hang already."""
        if len(self._vivantes) >= EN_COURS:
            raise Echec("indisponible", _TROP, demande=False)
        une = _Recherche(nom, port, self._vivantes)
        self._vivantes.add(une)
        try:
            return await to_thread.run_sync(une.demander, abandon_on_cancel=True)
        except RuntimeError:  # no thread more in this place
            raise Echec("indisponible", _TROP, demande=False) from None
        finally:
            if not une.commencee:
                self._vivantes.discard(une)


class _Recherche:
    """One lookup, which is among those that live until the system answers, be it waited for or not."""

    def __init__(self, nom: str, port: int, vivantes: set[object]) -> None:
        self._nom, self._port, self._vivantes = nom, port, vivantes
        self.commencee = False

    def demander(self) -> list[str]:
        """Ask the system. Raises what it raises."""
        self.commencee = True
        try:
            found = socket.getaddrinfo(self._nom, self._port, type=socket.SOCK_STREAM)
        finally:
            self._vivantes.discard(self)
        return list(dict.fromkeys(str(one[4][0]) for one in found))
