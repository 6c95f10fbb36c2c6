"""The only place that writes to the terminal or to a pipe.

A document goes out as it is; a page is plain text off a terminal, coloured and wrapped on one.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TextIO

from segurctl.errors import SegurctlError

if TYPE_CHECKING:
    from rich.text import Text

    from segurctl.views.page import Line, Page, Style

STYLES: Final[dict["Style", str]] = {
    "": "",
    "titre": "bold",
    "ok": "green",
    "attente": "cyan",
    "alerte": "yellow",
    "erreur": "bold red",
    "discret": "dim",
    "commande": "magenta",
    "valeur": "bold",
}

# What could move the cursor, set the title or turn the text around: C0, DEL, C1, separators of lines,
# bidirectional overrides and isolates, and the halves of characters that a path may hold.
_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
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
    wanted = colour()
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE") == "1" or wanted == "toujours"
    if forced or _is_terminal(stream):
        _show_styled(output, stream, wanted)
    else:
        _write(stream, "".join(f"{_no_order(escape(line.text))}\n" for line in output))


def colour() -> str | None:
    """What the person's config says of colour; None where it says nothing, or the environment does, which rich reads.

    What was asked is done, and shown: a config that is not sound is only told.
    """
    if any(os.environ.get(name) for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE")):
        return None
    from segurctl.config import reglage

    try:
        return next(iter(reglage("couleur")), None)
    except SegurctlError as error:
        tell(one_line(str(error)))
        return None


def _no_order(text: str) -> str:
    """A line that a CI's log would obey: there, `::` at its start and `##[` anywhere are orders, whoever wrote them."""
    if not os.environ.get("CI"):
        return text
    text = text.replace("##[", "## [").replace("##vso[", "##vso [")
    return f"| {text}" if text.lstrip().startswith("::") else text


def tell(text: str) -> None:
    """Print a message beside the output, on standard error; nobody there to read it is no trouble."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            lines = _visible(text, _UNSAFE_IN_TEXT).split("\n")
            _write(sys.stderr, "".join(f"{_no_order(line)}\n" for line in lines))


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


def wrap(text: str, width: int, hang: int, measure: Callable[[str], int] = len) -> list[tuple[int, int]]:
    """Find where to break a line: spans of the text, of which all but the first stand below column `hang`.

    Words are never cut: one that is wider than the line is left to the terminal.
    """
    hang = min(hang, width // 2)
    spans: list[tuple[int, int]] = []
    start = end = column = 0
    for word in re.finditer(r" *[^ ]+", text):
        first = word.end() - len(word[0].lstrip(" "))
        if end > start and column + measure(word[0]) > width and column + first - word.start() > hang:
            spans.append((start, end))
            start, column = first, hang + measure(text[first : word.end()])
        else:
            column += measure(word[0])
        end = word.end()
    return [*spans, (start, end)]


def _show_styled(page: "Page", stream: TextIO, wanted: str | None) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        highlight=False,
        force_terminal=wanted == "toujours" or None,
        no_color=wanted == "jamais" or None,
    )
    width = max(console.width, 0) if _is_terminal(stream) else 0  # 0: nobody knows, so nothing is wrapped
    rows: list[Text] = []
    for line in page:
        text = _styled(line, stream)
        if line.verbatim or not width:
            rows.append(text)
            continue
        spans = wrap(text.plain, width, line.hang, cell_len)
        hang = " " * min(line.hang, width // 2)
        rows += [text[a:b] if n == 0 else Text(hang) + text[a:b] for n, (a, b) in enumerate(spans)]
    whole = Text("\n").join(rows)
    if console.legacy_windows:  # there, colours are calls and not characters
        console.print(whole, soft_wrap=True)
        return
    with console.capture() as written:
        console.print(whole, soft_wrap=True)
    _write(stream, written.get())


def _styled(line: "Line", stream: TextIO) -> "Text":
    from rich.text import Text

    encoding = stream.encoding if _is_terminal(stream) else "utf-8"
    parts = ((_drawable(escape(text), encoding), STYLES[style]) for text, style in line.segments)
    return Text.assemble(*parts)


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
    return re.sub(unsafe, lambda found: _escaped(ord(found[0])), text)


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


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
