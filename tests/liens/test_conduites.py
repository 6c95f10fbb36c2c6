"""Each way in which a site misbehaves: the verdict, and what it was asked to reach it."""

from pathlib import Path

import pytest

from liens.conftest import PRESSE, SANS_ATTENDRE, Demander, connus
from liens.serveur import Serveur
from segurctl.proofs.faits import Verdict
from segurctl.proofs.verification.reglages import ENTETES, ESSAIS, REDIRECTIONS


@pytest.mark.parametrize(
    ("page", "verdict", "code", "methodes"),
    [
        ("/ok", "ok", 200, ["HEAD"]),
        ("/204", "ok", 204, ["HEAD"]),
        ("/404", "casse", 404, ["HEAD", "GET"]),
        ("/410", "casse", 410, ["HEAD", "GET"]),
        ("/401", "authentification", 401, ["HEAD", "GET"]),
        ("/403", "refuse", 403, ["HEAD", "GET"]),
        ("/405", "refuse", 405, ["HEAD", "GET"]),
        ("/451", "refuse", 451, ["HEAD", "GET"]),
        ("/jamais", "refuse", 429, ["HEAD", "GET", "GET"]),
        ("/407", "indisponible", 407, ["HEAD"]),
        ("/500", "indisponible", 500, ["HEAD", "GET", "GET", "GET"]),
        ("/503", "indisponible", 503, ["HEAD", "GET", "GET"]),
        ("/505", "indisponible", 505, ["HEAD", "GET"]),
        ("/sans-adresse", "indisponible", 302, ["HEAD"]),
        ("/sans-head", "ok", 200, ["HEAD", "GET"]),
        ("/head-menteur", "ok", 200, ["HEAD", "GET"]),
        ("/reprend", "ok", 200, ["HEAD", "GET", "GET"]),
        ("/coupe", "indisponible", None, ["HEAD", "GET", "GET"]),
        ("/coupe-head", "ok", 200, ["HEAD", "GET"]),
        ("/autre-chose", "indisponible", None, ["HEAD", "GET", "GET"]),
        ("/entetes/100", "ok", 200, ["HEAD"]),
    ],
)
def test_a_page_is_asked_as_often_as_its_verdict_needs(
    serveur: Serveur, demander: Demander, page: str, verdict: Verdict, code: int | None, methodes: list[str]
) -> None:
    [one] = demander(serveur.url(page)).values()
    assert (one.verdict, one.code) == (verdict, code)
    assert serveur.methodes(page) == methodes


@pytest.mark.parametrize("page", ["/lent", "/goutte", "/continue"])
def test_a_page_that_does_not_end_is_left_when_its_time_is_up(serveur: Serveur, demander: Demander, page: str) -> None:
    [one] = demander(serveur.url(page), reglages=SANS_ATTENDRE).values()
    assert (one.verdict, one.raison) == ("indisponible", "pas de réponse à temps")
    assert serveur.methodes(page) == ["HEAD", "GET", "GET"]


