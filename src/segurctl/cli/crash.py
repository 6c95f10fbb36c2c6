"""The report of an internal error, ready to paste: where it broke, and nothing of what the person wrote."""

import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from traceback import walk_tb

from segurctl import __version__
from segurctl.cli.table import Table

_LIBRARIES = ("typer", "rich", "pydantic", "tomli")
_MOST_FRAMES = 12


def report(error: BaseException, argv: Sequence[str], table: Table) -> str:
    """Tell what broke, under which command and where. Messages of errors may quote a value: none is kept."""
    lines = [
        "segurctl: erreur interne ; vous n'y êtes pour rien, et rien ci-dessous ne vient de vos fichiers.",
        "Merci de coller ce qui suit dans le suivi des anomalies du projet :",
        "",
        f"segurctl {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"commande : {' '.join(['segurctl', *_words(argv, table)])}",
        *_story(error),
    ]
    return "\n".join(lines)


def _words(argv: Sequence[str], table: Table) -> Iterator[str]:
    """Keep the name of the command and of the options; any other word may be a value."""
    named = False
    for word in argv:
        if word.startswith("--") and word != "--":
            yield word.partition("=")[0]
        elif not named and word in table:
            named = True
            yield word
        else:
            yield "…"


def _story(error: BaseException) -> Iterator[str]:
    """Name the error and its frames, the innermost last; then what it came from."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}".removeprefix("builtins.")
        frames = [
            f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
            for frame, line in walk_tb(cause.__traceback__)
        ]
        if len(frames) > _MOST_FRAMES:
            half = _MOST_FRAMES // 2
            frames = [*frames[:half], f"  … {len(frames) - _MOST_FRAMES} de plus …", *frames[-half:]]
        yield from frames
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _version(name: str) -> str:
    module = sys.modules.get(name)
    if isinstance(known := getattr(module, "__version__", None), str):
        return known
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
