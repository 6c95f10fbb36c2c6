"""What keeps an address from answering, and what that says of a link."""

import ssl
from collections.abc import Iterator

import httpcore

from segurctl.proofs.faits import Verdict

# What OpenSSL says of a certificate that is sound, but of another name or address (X509_V_ERR_*_MISMATCH).
_AUTRE_NOM = (62, 64)


class Echec(Exception):  # noqa: N818 - it ends a try, not the run
    """No answer: the verdict of it, and why, in a few words.

    `passager`: it may be otherwise in a moment. `sans_reponse`: there is somebody, who did not answer that, or not in
    HTTP. `demande`: somebody was asked, and not only this machine.
    """

    def __init__(
        self,
        verdict: Verdict,
        raison: str,
        *,
        passager: bool = False,
        sans_reponse: bool = False,
        demande: bool = True,
    ) -> None:
        super().__init__(raison)
        self.verdict = verdict
        self.raison = raison
        self.passager = passager
        self.sans_reponse = sans_reponse
        self.demande = demande


class Interdit(Echec):
    """The guard refused an address."""

    def __init__(self, raison: str) -> None:
        super().__init__("interdit", raison)


# Of a kind of error: why nobody can tell from here, whether it may be otherwise in a moment, and whether there was
# somebody who did not answer.
_COUPEE = ("la connexion est coupée", True, True)
_ECHECS: tuple[tuple[tuple[type[Exception], ...], tuple[str, bool, bool]], ...] = (
    ((httpcore.ConnectTimeout,), ("pas de réponse à temps", True, False)),
    ((httpcore.TimeoutException, TimeoutError), ("pas de réponse à temps", True, True)),
    ((httpcore.ProxyError,), ("le proxy a refusé", False, False)),
    ((httpcore.ConnectError,), ("la connexion est refusée", True, False)),
    # A body that came with the answer to a HEAD is read as the next answer: another connection has none.
    ((httpcore.ProtocolError,), ("la réponse n'est pas du HTTP correct", True, True)),
    ((httpcore.NetworkError, OSError), _COUPEE),
    ((ValueError,), ("l'adresse ne peut pas être demandée", False, False)),  # a name that no certificate can have
)


def echec_de(error: Exception) -> Echec:
    """What an error of the network says of a link; those of our own pass as they are."""
    causes = list(_causes(error))
    for one in causes:
        if isinstance(one, Echec):
            return one
        if isinstance(one, ssl.SSLError) and not isinstance(one, ssl.SSLWantReadError | ssl.SSLWantWriteError):
            return _tls(one)
    coupee = isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in str(error)
    dit = _COUPEE if coupee else next((dit for kinds, dit in _ECHECS if isinstance(error, kinds)), None)
    if dit is None:
        raise error
    raison, passager, sans_reponse = dit
    return Echec("indisponible", raison, passager=passager, sans_reponse=sans_reponse)


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
