"""What links answered before: how long it is worth, and that nothing of it is lost or trusted too much."""

import datetime as dt
import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, stable
from segurctl.errors import SegurctlError
from segurctl.proofs.faits import Verdict, Verification
from segurctl.proofs.verification.cache import Cache, aucun, ouvrir
from segurctl.proofs.verification.jugement import Jugement
from segurctl.proofs.verification.reglages import Reglages
from segurctl.proofs.verification.reponses import de_memoire, du_reseau

LUNDI = day("2026-03-02")
URL = "https://www.exemple.fr/preuve.pdf?privacyKey=tres-prive"
OK = Verification("ok", "", 200, LUNDI)


@pytest.fixture(autouse=True)
def dossier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's cache folder, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "segurctl"


def plus_tard(jours: int, *, voie: str = "") -> Cache:
    """The cache, some days later."""
    return ouvrir(LUNDI + dt.timedelta(days=jours), voie=voie)


def test_what_was_learned_is_there_the_next_time(dossier: Path) -> None:
    plus_tard(0).garder({URL: OK})
    assert plus_tard(0).connue(URL) == OK
    assert dossier.stat().st_mode & 0o77 == 0  # nobody else's


def test_the_cache_tells_no_address(dossier: Path) -> None:
    plus_tard(0).garder({URL: OK})
    text = (dossier / "liens.json").read_text(encoding="utf-8")
    assert "exemple" not in text
    assert "prive" not in text


def test_it_is_the_same_whatever_the_order(dossier: Path) -> None:
    liens = {f"https://exemple.fr/{rang}": OK for rang in range(20)}
    plus_tard(0).garder(liens)
    first = (dossier / "liens.json").read_bytes()
    plus_tard(0).garder(dict(reversed(liens.items())))
    assert (dossier / "liens.json").read_bytes() == first


# How long


@pytest.mark.parametrize("vie", [1, 2, 3, 7, 30, 365])
def test_links_learned_on_one_day_are_not_all_asked_again_on_one_other(vie: int) -> None:
    liens = {f"https://exemple.fr/{rang}": OK for rang in range(200)}
    plus_tard(0).garder(liens)
    jours = [plus_tard(0)._replace(today=LUNDI + dt.timedelta(days=age)) for age in range(vie + 1)]
    vies = [next(age for age, cache in enumerate(jours) if not cache.fraiche(one, vie)) for one in list(liens)[:40]]
    assert max(vies) <= vie
    assert min(vies) >= vie - vie // 4 > 0
    assert len(set(vies)) > 1 or vie < 4


@pytest.mark.parametrize("verdict", ["casse", "authentification", "refuse", "indisponible", "interdit"])
def test_only_a_link_that_was_there_need_not_be_asked_again(verdict: Verdict) -> None:
    plus_tard(0).garder({URL: Verification(verdict, "pour voir", None, LUNDI)})
    assert plus_tard(0).fraiche(URL, 7) is None
    assert plus_tard(0).connue(URL) is not None


def test_a_life_of_no_day_asks_everything_again() -> None:
    plus_tard(0).garder({URL: OK})
    assert plus_tard(0).fraiche(URL, 0) is None


def test_what_is_of_a_day_to_come_is_not_known_yet() -> None:
    plus_tard(3).garder({URL: OK._replace(le=LUNDI + dt.timedelta(days=3))})
    assert plus_tard(0).connue(URL) is None
    assert plus_tard(0).fraiche(URL, 7) is None
    assert plus_tard(3).connue(URL) is not None


def test_what_a_private_network_answered_is_of_that_network() -> None:
    prive = Reglages(prives=True).voie
    plus_tard(0, voie=prive).garder({URL: OK})
    assert plus_tard(0).connue(URL) is None
    assert plus_tard(0, voie=prive).connue(URL) == OK
    assert len({Reglages(prives=a, proxy=b).voie for a in (False, True) for b in (False, True)}) == 4


def test_links_that_nobody_asks_for_any_more_are_forgotten(dossier: Path) -> None:
    plus_tard(0).garder({URL: OK})
    plus_tard(400).garder({"https://exemple.fr/": OK._replace(le=LUNDI + dt.timedelta(days=400))})
    assert len(json.loads((dossier / "liens.json").read_text(encoding="utf-8"))["liens"]) == 1


def test_the_last_answer_is_the_one_that_is_kept() -> None:
    plus_tard(0).garder({URL: Verification("casse", "la page n'existe pas", 404, LUNDI)})
    plus_tard(0).garder({URL: OK})  # mended, and asked again the same day
    assert plus_tard(0).connue(URL) == OK
    plus_tard(900).garder({URL: OK._replace(le=LUNDI + dt.timedelta(days=900))})  # a day that was only tried
    plus_tard(0).garder({URL: OK})
    assert plus_tard(0).connue(URL) == OK


def test_half_a_character_in_the_cache_stops_no_run(dossier: Path) -> None:
    dossier.mkdir(parents=True)
    entry = '{"verdict": "ok", "raison": "\\ud800", "code": 200, "le": "2026-03-02"}'
    (dossier / "liens.json").write_text(f'{{"version": 1, "liens": {{"a": {entry}}}}}', encoding="utf-8")
    plus_tard(0).garder({URL: OK})
    assert plus_tard(0).connue(URL) == OK


