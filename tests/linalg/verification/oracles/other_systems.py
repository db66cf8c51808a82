"""Factors as other systems write them: python other_systems.py [KEY …], of those installed.

A 3-cycle, whose permutation is not its own transpose, and matrices on which the rules of pivoting
differ; whole numbers, and the same as floats. Stored with the versions, as they were printed. What
is asked for is renewed, the rest of the file stays.

Needs, each for its own rows: sympy, scipy, mpmath, python-flint, torch, jax (the dependency group
`oracles`), octave, maxima, R with Matrix and pracma, giac, the shared library of LAPACK, g++ with
Eigen's headers in /usr/include/eigen3, and node with mathjs.
"""

import ctypes
import json
import re
import subprocess
import sys
import tempfile
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


def giac():
    found = {name: giac_lu(A) for name, A in MATRICES.items()}
    version = re.search(r"giac ([0-9.]+)", run(["giac", "version()"]))[1]
    return f"Giac {version}", "lu", found


def giac_lu(A):
    parts = re.findall(
        r"\[\[.*?\]\]|\[[0-9,]+\]", run(["giac", f"Digits:=30; lu({A})"]).replace(" ", "")
    )
    p, L, U = parts[-3:]
    return {"L": entries(L), "U": entries(U), "p": json.loads(p)}


def giac_floats():
    """Of 30 digits: its doubles have lost their last bits, 1/3.0 is 0.33333333333333215."""
    version, call, _ = giac()
    found = {}
    for name, A in MATRICES.items():
        made = giac_lu(f"evalf({A})")
        found[name] = {**made, **{k: [[float(x) for x in r] for r in made[k]] for k in "LU"}}
    return version, f"{call} of floats", found


def pracma():
    """Crout's factors without exchanges; a zero pivot makes NaN of them, so no 3-cycle."""
    found = {}
    for name, A in MATRICES.items():
        flat = ", ".join(str(x) for row in A for x in row)
        source = (
            "options(digits = 17); suppressMessages(library(pracma));"
            f"F <- lu_crout(matrix(c({flat}), 3, byrow = TRUE));"
            'for (M in F) for (i in 1:3) cat(M[i, ], "\\n")'
        )
        lines = run(["Rscript", "-e", source]).strip().split("\n")
        rows = [[float(x) for x in line.split()] for line in lines]
        if all(abs(x) < float("inf") for row in rows for x in row):
            found[name] = {"L": rows[:3], "U": rows[3:]}
    version = run(["Rscript", "-e", "cat(as.character(packageVersion('pracma')))"])
    return f"R package pracma {version.replace('-', '.')}", "lu_crout", found


def lapack():
    library = ctypes.CDLL("liblapack.so.3")
    major, minor, patch = (ctypes.c_int() for _ in range(3))
    library.ilaver_(*map(ctypes.byref, (major, minor, patch)))
    found = {}
    for name, A in MATRICES.items():
        n, info = ctypes.c_int(3), ctypes.c_int()
        packed = (ctypes.c_double * 9)(*[A[i][j] for j in range(3) for i in range(3)])
        p = (ctypes.c_int * 3)()
        size = ctypes.byref(n)
        library.dgetrf_(size, size, packed, size, p, ctypes.byref(info))
        rows = [[packed[i + 3 * j] for j in range(3)] for i in range(3)]
        found[name] = {**unpacked(rows), "p": list(p)}
    return f"LAPACK {major.value}.{minor.value}.{patch.value}", "dgetrf", found


EIGEN = """
#include <Eigen/Dense>
#include <iostream>
using namespace Eigen;
int main() {
  Matrix3d A; for (int i = 0; i < 9; i++) std::cin >> A(i / 3, i % 3);
  std::cout.precision(17);
  PartialPivLU<Matrix3d> part(A); FullPivLU<Matrix3d> full(A);
  std::cout << part.matrixLU() << "\\n" << part.permutationP().indices().transpose() << "\\n"
    << part.permutationP().toDenseMatrix() << "\\n"
    << full.matrixLU() << "\\n" << full.permutationP().indices().transpose() << "\\n"
    << full.permutationP().toDenseMatrix() << "\\n" << full.permutationQ().indices().transpose()
    << "\\n" << full.permutationQ().toDenseMatrix() << "\\n" << EIGEN_WORLD_VERSION << "."
    << EIGEN_MAJOR_VERSION << "." << EIGEN_MINOR_VERSION << std::endl;
}
"""


def eigen_output():
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        program.with_suffix(".cpp").write_text(EIGEN)
        run(["g++", "-I/usr/include/eigen3", str(program.with_suffix(".cpp")), "-o", str(program)])
        found = {}
        for name, A in MATRICES.items():
            flat = " ".join(str(x) for row in A for x in row)
            *lines, version = run([str(program)], flat).strip().split("\n")
            found[name] = [[float(x) for x in line.split()] for line in lines]
    return version, found


def eigen():
    found = {}
    version, output = eigen_output()
    for name, rows in output.items():
        found[name] = {**unpacked(rows[:3]), "p": whole(rows[3]), "P": rows[4:7]}
    return f"Eigen {version}", "PartialPivLU", found


def eigen_full():
    found = {}
    version, output = eigen_output()
    for name, rows in output.items():
        rows = rows[7:]
        found[name] = {**unpacked(rows[:3]), "p": whole(rows[3]), "P": rows[4:7]}
        found[name] |= {"q": whole(rows[7]), "Q": rows[8:11]}
    return f"Eigen {version}", "FullPivLU", found


def run(command, given=None):
    made = subprocess.run(
        command, input=given, capture_output=True, text=True, check=True, timeout=120
    )
    return made.stdout


def whole(row):
    return [int(x) for x in row]


def texts(rows):
    return [[str(x) for x in row] for row in rows]


def entries(text):
    rows = re.findall(r"\[([^\[\]]*)\]", text)
    return [[x.strip() for x in row.split(",")] for row in rows]


def matlab(A):
    return "[" + "; ".join(" ".join(map(str, row)) for row in A) + "]"


def unpacked(packed):
    n = len(packed)
    rows = packed.tolist() if hasattr(packed, "tolist") else packed
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
    "r": r, "mathjs": mathjs, "giac": giac, "giac of floats": giac_floats, "pracma": pracma,
    "lapack": lapack, "eigen": eigen, "eigen-full": eigen_full,
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
