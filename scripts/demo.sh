#!/bin/sh
# Render the README's example and say where it is and how long it took.
set -eu
cd "$(dirname "$0")/.."

mkdir -p media
film=media/elimination.mp4
start=$(date +%s)
.venv/bin/python -m scenes render elimination --matrix "1 2 1; 3 8 1; 0 4 1" --rhs "2 12 2" \
    --quality high --fps 30 --output $film >/dev/null
echo "$PWD/$film was rendered in $(($(date +%s) - start)) s"
