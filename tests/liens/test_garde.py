"""The guard: no link, redirect or name makes us talk to a network that is not everybody's."""

import asyncio
import datetime as dt
import socket
import ssl
import subprocess
import sys
import threading
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

import httpcore
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from builders import parcours, stable
from liens.conftest import PRESSE, Demander, connus
from liens.serveur import Serveur, en_marche
from segurctl.proofs.adresses import lire_adresse, publique
from segurctl.proofs.verification.echec import Echec, Interdit
from segurctl.proofs.verification.garde import Garde, permise
from segurctl.proofs.verification.jugement import Jugement
from segurctl.proofs.verification.noms import EN_COURS, TEMOIN, Noms
from support import MINIMAL, settled_environment

GARDE = PRESSE._replace(prives=False)
PRIVE = "l'adresse est celle d'une machine ou d'un réseau privé"

FERMEES = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.250"),
    *("240.0.0.1", "255.255.255.255"),
    *("::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1"),
    *("64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
    *("2001::1", "2001:db8::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1"),
    *("ff02::1", "ff0e::1", "100::1", "4000::1", "5f00::1", "2a01::5efe:10.0.0.1", "2a01::200:5efe:127.0.0.1"),
]
OUVERTES = [
    *(
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.255",
    ),
    *("168.63.129.15", "2001:4860:4860::8888", "2a01:e0a::1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"),
    "2002:808:808::1",
]


@pytest.mark.parametrize("adresse", FERMEES)
def test_an_address_that_is_not_everybody_s_is_refused(adresse: str) -> None:
    assert not permise(adresse)


@pytest.mark.parametrize("adresse", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "100.64.0.1", "::1", "fd12::1", "8.8.8.8"])
def test_a_person_may_ask_for_what_is_theirs(adresse: str) -> None:
    assert permise(adresse, prives=True)
    assert permise(f"::ffff:{adresse}", prives=True) or ":" in adresse


