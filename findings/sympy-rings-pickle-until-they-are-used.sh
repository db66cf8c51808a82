#!/bin/sh
# SymPy 1.14.0 (with mpmath 1.3.0), seen 2026-11-30.
#
# Guess:   a polynomial ring, its elements and an algebraic field are values; they pickle, so that
#          joblib or multiprocessing can send them to another process. If one of them does, it
#          does so at any time.
# Happens: ring("x", ZZ)[1] does not pickle: PolyRing.__getstate__ deletes keys from the dictionary
#          that it walks through. A field QQ<√2> pickles when new, and no longer once it has turned
#          one of its elements into an expression: the converter it then keeps is a local function.
#          Whoever stores such objects in a record must make them again on unpickling.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
cat >"$folder/try.py" <<'P'
import pickle
from sympy import QQ, ZZ, ring, sqrt

def outcome(value):
    try:
        return "pickles" if pickle.loads(pickle.dumps(value)) == value else "differs"
    except (RuntimeError, AttributeError, pickle.PicklingError):
        return "does not pickle"

x = ring("x", ZZ)[1]
print("element of ZZ[x]:", outcome(x))
field = QQ.algebraic_field(sqrt(2))
print("new QQ<sqrt(2)>:", outcome(field))
field.to_sympy(field.from_sympy(1 + sqrt(2)))
print("used QQ<sqrt(2)>:", outcome(field))
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
element of ZZ[x]: does not pickle
new QQ<sqrt(2)>: pickles
used QQ<sqrt(2)>: does not pickle
SEEN
