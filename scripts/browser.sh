#!/bin/sh
# What the tests of the HTML report open it with: Debian's Chromium, and axe-core from npm at its locked version.
set -eu
cd "$(dirname "$0")/.."

install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "setup: the tests in a browser fail until these are installed: $*" >&2
    fi
}

command -v chromium >/dev/null || install chromium fonts-dejavu-core
command -v npm >/dev/null || install npm
cd tests/navigateur
if ! cmp -s package-lock.json node_modules/.lock 2>/dev/null; then
    npm ci --silent --ignore-scripts --no-audit --no-fund
    cp package-lock.json node_modules/.lock
fi
