"""Programs for other systems: run in NumPy and SymPy here, in Maxima, Octave and Mathics before."""

import importlib.util
import io
import json
import runpy
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import linalg
from linalg import read_matrix
from linalg.errors import LinalgError
from linalg.writing.relations import related
from linalg.writing.systems import SYSTEMS, for_system

SCRIPT = Path(__file__).parent / "oracles" / "systems.py"
SPEC = importlib.util.spec_from_file_location("systems_oracle", SCRIPT)
oracle = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(oracle)
STORED = json.loads(oracle.STORED.read_text("utf-8"))
RECORDS = {name: make() for name, make in oracle.RECORDS.items()}


def ran(program):
    """What a program of Python prints."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(said):
        file = Path(folder) / "written.py"
        file.write_text(program, "utf-8")
        runpy.run_path(str(file))
    return said.getvalue().split()


@pytest.mark.parametrize("system", oracle.COMMANDS)
def test_other_systems_found_every_relation_true(system):
    """What they were given then is what is written now; if not: run the script beside its store."""
    for name, stored in STORED[system].items():
        if name == "wrong":
            assert stored["program"] != STORED[system]["lu"]["program"]
            assert stored["answers"] == [False]
            continue
        assert for_system(RECORDS[name], system) == stored["program"]
        assert stored["answers"] == [True] * len(related(RECORDS[name]).relations)
    names = oracle.OF_OCTAVE if system == "matlab" else RECORDS
    assert set(STORED[system]) == {*names, "wrong"}


@pytest.mark.parametrize("name", RECORDS)
def test_sympy_finds_every_relation_true(name):
    program = for_system(RECORDS[name], "sympy")
    assert ran(program) == ["True"] * len(related(RECORDS[name]).relations)


@pytest.mark.parametrize("name", oracle.OF_OCTAVE)
def test_numpy_finds_every_relation_true(name):
    program = for_system(RECORDS[name], "numpy")
    assert ran(program) == ["True"] * len(related(RECORDS[name]).relations)


@pytest.mark.parametrize("system", ["numpy", "sympy"])
def test_a_wrong_factor_is_found_there(system):
    program = for_system(linalg.lu("2 1; 8 7"), system)
    assert ran(program.replace("[0, 3]", "[0, 4]")) == ["False"]
    floats = for_system(linalg.lu([[2.0, 1.0], [8.0, 7.0]]), system)
    assert ran(floats.replace("[0.0, 3.0]", "[0.0, 3.0000001]")) == ["False"]


numbers = st.one_of(st.integers(-99, 99), st.fractions(-9, 9, max_denominator=40))
letters = st.sampled_from(sp.symbols("a b theta")).map(lambda a: a + 1)
entries = st.one_of(numbers, letters, st.just(sp.sqrt(2)), st.just(sp.pi / 3))
grids = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda shape: st.lists(
        st.lists(entries, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0], max_size=shape[0],
    )
)  # fmt: skip


@given(grids, st.sampled_from([system for system in SYSTEMS if system != "numpy"]))
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read_back(rows, system):
    product = linalg.multiply(rows, _eye(rows))
    exact = {"latex-matrix", "maxima", "sympy", "mathematica"}
    lines = for_system(product, system).splitlines()
    written = next(line for line in lines if line.split(" =")[0].split(":")[0] in ("A", "mA"))
    if system in exact or not product.A.free_symbols:
        read = sp.Matrix(read_matrix(written).rows)
        assert (read - sp.Matrix(product.A)).applyfunc(sp.simplify).is_zero_matrix


def _eye(rows):
    n = len(rows[0])
    return [[int(i == j) for j in range(n)] for i in range(n)]


def test_names_that_a_system_keeps_for_itself_or_that_are_taken():
    A = sp.Matrix([sp.symbols("lambda E1"), sp.symbols("A end")])
    record = linalg.multiply(A, "1 0; 0 1")
    python = for_system(record, "sympy")
    assert "# lambda1 is lambda" in python
    assert "A1 = Matrix([[lambda1, E1], [A, end]])" in python
    matlab = for_system(record, "matlab")
    assert "% end1 is end" in matlab
    assert "syms A E1 end1 lambda real" in matlab
    mathematica = for_system(
        linalg.multiply(sp.Matrix([sp.symbols("K x_1")]), "1 0; 0 1"), "mathematica"
    )
    assert "(* K1 is K *)\n(* x1 is x_1 *)\nmA = {{K1, x1}};" in mathematica


def test_latex_is_the_matrices_and_the_relation():
    assert for_system(linalg.lu("2 1; 8 7"), "latex-matrix") == (
        "A = \\begin{bmatrix} 2 & 1 \\\\ 8 & 7 \\end{bmatrix}\n"
        "L = \\begin{bmatrix} 1 & 0 \\\\ 4 & 1 \\end{bmatrix}\n"
        "U = \\begin{bmatrix} 2 & 1 \\\\ 0 & 3 \\end{bmatrix}\n"
        "A = L U\n"
    )


def test_what_is_not_written():
    with pytest.raises(LinalgError, match="NumPy has no symbols, and a is one"):
        for_system(linalg.lu("a 1; 1 2"), "numpy")
    with pytest.raises(LinalgError, match="Rank holds no matrices with a relation"):
        for_system(linalg.explain_rank("1 2; 3 4"), "maxima")
    with pytest.raises(LinalgError, match="without entries"):
        for_system(linalg.lu(sp.zeros(0, 3)), "maxima")
    with pytest.raises(LinalgError, match="system is"):
        for_system(linalg.lu("1 2; 3 4"), "excel")
