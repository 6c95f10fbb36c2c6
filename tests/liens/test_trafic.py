"""How many requests are in flight, what a host that asks to wait gets, and that all of it ends."""

import pytest

from liens.conftest import PRESSE, Demander, connus
from liens.serveur import Serveur, en_marche
from segurctl.proofs.verification.demande import Demandeur, Reponse
from segurctl.proofs.verification.garde import Garde, permise
from segurctl.proofs.verification.jugement import Jugement
from segurctl.proofs.verification.reglages import PATIENCE, SILENCES
from segurctl.proofs.verification.transport import Transport
from segurctl.proofs.verification.verifier import verifier

HOTES = [f"h{rang}" for rang in range(8)]
GARDE = connus(**dict.fromkeys(HOTES, "127.0.0.1"))


def liens(serveur: Serveur, par_hote: int, chemin: str = "/ok") -> list[str]:
    """Some links of each host, those of one host side by side."""
    return [serveur.url(f"{chemin}/{rang}", f"{hote}.exemple.fr") for hote in HOTES for rang in range(par_hote)]


@pytest.mark.parametrize(("en_tout", "par_hote"), [(1, 2), (5, 2), (8, 1), (16, 2), (3, 5)])
def test_as_many_are_asked_at_once_as_may_be_and_no_more(demander: Demander, en_tout: int, par_hote: int) -> None:
    # The server answers nobody before as many are there as the limits allow: fewer would never end.
    with en_marche(Serveur(ensemble=min(en_tout, par_hote * len(HOTES)))) as serveur:
        reglages = PRESSE._replace(en_tout=en_tout, par_hote=par_hote, delai=60)
        found = demander(*liens(serveur, 12), reglages=reglages, garde=GARDE)
        assert {one.verdict for one in found.values()} == {"ok"}
        assert serveur.au_plus == min(en_tout, par_hote * len(HOTES))
        assert max(serveur.au_plus_par_hote.values()) <= par_hote
        assert serveur.par_hote() == {f"{hote}.exemple.fr": 12 for hote in HOTES}


def test_connections_are_used_again(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        demander(*(serveur.url(f"/ok/{rang}") for rang in range(50)))
        assert len(serveur.demandes) == 50
        assert serveur.connexions <= 2


def test_a_host_that_never_answers_keeps_nobody_else_from_being_asked() -> None:
    class ToutesConnues(Exception):  # noqa: N818 - the end of the test
        pass

    with en_marche(Serveur()) as serveur:
        lents = [serveur.url(f"/lent/{rang}", "h0.exemple.fr") for rang in range(30)]
        vifs = {serveur.url(f"/ok/{rang}", "h1.exemple.fr") for rang in range(20)}
        connues: set[str] = set()

        def noter(url: str, one: Jugement) -> None:
            assert (url in vifs, one.verdict) == (True, "ok")
            connues.add(url)
            if connues == vifs:
                raise ToutesConnues

        # The slow host goes first, for it has more links, and is waited for longer than the test may last.
        with pytest.raises(BaseExceptionGroup) as raised:
            verifier([*lents, *vifs], noter, PRESSE._replace(en_tout=3, delai=600), garde=GARDE)
        assert raised.group_contains(ToutesConnues)
        assert serveur.demandes[0].hote == "h0.exemple.fr"


# A host that has enough


def test_a_host_that_says_when_to_come_back_is_left_alone_until_then(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        presse, autre = serveur.url("/presse?attendre=1"), serveur.url("/ok")
        found = demander(presse, autre, reglages=PRESSE._replace(par_hote=1))
        assert {one.verdict for one in found.values()} == {"ok"}
        # What it had to say to one link is for all of the host's.
        assert serveur.demandes[0].chemin == "/presse?attendre=1"
        assert serveur.instants[1] - serveur.instants[0] >= 1


def test_a_host_in_maintenance_does_not_hold_the_run(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        urls = [serveur.url(f"/503/{rang}?attendre=0") for rang in range(40)]
        found = demander(*urls)
        assert {one.verdict for one in found.values()} == {"indisponible"}
        assert len(serveur.demandes) <= SILENCES + PRESSE.par_hote


def test_a_host_that_asks_for_an_hour_is_not_waited_for(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        [one] = demander(serveur.url("/jamais?attendre=3600")).values()
        assert (one.verdict, len(serveur.demandes)) == ("refuse", 1)


@pytest.mark.parametrize(
    ("page", "verdict"), [("/coupe", "indisponible"), ("/jamais", "refuse"), ("/lent", "indisponible")]
)
def test_a_host_that_never_answers_is_not_asked_for_ever(demander: Demander, page: str, verdict: str) -> None:
    with en_marche(Serveur()) as serveur:
        urls = [serveur.url(f"{page}/{rang}") for rang in range(40)]
        found = demander(*urls, reglages=PRESSE._replace(delai=0.1))
        assert {one.verdict for one in found.values()} == {verdict}
        assert len({one.raison for one in found.values()}) == 1
        assert len(serveur.demandes) <= SILENCES + 2 * PRESSE.par_hote  # a HEAD left without an answer is not held


def test_a_host_is_left_alone_after_so_many_refusals_and_not_one_more(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        demander(*(serveur.url(f"/jamais/{rang}") for rang in range(20)), reglages=PRESSE._replace(par_hote=1))
        assert len(serveur.demandes) == SILENCES


def test_only_a_silent_head_is_followed_by_get_without_waiting(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        demander(serveur.url("/lent"), reglages=PRESSE._replace(delai=0.1, recul=0.4))
        assert [one.methode for one in serveur.demandes] == ["HEAD", "GET", "GET"]
        assert serveur.instants[2] - serveur.instants[1] >= 0.4


def test_a_host_whose_pages_fail_one_by_one_is_still_asked(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        found = demander(*(serveur.url(f"/404/{rang}") for rang in range(20)))
        assert {one.code for one in found.values()} == {404}
        assert len(serveur.demandes) == 40


@pytest.mark.parametrize(("alea", "attentes"), [(0.0, [1, 2, 4]), (0.5, [1.5, 3, 6]), (1.0, [2, 4, 8])])
def test_the_wait_grows_with_each_try_and_is_not_the_same_for_all(alea: float, attentes: list[float]) -> None:
    demandeur = Demandeur(Transport(Garde(permise), {}), PRESSE._replace(recul=1), {}, alea=lambda: alea)
    assert [demandeur._attente(Reponse(503), essai) for essai in range(3)] == attentes
    assert demandeur._attente(Reponse(503, attendre=20), 0) == 20
    assert demandeur._attente(Reponse(503, attendre=PATIENCE + 1), 0) is None
    assert demandeur._attente(Reponse(404), 0) is None


# It ends


def test_a_run_has_an_end_whatever_the_links_are(demander: Demander) -> None:
    with en_marche(Serveur()) as serveur:
        urls = [serveur.url(f"/lent/{rang}", f"h{rang % 8}.exemple.fr") for rang in range(2000)]
        found = demander(*urls, reglages=PRESSE._replace(delai=30, duree=0.5), garde=GARDE)
        assert set(found) == set(urls)
        assert {(one.verdict, one.raison) for one in found.values()} == {
            ("indisponible", "le temps a manqué (--deadline)")
        }


def test_nothing_to_ask_is_asked_of_nobody(demander: Demander) -> None:
    assert demander() == {}
