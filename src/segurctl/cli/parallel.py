"""The same work on many things, on every processor: only where there are so many that it is worth a process."""

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MANY = 200  # below, starting processes costs more than it saves
_AT_ONCE = 25
_MOST = 8


def mapped(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What `work` gives for each thing, in their order. It goes to other processes: `work` and all it gives pickle."""
    processes = min(os.cpu_count() or 1, _MOST)
    if len(things) < MANY or processes == 1 or not hasattr(os, "fork"):
        return [work(one) for one in things]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=_leave_interrupts)
    try:
        return list(pool.map(work, things, chunksize=_AT_ONCE))
    finally:
        pool.shutdown(cancel_futures=True)  # at Ctrl-C, what has not begun is left


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that the person started: it stops the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
