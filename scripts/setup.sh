#!/bin/sh
# Make .venv ready: the system packages that are missing, then the pinned Python packages.
#
# The stamp is written last and fingerprints the pins, pyproject.toml, the place of the checkout and
# what is installed. So a second run does nothing, and an interrupted one never counts as whole.
# PYTHON=python3.12 chooses an interpreter; otherwise the first that fits is taken.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

stamp=.venv/ready

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$@" >&2 && exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

fingerprint() {
    { pwd -P && cat pyproject.toml requirements/*.txt &&
        echo .venv/lib/python3*/site-packages/*.dist-info; } | cksum
}

quietly() { # run a command; show what it printed only if it fails
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then rm -f "$log"; else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# ---------------------------------------------------------------- the interpreter

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" && command -v "$PYTHON" && return
        fail "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13."
    fi
    for name in python3 python3.13 python3.12 python3.11 python; do
        fits "$name" && command -v "$name" && return
    done
    have uv && uv python find --no-project --no-python-downloads '>=3.11,<3.14' 2>/dev/null
}

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

has_headers() {
    "$1" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
}

can_make_environments() { have uv || "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# ---------------------------------------------------------------- system packages

missing_for_apt() {
    if [ -z "$python" ]; then
        for name in python3.13 python3.12 python3.11 python3; do
            apt-cache show "$name" >/dev/null 2>&1 && break
        done
        echo "$name $name-dev $name-venv"
    else
        has_headers "$python" || echo "python$(version "$python")-dev"
        can_make_environments "$python" || echo "python$(version "$python")-venv"
    fi
    echo '#include <stdlib.h>' | gcc -E -x c - >/dev/null 2>&1 || echo gcc libc6-dev
    [ "$(uname -m)" = x86_64 ] || have g++ || echo g++ # glcontext and moderngl have no wheels there
    have pkg-config || echo pkg-config
    has_library 'cairo >= 1.15.10' || echo libcairo2-dev
    has_library 'pangocairo >= 1.30' || echo libpango1.0-dev
}

missing_for_brew() {
    [ -n "$python" ] || echo python@3.13
    have pkg-config || echo pkgconf
    has_library 'cairo >= 1.15.10' || echo cairo
    has_library 'pangocairo >= 1.30' || echo pango
}

has_library() { pkg-config --exists "$1" 2>/dev/null; }

missing() { # on one line
    case $system in
    apt) missing_for_apt ;;
    brew) missing_for_brew ;;
    esac | xargs
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
    [ $system = brew ] || [ "$(id -u)" = 0 ] ||
        { have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

install_system_packages() {
    case $system in
    apt)
        quietly as_root apt-get update -q
        packages=$(missing) # the lists are fresh now: they may name a better interpreter
        # shellcheck disable=SC2086
        quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
            --no-install-recommends -o DPkg::Lock::Timeout=120 $packages
        ;;
    brew)
        # shellcheck disable=SC2086
        quietly brew install $packages
        ;;
    esac
}

prepare_system() {
    if [ "$(uname -s)" = Darwin ] && have brew; then
        system=brew
    elif have apt-get; then
        system=apt
    else
        system=unknown
    fi
    python=$(find_python) || [ -z "${PYTHON:-}" ] || exit 1
    if [ $system = unknown ]; then
        [ -z "$(missing_for_apt)" ] || fail \
            "This system has neither apt-get nor Homebrew. Install these, then run this again:" \
            "  a C compiler, pkg-config, Python 3.11-3.13 with headers and venv, cairo and pango with headers" \
            "  Debian, Ubuntu: gcc libc6-dev pkg-config python3 python3-dev python3-venv libcairo2-dev libpango1.0-dev" \
            "  Fedora: gcc pkgconf-pkg-config python3 python3-devel cairo-devel pango-devel" \
            "  Arch:   gcc pkgconf python cairo pango"
        return
    fi
    packages=$(missing)
    [ -n "$packages" ] || return 0
    may_install || fail "System packages are missing and cannot be installed without root or sudo." \
        "Install these, then run this again: $packages"
    say "Installing system packages: $packages"
    install_system_packages || fail "The system packages could not be installed: $packages"
    python=$(find_python) || fail \
        "No Python 3.11, 3.12 or 3.13 was found, and this system's packages offer none."
}

# ---------------------------------------------------------------- .venv

same_version() { [ "$(version "$1")" = "$(version "$2")" ]; }

make_environment() {
    if [ -x .venv/bin/python ] && fits .venv/bin/python; then
        [ -n "${PYTHON:-}" ] && ! same_version "$python" .venv/bin/python || return 0
    fi
    say "Making .venv with Python $(version "$python")"
    rm -rf .venv
    if have uv; then
        quietly uv venv --no-project --no-python-downloads --python "$python" .venv
    else
        quietly "$python" -m venv .venv
    fi || fail ".venv could not be made with $python."
}

find_uv() { # or leave uv empty: pip does it too, only slower
    if have uv; then
        uv=uv
    else
        .venv/bin/python -m pip --version >/dev/null 2>&1 || quietly .venv/bin/python -m ensurepip
        uv=
        install --only-binary :all: --require-hashes -r requirements/uv.txt >/dev/null 2>&1 || return 0
        uv=.venv/bin/uv
    fi
}

install() {
    if [ -n "$uv" ]; then
        # Compiled now, as pip does it: else the first runs do, or each where nothing may be written.
        "$uv" pip install --quiet --compile-bytecode --python .venv/bin/python "$@"
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
    fi
}

install_python_packages() {
    # The build tools come first and are used from .venv, so that they are pinned and hashed too.
    install --require-hashes -r requirements/build.txt &&
        PATH=$PWD/.venv/bin:$PATH install --require-hashes --no-build-isolation \
            -r requirements/development.txt &&
        install --no-deps --no-build-isolation --editable .
}

if [ -x .venv/bin/python ] && [ -f $stamp ] && [ "$(cat $stamp)" = "$(fingerprint)" ]; then
    [ -z "${PYTHON:-}" ] || same_version "$PYTHON" .venv/bin/python && exit 0
fi
rm -f $stamp
prepare_system
make_environment
find_uv
say "Installing $(grep -c == requirements/development.txt) Python packages with ${uv:-pip}"
quietly install_python_packages || fail "The Python packages could not be installed."
fingerprint >$stamp
