#!/bin/sh
# Make .venv with the locked dependencies: `scripts/setup.sh run` for the product, `dev` to work on it.
# Nothing is done when the lock file it was made from has not changed.
set -eu
cd "$(dirname "$0")/.."
lock=requirements/$1.txt
stamp=.venv/.$1.lock
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "setup: Python 3.11 or newer is needed ($python); name another one with PYTHON=…" >&2
    exit 2
fi
# The tests type in real shells, and press TAB.
if [ "$1" = dev ] && ! { command -v zsh && command -v fish; } >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends zsh fish >/dev/null
    else
        echo "setup: the tests that type in zsh and fish fail until both are installed" >&2
    fi
fi
# … and open the report in a real browser.
[ "$1" != dev ] || sh scripts/browser.sh
if cmp -s "$lock" "$stamp" 2>/dev/null && .venv/bin/python -c 'import segurctl' 2>/dev/null; then
    exit 0
fi
# Debian keeps the part of Python that makes environments in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "setup: this Python cannot make environments; run: sudo apt-get install python3-venv" >&2
        exit 2
    fi
fi
[ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/pip install --quiet --require-hashes --requirement "$lock"
.venv/bin/pip install --quiet --no-deps --no-build-isolation --editable .
cp "$lock" "$stamp"
