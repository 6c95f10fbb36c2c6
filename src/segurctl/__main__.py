"""The way in: `--version` is answered at once, everything else by `segurctl.cli.main`."""

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
        from segurctl.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
