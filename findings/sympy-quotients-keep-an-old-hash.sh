#!/bin/sh
# SymPy 1.14.0 (with mpmath 1.3.0), seen 2026-11-30.
#
# Guess:   equal elements of a polynomial ring have equal hashes, so that sets and dictionaries of
#          them (of pivots, of factors already met) find each other.
# Happens: the quotient of div, quo and exquo is filled in place after its hash was asked for, and
#          keeps it: 3x / 3 == x, but x is not found in {3x / 3}. Division by a coefficient
#          (quo_ground) is in order. Sets, dictionaries and caches of quotients need another key,
#          as the tuple of terms.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
cat >"$folder/try.py" <<'P'
from sympy import ZZ, ring

R, x = ring("x", ZZ)
for name, made, equal in [
    ("3x / 3, exquo", (3 * x).exquo(R(3)), x),
    ("(x^2 - 1) / (x - 1), exquo", (x**2 - 1).exquo(x - 1), x + 1),
    ("3x / 3, quo_ground", (3 * x).quo_ground(ZZ(3)), x),
]:
    print(f"{name}: equal {made == equal}, found in a set {equal in {made}}")
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
3x / 3, exquo: equal True, found in a set False
(x^2 - 1) / (x - 1), exquo: equal True, found in a set False
3x / 3, quo_ground: equal True, found in a set True
SEEN
