"""From bytes to data, or to one French sentence with a place."""

import re

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from segurctl.candidature.literal import literal
from segurctl.candidature.paths import format_path
from segurctl.candidature.text import MAX_BYTES, MAX_KEY_PARTS, decode, parse
from segurctl.errors import SegurctlError

LONG = ".".join(["a"] * (MAX_KEY_PARTS + 1))


def refusal(text: str) -> SegurctlError:
    with pytest.raises(SegurctlError) as caught:
        parse(text)
    return caught.value


def test_a_bom_and_crlf_are_read() -> None:
    text = decode("\ufeffa = 1\r\nb = 'é'\r\n".encode())
    assert text.startswith("\ufeff")
    assert parse(text) == {"a": 1, "b": "é"}


def test_a_file_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(SegurctlError, match="dépasse 1024 Kio"):
        decode(b"#" * (MAX_BYTES + 1))


def test_a_byte_that_is_not_utf8_is_placed_in_characters() -> None:
    with pytest.raises(SegurctlError, match="0xe9") as caught:
        decode("\ufeffa = 1\nété = '".encode() + b"\xe9'")
    assert (caught.value.line, caught.value.column) == (2, 8)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("é = 1", 1, 1, "commence par une clé"),
        ("a = 1 b", 1, 7, "en trop"),
        ("\ufeffa", 1, 2, "« = »"),
        ("[a", 1, 3, "« ] »"),
        ("[[a]", 1, 4, "« ]] »"),
        ("a = 1\nb = 'x\nc = 1", 2, 5, "ouvert par ' "),
        ("a = '''x\n", 1, 5, "ouvert par '''"),
        ('a = "x\r\nb = 1', 1, 5, 'ouvert par " '),
        ('a = """x', 1, 5, 'ouvert par """'),
        ("a. = 1", 1, 4, "clé est attendue"),
        ("a = [1 2]", 1, 8, "liste"),
        ("a = { b = 1 c = 2 }", 1, 13, "table"),
        (r'a = "\q"', 1, 8, "oblique"),
        (r'a = "\uZZ"', 1, 8, "échappé"),
        (r'a = "\ud800"', 1, 12, "Unicode"),
        ("a = 2025-02-30", 1, 5, "date"),
        ("a = oui", 1, 5, "mal écrite"),
        ("a = 1\na = 2", 2, 1, "« a » est déjà définie à la ligne 1"),
        ("[a]\n[b]\n[a]", 3, 1, "« a » est déjà définie à la ligne 1"),
        ("a = 1\n[a.b]", 2, 1, "« a » est déjà définie à la ligne 1"),
        ("[a.b]\n[a]\nb.c = 1", 3, 1, "« a.b » est déjà définie à la ligne 1"),
        ("a = {}\na.c = 2", 2, 1, "« a » a déjà toute sa valeur à la ligne 1"),
        ("a = { b = 1, b = 2 }", 1, 19, "« b » est déjà définie"),
        ("a = 1\rb = 2", 1, 6, "en trop"),
        ('a = "\x00"', 1, 6, "U+0000"),
        ("a = 1 # \x07", 1, 9, "U+0007"),
        ("\ufeff\ufeffa = 1", 1, 1, "commence par une clé"),
    ],
)
def test_a_mistake_is_said_in_french_where_it_is(text: str, line: int, column: int, says: str) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert says in error.message
    assert error.hint


def test_every_message_of_the_parser_is_translated() -> None:
    from segurctl.candidature import mistakes as module

    known = [start for start, *_ in module._MISTAKES + module._DUPLICATES]
    known += [*module._ILLEGAL, *module._UNCLOSED, "Expected {expect"]
    source = tomli.__file__.replace("__init__", "_parser").rsplit(".cpython", 1)[0].removesuffix(".py") + ".py"
    with open(source, encoding="utf-8") as file:  # noqa: PTH123
        raised = re.findall(r'TOMLDecodeError\(\s*f?"([^"]+)', file.read())
    assert len(raised) > 15
    assert [message for message in raised if not message.startswith(tuple(known))] == []


def test_ten_thousand_brackets_are_refused_with_a_place() -> None:
    error = refusal("a = 1\nb = " + "[" * 10_000)
    assert (error.line, error.column) == (2, 105)


def test_a_number_of_five_thousand_digits_is_refused_with_a_place() -> None:
    error = refusal(f"# {'1' * 5000}\na = '{'2' * 5000}'\nb = {'3' * 5000}")
    assert (error.line, error.column) == (3, 5)


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} = 1",
        f"[{LONG}]",
        f"[[{LONG}]]",
        f'a = 1\n\'x\' . "\\"y" .{LONG} = 1',
        f"a = {{ b = '}}', {LONG} = 1 }}",
        f'a = """\n# " \\""" """\n{LONG} = 1',
        ".".join(["'.'"] * 33) + " = 1",
    ],
)
def test_a_key_of_too_many_parts_is_refused(text: str) -> None:
    assert "plus de 32 parties" in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * MAX_KEY_PARTS) + " = 1",
        f"# {LONG}\na = 1",
        f"a = 1 # {LONG}",
        f"a = '{LONG}'",
        f'a = "\\"{LONG}"',
        f"a = '''\n{LONG} = 1\n'''",
        f'"{LONG}" = 1',
        f"a = [{', '.join(['1.5'] * 40)}]",
    ],
)
def test_dots_elsewhere_are_not_parts_of_a_key(text: str) -> None:
    assert parse(text)


def test_a_key_of_400_kib_never_reaches_the_parser() -> None:
    assert "32 parties" in refusal(".".join(["a"] * 200_000) + " = 1").message


@pytest.mark.parametrize(
    ("value", "written"), [("é\x1b\n", '"é\\u001b\\n"'), (["a", "b"], '["a", "b"]'), (True, "true"), (7, "7")]
)
def test_values_are_written_on_one_line(value: object, written: str) -> None:
    assert literal(value) == written


def test_keys_are_quoted_only_when_they_must_be() -> None:
    assert format_path(("exigences", "LGC.MDV.06", "", "a-b_1")) == 'exigences."LGC.MDV.06"."".a-b_1'


def test_half_a_surrogate_is_refused() -> None:
    with pytest.raises(SegurctlError, match="2e caractère"):
        literal("a\udcff")


PIECES = ['"', '"""', "'", "'''", "[", "]", "{", "}", "=", ".", ",", "#", "\n", "\r\n", "\r", "a", "é", "\\"]
PIECES += ["\\u00e9", "1", "1.5", "2025-01-01", "12:00", "true", " ", "\t", "\x00", "\ufeff", "-", "_"]


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_junk_gives_data_or_a_placed_error(text: str) -> None:
    error = None
    try:
        assert isinstance(parse(text), dict)
    except SegurctlError as caught:
        error = caught
    if error is not None:
        assert (error.line or 0) >= 1
        assert (error.column or 0) >= 1
