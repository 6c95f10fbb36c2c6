"""Edits of a candidature: the whole text before and after."""

import datetime as dt
from textwrap import dedent

import pytest

from segurctl.candidature.edit import SetKey, UnsetKey, Unspliceable, apply
from segurctl.candidature.paths import DataPath
from segurctl.errors import SegurctlError

Change = SetKey | UnsetKey
Path = tuple[str, ...]
ORDER = ("a", "format", "editeur", "produit", "psc", "cnda", "etapes", "exigences", "acceptations")
KEYS = ("a", "statut", "edc", "edc2", "nru", "actions")


class PlainLayout:
    def header(self, path: Path) -> int:
        deep = path[:1] == ("etapes",) or path[:2] in {("psc", "dossiers"), ("cnda", "demandes")}
        return min(3 if deep else 2 if path[0] == "exigences" else 1, len(path) - 1)

    def rank(self, path: DataPath) -> tuple[object, ...]:
        return (ORDER.index(str(path[0])), tuple((KEYS.index(one), "") if one in KEYS else (9, one) for one in path))


def edit(before: str, *changes: Change) -> str:
    return apply(dedent(before), changes, PlainLayout())


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a   =  1   # why\n", ("a",), 2, "a   =  2   # why\n"),
        ("'a b'.\"c\" = true", ("a b", "c"), False, "'a b'.\"c\" = false"),
        ("[x]\na = '''\nlong\n''' # c\nb = 1\n", ("x", "a"), "court", '[x]\na = "court" # c\nb = 1\n'),
        (
            "x = { a = 1, b = { c = 'd' } } # c\n",
            ("x", "b", "c"),
            "é",
            'x = { a = 1, b = { c = "é" } } # c\n',
        ),
        ("a = 2025-10-02\n", ("a",), dt.datetime(2026, 5, 13, 12), "a = 2026-05-13T12:00:00\n"),  # noqa: DTZ001
        ("a = ['x']\n", ("a",), ["x", "y"], 'a = ["x", "y"]\n'),
    ],
)
def test_only_the_characters_of_a_value_are_replaced(before: str, path: Path, value: object, after: str) -> None:
    assert edit(before, SetKey(path, value)) == after  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a = 'x'", 'a = "x"', "a = '''x'''", '"\\u0061" = "\\u0078"'])
def test_the_value_a_key_already_has_changes_nothing(text: str) -> None:
    assert edit(text, SetKey(("a",), "x")) == text


def test_a_number_is_not_the_boolean_it_equals() -> None:
    assert edit("a = 1", SetKey(("a",), True)) == "a = true"


@pytest.mark.parametrize(
    ("items", "after"),
    [
        (["x", "z"], 'a = [\n  "x", # one\n  "z" # three\n]\n'),
        (["x", "y", "z", "w"], 'a = [\n  "x", # one\n  "y", # two\n  "z", # three\n  "w"\n]\n'),
        (["x", "w", "z"], 'a = [\n  "x", # one\n  "w", # two\n  "z" # three\n]\n'),
        (["x", "y"], 'a = [\n  "x", # one\n  "y", # two\n]\n'),
    ],
)
def test_a_list_of_several_lines_keeps_the_lines_of_its_other_items(items: list[str], after: str) -> None:
    before = 'a = [\n  "x", # one\n  "y", # two\n  "z" # three\n]\n'
    assert edit(before, SetKey(("a",), items)) == after


def test_a_new_key_goes_below_the_one_that_it_follows() -> None:
    before = """\
        [psc]
          edc = true # oui

        # the company
        [editeur]
        nie = "E"
        """
    after = """\
        [psc]
          edc = true # oui
          nru = "N"

        # the company
        [editeur]
        nie = "E"
        """
    assert edit(before, SetKey(("psc", "nru"), "N")) == dedent(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[psc]\nedc = 1 # c\n# of nru\nnru = 2\n", "[psc]\nedc = 1 # c\n{}\n# of nru\nnru = 2\n"),
        ("[psc]\n  # of nru\n  nru = 2\n", "[psc]\n  {}\n  # of nru\n  nru = 2\n"),
        ("[psc]\n# of psc\n\nnru = 2\n", "[psc]\n# of psc\n\n{}\nnru = 2\n"),
        ("[psc]\nnru = 2\nedc = 1\na = 0\n", "[psc]\nnru = 2\nedc = 1\n{}\na = 0\n"),
        ("#:schema s\n# of nru\npsc.nru = 2\n", "#:schema s\npsc.{}\n# of nru\npsc.nru = 2\n"),
        ("\ufeff# of nru\r\npsc.nru = 2\r\n", "\ufeffpsc.{}\r\n# of nru\r\npsc.nru = 2\r\n"),
    ],
)
def test_a_new_key_goes_above_those_that_follow_it_and_their_comments(before: str, after: str) -> None:
    assert edit(before, SetKey(("psc", "edc2"), 3)) == after.replace("{}", "edc2 = 3")


