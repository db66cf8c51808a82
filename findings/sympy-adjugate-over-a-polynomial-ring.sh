#!/bin/sh
# SymPy 1.14.0 (with mpmath 1.3.0), seen 2026-11-30.
#
# Guess:   DomainMatrix.adjugate works over every commutative ring, as its formula does, so over
#          ZZ[a] as over ZZ.
# Happens: over ZZ it does; over ZZ[a] it raises a TypeError where the characteristic polynomial
#          has a coefficient that is 0, as that of [0 1; 1 0] has, and works where none is 0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
cat >"$folder/try.py" <<'P'
from sympy import ZZ, symbols
from sympy.polys.matrices import DomainMatrix

def outcome(ring, entries):
    rows = [[ring(x) for x in row] for row in entries]
    try:
        return str(DomainMatrix(rows, (2, 2), ring).adjugate().to_Matrix().tolist())
    except TypeError as error:
        return type(error).__name__

R = ZZ[symbols("a")]
for entries in ([[0, 1], [1, 0]], [[1, 1], [1, 2]]):
    print(entries, "over ZZ:", outcome(ZZ, entries), "over ZZ[a]:", outcome(R, entries))
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
[[0, 1], [1, 0]] over ZZ: [[0, -1], [-1, 0]] over ZZ[a]: TypeError
[[1, 1], [1, 2]] over ZZ: [[2, -1], [-1, 1]] over ZZ[a]: [[2, -1], [-1, 1]]
SEEN
