#!/bin/sh
# pycairo 1.28.0 with cairo 1.16 or 1.18, Python 3.11, 2026-12-01: the bytes of an SVG.
#
# One would guess: cairo writes no date into an SVG (it does into a PDF), so the same drawing in one
# program gives the same bytes each time.
#
# What happens: the drawing's group is called after a number that counts all surfaces which the
# process has made before, of any kind: id="surface6", then id="surface11". An image surface in
# between changes the file of the next SVG. Gradients and clips count from 0 in each file.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pycairo==1.28.0

cat >"$folder/svg.py" <<'EOF'
import io
import re

import cairo


def drawn():
    file = io.BytesIO()
    surface = cairo.SVGSurface(file, 10, 10)
    context = cairo.Context(surface)
    context.rectangle(1, 1, 5, 5)
    context.fill()
    surface.finish()
    return file.getvalue().decode()


def others(text):
    return re.sub(r"surface\d+", "", text)


one, two = drawn(), drawn()
cairo.ImageSurface(cairo.FORMAT_A8, 1, 1)
three = drawn()
numbers = [int(re.search(r'id="surface(\d+)"', text)[1]) for text in (one, two, three)]
print("the same bytes:", one == two)
print("the same but for that number:", others(one) == others(two) == others(three))
print("an image in between counts:", numbers[2] - numbers[1] == numbers[1] - numbers[0] + 1)
EOF
"$folder/venv/bin/python" "$folder/svg.py" >"$folder/seen"
cat "$folder/seen"
cat >"$folder/expected" <<'EOF'
the same bytes: False
the same but for that number: True
an image in between counts: True
EOF
cmp "$folder/seen" "$folder/expected"