def test_an_endless_body_is_not_read(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/infini")).values()
    assert one.verdict == "ok"
    # What the buffers of two sockets take without anybody reading, and no more.
    assert serveur.envoyes < 16 << 20


@pytest.mark.parametrize(("nombre", "demandes"), [(ENTETES + 1, 1), (10_000, 1), (50_000, ESSAIS)])
def test_headers_have_a_limit(serveur: Serveur, demander: Demander, nombre: int, demandes: int) -> None:
    [one] = demander(serveur.url(f"/entetes/{nombre}")).values()
    assert one.verdict == "indisponible"
    assert len(serveur.demandes) == demandes  # what is too long to be read at all may be a connection gone wrong


def test_a_host_that_does_not_know_head_is_not_asked_by_it_again(serveur: Serveur, demander: Demander) -> None:
    demander(serveur.url("/sans-head"))
    pages = [f"/405/{rang}" for rang in range(6)]
    demander(*map(serveur.url, pages), reglages=PRESSE._replace(par_hote=1))
    assert [serveur.methodes(page) for page in pages] == [["HEAD", "GET"], *[["GET"]] * 5]


# Redirects


def test_a_redirect_to_the_page_is_followed(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/vers?u=/ok")).values()
    assert one.verdict == "ok"
    assert [demande.chemin for demande in serveur.demandes] == ["/vers?u=/ok", "/ok"]


def test_a_redirect_to_a_page_that_is_gone_is_broken_and_says_where(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/vers?u=/404")).values()
    assert (one.verdict, one.code) == ("casse", 404)


@pytest.mark.parametrize(
    "vers",
    [
        "/cas/login%3Fservice%3Dhttp://x",
        "/connexion",
        "/fr/se-connecter%3Bjsessionid%3D1",
        "/auth/realms/ans/protocol/openid-connect/auth",
        "/saml2/idp/401",
        "http://login.exemple.fr:PORT/x",
        "http://sso.exemple.fr:PORT/coupe",
        "http://auth.exemple.fr:PORT/boucle/a",
    ],
)
def test_a_redirect_to_where_one_logs_in_is_no_proof_whatever_is_there(
    serveur: Serveur, demander: Demander, vers: str
) -> None:
    garde = connus(login="127.0.0.1", sso="127.0.0.1", auth="127.0.0.1")
    page = "/vers?u=" + vers.replace("PORT", str(serveur.port))
    [one] = demander(serveur.url(page), garde=garde).values()
    assert one.verdict == "authentification"


def test_a_login_page_that_sends_to_another_page_shows_nothing(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/vers?u=/vers/cas/login%3Fu%3D/ok")).values()
    assert one.verdict == "authentification"


# HEAD, as some servers have it


@pytest.mark.parametrize("page", ["/coupe-head", "/lent-head", "/bavard", "/bavard-404"])
def test_a_host_that_makes_nothing_of_head_is_asked_by_get(serveur: Serveur, demander: Demander, page: str) -> None:
    urls = [serveur.url(f"{page}/{rang}") for rang in range(20)]
    found = demander(*urls, reglages=PRESSE._replace(delai=1))
    assert {one.verdict for one in found.values()} == {"ok"}
    methodes = [demande.methode for demande in serveur.demandes]
    assert methodes.count("HEAD") <= 2 * PRESSE.par_hote or page == "/bavard"


def test_no_page_is_gone_by_the_word_of_head_alone(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/410-puis-ok")).values()
    assert one.verdict == "ok"


@pytest.mark.parametrize("accueil", ["/", "/gazelle/home.seam", "/evs/testsList.seam"])
def test_a_redirect_to_the_first_page_of_the_site_is_not_the_page(
    serveur: Serveur, demander: Demander, accueil: str
) -> None:
    [one] = demander(serveur.url(f"/vers/gazelle/testInstance.seam?u={accueil}")).values()
    assert one.verdict == "authentification"
    assert "accueil" in one.raison


def test_a_loop_is_left_as_soon_as_it_comes_back(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/boucle/a")).values()
    assert (one.verdict, one.raison) == (
        "indisponible",
        "renvoie à 127.0.0.1/boucle/a : les redirections tournent en rond",
    )
    assert [demande.chemin for demande in serveur.demandes] == ["/boucle/a", "/boucle/b"]


def test_redirects_have_a_limit(serveur: Serveur, demander: Demander) -> None:
    [one] = demander(serveur.url("/sans-fin/0")).values()
    assert one.verdict == "indisponible"
    assert "trop de redirections" in one.raison
    assert len(serveur.demandes) == REDIRECTIONS + 1


@pytest.mark.parametrize("vers", ["https:/page", "http://exemple.fr:99999/", "http://", "http://a..exemple.fr/"])
def test_a_redirect_to_what_is_no_address_is_not_verified(serveur: Serveur, demander: Demander, vers: str) -> None:
    [one] = demander(serveur.url(f"/vers?u={vers}")).values()
    assert one.verdict == "indisponible"


@pytest.mark.parametrize("vers", ["ftp://exemple.fr/", "file:///etc/passwd", "gopher://127.0.0.1:70/", "javascript:0"])
def test_a_redirect_out_of_the_web_is_not_followed(serveur: Serveur, demander: Demander, vers: str) -> None:
    [one] = demander(serveur.url(f"/vers?u={vers}")).values()
    assert one.verdict == "interdit"
    assert len(serveur.demandes) == 1


# What a link says of us


def test_nothing_but_the_request_is_sent(
    serveur: Serveur, demander: Demander, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login julie password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # where nobody listens
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    url = f"http://julie:secret@127.0.0.1:{serveur.port}/vers?u=http://autre:secret@127.0.0.1:{serveur.port}/404"
    [one] = demander(f"{url}#fragment").values()
    assert one.verdict == "casse"
    assert [demande.methode for demande in serveur.demandes] == ["HEAD", "HEAD", "GET"]
    for demande in serveur.demandes:  # the server gives a cookie with each answer
        assert set(demande.entetes) == {"host", "user-agent", "accept"}
        assert demande.entetes["user-agent"].startswith("segurctl/")


def test_a_link_is_asked_once_however_often_it_stands(serveur: Serveur, demander: Demander) -> None:
    demander(*[serveur.url("/ok")] * 5)
    assert len(serveur.demandes) == 1
