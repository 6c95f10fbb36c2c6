"""Keys and shapes of identifiers, with python-stdnum as the oracle."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren, siret

from builders import stable
from segurctl.rules.identifiants import (
    is_cnda_number,
    is_datapass_demande,
    is_datapass_habilitation,
    is_siren,
    is_siret,
)

LA_POSTE = "356000000"


def digits(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size)


def keyed(size: int) -> st.SearchStrategy[str]:
    """Numbers of that size with the right Luhn key."""
    return digits(size - 1).map(lambda text: text + luhn.calc_check_digit(text))


SIRENS = keyed(9)
SIRETS = SIRENS.flatmap(lambda one: digits(4).map(lambda nic: one + nic)).map(
    lambda text: text + luhn.calc_check_digit(text)
)
NOISE = st.text("0123456789 -ABHDabhd.", max_size=16) | st.text(max_size=16)


# SIREN


@stable
@given(SIRENS)
def test_nine_digits_with_their_key_are_a_siren(text: str) -> None:
    assert is_siren(text)


@stable
@given(digits(9))
def test_a_siren_is_what_the_oracle_says_of_nine_digits(text: str) -> None:
    assert is_siren(text) == siren.is_valid(text)


@stable
@given(SIRENS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_seen(text: str, place: int, shift: int) -> None:
    wrong = str((int(text[place]) + shift) % 10)
    assert not is_siren(text[:place] + wrong + text[place + 1 :])


@stable
@given(NOISE)
@example("")
@example("73282932")
@example("7328293200")
@example("732 829 320")  # the oracle strips spaces: a portal's field does not
@example("٧٣٢٨٢٩٣٢٠")  # digits, but not ours
@example("²²²²²²²²²")
@example("-73282932")
def test_anything_but_nine_ascii_digits_is_no_siren(text: str) -> None:
    plain = len(text) == 9 and text.isascii() and text.isdigit()
    assert is_siren(text) == (plain and siren.is_valid(text))


# SIRET


@stable
@given(SIRETS)
def test_fourteen_digits_with_both_keys_are_a_siret(text: str) -> None:
    assert is_siret(text)


@stable
@given(SIRETS)
def test_a_siret_begins_with_a_siren(text: str) -> None:
    assert is_siren(text[:9])


@stable
@given((digits(14) | keyed(14) | SIRETS).filter(lambda text: not text.startswith(LA_POSTE)))
@example("73282932000074")
@example("73282932000075")
def test_a_siret_is_what_the_oracle_says_of_fourteen_digits(text: str) -> None:
    assert is_siret(text) == siret.is_valid(text)


@stable
@given(digits(5).map(lambda nic: LA_POSTE + nic).filter(siret.is_valid))
@example("35600000000048")  # the head office, by Luhn
@example("35600000049837")  # a post office: the plain sum is a multiple of 5, Luhn fails
def test_every_siret_of_la_poste_that_the_oracle_knows_is_one(text: str) -> None:
    """The oracle allows Luhn to the head office alone; INSEE's own library, which we follow, to any of them."""
    assert is_siret(text)


@stable
@given(digits(5))
def test_la_poste_passes_by_luhn_or_by_a_plain_sum_that_five_divides(nic: str) -> None:
    text = LA_POSTE + nic
    assert is_siret(text) == (luhn.is_valid(text) or sum(map(int, text)) % 5 == 0)


@stable
@given(SIRENS.filter(lambda one: one != LA_POSTE), digits(5))
def test_the_exception_is_la_poste_s_alone(one: str, nic: str) -> None:
    assert is_siret(one + nic) == luhn.is_valid(one + nic)


@stable
@given(NOISE)
@example("732 829 320 00074")
@example("7328293200007")
@example("٧٣٢٨٢٩٣٢٠٠٠٠٧٤")
def test_anything_but_fourteen_ascii_digits_is_no_siret(text: str) -> None:
    plain = len(text) == 14 and text.isascii() and text.isdigit()
    assert is_siret(text) == (plain and siret.is_valid(text))


# NIE and NIL


@pytest.mark.parametrize("text", ["EDI347461", "JUL895988", "ORD000000"])
def test_three_capitals_and_six_digits_have_the_known_shape(text: str) -> None:
    assert is_cnda_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "EDI34746", "EDI3474610", "edi347461", "ED1347461", "EDI34746A", "EDI 347461", "ÉDI347461", "EDI²47461"],
)
def test_any_other_shape_is_unusual(text: str) -> None:
    assert not is_cnda_number(text)


# DataPass


@pytest.mark.parametrize("text", ["D12345", "d12345", "D1"])
def test_a_demande_is_d_and_a_number(text: str) -> None:
    assert is_datapass_demande(text)
    assert not is_datapass_habilitation(text)


@pytest.mark.parametrize("text", ["H6789", "h6789", "H1"])
def test_an_habilitation_is_h_and_a_number(text: str) -> None:
    assert is_datapass_habilitation(text)
    assert not is_datapass_demande(text)


@pytest.mark.parametrize("text", ["", "D", "H", "12345", "D 12345", "DD1", "D12a", "D-1", "D٣", "X12"])
def test_neither_is_anything_else(text: str) -> None:
    assert not is_datapass_demande(text)
    assert not is_datapass_habilitation(text)


@stable
@given(st.integers(0))
def test_every_number_of_datapass_is_one_or_the_other_by_its_letter(number: int) -> None:
    assert is_datapass_demande(f"D{number}")
    assert is_datapass_habilitation(f"H{number}")
