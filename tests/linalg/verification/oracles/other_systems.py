"""Factors as other systems write them: python other_systems.py [KEY …], of those installed.

A 3-cycle, whose permutation is not its own transpose, and matrices on which the rules of pivoting
differ; whole numbers, and the same as floats. Stored with the versions, as they were printed. What
is asked for is renewed, the rest of the file stays.

Needs, each for its own rows: sympy, scipy, mpmath, python-flint, torch, jax (the dependency group
`oracles`), octave, maxima, R with Matrix, gp, gap, and node with mathjs.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "other_systems.json"

MATRICES = {
    "cycle": [[0, 1, 2], [0, 0, 3], [4, 0, 1]],
    "rules": [[2, 1, 1], [4, -6, 0], [-2, 7, 2]],
    "scaled": [[2, 90, 1], [1, 1, 5], [3, 200, 8]],
    "smallest": [[4, 1, 2], [6, 0, 3], [-1, 2, 5]],
}


def sympy_():
    import sympy

    found = {}
    for name, A in MATRICES.items():
        L, U, pairs = sympy.Matrix(A).LUdecomposition()
        found[name] = {"L": texts(L.tolist()), "U": texts(U.tolist()), "p": pairs}
    return f"SymPy {sympy.__version__}", "Matrix.LUdecomposition", found


def scipy_():
    import numpy
    import scipy
    import scipy.linalg as sl

    found = {}
    for name, A in MATRICES.items():
        A = numpy.array(A, dtype=float)
        P, L, U = sl.lu(A)
        p, _, _ = sl.lu(A, p_indices=True)
        permuted, _ = sl.lu(A, permute_l=True)
        found[name] = {"P": P, "L": L, "U": U, "p": p, "permuted L": permuted}
    return f"SciPy {scipy.__version__}", "scipy.linalg.lu", plain(found)


def lu_factor():
    import numpy
    import scipy
    import scipy.linalg as sl

    found = {}
    for name, A in MATRICES.items():
        packed, p = sl.lu_factor(numpy.array(A, dtype=float))
        found[name] = {**unpacked(packed), "p": p}
    return f"SciPy {scipy.__version__}", "scipy.linalg.lu_factor", plain(found)


def superlu():
    import numpy
    import scipy
    from scipy.sparse import csc_array
    from scipy.sparse.linalg import splu

    found = {}
    for name, A in MATRICES.items():
        made = splu(csc_array(numpy.array(A, dtype=float)))
        found[name] = {
            "L": made.L.toarray(), "U": made.U.toarray(), "p": made.perm_r, "q": made.perm_c,
        }  # fmt: skip
    return f"SciPy {scipy.__version__}", "scipy.sparse.linalg.splu", plain(found)


def mpmath_():
    import mpmath

    found = {}
    for name, A in MATRICES.items():
        P, L, U = mpmath.lu(mpmath.matrix(A))
        _, p = mpmath.mp.LU_decomp(mpmath.matrix(A))
        found[name] = {"P": P.tolist(), "L": L.tolist(), "U": U.tolist(), "p": p}
    return f"mpmath {mpmath.__version__}", "mpmath.lu", plain(found)


def torch_():
    import torch

    found = {}
    for name, A in MATRICES.items():
        A = torch.tensor(A, dtype=torch.float64)
        P, L, U = torch.linalg.lu(A)
        _, p = torch.linalg.lu_factor(A)
        found[name] = {"P": P, "L": L, "U": U, "p": p}
    return f"PyTorch {torch.__version__}", "torch.linalg.lu, lu_factor", plain(found)


def jax_():
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    import jax.scipy.linalg as jl

    found = {}
    for name, A in MATRICES.items():
        A = jnp.array(A, dtype=float)
        P, L, U = jl.lu(A)
        _, _, p = jax.lax.linalg.lu(A)
        found[name] = {"P": P, "L": L, "U": U, "p": p}
    return f"JAX {jax.__version__}", "jax.scipy.linalg.lu, jax.lax.linalg.lu", plain(found)


def octave():
    found = {}
    for name, A in MATRICES.items():
        source = (
            f"A = {matlab(A)}; [L, U, P] = lu(A); [K, V] = lu(A); [M, W, p] = lu(A, 'vector');"
            "disp(jsonencode(struct('P', P, 'L', L, 'U', U, 'p', p, 'permuted_L', K)))"
        )
        made = json.loads(run(["octave-cli", "--norc", "--eval", source]))
        made["permuted L"] = made.pop("permuted_L")
        found[name] = made
    version = run(["octave-cli", "--version"]).splitlines()[0]
    return version.replace(", version", ""), "lu(A), lu(A, 'vector')", found


def maxima():
    found = {}
    for name, A in MATRICES.items():
        rows = ", ".join(str(row) for row in A)
        source = (
            f"display2d: false$ A: matrix({rows})$ F: lu_factor(A)$ G: get_lu_factors(F)$ "
            "for M in G do print(M)$ print(F[2])$"
        )
        lines = run(["maxima", "--very-quiet", f"--batch-string={source}"]).replace("\n", " ")
        matrices = re.findall(r"matrix\((\[[^()]*\])\) ", lines)[-3:]
        P, L, U = (entries(text) for text in matrices)
        p = [int(x) for x in re.findall(r"\[([0-9, ]+)\]\s*$", lines.strip())[-1].split(",")]
        found[name] = {"P": P, "L": L, "U": U, "p": p}
    return run(["maxima", "--version"]).strip(), "lu_factor, get_lu_factors", found


def r():
    found = {}
    for name, A in MATRICES.items():
        flat = ", ".join(str(x) for row in A for x in row)
        source = (
            "options(digits = 17); suppressMessages(library(Matrix));"
            f"A <- matrix(c({flat}), 3, byrow = TRUE);"
            "F <- lu(Matrix(A, sparse = FALSE, doDiag = FALSE)); E <- expand(F);"
            'show <- function(M) for (i in 1:3) cat(as.matrix(M)[i, ] * 1, "\\n");'
            'show(E$P); show(E$L); show(E$U); cat(F@perm, "\\n")'
        )
        lines = run(["Rscript", "-e", source]).split("\n")
        rows = [[float(x) for x in line.split()] for line in lines if line.strip()]
        made = {"P": rows[:3], "L": rows[3:6], "U": rows[6:9], "p": [int(x) for x in rows[9]]}
        found[name] = made
    versions = run(
        [
            "Rscript",
            "-e",
            "cat(as.character(getRversion()), as.character(packageVersion('Matrix')))",
        ]
    )
    base, package = versions.split()
    return f"R {base} with Matrix {package}", "lu(Matrix(A)), expand", found


def mathjs():
    source = (
        "const m = require('mathjs'); const all = JSON.parse(process.argv[1]); const out = {};"
        "for (const k in all) { const f = m.lup(all[k]); out[k] = {L: f.L, U: f.U, p: f.p}; }"
        "console.log(JSON.stringify([m.version, out]))"
    )
    version, found = json.loads(run(["node", "-e", source, json.dumps(MATRICES)]))
    return f"mathjs {version}", "lup", found


def run(command):
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def texts(rows):
    return [[str(x) for x in row] for row in rows]


def entries(text):
    rows = re.findall(r"\[([^\[\]]*)\]", text)
    return [[x.strip() for x in row.split(",")] for row in rows]


def matlab(A):
    return "[" + "; ".join(" ".join(map(str, row)) for row in A) + "]"


def unpacked(packed):
    n = len(packed)
    rows = packed.tolist()
    L = [[rows[i][j] if j < i else float(i == j) for j in range(n)] for i in range(n)]
    U = [[rows[i][j] if j >= i else 0.0 for j in range(n)] for i in range(n)]
    return {"L": L, "U": U}


def plain(x):
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if hasattr(x, "tolist"):
        return plain(x.tolist())
    if isinstance(x, list | tuple):
        return [plain(value) for value in x]
    return int(x) if isinstance(x, int) else float(x)


SYSTEMS = {
    "sympy": sympy_, "scipy": scipy_, "lu_factor": lu_factor, "superlu": superlu,
    "mpmath": mpmath_, "torch": torch_, "jax": jax_, "octave": octave, "maxima": maxima,
    "r": r, "mathjs": mathjs,
}  # fmt: skip


if __name__ == "__main__":
    stored = json.loads(FILE.read_text()) if FILE.exists() else {}
    stored["matrices"] = MATRICES
    for key in sys.argv[1:] or SYSTEMS:
        try:
            version, call, found = SYSTEMS[key]()
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            print(f"{key}: {error}", getattr(error, "stderr", ""))
            continue
        stored[key] = {"version": version, "call": call, "factors": found}
        print(key, version)
    FILE.write_text(json.dumps(stored, indent=1) + "\n")
