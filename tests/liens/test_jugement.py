"""What an answer says of a link, from its code and from where redirects led."""

from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import stable
from segurctl.proofs.verification.connexion import de_connexion
from segurctl.proofs.verification.demande import secondes
from segurctl.proofs.verification.jugement import dire, juger

PREUVE = httpx.URL("https://interop.referencement.esante.gouv.fr/gazelle/testInstance.seam?id=1234")


@pytest.mark.parametrize(
    "vers",
    [
        "https://interop.referencement.esante.gouv.fr/gazelle/cas/login",
        "https://sso.esante.gouv.fr/",
        "https://idp.keycloak.exemple.fr/realms/x",
        "https://login.microsoftonline.com/common/x",
        "https://exemple.fr/users/sign_in",
        "https://exemple.fr/wp-login.php",
        "https://exemple.fr/Account/Login.aspx",
        "https://exemple.fr/fr/connexion/",
        "https://exemple.fr/entrer?SAMLRequest=fZ",
        "https://exemple.fr/login_page.php",
        "https://exemple.fr/LoginForm",
        "https://accounts.exemple.fr/ServiceLogin",
        "https://exemple.fr/page-de-connexion",
        "https://sso-prod.chu.fr/x",
        "https://exemple.fr/index.php?/auth/login/abc",
        "https://exemple.fr/page?pt=login",
        "https://exemple.fr/_layouts/15/AccessDenied.aspx",
        "https://discovery.renater.fr/renater/WAYF?entityID=x",
        "https://exemple.fr/o?redirect_uri=x&client_id=y",
        # By what it will come back to, whole or in part, once or twice encoded.
        "https://exemple.fr/entrer?service=https%3A%2F%2Finterop.referencement.esante.gouv.fr%2Fgazelle%2FtestInstance.seam%3Fid%3D1234",
        "https://exemple.fr/entrer?suite=%2Fgazelle%2FtestInstance.seam%3Fid%3D1234",
        "https://exemple.fr/entrer?suite=%252Fgazelle%252FtestInstance.seam%253Fid%253D1234",
    ],
)
def test_where_one_logs_in_is_known_by_its_words_or_by_what_it_comes_back_to(vers: str) -> None:
    assert de_connexion(httpx.URL(vers), (PREUVE,))
    assert juger(200, PREUVE, (httpx.URL(vers),)).verdict == "authentification"


@pytest.mark.parametrize(
    "vers",
    [
        "https://interop.referencement.esante.gouv.fr/gazelle/testing/test/test/TestInstance.seam?id=1234",
        "https://www.exemple.fr/auteurs/casimir.pdf",
        "https://www.exemple.fr/documents/authentique.pdf",
        "https://cas.fr/preuve.pdf",  # a domain is a name like others
        "https://www.exemple.fr/preuve?id=1234",
        "https://www.exemple.fr/psc/cas/12",
        "https://www.exemple.fr/articles/connexion/psc.mp4",
        "https://www.exemple.fr/guides/identification/ins.pdf",
        "https://www.exemple.fr/viewer.html?file=/gazelle/testInstance.seam%3Fid%3D1234",
        "https://produit.exemple.fr/",
        # Words of the programme: its pages are about logging in.
        "https://www.exemple.fr/test-cas-3",
        "https://www.exemple.fr/cas-d-usage.html",
        "https://www.exemple.fr/fiches/connexion-psc",
        "https://www.exemple.fr/fiches/42-authentification-pro-sante-connect",
        "https://www.exemple.fr/docs/guide-sso",
        "https://www.exemple.fr/blog/se-connecter-avec-psc",
        "https://github.com/org/saml-idp",
    ],
)
def test_other_pages_are_pages(vers: str) -> None:
    assert juger(200, PREUVE, (httpx.URL(vers),)).verdict == "ok"


@pytest.mark.parametrize(
    ("lien", "vers"),
    [
        ("https://cloud.exemple.fr/s/abc", "https://cloud.exemple.fr/s/abc/authenticate/showShare"),
        ("https://exemple.fr/p/1", "https://exemple.fr/auth/realms/x"),
        ("https://git.exemple.fr/a/b/-/wikis/sign-in-psc", "https://git.exemple.fr/users/sign_in"),
        ("https://exemple.fr/docs/sso-guide", "https://sso.exemple.fr/"),
        ("https://exemple.fr/index.php?page=preuve&id=1", "https://exemple.fr/index.php?page=login"),
        ("https://exemple.fr/index.php?page=preuve&id=1", "https://exemple.fr/"),
        ("https://exemple.fr/login/doc", "https://exemple.fr/login?next=%2Flogin%2Fdoc"),
    ],
)
def test_a_login_is_seen_whatever_the_link_is_called(lien: str, vers: str) -> None:
    assert juger(200, httpx.URL(lien), (httpx.URL(vers),)).verdict == "authentification"


