"""The contents that git keeps, read one after another by a single git process."""

import subprocess
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from segurctl.candidature.text import MAX_BYTES
from segurctl.errors import SegurctlError
from segurctl.git import command, environment

_PART = 1 << 16


class Objets:
    """`git cat-file --batch`, started when first asked, ended with the block that it is opened for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        if kind is not None:
            self._process.kill()
        self._process.communicate()

    def lire(self, id_: str) -> bytes:
        """The bytes of a content.

        Raises SegurctlError where it is not there (a partial clone), is no file, or is over the limit of a
        candidature: then its bytes are passed over, a part at a time.
        """
        asked, answered = self._pipes()
        try:
            asked.write(f"{id_}\n".encode())
            asked.flush()
            head = answered.readline().split()
        except OSError:
            head = []
        if not head:
            raise SegurctlError("git s'est arrêté avant la fin", hint="git fsck dit si le dépôt est abîmé")
        if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 - id, type, size
            raise SegurctlError("ce contenu n'est pas dans le dépôt", hint="git fetch --refetch l'apporte")
        size = int(head[2])
        if head[1] == b"blob" and size <= MAX_BYTES:
            return answered.read(size + 1)[:size]
        _skip(answered, size + 1)
        raise SegurctlError(f"le fichier dépasse {MAX_BYTES >> 10} Kio")

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - no shell, and no word of it comes from anybody
                command("cat-file", "--batch"),
                cwd=self._folder,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - for the type checker: both are pipes
        assert stdout is not None  # noqa: S101
        return stdin, stdout


def _skip(stream: IO[bytes], count: int) -> None:
    while count > 0 and (part := stream.read(min(count, _PART))):
        count -= len(part)
