"""Random documents in every spelling: formatting loses nothing, and what is canonical stays so through edits."""

from random import Random

import tomli
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents import PROFILE, PlainLayout, some_change, some_document, typed
from segurctl.candidature.edit import SetKey, Unspliceable, apply
from segurctl.candidature.format import comments, format_text
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.paths import KeyPath
from segurctl.candidature.text import parse
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours
from support import champs


def document(random: Random) -> str:
    """A document that the parser takes."""
    text = some_document(random)[0]
    try:
        tomli.loads(text.removeprefix("\ufeff"))
    except tomli.TOMLDecodeError:
        assume(False)
    return text


@PROFILE
@given(st.randoms(use_true_random=False))
def test_nothing_is_lost_and_a_second_time_changes_nothing(random: Random) -> None:
    text = document(random)
    done = format_text(text, PlainLayout())
    assert typed(parse(done)) == typed(parse(text))
    assert comments(done) == comments(text)
    assert done.startswith("\ufeff") == text.startswith("\ufeff")
    assert format_text(done, PlainLayout()) == done
    first = text.split("\n", 1)[0]
    assert ("\r\n" in done) <= first.endswith("\r")
    assert not first.endswith("\r") or "\n" not in done.replace("\r\n", "")


@PROFILE
@given(st.randoms(use_true_random=False))
def test_what_is_canonical_stays_so_whatever_is_set(random: Random) -> None:
    text = format_text(document(random), PlainLayout())
    for _ in range(random.randint(1, 6)):
        change = some_change(random, parse(text))
        try:
            text = apply(text, [change], PlainLayout())
        except Unspliceable:
            continue
        done = format_text(text, PlainLayout())
        if isinstance(change, SetKey):
            assert done == text
        text = done


@PROFILE
@given(st.text(alphabet="ab=.[]{}#'\"\n\r \t,1\\", max_size=60))
@example("# a\n\n#:b\n\n[a]\n# c\n\n#d\n")
@example("#:a\n#:b\na=1\n#c\n\n#d\n\n#e\n[b]\n\n#f\n\na=1 #g\n      #h\n#i\n")
def test_no_small_text_of_any_shape_is_spoilt(text: str) -> None:
    try:
        parse(text)
    except SegurctlError:
        assume(False)
    done = format_text(text, PlainLayout())
    assert format_text(done, PlainLayout()) == done


_KEYS = ["[a]", "[b]", "[[acceptations]]", "b.c = 1", "a = 1", "  c = [\n 1\n] # x", "d = 2   # y"]
_items = st.sampled_from([*_KEYS, "          # z", "", "", "", "# p", "# q", "#:r", "  # s"])


@PROFILE
@given(st.lists(_items, max_size=16))
def test_no_arrangement_of_comments_and_blank_lines_is_spoilt(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        parse(text)
    except SegurctlError:
        assume(False)
    done = format_text(text, PlainLayout())
    assert format_text(done, PlainLayout()) == done
    assert "\n\n\n" not in done
    assert done == "" or (not done.startswith("\n") and done.endswith("\n") and not done.endswith("\n\n"))


CHAMPS = [path for path, _ in champs() if path[0] != "acceptations"]


@settings(PROFILE, max_examples=20)
@given(st.permutations(CHAMPS))
def test_the_order_in_which_champs_are_given_leaves_no_trace(paths: list[KeyPath]) -> None:
    """One by one as by many: the file is the same, and canonical."""
    layout = CatalogueLayout(load_parcours())
    changes = [SetKey(path, "x") for path in paths]
    assert apply("", changes, layout) == WHOLE
    text = ""
    for change in changes:
        text = apply(text, [change], layout)
    assert text == WHOLE


WHOLE = apply("", [SetKey(path, "x") for path in CHAMPS], CatalogueLayout(load_parcours()))


def test_a_file_with_every_champ_is_canonical_as_it_is_made() -> None:
    assert format_text(WHOLE, CatalogueLayout(load_parcours())) == WHOLE
