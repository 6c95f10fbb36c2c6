"""Values as they are typed after `=`."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segurctl.candidature.fields import spell
from segurctl.candidature.paths import KeyPath
from segurctl.candidature.typed import parse_day, typed_value
from segurctl.errors import SegurctlError
from support import champs, foreign_words

TEXT = ("produit", "nom")
BOOL = ("psc", "edc")
INT = ("tests_intrusion", "web", "hautes")
DATE = ("editeur", "kbis_du")
MOMENT = ("jalons", "preuves", "le")
LIST = ("produit", "profils")
WORDS = ("etapes", "psc", "datapass", "statut")
SIXTH = dt.date(2025, 10, 6)


def refusal(path: KeyPath, text: str) -> str:
    with pytest.raises(SegurctlError) as caught:
        typed_value(path, text)
    assert not foreign_words(str(caught.value).replace(text, ""))
    return str(caught.value)


@pytest.mark.parametrize("text", ["oui", "Oui", "OUI", "true", "True", "vrai"])
def test_yes_can_be_said_in_french_or_in_toml(text: str) -> None:
    assert typed_value(BOOL, text) is True


@pytest.mark.parametrize("text", ["non", "Non", "NON", "false", "False", "faux"])
def test_no_can_be_said_in_french_or_in_toml(text: str) -> None:
    assert typed_value(BOOL, text) is False


@pytest.mark.parametrize("text", ["yes", "no", "1", "0", "o", "on", "oui ", "ouï", "peut-être", '"true"'])
def test_anything_else_is_neither_yes_nor_no(text: str) -> None:
    assert refusal(BOOL, text) == f"« {text} » n'est pas oui ou non (psc.edc)"


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_a_number_is_typed_in_digits(text: str, number: int) -> None:
    assert typed_value(INT, text) == number


@pytest.mark.parametrize(
    "text", ["-1", "+1", "1.0", "1_000", "1 000", "0x10", "1e3", "²", "٣", "trois", " 3", "9" * 10, "9" * 5000]
)
def test_other_spellings_of_a_number_are_refused(text: str) -> None:
    assert "n'est pas un nombre entier (tests_intrusion.web.hautes)" in refusal(INT, text)


@pytest.mark.parametrize("text", ["2025-10-06", "06/10/2025", "6/10/2025"])
def test_a_day_is_typed_as_in_the_file_or_as_french_people_write_it(text: str) -> None:
    assert typed_value(DATE, text) == SIXTH
    assert parse_day(text) == SIXTH


WRONG_DAYS = [
    "6/10/25",  # which 25?
    "06/10/25",
    "10/2025",
    "6/10/2025/",
    "2025/10/06",
    "06-10-2025",
    "31/02/2025",
    "10/31/2025",
    "2025-02-30",
    "2025-13-01",
    "2025-W40-1",  # ISO, and nobody writes it
    "2025-1-06",
    "20251006",
    "2025-10-06 ",
    "2025-10-06T12:00",
    "-6/10/2025",
    "+6/10/2025",
    "1_0/10/2025",
    " 6/ 10/2025",
    "٠٦/10/2025",
    "٢٠٢٥-10-06",
    "6/10/99999999999999999999",  # more than a C integer holds
    f"6/10/{'9' * 5000}",
    "6//2025",
    "//",
    "hier",
    '"2025-10-06"',
]


@pytest.mark.parametrize("text", WRONG_DAYS, ids=lambda text: text[:24])
def test_other_spellings_of_a_day_are_refused(text: str) -> None:
    assert "n'est pas une date AAAA-MM-JJ (editeur.kbis_du)" in refusal(DATE, text)


@pytest.mark.parametrize("text", WRONG_DAYS, ids=lambda text: text[:24])
def test_the_day_of_an_option_refuses_them_as_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are the caller's
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-13T12:00:00", dt.datetime(2026, 5, 13, 12)),  # noqa: DTZ001 - local, as TOML has them
        ("2026-05-13T12:00", dt.datetime(2026, 5, 13, 12)),  # noqa: DTZ001
        ("2026-05-13", dt.date(2026, 5, 13)),
        ("13/05/2026", dt.date(2026, 5, 13)),
    ],
)
def test_a_jalon_is_a_day_or_an_hour_of_a_day(text: str, moment: dt.date) -> None:
    typed = typed_value(MOMENT, text)
    assert (type(typed), typed) == (type(moment), moment)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-13T12:00:00Z",
        "2026-05-13T12:00:00+02:00",
        "2026-05-13T25:00:00",
        "2026-05-13T",
        "2026-W20-3T12:00",
        "20260513T12:00:00",
        "2026-05-13 12 h",
        "12:00",
    ],
)
def test_an_hour_elsewhere_or_badly_spelled_is_refused_with_the_spelling(text: str) -> None:
    said = refusal(MOMENT, text)
    assert f"« {text} » n'est pas une date AAAA-MM-JJ ou une date et heure AAAA-MM-JJTHH:MM:SS" in said


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Général", ["Général"]),
        ("Général,MSS", ["Général", "MSS"]),
        (" Général , MSS ,", ["Général", "MSS"]),
        (",", []),
    ],
)
def test_a_list_is_typed_with_commas(text: str, items: list[str]) -> None:
    assert typed_value(LIST, text) == items


@pytest.mark.parametrize("text", ["Julie", "12", "true", "2025-10-06", "[bold]", '"Julie"', "a\nb", " espaces ", "🩺"])
def test_a_text_is_kept_as_it_is_typed(text: str) -> None:
    assert typed_value(TEXT, text) == text


def test_a_word_of_the_format_is_kept() -> None:
    assert typed_value(WORDS, "a-modifier") == "a-modifier"


def test_a_mistyped_word_is_answered_with_the_nearest() -> None:
    said = refusal(WORDS, "validé")
    assert said == "« validé » n'est pas une valeur de etapes.psc.datapass.statut (vouliez-vous dire « valide » ?)"


def test_a_word_near_nothing_is_answered_with_all_of_them() -> None:
    known = "a-faire, en-cours, soumis, a-modifier, valide, refuse, sans-objet"
    assert refusal(WORDS, "xyz").endswith(f"(valeurs possibles : {known})")


@given(st.text())
def test_whatever_is_typed_is_a_value_of_its_kind_or_is_refused(text: str) -> None:
    for path, kind in ((TEXT, str), (BOOL, bool), (INT, int), (DATE, dt.date), (MOMENT, dt.date), (LIST, list)):
        try:
            value = typed_value(path, text)
        except SegurctlError:
            continue
        assert isinstance(value, kind)


@given(st.dates() | st.booleans() | st.integers(0, 999_999_999))
def test_what_get_prints_can_be_typed_again(value: dt.date | bool | int) -> None:
    path = BOOL if isinstance(value, bool) else INT if isinstance(value, int) else DATE
    (text,) = spell(value)
    assert typed_value(path, text) == value


@given(st.datetimes())
def test_the_hour_that_get_prints_can_be_typed_again(moment: dt.datetime) -> None:
    (text,) = spell(moment)
    assert typed_value(MOMENT, text) == moment


@pytest.mark.parametrize("path", [path for path, _ in champs() if path != ("acceptations",)], ids=".".join)
def test_no_champ_meets_a_crash_whatever_is_typed(path: KeyPath) -> None:
    for text in ("x", "oui", "3", "2025-10-06", "2025-10-06T12:00:00", "a, b", "[", "\ud800", "9" * 5000):
        said = ""
        try:
            typed_value(path, text)
        except SegurctlError as error:
            said = error.message.replace(text, "")
        assert foreign_words(said) == []
