"""A person at a real pseudo-terminal: what the screen shows, what they type."""

import fcntl
import os
import re
import struct
import sys
import termios
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pexpect
import pyte

from support import settled_environment

_HISTORY = 5000
_PATIENCE = 60  # seconds before a test says that what it waits for does not come


def set_size(rows: int, columns: int) -> None:
    """Give the terminal its size before the command can look at it: pexpect does so after it has begun."""
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Terminal:
    """A command on a terminal of so many columns, its output drawn on a screen that remembers what scrolled away."""

    def __init__(
        self, *args: str, cwd: Path, columns: int = 80, rows: int = 50, env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=_HISTORY, ratio=1.0)
        self._stream = pyte.Stream(self.screen)
        self._raw: list[str] = []
        self._child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            ["-m", "segurctl", *args],
            cwd=cwd,
            env={**settled_environment(), "TERM": "xterm-256color", **(env or {})},
            dimensions=(rows, columns),
            preexec_fn=partial(set_size, rows, columns),
            encoding="utf-8",
            timeout=_PATIENCE,
        )

    @property
    def display(self) -> list[str]:
        """The lines of the screen, down to the last that is not empty."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def transcript(self) -> str:
        """All that was shown and not erased, what scrolled away first."""
        gone = ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return "\n".join([*gone, *self.display])

    def read(self) -> None:
        """Draw what comes next."""
        text = self._child.read_nonblocking(65536, timeout=_PATIENCE)
        self._raw.append(text)
        self._stream.feed(text)

    @property
    def commands(self) -> list[str]:
        """The commands that ran, each whole, whatever the width; those that a finding proposes do not begin a line."""
        plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", "".join(self._raw))
        return re.findall(r"[\r\n\b](segurctl (?:set|mark|tick) [^\r\n]*)", plain)

    @property
    def raw(self) -> str:
        """All that the command sent, with its escape sequences."""
        return "".join(self._raw)

    def replies(self, question: str, text: str) -> None:
        """Answer a question asked on a line of its own, and wait until the answer is there."""
        self.waits_line(question)
        before = self.display
        self.type(f"{text}\n")
        while self.display == before:
            self.read()

    def waits_line(self, question: str) -> None:
        """Wait until a question stands on the last line, with nothing typed after it."""
        while not (self.display and self.display[-1].startswith(question) and self.display[-1].endswith(":")):
            try:
                self.read()
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"« {question} » is not the last line:\n{self.transcript[-4000:]}") from None

    def sees(self, text: str) -> None:
        """Wait until something is shown."""
        while text not in " ".join(self.transcript.split()):
            try:
                self.read()
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"« {text} » is not shown:\n{self.transcript[-4000:]}") from None

    def type(self, keys: str) -> None:
        """Send keys."""
        self._child.send(keys)

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self._child.sendintr()

    def hang_up(self) -> None:
        """Close the terminal, as its window does, and wait for the command to end."""
        process = self._child.ptyproc  # type: ignore[attr-defined]  # which its types leave out
        process.fileobj.close()
        process.wait()
        process.closed = self._child.closed = True

    def kill(self, signal: int) -> None:
        """Send a signal to the command."""
        assert self._child.pid is not None
        os.kill(self._child.pid, signal)

    def end(self) -> int:
        """Read to the end, and give the exit code."""
        while True:
            try:
                self.read()
            except pexpect.EOF:
                break
        self._child.wait()
        code = self._child.exitstatus
        assert code is not None, f"killed by {self._child.signalstatus}"
        return code

    def close(self) -> None:
        """Leave nothing running."""
        self._child.close(force=True)


class Walker(Terminal):
    """Somebody who answers `walk`, question by question: each answer waits for its question to be on the screen."""

    FOOT = re.compile(r"perdre\)$")

    def stands_on(self, option: str) -> None:
        """Wait until an option is the one proposed, on the screen; the title may have scrolled away."""
        while not any(line.startswith(">") and option in line for line in self.display):
            try:
                self.read()
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"« {option} » is not proposed:\n{self.transcript[-4000:]}") from None

    def waits(self, title: str) -> None:
        """Wait until a question is asked: its title stands above what asks."""
        while not self._asks(title):
            try:
                self.read()
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"« {title} » is not asked:\n{self.transcript[-4000:]}") from None

    def _asks(self, title: str) -> bool:
        lines = self.display
        line = bool(lines) and lines[-1].startswith(">") and self.screen.cursor.y == len(lines) - 1
        asked = line or (bool(lines) and bool(self.FOOT.search(lines[-1])))
        above = "\n".join(lines[self._block(lines) :])
        return asked and title in above

    @staticmethod
    def _block(lines: list[str]) -> int:
        """Where the last paragraph begins: a question and what asks it stand together."""
        return max((rank for rank, line in enumerate(lines) if not line), default=0)

    def chooses(self, title: str, option: str) -> None:
        """Choose the option that contains a text."""
        self.waits(title)
        lines = self.display[self._block(self.display) :]
        options = [line for line in lines if re.match(r"[> ] +\d+\. ", line)]
        here = next(rank for rank, line in enumerate(options) if line.startswith(">"))
        there = [rank for rank, line in enumerate(options) if option in line]
        assert there, f"« {option} » is not among:\n" + "\n".join(options)
        self.type(("\x1b[B" if there[0] > here else "\x1b[A") * abs(there[0] - here))
        self.type("\r")
        self._answered()

    def ticks(self, title: str, *texts: str) -> None:
        """Tick the boxes that contain these texts, or all of them; then go on."""
        self.waits(title)
        self.presses(*texts)
        self.goes_on()

    def goes_on(self) -> None:
        """Take what is proposed, as it stands."""
        self.type("\r")
        self._answered()

    def presses(self, *texts: str) -> None:
        """Press the space bar on the boxes that contain these texts, or Ctrl-A for all of them."""
        if not texts:
            self.type("\x01")
        for text in texts:
            lines = self.display[self._block(self.display) :]
            boxes = [line for line in lines if re.match(r"\[.\] ", line)]
            rank = next(rank for rank, line in enumerate(boxes) if text in line)
            self.type("\x1b[5~" * 9 + "\x1b[B" * rank + " ")
            while not any(re.match(r"\[x\] ", line) and text in line for line in self.display):
                self.read()

    def answers(self, title: str, text: str) -> None:
        """Type a line over what is proposed."""
        self.waits(title)
        self.type("\x05\x15" + text)
        while not any(line.startswith(f"> {text[:40]}".rstrip()) for line in self.display[-3:]):
            self.read()
        before = self.display
        self.type("\r")
        self._answered(before)

    def refused(self, title: str, text: str, reason: str) -> None:
        """Type a line that is not taken, and read why."""
        self.answers(title, text)
        self.sees(reason)

    def passes(self, title: str) -> None:
        """Leave a line as it is proposed."""
        self.waits(title)
        self.goes_on()

    def _answered(self, before: list[str] | None = None) -> None:
        """Wait until what asked is gone."""
        before = before or self.display
        while self.display == before:
            try:
                self.read()
            except pexpect.EOF:
                return
