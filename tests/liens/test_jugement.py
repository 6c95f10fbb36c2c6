"""What an answer says of a link, from its code and from where redirects led."""

from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import stable
from segurctl.proofs.verification.demande import secondes
from segurctl.proofs.verification.jugement import de_connexion, juger

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
        "https://exemple.fr/o?redirect_uri=x&client_id=y",
        # By what it will come back to, whole or in part, once or twice encoded.
        "https://exemple.fr/entrer?service=https%3A%2F%2Finterop.referencement.esante.gouv.fr%2Fgazelle%2FtestInstance.seam%3Fid%3D1234",
        "https://exemple.fr/entrer?suite=%2Fgazelle%2FtestInstance.seam%3Fid%3D1234",
        "https://exemple.fr/entrer?suite=%252Fgazelle%252FtestInstance.seam%253Fid%253D1234",
    ],
)
def test_where_one_logs_in_is_known_by_its_words_or_by_what_it_comes_back_to(vers: str) -> None:
    assert de_connexion(httpx.URL(vers), PREUVE)
    assert juger(200, PREUVE, (httpx.URL(vers),)).verdict == "authentification"


@pytest.mark.parametrize(
    "vers",
    [
        "https://interop.referencement.esante.gouv.fr/gazelle/testing/test/test/TestInstance.seam?id=1234",
        "https://www.exemple.fr/auteurs/casimir.pdf",
        "https://www.exemple.fr/documents/authentique.pdf",
        "https://cas.fr/preuve.pdf",  # a domain is a name like others
        "https://www.exemple.fr/preuve?id=1234",
    ],
)
def test_other_pages_are_pages(vers: str) -> None:
    assert juger(200, PREUVE, (httpx.URL(vers),)).verdict == "ok"


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
