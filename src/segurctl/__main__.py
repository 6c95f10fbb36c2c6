"""The way in: `--version` is answered at once, everything else by `segurctl.cli.main`."""

import gc
import os
import sys

from segurctl import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> int:
    """Run segurctl on the command line of this process, and give the exit code."""
    try:
        if os.environ.get("_SEGURCTL_COMPLETE"):  # a shell asks, at a press of TAB
            from segurctl.cli.completion.repondre import completer, demandee

            if demandee(sys.argv[1:], os.environ):
                return completer()
        if sys.argv[1:] in (["--version"], ["-V"]):
            try:
                print(f"segurctl {__version__}", flush=True)  # noqa: T201 - what a printer needs costs 20 ms
            except OSError:
                pass  # a closed pipe or a full disk: the long way knows what to do
            else:
                return 0
        # Starting up makes a hundred thousand objects, and all stay: collecting among them costs a tenth of it.
        gc.set_threshold(500_000)
        from segurctl.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return 130


def program() -> "NoReturn":
    """Be the program: run, and leave without the interpreter's farewell to every object, a sixth of a short run.

    Nothing is left to do then: files are closed where they are written, and what was printed is flushed.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:  # noqa: SIM105 - importing contextlib costs more than the four lines
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass  # closed, or a pipe that nobody reads any more
    os._exit(code)


if __name__ == "__main__":
    program()
