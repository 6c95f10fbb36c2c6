"""The only place that writes to the terminal or to a pipe.

A document goes out as it is; a page is plain text off a terminal, coloured and wrapped on one.
"""

import contextlib
import os
import re
import sys
from typing import TYPE_CHECKING, Final, TextIO

from segurctl.cli.look import obeys_no_sequence, wanted
from segurctl.errors import SegurctlError
from segurctl.views.invisibles import CACHES, code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

    from segurctl.views.page import Line, Page, Style

# What could move the cursor, set the title or turn the text around: C0, DEL, C1, separators of lines,
# bidirectional marks, what hides, and the halves of characters that a path may hold.
_UNSAFE = rf"[\x00-\x1f\x7f-\x9f{CACHES}\ud800-\udfff]"
_UNSAFE_IN_TEXT = _UNSAFE.replace(r"\x00-\x1f", r"\x00-\x08\x0b-\x1f")

# For terminals that cannot show ours; one for one where it can be, so that columns stay columns.
_ASCII: Final = {
    "✔": "+", "◐": "~", "○": "o", "·": ".", "•": "*", "✘": "x", "⚠": "!", "●": "*", "█": "#", "░": ".",
    "–": "-", "—": "-", "−": "-", "→": ">", "←": "<", "↑": "^", "↓": "v", "…": "...", "×": "x",
    "«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "œ": "oe", "Œ": "OE", "æ": "ae", "€": "EUR",
    "≥": ">=", "≤": "<=", "│": "|", "─": "-", "├": "|", "└": "`", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip


def show(output: "Page | str", stream: TextIO | None = None) -> None:
    """Print a page for a person or a document for a machine."""
    stream = stream or sys.stdout
    if stream is None or not output:
        return
    if isinstance(output, str):
        document = output if output.endswith("\n") else f"{output}\n"
        _write(stream, _visible(document, _UNSAFE_IN_TEXT) if _is_terminal(stream) else document)
        return
    couleur, lecture = colour(), _asked("lecture", told=True)
    if lecture == "lineaire":
        from segurctl.views.lecture import lineaire

        output = lineaire(output)
    terminal = _is_terminal(stream)
    if terminal or (couleur == "toujours" and not obeys_no_sequence()):
        _show_styled(output, stream, couleur)
    else:
        _write(stream, "".join(f"{_no_order(escape(line.text))}\n" for line in output))


def colour() -> str | None:
    """Whether colour is wanted: by the options, the environment or the config; None where nothing says."""
    return _asked("couleur")


def _asked(cle: str, *, told: bool = False) -> str | None:
    """What is wanted. What was asked is done, and shown: a config that is not sound is only `told`, once."""
    try:
        return wanted(cle)
    except SegurctlError as error:
        if not told:
            tell(one_line(str(error)))
        return wanted(cle, config=False)


def _no_order(text: str) -> str:
    """A line that a CI's log would obey: there, `::` at its start and `##[` anywhere are orders, whoever wrote them."""
    if not os.environ.get("CI"):
        return text
    text = text.replace("##[", "## [").replace("##vso[", "##vso [")
    return f"| {text}" if text.lstrip().startswith("::") else text


def tell(text: str, exact: "Sequence[str]" = ()) -> None:
    """Print a message beside the output, on standard error, then lines to type, exactly as they are.

    Nobody there to read it is no trouble.
    """
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            lines = [row for line in _visible(text, _UNSAFE_IN_TEXT).split("\n") for row in _rows(line, sys.stderr)]
            _write(sys.stderr, "".join(f"{_no_order(line)}\n" for line in (*lines, *map(escape, exact))))


def _rows(text: str, stream: TextIO) -> list[str]:
    """A line of a message as a terminal shows it: no word of it is cut where there is room for it."""
    if not _is_terminal(stream):
        return [text]
    try:
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return [text]
    if not 0 < width < len(text):
        return [text]
    from segurctl.cli.wrapping import wrap

    return [f"{'  ' if n else ''}{text[a:b]}" for n, (a, b) in enumerate(wrap(text, width, 2))]


def escape(text: str) -> str:
    r"""Replace what a terminal would obey rather than show: `\x1b`, `\u202e`."""
    return text if text.isprintable() else _visible(text, _UNSAFE)


def one_line(text: str) -> str:
    """Make one harmless line of any text."""
    return escape(" ".join(part.strip() for part in text.splitlines() if part.strip()))


def silence(stream: TextIO | None) -> None:
    """Send what is left to nowhere, so that the interpreter says nothing of it when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def _show_styled(page: "Page", stream: TextIO, couleur: str | None) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    from segurctl.cli.folding import fold
    from segurctl.cli.look import STYLES, STYLES_16, console
    from segurctl.cli.wrapping import wrap

    terminal = _is_terminal(stream)
    render = console(stream, couleur, terminal=terminal)
    styles = STYLES_16 if render.color_system == "standard" else STYLES
    width = _width(render, stream) if terminal else 0  # 0: nobody knows, so nothing is wrapped
    rows: list[Text] = []
    for line in fold(page, width) if width else page:
        text = _styled(line, stream, styles)
        if line.verbatim or not width:
            rows.append(text)
            continue
        below = min(line.hang + line.indent, width // 2)
        spans = wrap(text.plain, width, below, cell_len, _held(line, stream))
        hang = " " * below
        rows += [text[a:b] if n == 0 else Text(hang) + text[a:b] for n, (a, b) in enumerate(spans)]
    whole = Text("\n").join(rows)
    if render.legacy_windows:  # there, colours are calls and not characters
        render.print(whole, soft_wrap=True)
        return
    with render.capture() as written:
        render.print(whole, soft_wrap=True)
    _write(stream, written.get())


def _width(render: "Console", stream: TextIO) -> int:
    """How wide the terminal is; rich takes one that is dumb for eighty columns, whatever it is."""
    if render.is_dumb_terminal and not os.environ.get("COLUMNS", "").isdigit():
        with contextlib.suppress(OSError, ValueError):
            return os.get_terminal_size(stream.fileno()).columns
    return max(render.width, 0)


def _styled(line: "Line", stream: TextIO, styles: "Mapping[Style, str]") -> "Text":
    from rich.text import Text

    return Text.assemble(*((_drawn_on(one.text, stream), styles[one.style]) for one in line.segments))


def _held(line: "Line", stream: TextIO) -> set[int]:
    """The spaces where a line does not break: inside a command, and between a mark and its word."""
    held: set[int] = set()
    column = 0
    for one in line.segments:
        text = _drawn_on(one.text, stream)
        if one.style == "commande":
            held.update(column + place for place, character in enumerate(text) if character == " ")
        column += len(text)
        if len(text) == 1 and not text.isalnum():
            held.add(column)
    return held


def _drawn_on(text: str, stream: TextIO) -> str:
    return _drawable(escape(text), stream.encoding if _is_terminal(stream) else "utf-8")


def _write(stream: TextIO, text: str) -> None:
    try:
        buffer = getattr(stream, "buffer", None)
        if buffer is None or _is_terminal(stream):
            stream.write(_drawable(text, stream.encoding))
        else:
            stream.flush()
            buffer.write(text.encode("utf-8", "backslashreplace"))
        stream.flush()
    except OSError as error:
        silence(stream)
        if not _is_closed_pipe(error):
            raise


def _is_closed_pipe(error: OSError) -> bool:
    import errno

    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def _visible(text: str, unsafe: str) -> str:
    return re.sub(unsafe, lambda found: code(ord(found[0])), text)


def _drawable(text: str, encoding: str | None) -> str:
    """Give what this encoding can show of a text."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_drawn(character, encoding) for character in text)
    return text


def _drawn(character: str, encoding: str) -> str:
    import unicodedata

    for candidate in (
        character,
        _ASCII.get(character, character),
        unicodedata.normalize("NFKD", character)[0],
    ):
        with contextlib.suppress(UnicodeEncodeError):
            candidate.encode(encoding)
            return candidate
    return "?"