@pytest.mark.parametrize(
    "adresse",
    [
        *(
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "fd00:ec2::254",
            "fe80::1",
            "224.0.0.1",
        ),
        *("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "240.0.0.1", "0.0.0.0"),  # noqa: S104
    ],
)
def test_what_a_cloud_keeps_for_its_machines_is_never_asked(adresse: str) -> None:
    assert not permise(adresse, prives=True)


@pytest.mark.parametrize("adresse", OUVERTES)
def test_an_address_that_is_everybody_s_is_not(adresse: str) -> None:
    assert permise(adresse)


@pytest.mark.parametrize("texte", ["", "localhost", "127.1", "0x7f000001", "1.2.3.4.5", "[::1]"])
def test_what_is_no_address_is_refused(texte: str) -> None:
    assert not permise(texte)


@stable
@given(st.ip_addresses(v=4))
def test_an_older_address_is_judged_the_same_wherever_a_newer_one_holds_it(adresse: IPv4Address) -> None:
    ouverte = publique(adresse)
    assert publique(lire_adresse(f"::ffff:{adresse}")) == ouverte
    assert publique(lire_adresse(f"64:ff9b::{adresse}")) == ouverte
    assert not publique(lire_adresse(f"::{adresse}"))


@stable
@given(st.ip_addresses())
def test_what_python_calls_private_is_never_allowed(adresse: IPv4Address | IPv6Address) -> None:
    tenue = isinstance(adresse, IPv6Address) and (adresse.ipv4_mapped or adresse.sixtofour)
    if publique(adresse) and not tenue and adresse not in ip_network("64:ff9b::/96"):
        assert adresse.is_global
        assert not adresse.is_multicast
        assert not adresse.is_reserved


# By every spelling


@pytest.mark.parametrize(
    "hote",
    [
        *("127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "localhost", "LOCALHOST", "localhost."),
        *("[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "0", "0.0.0.0", "１２７.0.0.1", "127。0。0。1"),  # noqa: S104
    ],
)
def test_no_spelling_of_this_machine_reaches_it(serveur: Serveur, demander: Demander, hote: str) -> None:
    [one] = demander(f"http://{hote}:{serveur.port}/ok", reglages=GARDE).values()
    assert one.verdict in ("interdit", "casse")
    assert serveur.connexions == 0


@pytest.mark.parametrize(
    "lien",
    [
        *("ftp://exemple.fr/x", "file:///etc/passwd", "//exemple.fr/x", "exemple.fr/x", "", "http://", "https:///x"),
        *("javascript:alert(1)", "http://[::1", "http://exemple.fr:99999/", "http://exem\x00ple.fr/", "data:,x"),
        *("unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fdocker.sock/info", "http://a" + "b" * 70_000),
    ],
)
def test_only_the_web_is_asked(demander: Demander, lien: str) -> None:
    [one] = demander(lien, reglages=GARDE).values()
    assert one.verdict == "interdit"


def test_a_private_network_is_asked_when_a_person_says_so(serveur: Serveur, demander: Demander) -> None:
    url = serveur.url("/ok")
    assert demander(url, reglages=GARDE)[url] == Jugement("interdit", PRIVE)
    assert demander(url, reglages=PRESSE)[url].verdict == "ok"
    assert len(serveur.demandes) == 1


@pytest.mark.parametrize(
    "hote",
    [
        "xn--a.exemple.fr",
        "xn--53h.exemple.fr",
        "☃.exemple.fr",
        "cafe\u0301.exemple.fr",
        "a.exemple.fr.",
        "-a.exemple.fr",
    ],
)
def test_an_odd_host_is_only_its_own_link_s_trouble(serveur: Serveur, demander: Demander, hote: str) -> None:
    garde = connus(xn__a="127.0.0.1", a="127.0.0.1")
    bon = serveur.url("/ok")
    found = demander(serveur.url("/ok", hote), bon, garde=garde)
    assert found[bon].verdict == "ok"
    assert len(found) == 2


def test_the_last_dot_of_a_host_is_not_in_its_certificate(demander: Demander, autorite: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    autorite.issue_cert("bon.exemple.fr").configure_cert(context)
    with en_marche(Serveur(), context) as serveur:
        [one] = demander(serveur.url("/ok", "bon.exemple.fr.", "https"), garde=connus(bon="127.0.0.1")).values()
        assert one.verdict == "ok"


# Redirects


@pytest.mark.parametrize("prive", ["127.0.0.2", "169.254.169.254/latest/meta-data", "[::1]", "10.0.0.1", "localhost"])
def test_a_redirect_to_a_private_address_is_refused(prive: str, demander: Demander) -> None:
    with en_marche(Serveur()) as dedans, en_marche(Serveur()) as dehors:
        hote, _, reste = prive.partition("/")
        [one] = demander(dehors.url(f"/vers?u=http://{hote}:{dedans.port}/{reste}"), garde=connus()).values()
        assert one.verdict == "interdit"
        assert PRIVE in one.raison
        assert (dedans.connexions, len(dehors.demandes)) == (0, 1)


# Names that change


class Menteur:
    """A resolver that says one thing, then another, as the DNS of an attacker does; it counts its answers."""

    def __init__(self, *reponses: list[str]) -> None:
        self.reponses = list(reponses)
        self.donnees: list[list[str]] = []

    async def __call__(self, _hote: str, _port: int) -> list[str]:
        reponse = self.reponses.pop(0) if len(self.reponses) > 1 else self.reponses[0]
        self.donnees.append(reponse)
        return reponse


class Reseau(httpcore.AsyncNetworkBackend):
    """A network that leads nowhere, and remembers where it was asked to go."""

    def __init__(self) -> None:
        self.vers: list[str] = []

    async def connect_tcp(self, host: str, *_rest: object, **_more: object) -> httpcore.AsyncNetworkStream:
        self.vers.append(host)
        raise httpcore.ConnectError("nobody")


def test_rebinding_fails_since_a_name_is_looked_up_once_and_what_was_judged_is_what_is_connected_to(
    demander: Demander,
) -> None:
    # First a public address, for whoever looks; then this machine, for whoever would look again to connect.
    menteur, reseau = Menteur(["93.184.216.34"], ["127.0.0.1"]), Reseau()
    with en_marche(Serveur()) as dedans:
        garde = Garde(permise, resoudre=menteur, reseau=reseau)
        [one] = demander(f"http://attaquant.exemple.fr:{dedans.port}/ok", reglages=GARDE, garde=garde).values()
        # It went to the address that was judged, by its number; and the next try, told the other one, is refused.
        assert reseau.vers == ["93.184.216.34"]
        assert one == Jugement("interdit", PRIVE)
        assert menteur.donnees == [["93.184.216.34"], ["127.0.0.1"]]
        assert dedans.connexions == 0


def test_a_name_that_changes_between_two_redirects_is_judged_again(demander: Demander) -> None:
    with en_marche(Serveur()) as dehors:
        menteur = Menteur(["127.0.0.1"], ["127.0.0.9"])
        garde = Garde(lambda adresse: adresse == "127.0.0.1", resoudre=menteur)
        # A redirect to another port is another connection, though the name is the same.
        with en_marche(Serveur()) as dedans:
            url = f"http://a.exemple.fr:{dehors.port}/vers?u=http://a.exemple.fr:{dedans.port}/ok"
            [one] = demander(url, garde=garde).values()
            assert one.verdict == "interdit"
            assert dedans.connexions == 0


def test_of_several_addresses_only_those_allowed_are_tried(demander: Demander) -> None:
    reseau = Reseau()
    garde = Garde(permise, resoudre=Menteur(["10.0.0.1", "93.184.216.34", "::1", "2606:4700::1111"]), reseau=reseau)
    demander("http://double.exemple.fr/", reglages=GARDE, garde=garde)
    assert set(reseau.vers) == {"93.184.216.34", "2606:4700::1111"}


def test_who_answers_in_the_end_is_judged_too(serveur: Serveur) -> None:
    """Should a network lead elsewhere than where it was sent, nothing is said to it."""

    class Detourne(httpcore.AnyIOBackend):
        async def connect_tcp(self, host: str, *_rest: object, **_more: object) -> httpcore.AsyncNetworkStream:
            assert host == "93.184.216.34"
            return await super().connect_tcp("127.0.0.1", serveur.port)

    garde = Garde(permise, resoudre=Menteur(["93.184.216.34"]), reseau=Detourne())
    with pytest.raises(Interdit):
        asyncio.run(garde.connect_tcp("x.exemple.fr", 80, timeout=5))
    assert serveur.demandes == []


def test_nothing_leads_to_a_socket_of_this_machine() -> None:
    with pytest.raises(Interdit):
        asyncio.run(Garde(permise).connect_unix_socket("/var/run/docker.sock"))


# Names that lead nowhere


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What the system says of names: an error of each, or that it does not exist. None is found but the witness."""
    erreurs: dict[str, int] = {TEMOIN: 0}

    def chercher(hote: str | bytes, *_args: object, **_kwargs: object) -> list[object]:
        nom = hote.decode() if isinstance(hote, bytes) else hote
        erreur = erreurs.get(nom, socket.EAI_NONAME)
        if erreur:
            raise socket.gaierror(erreur, "no")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", chercher)
    return erreurs


def test_a_name_that_does_not_exist_is_broken(demander: Demander, dns: dict[str, int]) -> None:
    [one] = demander("https://absent.exemple.fr/", reglages=GARDE).values()
    assert one == Jugement("casse", "ce nom d'hôte n'existe pas")


@pytest.mark.parametrize("errno", [socket.EAI_AGAIN, socket.EAI_FAIL])
def test_a_name_that_nobody_could_find_is_not_verified(demander: Demander, dns: dict[str, int], errno: int) -> None:
    dns["absent.exemple.fr"] = errno
    [one] = demander("https://absent.exemple.fr/", reglages=GARDE).values()
    assert (one.verdict, one.raison) == ("indisponible", "le nom d'hôte n'a pas pu être trouvé")


def test_the_witness_is_a_host_of_the_catalogue() -> None:
    assert any(f"//{TEMOIN}/" in (etape.url or "") for etape in parcours().etapes.values())


@pytest.mark.parametrize("autres", [socket.EAI_NONAME, socket.EAI_AGAIN])
@pytest.mark.parametrize("errno", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_machine_that_finds_no_name_at_all_calls_no_link_broken(
    demander: Demander, dns: dict[str, int], errno: int, autres: int
) -> None:
    dns.update({TEMOIN: errno, "un.exemple.fr": autres, "deux.exemple.fr": autres})
    urls = [f"https://{hote}.exemple.fr/" for hote in ("un", "deux")]
    found = demander(*urls, reglages=GARDE).values()
    assert {(one.verdict, one.demande) for one in found} == {("indisponible", False)}
    # But for the names that nobody's DNS has.
    [one] = demander("https://preuves.invalid/", reglages=GARDE).values()
    assert one.verdict == "casse"


@pytest.mark.parametrize("hote", ["a" * 64 + ".exemple.fr", "a..exemple.fr", "." * 300])
def test_a_name_that_cannot_exist_is_broken(hote: str) -> None:
    with pytest.raises(Echec) as raised:
        asyncio.run(Noms()(hote, 80))
    assert raised.value.verdict in ("casse", "indisponible")


def test_names_are_looked_up_beside_the_loop(demander: Demander, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow resolver keeps nobody else from being asked."""
    fils: set[int] = set()

    def noter(*_args: object, **_kwargs: object) -> list[object]:
        fils.add(threading.get_ident())
        return []

    monkeypatch.setattr(socket, "getaddrinfo", noter)
    demander("https://un.exemple.fr/", reglages=GARDE)
    assert fils
    assert threading.get_ident() not in fils


@pytest.mark.parametrize("fin", ["--timeout", "--deadline"])
def test_a_resolver_that_hangs_keeps_no_run_from_ending(tmp_path: Path, fin: str) -> None:
    preuve = '\n[preuves."SC.1"]\nlien = "https://lent.exemple.fr/"\n'
    (tmp_path / "candidature.toml").write_text(MINIMAL + preuve, encoding="utf-8")
    # The resolver of the system, hanging for longer than the test may last.
    code = (
        "import socket, sys, time\n"
        "socket.getaddrinfo = lambda *a, **k: time.sleep(600)\n"
        f"sys.argv = ['segurctl', 'links', {fin!r}, '0.2']\n"
        "from segurctl.__main__ import program\n"
        "program()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=settled_environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "LIE005" in done.stdout.decode()
    assert done.stderr == b""


def test_lookups_that_hang_are_counted_and_no_more_are_made(
    demander: Demander, monkeypatch: pytest.MonkeyPatch
) -> None:
    fin, ensemble = threading.Event(), threading.Semaphore(EN_COURS)
    trop: list[str] = []

    def pendre(hote: str, *_args: object, **_kwargs: object) -> list[object]:
        if not ensemble.acquire(blocking=False):
            trop.append(hote)
        fin.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", pendre)
    try:
        urls = [f"https://n{rang}.exemple.fr/" for rang in range(EN_COURS + 20)]
        found = demander(*urls, reglages=GARDE._replace(delai=0.2, en_tout=100))
    finally:
        fin.set()
    assert {one.verdict for one in found.values()} == {"indisponible"}
    assert any(not one.demande for one in found.values())
    assert trop == []


# A port that nobody listens to, a certificate that nobody can trust


def test_a_port_that_nobody_listens_to_is_not_verified(demander: Demander) -> None:
    with socket.create_server(("127.0.0.1", 0)) as libre:
        port = libre.getsockname()[1]
    [one] = demander(f"http://127.0.0.1:{port}/").values()
    assert (one.verdict, one.raison) == ("indisponible", "la connexion est refusée")


@pytest.fixture
def autorite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """An authority that this machine trusts, as a company has its own."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return ca


@pytest.mark.parametrize(
    ("nom", "verdict", "raison"),
    [
        ("bon.exemple.fr", "ok", ""),
        ("autre.exemple.fr", "casse", "le certificat est celui d'un autre nom"),
    ],
)
def test_a_certificate_is_for_its_name(
    demander: Demander, autorite: trustme.CA, nom: str, verdict: str, raison: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    autorite.issue_cert("bon.exemple.fr").configure_cert(context)
    garde = connus(bon="127.0.0.1", autre="127.0.0.1")
    with en_marche(Serveur(), context) as serveur:
        [one] = demander(serveur.url("/ok", nom, "https"), garde=garde).values()
        assert (one.verdict, one.raison) == (verdict, raison)


def test_a_certificate_for_another_address_is_of_another_name_too(demander: Demander, autorite: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    autorite.issue_cert("127.0.0.5").configure_cert(context)
    with en_marche(Serveur(), context) as serveur:
        [one] = demander(serveur.url("/ok", schema="https")).values()
        assert one.verdict == "casse"


@pytest.mark.parametrize("faute", ["perime", "inconnu"])
def test_a_certificate_that_cannot_be_judged_from_here_is_not_verified(
    demander: Demander, autorite: trustme.CA, faute: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    hier = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    ca = trustme.CA() if faute == "inconnu" else autorite
    ca.issue_cert("127.0.0.1", not_after=hier if faute == "perime" else None).configure_cert(context)
    with en_marche(Serveur(), context) as serveur:
        [one] = demander(serveur.url("/ok", schema="https")).values()
        assert (one.verdict, one.raison) == (
            "indisponible",
            "le certificat n'est pas valable, ou son autorité est inconnue d'ici",
        )
        assert serveur.demandes == []


@pytest.mark.parametrize(
    ("accueil", "raison"),
    [(b"220 smtp.exemple.fr ESMTP\r\n", "la connexion chiffrée n'a pas pu se faire"), (b"", "pas de réponse à temps")],
)
def test_what_speaks_no_tls_is_not_verified(demander: Demander, accueil: bytes, raison: str) -> None:
    with en_marche(Serveur(accueil=accueil)) as serveur:
        [one] = demander(serveur.url("/ok", schema="https"), reglages=PRESSE._replace(delai=0.5)).values()
        assert (one.verdict, one.raison) == ("indisponible", raison)
