"""The snapshot of a REM: the same bytes for the same workbook, read back as it was, and never trusted."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import stable
from rem_builders import exigence, rem
from segurctl.errors import SegurctlError
from segurctl.rem import snapshot
from segurctl.rem.model import Attendue, Chapitre, Exigence, Referentiel, Scenario, Source
from segurctl.rem.snapshot import MAX_BYTES, ecrire, lire

UN = rem(exigence("SC.MSS/CONF.01", profils=("Général",)), exigence("INS/va1.53", chapitre="ins", nature=None))

texts = st.text(st.characters(codec="utf-8"), max_size=12)
ids = st.from_regex(r"[A-Z]{1,3}[./][a-z0-9]{1,4}( BIS)?", fullmatch=True)
maybe = st.none() | texts
scenarios = st.builds(
    Scenario,
    st.none() | ids,
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(st.builds(Attendue, ids, texts), max_size=2).map(tuple),
)


@st.composite
def referentiels(draw: st.DrawFn) -> Referentiel:
    cles = draw(st.lists(texts.filter(bool), min_size=1, max_size=3, unique=True))
    chapitres = tuple(Chapitre(cle, draw(texts)) for cle in cles)
    exigences = tuple(
        Exigence(
            id_,
            draw(st.sampled_from(cles)),
            draw(texts),
            draw(st.sampled_from(["EXIGENCE", "PRECONISATION", None])),
            draw(maybe),
            draw(maybe),
            draw(maybe),
            draw(maybe),
            tuple(draw(st.lists(scenarios, max_size=2))),
        )
        for id_ in draw(st.lists(ids, max_size=3, unique=True))
    )
    return Referentiel(Source(draw(texts), draw(texts), draw(texts), draw(maybe)), chapitres, exigences)


@stable
@given(referentiels())
def test_what_is_written_is_read_back(referentiel: Referentiel) -> None:
    text = ecrire(referentiel)
    assert lire(text.encode()) == referentiel
    assert ecrire(lire(text.encode())) == text


def test_a_snapshot_is_made_for_reviews_one_value_on_a_line() -> None:
    assert all(line.count('": "') <= 1 for line in ecrire(UN).splitlines())


def test_a_snapshot_holds_no_clock_and_no_path() -> None:
    source = json.loads(ecrire(UN))["source"]
    assert set(source) == {"fichier", "sha256", "feuille", "rem"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format": 1}',
        b'{"format": 2, "source": {}}',
        b'{"format": true}',
        b"[" * 100_000,
        b'{"format": 1, "source": ' + b'{"a": ' * 50_000,
        b'{"format": 1e999}',
        b'{"format": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_snapshot_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SegurctlError, match=r"^ce n'est pas un relevé de la REM : ") as raised:
        lire(data)
    assert "\n" not in raised.value.message
    assert raised.value.hint == "refaites-le : segurctl rem import CLASSEUR.xlsx"


def alterations(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document."""
    below: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(one for key, held in below for one in alterations(held, (*path, key)))]


DOCUMENT = json.loads(ecrire(UN))


@pytest.mark.parametrize("path", [one for one in alterations(DOCUMENT) if one], ids=str)
@pytest.mark.parametrize("wrong", [7, {}, [[]]], ids=["number", "object", "list"])
def test_a_value_of_the_wrong_kind_anywhere_is_refused(path: tuple[Any, ...], wrong: Any) -> None:
    document = json.loads(ecrire(UN))
    *above, last = path
    held = document
    for key in above:
        held = held[key]
    held[last] = wrong
    with pytest.raises(SegurctlError, match="ce n'est pas un relevé"):
        lire(json.dumps(document).encode())


def test_two_exigences_of_one_id_are_refused() -> None:
    double = rem(exigence("SC.MSS/CONF.01"), exigence("SC.MSS/CONF.01"))
    with pytest.raises(SegurctlError, match="deux exigences ont le même id"):
        lire(ecrire(double).encode())


def test_an_exigence_of_no_chapter_is_refused() -> None:
    with pytest.raises(SegurctlError, match=r"l'exigence SC\.MSS/CONF\.01 est d'un chapitre inconnu"):
        lire(ecrire(rem(exigence("SC.MSS/CONF.01"))._replace(chapitres=())).encode())


def test_a_snapshot_too_long_to_be_read_is_not_written() -> None:
    many = rem(*(exigence(f"SC.MSS/CONF.{rang}", texte="x" * 2000) for rang in range(5000)))
    with pytest.raises(SegurctlError, match="ce classeur donnerait un relevé de plus de 5000 exigences ou de 8 Mio"):
        ecrire(many)
    with pytest.raises(SegurctlError, match="le relevé de la REM dépasse 8 Mio"):
        lire(b" " * (MAX_BYTES + 1))
    assert snapshot.MAX_EXIGENCES == 5000


def test_an_exigence_of_more_proofs_than_anybody_reads_is_neither_written_nor_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    charge = rem(exigence("SC.MSS/CONF.01", preuves=snapshot.MAX_PAR_EXIGENCE))
    with pytest.raises(SegurctlError, match=r"l'exigence SC\.MSS/CONF\.01 aurait plus de 500 scénarios et preuves"):
        ecrire(charge)
    monkeypatch.setattr(snapshot, "MAX_PAR_EXIGENCE", 501)
    text = ecrire(charge)
    monkeypatch.undo()
    with pytest.raises(SegurctlError, match=r"l'exigence SC\.MSS/CONF\.01 a plus de 500 scénarios et preuves"):
        lire(text.encode())


@pytest.mark.parametrize("id_", ["", "-n", "--candidature=x", "A$(x)", "A;B", "A" * 101, "A\nB", "é.01", "'A'"])
def test_an_id_that_a_command_would_take_for_something_else_is_refused(id_: str) -> None:
    for autre in (
        UN.exigences[0]._replace(id=id_),
        UN.exigences[0]._replace(scenarios=(Scenario(id_, "", (), ()),)),
        UN.exigences[0]._replace(scenarios=(Scenario(None, "", (), (Attendue(id_, ""),)),)),
    ):
        with pytest.raises(SegurctlError, match="n'est pas un id"):
            lire(ecrire(UN._replace(exigences=(autre,))).encode())


def test_two_chapters_of_one_key_and_a_title_of_a_page_are_refused() -> None:
    with pytest.raises(SegurctlError, match="deux chapitres ont la même clé"):
        lire(ecrire(UN._replace(chapitres=(UN.chapitres[0], *UN.chapitres))).encode())
    with pytest.raises(SegurctlError, match="un titre de chapitre compte 301 caractères"):
        ecrire(UN._replace(chapitres=(UN.chapitres[0]._replace(titre="x" * 301), *UN.chapitres[1:])))
