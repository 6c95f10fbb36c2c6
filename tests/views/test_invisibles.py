"""What hides in a text is shown as its code, in files as on terminals; letters and emoji are left alone."""

import json

import pytest

from segurctl.cli.printer import escape
from segurctl.views.lignes import document, une_ligne

CACHES = ["\u061c", "\u200b", "\u200e", "\u200f", "\u202e", "\u2060", "\u2066", "\ufeff", "\U000e0041"]


@pytest.mark.parametrize("cache", CACHES, ids=ascii)
def test_what_hides_in_a_name_is_shown(cache: str) -> None:
    code = ascii(cache)[1:-1]
    assert une_ligne(f"Ju{cache}lie") == escape(f"Ju{cache}lie") == f"Ju{code}lie"


@pytest.mark.parametrize("cache", CACHES, ids=ascii)
def test_a_json_document_holds_it_as_its_code_too(cache: str) -> None:
    written = document({"nom": cache})
    assert cache not in written
    assert json.loads(written) == {"nom": cache}


def test_letters_joiners_and_emoji_are_text() -> None:
    for text in ("L’œuvre – n° 1\u202f000", "می\u200cخواهم", "👩\u200d⚕️"):
        assert une_ligne(text) == text
