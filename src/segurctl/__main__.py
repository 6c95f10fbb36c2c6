"""The way in: `--version` is answered at once, everything else by `segurctl.cli.main`."""

import gc
import sys

from segurctl import __version__


def main() -> int:
    """Run segurctl on the command line of this process, and give the exit code."""
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            try:
                print(f"segurctl {__version__}", flush=True)  # noqa: T201 - what a printer needs costs 20 ms
            except OSError:
                pass  # a closed pipe or a full disk: the long way knows what to do
            else:
                return 0
        # Starting up makes tens of thousands of objects that stay: collecting among them costs 7 % of it.
        gc.set_threshold(50_000)
        from segurctl.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
