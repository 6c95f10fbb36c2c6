"""Dotted paths, as typed and as TOML spells them."""

from functools import reduce
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from segurctl.candidature.paths import KeyPath, format_path, parse_path
from segurctl.errors import SegurctlError

# Control characters are in no key: the file refuses them.
parts = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("format", ("format",)),
        ("psc.datapass_demande", ("psc", "datapass_demande")),
        ("etapes.psc.client-id-bas.note", ("etapes", "psc", "client-id-bas", "note")),
        ('preuves."SC.PSC.01.01.01".lien', ("preuves", "SC.PSC.01.01.01", "lien")),
        ("preuves.'SC.PSC.01.01.01'.lien", ("preuves", "SC.PSC.01.01.01", "lien")),
        ("exigences.'dit \"urgent\"'.note", ("exigences", 'dit "urgent"', "note")),
        ('exigences."l\'accès".note', ("exigences", "l'accès", "note")),
        (r'exigences."dit \"urgent\"".note', ("exigences", 'dit "urgent"', "note")),
        (r'exigences."a\\b".note', ("exigences", "a\\b", "note")),
        (r"exigences.'a\b'.note", ("exigences", "a\\b", "note")),
        ("chapitres.MSS/CDA.statut", ("chapitres", "MSS/CDA", "statut")),
        ("psc.dossiers.*.nru", ("psc", "dossiers", "*", "nru")),
        ("  psc.edc ", ("psc", "edc")),
        ('"psc"."edc"', ("psc", "edc")),
    ],
)
def test_a_path_is_split_at_its_dots_outside_quotes(text: str, path: KeyPath) -> None:
    assert parse_path(text) == path


@pytest.mark.parametrize("text", ["", " ", ".", "psc.", ".psc", "psc..edc", '"psc"edc', "'a''b'"])
def test_a_path_with_an_empty_part_or_something_beside_its_quotes_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(SegurctlError) as caught:
        parse_path(text)
    assert f"champ « {text} » mal écrit" in caught.value.message
    assert "psc.datapass_demande" in str(caught.value.hint)


@pytest.mark.parametrize("text", ['"', "'psc", 'preuves."SC.PSC', "preuves.'a\"", '"a\\"'])
def test_a_quote_that_is_not_closed_is_said(text: str) -> None:
    with pytest.raises(SegurctlError, match="guillemet n'est pas fermé"):
        parse_path(text)


@given(parts)
@example(['"'])
@example(["\\"])
@example(['a"b', "c\\", "'d'"])
@example(["*"])
@example([" a ", "é", "🩺"])
def test_a_path_that_is_written_reads_back_the_same(path: list[str]) -> None:
    assert parse_path(format_path(path)) == tuple(path)


@given(parts)
def test_a_path_is_written_as_toml_spells_a_key(path: list[str]) -> None:
    held: Any = tomli.loads(f"{format_path(path)} = 1")
    assert reduce(lambda table, part: table[part], path, held) == 1


@given(st.text())
def test_any_text_is_a_path_or_is_refused(text: str) -> None:
    try:
        path = parse_path(text)
    except SegurctlError:
        return
    assert parse_path(format_path(path)) == path


def test_only_the_parts_that_need_quotes_get_them() -> None:
    assert format_path(("preuves", "SC.PSC.01", "lien")) == 'preuves."SC.PSC.01".lien'
