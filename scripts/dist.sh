#!/bin/sh
# Build the wheel and the source distribution into dist/, and try both where nothing else of this
# checkout is seen: an environment of its own, that borrows the libraries of .venv.
set -eu
cd "$(dirname "$0")/.."

root=$PWD
python=$root/.venv/bin/python
libraries=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

apart=$(mktemp -d)
trap 'rm -rf "$apart"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build() { # FOLDER TARGET...: quietly, of a checkout or what is like one
    (cd "$1" && shift && "$python" -m hatchling build --directory "$apart/built" "$@" >"$apart/log" 2>&1) ||
        { cat "$apart/log" >&2 && exit 1; }
}

install() { # ENVIRONMENT WHEEL
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip --quiet --disable-pip-version-check --python "$1/bin/python" install \
            --no-deps --no-index "$2"
    else
        uv=$(command -v uv || echo .venv/bin/uv)
        "$uv" pip install --quiet --no-deps --no-index --python "$1/bin/python" "$2"
    fi
}

try() { # NAME WHEEL
    "$python" -m venv --without-pip "$apart/$1"
    install "$apart/$1" "$2"
    # Libraries come after it is installed, and the checkout that .venv points to does not come along.
    "$apart/$1/bin/python" -c 'import sys, sysconfig
open(sysconfig.get_path("purelib") + "/borrowed.pth", "w").write(sys.argv[1])' "$libraries"
    (
        cd "$apart"
        "$1/bin/python" -c 'import pathlib, sys, scenes.stage
sys.exit(not pathlib.Path(scenes.stage.__file__).is_relative_to(sys.prefix))'
        "$1/bin/optviz" explain lu >"$1/explained"
        "$1/bin/optviz" lessons >"$1/lessons"
        grep -q elimination "$1/lessons"
        "$1/bin/optviz" new lesson "lesson_of_$1" >"$1/new"
    )
}

build .
try wheel "$apart"/built/*.whl

mkdir "$apart/source"
tar -xzf "$apart"/built/*.tar.gz -C "$apart/source" --strip-components 1
mkdir -p dist
rm -f dist/*.whl dist/*.tar.gz
mv "$apart"/built/* dist/

build "$apart/source" --target wheel
try source "$apart"/built/*.whl

ls dist/*
