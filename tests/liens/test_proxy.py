"""A proxy is used when a person asks for it, and never because the environment names one."""

import ssl
from pathlib import Path

import pytest
import trustme

from liens.conftest import PRESSE, Demander
from liens.serveur import Serveur, en_marche
from segurctl.errors import SegurctlError
from segurctl.proofs.verification.echec import Echec
from segurctl.proofs.verification.garde import Garde, permise
from segurctl.proofs.verification.jugement import Jugement
from segurctl.proofs.verification.verifier import verifier

PAR = PRESSE._replace(proxy=True, prives=False)


@pytest.fixture(autouse=True)
def environnement(monkeypatch: pytest.MonkeyPatch) -> None:
    for nom in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(nom, raising=False)
        monkeypatch.delenv(nom.upper(), raising=False)


def test_a_link_goes_by_the_proxy_whose_own_address_is_the_person_s_business(
    serveur: Serveur, demander: Demander, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://julie:secret@127.0.0.1:{serveur.port}")
    [one] = demander("http://8.8.8.8/404", reglages=PAR).values()
    assert one.verdict == "casse"
    assert [demande.chemin for demande in serveur.demandes] == ["http://8.8.8.8/404"] * 2
    assert serveur.demandes[0].entetes["proxy-authorization"].startswith("Basic ")


def test_an_encrypted_link_goes_through_it_unread(
    demander: Demander, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("8.8.8.8").configure_cert(context)
    with en_marche(Serveur(), context) as la_bas, en_marche(Serveur()) as proxy:
        proxy.tunnel = la_bas.port
        monkeypatch.setenv("ALL_PROXY", f"127.0.0.1:{proxy.port}")  # as some write it
        [one] = demander("https://8.8.8.8/ok", reglages=PAR).values()
        assert one.verdict == "ok"
        assert [(each.methode, each.chemin) for each in proxy.demandes] == [("CONNECT", "8.8.8.8:443")]
        assert [each.chemin for each in la_bas.demandes] == ["/ok"]


@pytest.mark.parametrize(
    "hote",
    [
        *("127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost", "127.1", "127.0.0.1.", "169.254.169.254."),
        *("localhost.", "x.localhost", "127%2e0.0.1", "metadata.google.internal", "nas", "0x7f000001", "[::1]"),
    ],
)
def test_a_proxy_is_no_way_round_the_guard(
    serveur: Serveur, demander: Demander, monkeypatch: pytest.MonkeyPatch, hote: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{serveur.port}")
    [one] = demander(f"http://{hote}/ok", reglages=PAR).values()
    assert one.verdict == "interdit"
    assert serveur.connexions == 0


def test_a_host_that_the_proxy_is_not_for_is_asked_directly(
    serveur: Serveur, demander: Demander, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    [one] = demander(serveur.url("/ok"), reglages=PAR._replace(prives=True)).values()
    assert one.verdict == "ok"


def test_a_name_of_two_addresses_is_judged_by_both(serveur: Serveur, monkeypatch: pytest.MonkeyPatch) -> None:
    async def double(_hote: str, _port: int) -> list[str]:
        return ["8.8.8.8", "10.0.0.1"]

    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{serveur.port}")
    found: dict[str, Jugement] = {}
    verifier(["http://double.exemple.fr/"], found.__setitem__, PAR, garde=Garde(permise, resoudre=double))
    assert [one.verdict for one in found.values()] == ["interdit"]
    assert serveur.connexions == 0


def test_names_that_only_the_proxy_knows_are_its_business(serveur: Serveur, monkeypatch: pytest.MonkeyPatch) -> None:
    async def rien(_hote: str, _port: int) -> list[str]:
        raise Echec("indisponible", "aucun nom d'hôte n'est trouvé d'ici")

    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{serveur.port}")
    found: dict[str, Jugement] = {}
    verifier(["http://loin.exemple.fr/ok"], found.__setitem__, PAR, garde=Garde(permise, resoudre=rien))
    assert [one.verdict for one in found.values()] == ["ok"]


def test_a_proxy_that_refuses_says_so(demander: Demander, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    [one] = demander("https://8.8.8.8/", reglages=PAR).values()
    assert one.verdict == "indisponible"


@pytest.mark.parametrize("valeur", ["socks5://127.0.0.1:9", "ftp://x", "http://", "http://julie:secret@:x"])
def test_what_is_no_proxy_is_refused_without_saying_what_it_is(
    demander: Demander, monkeypatch: pytest.MonkeyPatch, valeur: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", valeur)
    with pytest.raises(SegurctlError) as raised:
        demander("https://8.8.8.8/", reglages=PAR)
    assert "secret" not in str(raised.value)


def test_asking_for_a_proxy_where_there_is_none_is_an_error(demander: Demander) -> None:
    with pytest.raises(SegurctlError, match="aucun proxy"):
        demander("https://8.8.8.8/", reglages=PAR)
