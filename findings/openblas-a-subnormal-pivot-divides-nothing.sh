#!/bin/sh
# NumPy 2.4.6 with the OpenBLAS in its wheel, on x86-64, seen 2026-11-30.
#
# Guess:   np.linalg.solve is LAPACK's gesv, and LAPACK's getf2 divides a column by its pivot even
#          where the pivot is subnormal (it has a loop for pivots below the safe minimum).
# Happens: where the pivot is subnormal the column below it stays undivided, and the answer is
#          wrong by a factor, with no error and no warning: [2 1; 1 1]·1e-310 x = [3; 2]·1e-310 has
#          the solution (1, 1). The same system scaled by a power of 2 is solved. So scale first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6
cat >"$folder/try.py" <<'P'
import warnings
import numpy as np

warnings.simplefilter("error")
A, b = np.array([[2.0, 1.0], [1.0, 1.0]]), np.array([3.0, 2.0])
for name, unit in (("1", 1.0), ("1e-310", 1e-310)):
    print(f"unit {name}: x = {np.linalg.solve(unit * A, unit * b).round(6).tolist()}")
scaled = np.ldexp(1e-310 * A, 1000), np.ldexp(1e-310 * b, 1000)
print(f"unit 1e-310, scaled: x = {np.linalg.solve(*scaled).round(6).tolist()}")
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
unit 1: x = [1.0, 1.0]
unit 1e-310: x = [0.5, 2.0]
unit 1e-310, scaled: x = [1.0, 1.0]
SEEN
