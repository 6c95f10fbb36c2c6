"""A bar while something takes time: on a terminal, beside the output, and gone when it is done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from segurctl.cli.look import obeys_no_sequence

Suivi = Callable[[int], Callable[[], None]]


@contextmanager
def progress(titre: str) -> Iterator[Suivi]:
    """A function that is told how many steps there are, and gives what to call at each.

    Off a terminal, and in CI, it shows nothing.
    """
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("CI") or obeys_no_sequence():
        yield lambda _total: lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from segurctl.cli.printer import colour

    # The title is ours, and nothing of the data is shown.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, no_color=colour() == "jamais")
    with Progress(*columns, console=console, transient=True) as bar:

        def suivi(total: int) -> Callable[[], None]:
            task = bar.add_task(titre, total=total)
            return lambda: bar.advance(task)

        yield suivi
