"""Ids of the REM: how they are compared, what each names, which are near."""

import pytest

from rem_builders import exigence, rem
from segurctl.rem.ids import Index, canonique, comparable

INDEX = Index(
    rem(
        exigence("SC.MSS/CONF.01", preuves=2),
        exigence("SC.DMP/CONF.06"),
        exigence("SGL.DMP/CONF.06"),
        exigence("SC.SSI/GEN.02"),
        exigence("SC.SSI/GEN.02 BIS"),
        exigence("LIB.01", preuves=0),
    )
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SC.\u00a0DMP/HISTO.01", "SC.DMP/HISTO.01"),
        ("  SC.PSC.01\t", "SC.PSC.01"),
        ("SC.SSI/GEN.02\u00a0BIS", "SC.SSI/GEN.02 BIS"),
        ("SC.SSI/GEN.02  bis", "SC.SSI/GEN.02 bis"),
        ("SC.\u202fMSS / CONF .01", "SC.MSS/CONF.01"),
        ("SC.PSC\u200b.01", "SC.PSC.01"),
        ("SC.SSI/GEN.02\u00a0BIS.01.01", "SC.SSI/GEN.02 BIS.01.01"),
        ("SC.SSI/GEN.02 BISCUIT", "SC.SSI/GEN.02BISCUIT"),
        ("BIS", "BIS"),
        ("", ""),
    ],
)
def test_an_id_is_kept_without_its_spaces(text: str, kept: str) -> None:
    assert canonique(text) == kept
    assert comparable(text) == comparable(kept)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SC.MSS/CONF.01", "SC.MSS/CONF.01"),
        ("MSS/CONF.01", "SC.MSS/CONF.01"),
        ("sc.mss/conf.01.01", "SC.MSS/CONF.01.01"),
        ("SC.DMP/CONF.06", "SC.DMP/CONF.06"),
        ("SGL.DMP/CONF.06", "SGL.DMP/CONF.06"),
        ("DMP/CONF.06", "SC.DMP/CONF.06"),
        ("SC.SGL.DMP/CONF.06", "SGL.DMP/CONF.06"),
        ("SC.SSI/GEN.02BIS", "SC.SSI/GEN.02 BIS"),
        ("SC.SSI/GEN.02", "SC.SSI/GEN.02"),
        ("SC.LIB.01", "LIB.01"),
        ("LGC.DMP/CONF.06", None),
        ("CONF.01", None),
        ("", None),
        ("SC.", None),
    ],
)
def test_an_id_names_one_thing_or_none(text: str, named: str | None) -> None:
    found = INDEX.trouver(text)
    assert (found and found.id) == named


def test_without_its_prefix_an_id_that_could_be_two_names_none() -> None:
    index = Index(rem(exigence("SC.DMP/CONF.06"), exigence("sc.dmp/conf.06 ")))
    assert index.trouver("DMP/CONF.06") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SC.MSS/CONF.01.01.01", "SC.MSS/CONF.01.01.01"),
        ("SC.MSS/CONF.01.01.09", "SC.MSS/CONF.01.01"),
        ("SC.MSS/CONF.01.09.01", "SC.MSS/CONF.01"),
        ("SC.DMP/CONF.06", "SC.DMP/CONF.06.01.01"),
        ("LIB.01.01.02", "LIB.01"),
        ("LIB.01.01.02.03", None),
        ("SC.MSS/CONF.1", None),
    ],
)
def test_a_proof_answers_to_its_slot_or_to_what_it_extends(text: str, named: str | None) -> None:
    found = INDEX.place(text)
    assert (found and found.id) == named


def test_the_same_id_under_another_prefix_is_the_nearest() -> None:
    assert INDEX.proches("LGC.DMP/CONF.06")[0] in {"SC.DMP/CONF.06", "SGL.DMP/CONF.06"}
    assert INDEX.proches("SC.MSS/CONF.02")[0] == "SC.MSS/CONF.01"
    assert INDEX.proches("zzz") == []


def test_what_is_too_long_for_an_id_is_not_looked_for() -> None:
    long = "SC.MSS/CONF.01" + ".01" * 100_000
    assert (INDEX.trouver(long), INDEX.place(long), INDEX.proches(long)) == (None, None, [])


def test_near_ids_are_looked_for_among_few() -> None:
    index = Index(rem(*(exigence(f"SC.MSS/CONF.{rang:04}") for rang in range(2000))))
    assert index.proches("SC.MSS/CONF.0500.01.02")[0] == "SC.MSS/CONF.0500.01.01"
    assert index.proches("SC.MMS/CONF.0500.01.01")[0] == "SC.MSS/CONF.0500.01.01"


def test_of_two_things_of_one_id_the_first_is_named() -> None:
    double = rem(exigence("A.01"), exigence("B.01")._replace(scenarios=exigence("A.01").scenarios))
    found = Index(double).trouver("A.01.01.01")
    assert found
    assert found.exigence.id == "A.01"
