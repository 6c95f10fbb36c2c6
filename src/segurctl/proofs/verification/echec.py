"""What keeps an address from answering, and what that says of a link."""

import ssl
from collections.abc import Iterator

import httpcore

from segurctl.proofs.faits import Verdict

# What OpenSSL says of a certificate that is sound, but of another name or address (X509_V_ERR_*_MISMATCH).
_AUTRE_NOM = (62, 64)


class Echec(Exception):  # noqa: N818 - it ends a try, not the run
    """No answer: the verdict of it, and why, in a few words.

    `passager`: it may be otherwise in a moment. `demande`: somebody was asked, and not only this machine.
    """

    def __init__(self, verdict: Verdict, raison: str, *, passager: bool = False, demande: bool = True) -> None:
        super().__init__(raison)
        self.verdict = verdict
        self.raison = raison
        self.passager = passager
        self.demande = demande


class Interdit(Echec):
    """The guard refused an address."""

    def __init__(self, raison: str) -> None:
        super().__init__("interdit", raison)


_COUPEE = ("la connexion est coupée", True)
# Of a kind of error: why nobody can tell from here, and whether it may be otherwise in a moment.
_ECHECS: tuple[tuple[tuple[type[Exception], ...], tuple[str, bool]], ...] = (
    ((httpcore.TimeoutException, TimeoutError), ("pas de réponse à temps", True)),
    ((httpcore.ProxyError,), ("le proxy a refusé", False)),
    ((httpcore.ConnectError,), ("la connexion est refusée", True)),
    ((httpcore.ProtocolError,), ("la réponse n'est pas du HTTP correct", False)),
    ((httpcore.NetworkError, OSError), _COUPEE),
)


def echec_de(error: Exception) -> Echec:
    """What an error of the network says of a link; those of our own pass as they are."""
    causes = list(_causes(error))
    for one in causes:
        if isinstance(one, Echec):
            return one
        if isinstance(one, ssl.SSLError):
            return _tls(one)
    coupee = isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in str(error)
    dit = _COUPEE if coupee else next((dit for kinds, dit in _ECHECS if isinstance(error, kinds)), None)
    if dit is None:
        raise error
    raison, passager = dit
    return Echec("indisponible", raison, passager=passager)


def _tls(error: ssl.SSLError) -> Echec:
    code = getattr(error, "verify_code", None)
    if code in _AUTRE_NOM:
        return Echec("casse", "le certificat est celui d'un autre nom")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Echec("indisponible", "le certificat n'est pas valable, ou son autorité est inconnue d'ici")
    return Echec("indisponible", "la connexion chiffrée n'a pas pu se faire")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
