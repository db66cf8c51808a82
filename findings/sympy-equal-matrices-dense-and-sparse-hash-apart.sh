#!/bin/sh
# SymPy 1.14.0, seen 2026-12-01.
#
# Guess:   an immutable dense and an immutable sparse matrix that are equal hash alike, as equal
#          things must in Python, so that a set or a dictionary takes them for one.
# Happens: they compare equal both ways and hash apart: a set keeps both, a dictionary filled with
#          one does not find the other, and so lru_cache computes twice. Two of a kind are fine.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
cat >"$folder/try.py" <<'P'
from sympy import ImmutableDenseMatrix, ImmutableSparseMatrix

dense, sparse = ImmutableDenseMatrix([[1, 0]]), ImmutableSparseMatrix([[1, 0]])
print("equal:", dense == sparse, sparse == dense)
print("hashes equal:", hash(dense) == hash(sparse))
print("in a set:", len({dense, sparse}), "found:", sparse in {dense: 1})
print("two of a kind:", len({dense, ImmutableDenseMatrix([[1, 0]])}))
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
equal: True True
hashes equal: False
in a set: 2 found: False
two of a kind: 1
SEEN