def test_a_root_key_goes_in_its_place_below_the_comments_that_open_the_file() -> None:
    before, after = "# licence\n\nformat = 1\n\n[psc]\n", "# licence\n\na = 2\nformat = 1\n\n[psc]\n"
    assert edit(before, SetKey(("a",), 2)) == after


def test_a_new_key_goes_below_a_header_that_has_none() -> None:
    assert edit("[psc]\n\n[x]\n", SetKey(("psc", "edc"), True)) == "[psc]\nedc = true\n\n[x]\n"


def test_crlf_and_a_missing_last_newline_are_kept() -> None:
    assert edit("[psc]\r\nedc = true", SetKey(("psc", "nru"), "N")) == '[psc]\r\nedc = true\r\nnru = "N"'


def test_an_action_is_spelled_dotted_in_the_table_of_its_etape() -> None:
    path = ("etapes", "psc", "datapass", "actions")
    before = '[etapes.psc.datapass]\nstatut = "soumis"\n\n[x]\n'
    once = edit(before, SetKey((*path, "profil"), dt.date(2025, 9, 29)))
    assert once == '[etapes.psc.datapass]\nstatut = "soumis"\nactions.profil = 2025-09-29\n\n[x]\n'
    twice = edit(once, SetKey((*path, "é"), dt.date(2025, 9, 30)))
    assert twice == once.replace("\n\n", '\nactions."é" = 2025-09-30\n\n')


def test_a_dotted_parent_keeps_its_prefix_as_it_is_spelled() -> None:
    before = '"psc" . dossiers.lps.nru = "N"\nformat = 1\n'
    after = '"psc" . dossiers.lps.nru = "N"\n"psc" . dossiers.web.nru = "M"\nformat = 1\n'
    assert edit(before, SetKey(("psc", "dossiers", "web", "nru"), "M")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("psc = {}", "psc = { edc = true }"),
        ("psc = { }", "psc = { edc = true }"),
        ("psc = {nru = 'N'} # c", "psc = {edc = true, nru = 'N'} # c"),
        ("psc = { nru = '''\n}''' }", "psc = { nru = '''\n}''', edc = true }"),
        ("psc = {\n  nru = 'N', # c\n}", "psc = {\n  nru = 'N', # c\n  edc = true,\n}"),
        ("psc = {\n  nru = 'N' # c\n}", "psc = {\n  nru = 'N', # c\n  edc = true\n}"),
    ],
)
def test_an_inline_table_is_filled_in_order_or_before_its_brace(before: str, after: str) -> None:
    assert edit(before, SetKey(("psc", "edc"), True)) == after


def test_a_new_table_goes_after_its_predecessor_in_the_catalogue() -> None:
    before = """\
        [editeur]
        nie = "E"
        # siren = "…"

        # the steps
        [etapes.psc.datapass]
        statut = "soumis"
        """
    after = """\
        [editeur]
        nie = "E"
        # siren = "…"

        [psc]
        edc = true

        # the steps
        [etapes.psc.datapass]
        statut = "soumis"
        """
    assert edit(before, SetKey(("psc", "edc"), True)) == dedent(after)


def test_a_new_table_goes_before_the_first_one_when_it_precedes_them_all() -> None:
    before = "#:schema ./s.json\n# steps\n[etapes.a.b]\nx = 1\n"
    after = "#:schema ./s.json\n\n[psc]\nedc = true\n\n# steps\n[etapes.a.b]\nx = 1\n"
    assert edit(before, SetKey(("psc", "edc"), True)) == after


def test_a_new_table_at_the_end_of_a_file_without_last_newline() -> None:
    before = '[editeur]\r\nnie = "E"'
    after = '[editeur]\r\nnie = "E"\r\n\r\n[exigences."LGC.MDV.06"]\r\nnote = "n"'
    assert edit(before, SetKey(("exigences", "LGC.MDV.06", "note"), "n")) == after


@pytest.mark.parametrize(("before", "after"), [("", "[psc]\nedc = true\n"), ("\ufeff", "\ufeff[psc]\nedc = true\n")])
def test_a_first_table(before: str, after: str) -> None:
    assert edit(before, SetKey(("psc", "edc"), True)) == after


