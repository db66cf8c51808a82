"""Null spaces as other systems write them: python null_vectors.py [KEY …], of those installed.

Stored with the versions: each system's vectors of each matrix, exact ones as text, floats as
numbers. What is asked for is renewed, the rest of the file stays.

Needs, each for its own rows: sympy, scipy and python-flint (the dependency group `oracles`),
octave, maxima, gp, gap, giac, R with pracma, and g++ with Eigen's headers in /usr/include/eigen3.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FILE = Path(__file__).parent / "null_vectors.json"

MATRICES = {
    "line": [[2, 3]],
    "square": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "plane": [[1, 2, 2, 2], [2, 4, 6, 8], [3, 6, 8, 10]],
    "columns of zeros": [[0, 0, 3, 1], [0, 0, 0, 0]],
    "fractions": [[2, 3, 5], [4, 6, 10]],
    "nothing": [[0, 0], [0, 0]],
    "full rank": [[1, 2], [3, 4], [5, 6]],
}


def sympy_():
    import sympy

    found = {k: [list(map(str, v)) for v in sympy.Matrix(A).nullspace()]
             for k, A in MATRICES.items()}  # fmt: skip
    return f"SymPy {sympy.__version__}", "Matrix.nullspace()", found


def scipy_():
    import numpy
    import scipy.linalg

    found = {k: scipy.linalg.null_space(numpy.array(A, dtype=float)).T.tolist()
             for k, A in MATRICES.items()}  # fmt: skip
    return f"SciPy {scipy.__version__}", "scipy.linalg.null_space(A)", found


def flint_():
    import flint

    found = {}
    for name, A in MATRICES.items():
        N, count = flint.fmpz_mat(A).nullspace()
        found[name] = [[str(N[i, j]) for i in range(N.nrows())] for j in range(count)]
    return f"python-flint {flint.__version__}", "fmpz_mat.nullspace()", found


def octave():
    found = {}
    for name, A in MATRICES.items():
        source = f"disp(jsonencode(num2cell(null({rows(A, ' ', '; ')})', 2)))"
        found[name] = [list(v) for v in json.loads(run(["octave-cli", "--norc", "--eval", source]))]
    version = run(["octave-cli", "--version"]).splitlines()[0]
    return version.replace(", version", ""), "null(A)", found


def maxima():
    found = {}
    for name, A in MATRICES.items():
        source = f"display2d: false$ print(nullspace(matrix({', '.join(map(str, A))})))$"
        text = run(["maxima", "--very-quiet", f"--batch-string={source}"])
        said = text[text.rindex("span(") :]
        found[name] = [re.findall(r"\[([^\[\]]+)\]", v) for v in said.split("matrix(")[1:]]
    return run(["maxima", "--version"]).strip(), "nullspace(A)", found


def pari(call):
    def asked():
        found = {}
        for name, A in MATRICES.items():
            source = f"N = {call}(Mat({rows(A, ', ', '; ')})); for(j = 1, #N, print(N[, j]~))"
            lines = run(["gp", "-q", "-f"], source).strip().splitlines()
            found[name] = [line.strip("[] ").replace(" ", "").split(",") for line in lines]
        return f"PARI/GP {run(['gp', '--version-short']).strip()}", f"{call}(A)", found

    return asked


def gap():
    found = {}
    for name, A in MATRICES.items():
        source = f'Print(NullspaceMat(TransposedMat({A})), "\\n");\n'
        found[name] = vectors(run(["gap", "-q"], source))
    version = run(["gap", "-q"], 'Print(GAPInfo.Version, "\\n");\n').strip()
    return f"GAP {version}", "NullspaceMat(TransposedMat(A))", found


def giac():
    found = {name: vectors(run(["giac", f"ker({A})"])) for name, A in MATRICES.items()}
    version = re.search(r"giac ([0-9.]+)", run(["giac", "version()"]))[1]
    return f"Giac {version}", "ker(A)", found


def pracma():
    found = {}
    for name, A in MATRICES.items():
        flat = ", ".join(str(x) for row in A for x in row)
        source = (
            "options(digits = 17); suppressMessages(library(pracma));"
            f"N <- nullspace(matrix(c({flat}), {len(A)}, byrow = TRUE));"
            'if (!is.null(N)) for (j in seq_len(ncol(N))) cat(N[, j], "\\n")'
        )
        lines = run(["Rscript", "-e", source]).strip().splitlines()
        found[name] = [[float(x) for x in line.split()] for line in lines]
    version = run(["Rscript", "-e", "cat(as.character(packageVersion('pracma')))"])
    return f"R package pracma {version.replace('-', '.')}", "nullspace(A)", found


EIGEN = """
#include <Eigen/Dense>
#include <iostream>
int main() {
  int m, n; std::cin >> m >> n;
  Eigen::MatrixXd A(m, n); for (int i = 0; i < m * n; i++) std::cin >> A(i / n, i % n);
  Eigen::FullPivLU<Eigen::MatrixXd> lu(A);
  std::cout.precision(17);
  std::cout << lu.dimensionOfKernel() << "\\n" << lu.kernel().transpose() << "\\n"
    << EIGEN_WORLD_VERSION << "." << EIGEN_MAJOR_VERSION << "." << EIGEN_MINOR_VERSION << std::endl;
}
"""


def eigen():
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        program.with_suffix(".cpp").write_text(EIGEN)
        run(["g++", "-I/usr/include/eigen3", str(program.with_suffix(".cpp")), "-o", str(program)])
        for name, A in MATRICES.items():
            given = f"{len(A)} {len(A[0])} " + " ".join(str(x) for row in A for x in row)
            count, *lines, version = run([str(program)], given).strip().splitlines()
            kernel = [[float(x) for x in line.split()] for line in lines]
            found[name] = kernel if int(count) else []  # of dimension 0 it hands out a zero vector
    return f"Eigen {version}", "FullPivLU(A).kernel()", found


def rows(A, comma, semicolon):
    return "[" + semicolon.join(comma.join(map(str, row)) for row in A) + "]"


def vectors(text):
    """The innermost lists in what was printed."""
    return [v.replace(" ", "").split(",") for v in re.findall(r"\[([^\[\]]*[0-9][^\[\]]*)\]", text)]


def run(command, given=None):
    made = subprocess.run(
        command, input=given, capture_output=True, text=True, check=True, timeout=120
    )
    return made.stdout


SYSTEMS = {
    "sympy": sympy_, "scipy": scipy_, "flint": flint_, "octave": octave, "maxima": maxima,
    "matker": pari("matker"), "matkerint": pari("matkerint"), "gap": gap, "giac": giac,
    "pracma": pracma, "eigen": eigen,
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
        stored[key] = {"version": version, "call": call, "vectors": found}
        print(key, version)
    FILE.write_text(json.dumps(stored, indent=1) + "\n")