@pytest.mark.parametrize(
    ("lien", "vers"),
    [
        ("https://cloud.exemple.fr/s/abc", "https://cloud.exemple.fr/index.php/s/abc"),
        ("https://exemple.fr/index.html", "https://exemple.fr/"),
    ],
)
def test_a_page_of_another_form_is_the_page(lien: str, vers: str) -> None:
    assert juger(200, httpx.URL(lien), (httpx.URL(vers),)).verdict == "ok"


@pytest.mark.parametrize(
    ("lien", "vers", "verdict"),
    [
        ("https://exemple.fr/a", "https://www.exemple.fr/a/", "ok"),
        ("https://exemple.fr/a/", "https://exemple.fr/a?ticket=ST-1", "ok"),
        (str(PREUVE), str(PREUVE).replace("testInstance.seam", "testing/test/test/TestInstance.seam"), "ok"),
        (str(PREUVE), str(PREUVE).replace("1234", "1235"), "authentification"),
        (str(PREUVE), str(PREUVE).partition("?")[0], "authentification"),
        ("https://exemple.fr/p?id=1", "https://exemple.fr/p", "authentification"),
    ],
)
def test_after_a_login_only_the_page_that_was_asked_is_the_page(lien: str, vers: str, verdict: str) -> None:
    chemin = (httpx.URL("https://sso.exemple.fr/cas/login"), httpx.URL(vers))
    assert juger(200, httpx.URL(lien), chemin).verdict == verdict


@pytest.mark.parametrize(
    "vers", ["https://neuf.exemple.fr/connexion-psc/x", "https://exemple.fr/erreur?aspxerrorpath=/x"]
)
def test_a_page_that_is_gone_is_broken_wherever_that_is_said(vers: str) -> None:
    assert juger(404, httpx.URL("https://exemple.fr/x"), (httpx.URL(vers),)).verdict == "casse"
    par = (httpx.URL("https://sso.exemple.fr/login"), httpx.URL(vers))
    assert juger(404, httpx.URL("https://exemple.fr/x"), par).verdict == "casse"
    assert juger(404, httpx.URL("https://exemple.fr/x"), par[:1]).verdict == "authentification"


def test_what_a_login_leads_to_is_no_proof_unless_it_is_the_page() -> None:
    connexion, ailleurs = httpx.URL("https://sso.exemple.fr/login"), httpx.URL("https://exemple.fr/choisir")
    assert juger(200, PREUVE, (connexion, ailleurs)).verdict == "authentification"
    assert juger(200, PREUVE, (connexion, PREUVE.copy_merge_params({"ticket": "ST-1"}))).verdict == "ok"


def test_a_login_may_come_back_to_any_step_of_the_way_http_or_https() -> None:
    avant = httpx.URL("http://exemple.fr/preuve?id=1")
    apres = httpx.URL("https://exemple.fr/preuve?id=1")
    entrer = httpx.URL("https://exemple.fr/entrer?suite=https%3A%2F%2Fexemple.fr%2Fpreuve%3Fid%3D1")
    assert juger(200, avant, (apres, entrer)).verdict == "authentification"


def test_where_a_site_sends_is_said_as_it_goes_over_the_network() -> None:
    assert dire(httpx.URL("https://exemple.fr/caf%C2%9B%1b%E2%80%AE?session=abc")) == "exemple.fr/caf%C2%9B%1b%E2%80%AE"


def test_a_proof_about_connections_may_move() -> None:
    avant, apres = (httpx.URL(f"https://{hote}exemple.fr/connexion/psc.mp4") for hote in ("", "www."))
    assert juger(200, avant, (apres,)).verdict == "ok"


def test_a_link_to_the_first_page_of_a_site_leads_there() -> None:
    avant, apres = httpx.URL("http://exemple.fr"), httpx.URL("https://www.exemple.fr/")
    assert juger(200, avant, (apres,)).verdict == "ok"


@pytest.mark.parametrize(
    ("text", "attendu"),
    [
        ("3", 3.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("-1", None),
        ("1.5", None),
        ("bientôt", None),
        ("", None),
        (None, None),
        ("٣", None),
        ("9" * 400, 999_999_999.0),
        ("Fri, 31 Dec 99999 00:00:00 GMT", None),
    ],
)
def test_what_a_host_asks_to_wait_for(text: str | None, attendu: float | None) -> None:
    assert secondes(text) == attendu


def test_a_date_to_wait_for_is_counted_from_now() -> None:
    assert (secondes("Fri, 01 Jan 2100 00:00:00 GMT") or 0) > 10**9


@stable
@given(st.integers(100, 999), st.lists(st.text(max_size=60), max_size=4))
def test_any_answer_has_a_verdict(code: int, chemins: list[str]) -> None:
    chemin = tuple(PREUVE.copy_with(path=f"/{quote(one)}") for one in chemins)
    one = juger(code, PREUVE, chemin)
    assert one.code == code
    assert (one.verdict == "ok") <= (200 <= code < 300)
    assert one.raison or one.verdict == "ok"


@stable
@given(st.text(max_size=40))
def test_any_header_is_a_number_or_nothing(text: str) -> None:
    attente = secondes(text)
    assert attente is None or attente >= 0
