"""Row operations as lines and planes that turn; SymPy is the judge."""

import numpy as np
import pytest
import sympy as sp

from linalg import eliminate
from linalg.geometry.hyperplanes import Hyperplane
from linalg.geometry.pencils import Pencil, TurningRows, turning_rows

SYSTEMS = {
    "lecture": ("1 2 1; 3 8 1; 0 4 1", "2 12 2"),
    "two": ("1 2; 3 8", "3 11"),
    "an exchange": ("0 1 1; 1 2 1; 2 7 9", "1 2 3"),
    "a family": ("1 2 1; 3 8 1; 0 4 -4", "2 12 12"),
    "fractions": ("1/2 1/3; 2/5 1", "1 2"),
    "wide": ("1 2 3; 2 4 7", "1 3"),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_equation_on_the_way_holds_at_the_solution_of_sympy(name):
    A, b = SYSTEMS[name]
    rows = turning_rows(eliminate(A, b))
    record = rows.elimination
    unknowns = sp.symbols(f"u:{record.shape[1]}")
    (solution,) = sp.linsolve((sp.Matrix(record.A), sp.Matrix(record.b)), *unknowns)
    point = [float(x.subs(dict.fromkeys(unknowns, 0))) for x in solution]
    assert rows.check()
    for pencil in filter(None, (*rows.steps, *rows.back)):
        for share in np.linspace(0, 1, 7):
            equation = pencil.at(share)
            assert np.dot(equation.normal, point) == pytest.approx(equation.offset)


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_way_ends_where_the_steps_end_and_parallel_to_the_axes(name):
    A, b = SYSTEMS[name]
    rows = turning_rows(eliminate(A, b))
    record = rows.elimination
    reduced, pivots = sp.Matrix(record.A).row_join(sp.Matrix(record.b)).rref()
    for pencil in rows.back:
        column = pivots[pencil.row]
        row = sp.Matrix([*pencil.after.normal, pencil.after.offset]).T
        assert row == reduced[pencil.row, :] * pencil.after.normal[column]
    exchanges = [step is None for step in rows.steps]
    assert exchanges.count(True) == sum(type(s).__name__ == "Swap" for s in record.steps)


def test_parallels_run_off_and_the_same_line_drops_out():
    (pencil,) = turning_rows(eliminate("1 2; 2 4", "3 8")).steps
    distances = []
    for share in (0, 0.5, 0.9, 0.99):
        line = pencil.at(share)
        distances.append(abs(line.offset) / np.linalg.norm(line.normal))
    assert distances == sorted(distances)
    assert distances[-1] > 30
    rows = turning_rows(eliminate("1 2; 2 4", "3 8"))
    assert rows.common is None
    assert rows.check()
    (same,) = turning_rows(eliminate("1 2; 2 4", "3 6")).steps
    assert same.after.is_degenerate
    half = same.at(0.5)
    assert half.offset / half.normal[0] == pytest.approx(3)


def test_a_pencil_that_misses_the_common_point_is_caught():
    class Wrong(TurningRows):
        back = (Pencil(0, Hyperplane((1, 2), 3), Hyperplane((1, 0), 2)),)

    assert not Wrong(eliminate("1 2; 3 8", "3 11")).check()


def test_floats_hold_up_to_rounding():
    rows = turning_rows(eliminate([[0.1, 0.7], [0.3, -0.2]], [0.3, 0.9]))
    assert rows.check()
