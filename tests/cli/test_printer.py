"""The printer: plain off a terminal, coloured and wrapped on one, and never a sequence that commands it."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pexpect
import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segurctl.cli.look import STYLES, STYLES_16
from segurctl.cli.printer import escape, one_line, show
from segurctl.cli.wrapping import wrap
from segurctl.views.page import Line, Segment, Style, line

TOY = str(Path(__file__).with_name("toy.py"))
URL = "https://interop.referencement.esante.gouv.fr/gazelle/testInstance.seam?id=1234567890&cid=42"
DECIDING = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES", "COLORTERM"}
PLAIN = {name: value for name, value in os.environ.items() if name not in DECIDING}


def on_a_terminal(command: str, columns: int = 60, **env: str) -> tuple[str, list[str]]:
    """Run a toy command on a pseudo-terminal: what it received, and the lines that it shows."""
    child = pexpect.spawn(
        sys.executable,
        [TOY, command],
        dimensions=(40, columns),
        env={**PLAIN, "TERM": "xterm-256color", **env},
        encoding="utf-8",
        timeout=30,
    )
    raw = child.read()
    child.close()
    screen = pyte.Screen(columns, 40)
    pyte.Stream(screen).feed(raw)
    rows = [row.rstrip() for row in screen.display]
    while rows and not rows[-1]:
        rows.pop()
    return raw, rows


def in_a_pipe(command: str, **env: str) -> str:
    done = subprocess.run([sys.executable, TOY, command], capture_output=True, check=True, env={**PLAIN, **env})
    return done.stdout.decode()


def test_a_pipe_gets_plain_whole_lines() -> None:
    assert in_a_pipe("page").splitlines() == [
        "Julie APCV · ✔ validée",
        "  note    une phrase assez longue pour ne pas tenir sur la largeur de ce petit terminal de test",
        f"  lien    {URL}",
        "[bold]pas de balise[/items] :warning: 1234",
    ]


def test_a_terminal_gets_colours_and_words_wrapped_below_their_column() -> None:
    raw, rows = on_a_terminal("page", columns=40)
    assert "\x1b[1mJulie APCV\x1b[0m" in raw
    assert "\x1b[38;5;64m" in raw
    assert rows[:4] == [
        "Julie APCV · ✔ validée",
        "  note    une phrase assez longue pour",
        "          ne pas tenir sur la largeur de",
        "          ce petit terminal de test",
    ]
    assert rows[-2:] == ["[bold]pas de balise[/items]", ":warning: 1234"]


def test_a_value_to_paste_is_never_broken_by_us() -> None:
    raw, rows = on_a_terminal("page", columns=40)
    assert URL in raw
    assert "".join(rows).count(URL) == 1


def test_a_wide_terminal_shows_what_a_pipe_gets() -> None:
    raw, rows = on_a_terminal("page", columns=200)
    assert rows == in_a_pipe("page").splitlines()
    assert raw.endswith("\r\n")


def test_no_color_keeps_weight_and_drops_colour() -> None:
    raw, _ = on_a_terminal("page", NO_COLOR="1")
    assert "\x1b[1mJulie APCV" in raw
    assert "\x1b[3" not in raw


def test_a_dumb_terminal_gets_no_sequence_at_all() -> None:
    raw, _ = on_a_terminal("page", TERM="dumb")
    assert "\x1b" not in raw


def test_force_color_colours_a_pipe_and_wraps_nothing() -> None:
    forced = in_a_pipe("page", FORCE_COLOR="1", COLUMNS="40")
    assert "\x1b[38;5;64m✔ validée\x1b[0m\n" in forced
    assert "largeur de ce petit terminal de test\n" in forced
    assert forced.endswith("1234\n")


def test_data_cannot_command_a_terminal_nor_what_reads_a_pipe() -> None:
    shown = "\\x1b[31mrouge\\x1b]0;titre\\x07 \\x9b2J \\x7f a\\x09b\\x0ac \\u202egnp\\u2066 \\udcff \\u2028fin"
    assert in_a_pipe("hostile") == f"{shown}\n"
    raw, rows = on_a_terminal("hostile", columns=200, NO_COLOR="1")
    assert rows == [shown]
    assert "\x1b" not in raw


def test_a_document_on_a_terminal_is_whole_but_harmless() -> None:
    raw, _ = on_a_terminal("document", columns=40)
    assert raw == in_a_pipe("document").replace("\n", "\r\n")


def test_a_terminal_without_our_marks_gets_ascii_ones() -> None:
    _, rows = on_a_terminal("page", columns=200, PYTHONIOENCODING="ascii")
    assert rows[0] == "Julie APCV . + validee"
    _, rows = on_a_terminal("page", columns=200, PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert rows[-1] == "[bold]pas de balise[/items] :warning: 1234"


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown_on(encoding: str, text: str) -> str:
    received = io.BytesIO()
    terminal = Terminal(received, encoding=encoding, newline="")
    show(text, terminal)
    return received.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("cp1252", "✔ ◐ ○ é « » → …", "+ ~ o é « » > …\n"),
        ("ascii", "✔ ◐ ○ · – ! « » → … œ é '", '+ ~ o . - ! " " > ... oe e \'\n'),
        ("ascii", "日本", "??\n"),
        ("utf-8", "✔ 日本", "✔ 日本\n"),
    ],
)
def test_each_terminal_shows_what_it_can(encoding: str, text: str, expected: str) -> None:
    assert shown_on(encoding, text) == expected


def test_nothing_to_print_prints_nothing() -> None:
    received = io.StringIO()
    show("", received)
    show((), received)
    assert received.getvalue() == ""


def test_a_stream_without_bytes_is_written_too() -> None:
    received = io.StringIO()
    show((line("é ", Segment("✔", "ok")), line()), received)
    assert received.getvalue() == "é ✔\n\n"


def test_every_style_of_a_page_has_a_look() -> None:
    assert set(STYLES) == set(STYLES_16) == set(get_args(Style))


def test_one_line_is_made_of_any_text() -> None:
    assert one_line("a\n  b\r\n\r\nc\x1b\u2028d") == "a b c\\x1b d"
    assert escape("é ✔ œ « » 日本") == "é ✔ œ « » 日本"
    assert escape("a\u00a0b\u202fc") == "a\u00a0b\u202fc"


@pytest.mark.parametrize(
    ("text", "width", "hang", "rows"),
    [
        ("", 10, 0, [""]),
        ("court", 10, 4, ["court"]),
        ("un deux trois", 7, 0, ["un deux", "trois"]),
        ("  un deux trois", 9, 2, ["  un deux", "trois"]),
        ("nom   unmotquidepasse", 12, 6, ["nom   unmotquidepasse"]),
        ("nom   un motquidepasse", 12, 6, ["nom   un", "motquidepasse"]),
        ("a  b", 80, 0, ["a  b"]),
        ("il attend : rien", 11, 0, ["il attend :", "rien"]),
        ("il manque : rien", 10, 0, ["il", "manque :", "rien"]),
        ("il dit « oui » puis non", 9, 0, ["il dit", "« oui »", "puis non"]),
        ("vraiment ? oui ; non !", 9, 0, ["vraiment ?", "oui ;", "non !"]),
        ("attend depuis 14 jours", 16, 0, ["attend depuis", "14 jours"]),
        ("fini le 31 déc. 2025 enfin", 17, 0, ["fini le", "31 déc. 2025", "enfin"]),
        ("fini le 1er oct. 2025", 14, 0, ["fini le", "1er oct. 2025"]),
        ("trois mots · deux mots", 18, 0, ["trois mots ·", "deux mots"]),
        ("une longue phrase et un mot", 23, 0, ["une longue phrase et", "un mot"]),
        ("un 3.0.05 rc", 10, 0, ["un 3.0.05", "rc"]),
    ],
)
def test_lines_break_between_words(text: str, width: int, hang: int, rows: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width, hang)] == rows


@given(st.text(alphabet="ab é ", max_size=80), st.integers(4, 40), st.integers(0, 30))
def test_wrapping_loses_no_word_and_overflows_only_for_one_word(text: str, width: int, hang: int) -> None:
    rows = [text[start:end] for start, end in wrap(text, width, hang)]
    assert [word for row in rows for word in row.split(" ") if word] == [word for word in text.split(" ") if word]
    indent = min(hang, width // 2)
    for number, row in enumerate(rows):
        used = len(row) + (indent if number else 0)
        alone = len(row.split()) <= 1
        stuck = number == 0 and len(row) - len(row.split(" ")[-1]) <= indent
        assert used <= width or alone or stuck


def test_a_command_to_type_goes_below_whole_and_a_mark_stays_with_its_word() -> None:
    _, rows = on_a_terminal("commandes", columns=40)
    assert rows == [
        "une phrase qui finit par ce geste",
        "segurctl show psc.datapass -c ici.toml",
        "puis par une autre, et l'étape",
        "ensuite ✔ mandataire",
    ]


def test_a_column_without_room_goes_below_its_name() -> None:
    _, rows = on_a_terminal("colonnes", columns=30)
    assert rows == [
        "iSC              ✔    terminé",
        "Convergence      ✔ ○",
        "    éligibilité : attend l'ANS",
        "      depuis 8 jours",
        "    à faire : certificat",
        "    étapes\u00a03/27 · CNDA\u00a01/3",
    ]
    assert on_a_terminal("colonnes", columns=80)[1][-2:] == ["  étapes  CNDA", "    3/27   1/3"]


def test_a_message_is_not_cut_inside_a_word_but_its_lines_to_type_are_left_alone() -> None:
    _, rows = on_a_terminal("longue_erreur", columns=40)
    assert rows[:2] == ["segurctl: ce fichier ne peut pas être", "  modifié sans vous (tapez ceci)"]
    assert "".join(f"{row:<40}" for row in rows[2:]).rstrip() == 'cle = "une valeur longue, à taper telle quelle"'


def test_the_text_of_a_line_never_wraps_inside_a_segment_only() -> None:
    joined = Line((Segment("un "), Segment("deu", "ok"), Segment("x trois")))
    assert [joined.text[a:b] for a, b in wrap(joined.text, 7, 0)] == ["un deux", "trois"]
