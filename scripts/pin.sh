#!/bin/sh
# Pin the newest versions that fit together, with hashes, for every Python and system at once.
# --no-config and no --emit-… option: no index address and no path enters the files.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)

pin() { # FILE SOURCE...
    file=requirements/$1.txt
    shift
    echo "Pinning $file"
    "$uv" pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-annotate \
        --custom-compile-command "make pins" --output-file "$file" "$@"
}

pin development pyproject.toml --extra data --extra slides --extra cluster --group dev --group build
pin build --group build --constraints requirements/development.txt
pin uv --group uv
