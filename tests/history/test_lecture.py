"""Versions read from the tables that they share are what the whole text would have given."""

from copy import deepcopy
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import EXAMPLES, stable
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError
from segurctl.history.lecture import Lecteur

LIGNES = [
    *("a = 1", "b.c = 2", "[a]", "[a.b]", "[a.b.c]", "  [b]", "[b.c] # mot", "[[t]]", "[[t.u]]", "[t]", '["a"]', "[a"),
    *('s = """', '"""', "l = [", "[1],", '["x"]', "]", "x = {y = 1}", "[x.z]", "[ a . d ]", "# [b]", "", "a = 2"),
]


def lu(lecteur: Lecteur, text: str) -> object:
    try:
        return lecteur.lire(text.encode())
    except SegurctlError as error:
        return str(error)


def attendu(text: str) -> object:
    try:
        return parse(text)
    except SegurctlError as error:
        return str(error)


@stable
@given(st.lists(st.lists(st.sampled_from(LIGNES), max_size=9), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_any_versions_read_after_one_another_are_those_of_the_parser(versions: list[list[str]], fin: str) -> None:
    lecteur = Lecteur()
    texts = [fin.join(lines) for lines in versions]
    held = [lu(lecteur, text) for text in texts]
    assert held == [attendu(text) for text in texts]


@pytest.mark.parametrize("ordre", list(permutations(["depart", "en-route", "preuves"])))
def test_what_is_read_later_does_not_change_what_was_read(ordre: tuple[str, ...]) -> None:
    lecteur = Lecteur()
    texts = [(EXAMPLES / nom / "candidature.toml").read_text(encoding="utf-8") for nom in ordre]
    texts += [text.replace("statut", "note", 1) + "\n[jalons.x]\nle = 2026-01-01\n" for text in texts]
    first = [lu(lecteur, text) for text in texts]
    kept = deepcopy(first)
    assert [lu(lecteur, text) for text in reversed(texts)] == kept[::-1]
    assert first == kept == [attendu(text) for text in texts]


def test_a_table_that_did_not_change_is_the_same_object() -> None:
    lecteur = Lecteur()
    avant = lecteur.lire(b"a = 1\n[psc]\nedc = true\n[psc.dossiers.lps]\nnru = 'x'\n[produit]\nnom = 'J'\n")
    apres = lecteur.lire(b"a = 1\n[psc]\nedc = true\n[psc.dossiers.lps]\nnru = 'y'\n[produit]\nnom = 'J'\n")
    assert avant["produit"] is apres["produit"]
    assert (avant["psc"]["dossiers"]["lps"], apres["psc"]["dossiers"]["lps"]) == ({"nru": "x"}, {"nru": "y"})