def test_no_link_is_spelled_like_the_way_another_was_asked() -> None:
    plus_tard(0, voie="prives ").garder({"http://127.0.0.1/a": OK})
    assert plus_tard(0).connue("prives http://127.0.0.1/a") is None


def test_an_odd_entry_takes_no_other_with_it(dossier: Path) -> None:
    plus_tard(0).garder({URL: OK})
    path = dossier / "liens.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["liens"]["a" * 32] = {"verdict": "ok"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert plus_tard(0).connue(URL) == OK


# Two at once, and a cache that is not one


def _garder(rang: int) -> None:
    plus_tard(0).garder({f"https://exemple.fr/{rang}/{each}": OK for each in range(5)})


def test_what_many_runs_learn_at_once_is_all_there() -> None:
    with multiprocessing.get_context("fork").Pool(8) as pool:
        pool.map(_garder, range(60), chunksize=1)
    cache = plus_tard(0)
    assert all(cache.connue(f"https://exemple.fr/{rang}/{each}") for rang in range(60) for each in range(5))


@pytest.mark.parametrize(
    "contenu",
    [
        *(
            b"",
            b"{",
            b"null",
            b"[]",
            b"1",
            b'{"version": 2, "liens": {}}',
            b'{"version": 1}',
            b'{"version": 1, "liens": 3}',
        ),
        *(b"\xff\xfe", b"[" * 100_000, b'{"version": 1, "liens": {"a": {}}}', b'{"version": 1, "liens": {"a": null}}'),
        b'{"version": 1, "liens": {"a": {"verdict": "parfait", "raison": "", "code": 200, "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": [], "raison": "", "code": 200, "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": 3, "code": 200, "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": "", "code": "200", "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": "", "code": 200, "le": "hier"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": "", "code": true, "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": "", "code": 1000, "le": "2026-03-02"}}}',
        b'{"version": 1, "liens": {"a": {"verdict": "ok", "raison": "", "code": 200, "le": 3}}}',
    ],
)
def test_a_cache_that_is_not_one_is_an_empty_one_and_is_replaced(dossier: Path, contenu: bytes) -> None:
    dossier.mkdir(parents=True)
    (dossier / "liens.json").write_bytes(contenu)
    assert plus_tard(0).connues == {}
    plus_tard(0).garder({URL: OK})
    assert plus_tard(0).connue(URL) == OK


@stable
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_document_is_too_odd_to_be_read(content: object) -> None:
    folder = ouvrir(LUNDI).chemin
    assert folder is not None
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text(json.dumps({"version": 1, "liens": content}), encoding="utf-8")
    ouvrir(LUNDI)


def test_a_cache_that_cannot_be_written_is_said_once_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    with pytest.raises(SegurctlError, match="écriture impossible"):
        plus_tard(0).garder({URL: OK})


def test_no_cache_keeps_nothing(dossier: Path) -> None:
    aucun(LUNDI).garder({URL: OK})
    assert not dossier.exists()


# With the network, or without


def test_without_the_network_everything_known_is_told_and_the_rest_is_unknown() -> None:
    vieux = Verification("casse", "la page n'existe pas", 404, LUNDI)
    plus_tard(0).garder({URL: vieux})
    dite = de_memoire([URL, "https://exemple.fr/"], plus_tard(100), None)
    assert dite.sues[URL] == vieux
    assert dite.sues["https://exemple.fr/"].verdict == "inconnu"
    assert dite.avant == {URL}
    assert de_memoire([URL], plus_tard(100), 100).sues[URL].verdict == "inconnu"
    assert de_memoire([URL], plus_tard(99), 100).sues[URL] == vieux


def test_a_link_that_nobody_was_asked_for_teaches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def hors_ligne(urls: list[str], noter: object, _reglages: Reglages) -> None:
        noter(urls[0], Jugement("indisponible", "aucun nom d'hôte n'est trouvé d'ici", demande=False))  # type: ignore[operator]

    plus_tard(0).garder({URL: OK})
    monkeypatch.setattr("segurctl.proofs.verification.verifier.verifier", hors_ligne)
    dite = du_reseau([URL], plus_tard(30), 7, Reglages(), lambda _total: lambda: None)
    assert dite.sues[URL].verdict == "indisponible"
    assert plus_tard(30).connue(URL) == OK


def test_at_ctrl_c_what_was_known_by_then_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrompu(urls: list[str], noter: object, _reglages: Reglages) -> None:
        noter(urls[0], Jugement("ok", "", 200))  # type: ignore[operator]
        raise KeyboardInterrupt

    monkeypatch.setattr("segurctl.proofs.verification.verifier.verifier", interrompu)
    with pytest.raises(KeyboardInterrupt):
        du_reseau([URL, "https://exemple.fr/"], plus_tard(0), 7, Reglages(), lambda _total: lambda: None)
    assert plus_tard(0).connue(URL) == OK