def test_a_table_known_only_through_its_sub_tables_gets_a_header() -> None:
    before = '[psc.dossiers.lps]\nnru = "N"\n'
    after = '[psc]\nedc = true\n\n[psc.dossiers.lps]\nnru = "N"\n'
    assert edit(before, SetKey(("psc", "edc"), True)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# head\n\n[psc]\n", "# head\nformat = 1\n\n[psc]\n"),
        ("#:schema s\n[psc]\n", "#:schema s\nformat = 1\n\n[psc]\n"),
        ("# about psc\n[psc]\n", "format = 1\n\n# about psc\n[psc]\n"),
        ("a = 1\n[psc]\n", "a = 1\nformat = 1\n[psc]\n"),
    ],
)
def test_a_root_key_goes_above_every_table(before: str, after: str) -> None:
    assert edit(before, SetKey(("format",), 1)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[psc]\nedc = true # c\n# kept\nnru = 'N'\n", "[psc]\n# kept\nnru = 'N'\n"),
        ("[psc]\nedc = [\n  1, # c\n] # d\nnru = 1\n", "[psc]\nnru = 1\n"),
        ("psc = { edc = 1, nru = 2 }", "psc = { nru = 2 }"),
        ("psc = { nru = 2, edc = 1 }", "psc = { nru = 2 }"),
        ("psc = { edc = 1 }", "psc = {}"),
        ("psc = {\n  edc = 1, # c\n  nru = 2, # d\n}", "psc = {\n  nru = 2, # d\n}"),
        ("psc.edc = 1\nformat = 1\n", "format = 1\n"),
        ("[psc]\nnru = 1\n", "[psc]\nnru = 1\n"),
    ],
)
def test_a_key_is_removed_with_its_lines_and_nothing_else(before: str, after: str) -> None:
    assert edit(before, UnsetKey(("psc", "edc"))) == after


def test_a_table_is_removed_in_every_spelling_and_its_comments_stay() -> None:
    before = """\
        [cnda]
        demandes.dmp.statut = "soumis"
        nil = "N"

        # la demande
        [cnda.demandes.ins]
        statut = "soumis"
        # cloture = "expiree"

        [cnda.demandes.ins.sous] # c
        a = 1

        [etapes.a.b]
        x = 1
        """
    after = """\
        [cnda]
        demandes.dmp.statut = "soumis"
        nil = "N"

        # la demande
        # cloture = "expiree"

        [etapes.a.b]
        x = 1
        """
    assert edit(before, UnsetKey(("cnda", "demandes", "ins"))) == dedent(after)
    without_dmp = dedent(before).replace('demandes.dmp.statut = "soumis"\n', "")
    assert edit(before, UnsetKey(("cnda", "demandes", "dmp"))) == without_dmp


def test_a_removed_table_leaves_no_pile_of_blank_lines() -> None:
    assert edit("[a]\n\n[psc]\nedc = 1\n\n[b]\n", UnsetKey(("psc",))) == "[a]\n\n[b]\n"
    assert edit("[a]\n\n[psc]\nedc = 1\n", UnsetKey(("psc",))) == "[a]\n"


def test_changes_are_made_in_turn() -> None:
    changes: list[Change] = [
        SetKey(("psc", "edc"), True),
        UnsetKey(("psc", "edc")),
        SetKey(("psc", "nru"), "N"),
    ]
    assert edit("", *changes) == '[psc]\nnru = "N"\n'


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ("psc = 1\n", SetKey(("psc", "edc"), True)),
        ("[psc]\nedc = true\n", SetKey(("psc",), "x")),
        ("[[psc]]\nedc = true\n", SetKey(("psc", "edc"), False)),
        ("psc = [{ edc = true }]\n", SetKey(("psc", "edc"), False)),
    ],
)
def test_what_cannot_be_spliced_is_refused_with_the_lines_to_type(before: str, change: SetKey) -> None:
    with pytest.raises(Unspliceable) as caught:
        edit(before, change)
    assert caught.value.line == 1
    assert caught.value.hint == "à taper vous-même"
    assert f"{change.path[-1]} = " in "\n".join(caught.value.lines)


def test_removing_inside_an_array_of_tables_does_nothing() -> None:
    assert edit("[[psc]]\nedc = 1\n", UnsetKey(("psc", "edc"))) == "[[psc]]\nedc = 1\n"


def test_a_file_that_is_not_toml_is_not_edited() -> None:
    with pytest.raises(SegurctlError, match="déjà définie"):
        edit("a = 1\na = 2\n", SetKey(("b",), 1))
