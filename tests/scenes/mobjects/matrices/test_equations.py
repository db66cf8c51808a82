import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.abc import a, b, x, y, z

from linalg.notation import to_text
from linalg.notation.unknowns import unknown_names
from scenes.mobjects.matrices.equations import (
    EquationSystem,
    Gather,
    known_form,
    linear_form,
    nonzero_terms,
    product_form,
)
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import region_of
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.theme import DARK

small = st.integers(-5, 5).map(sp.Integer)


def written(terms):
    return to_text(linear_form(terms))


@pytest.mark.parametrize(
    ("coefficients", "expected"),
    [
        ((1, 2, 1), "x + 2 y + z"),
        ((-1, 0, -3), "-x - 3 z"),
        ((0, 1, 0), "y"),
        ((0, 0, 0), "0"),
        ((sp.Rational(1, 2), sp.Rational(-3, 4), 5), "1/2 x - 3/4 y + 5 z"),
        ((a, -b, a - b), "a x - b y + (a - b) z"),
        ((0.5, -1.0, 0.0), "0.5 x - y"),
    ],
)
def test_a_sum_is_written_as_by_hand(coefficients, expected):
    found = written(list(zip(coefficients, "xyz", strict=True)))
    assert found.replace(" ", "") == expected.replace(" ", "")


@given(st.lists(small, min_size=3, max_size=3))
def test_a_written_sum_says_what_it_means(coefficients):
    plain = written(list(zip(coefficients, "xyz", strict=True))).replace(" ", "")
    for name in "xyz":
        plain = plain.replace(name, f"*{name}").replace(f"+*{name}", f"+{name}")
        plain = plain.replace(f"-*{name}", f"-{name}").removeprefix("*")
    meant = sum((c * s for c, s in zip(coefficients, (x, y, z), strict=True)), sp.Integer(0))
    assert sp.expand(sp.sympify(plain) - meant) == 0


def test_known_values_are_put_in_with_a_dot():
    assert to_text(("x", *known_form([(2, 1), (-2, -2), (1, 3), (-1, 4)]))) == (
        "x + 2 · 1 - 2 · (-2) + 3 - 4"
    )


@given(st.lists(small, min_size=3, max_size=3), st.lists(small, min_size=3, max_size=3))
def test_a_row_times_a_column_is_written_without_what_is_0(row, column):
    text = to_text(product_form(nonzero_terms(row, column)))
    assert text.count("·") == sum(a * b != 0 for a, b in zip(row, column, strict=True))
    meant = sum(a * b for a, b in zip(row, column, strict=True))
    assert sp.sympify(text.replace("·", "*")) == meant


def test_three_unknowns_have_letters_and_more_have_numbers():
    assert unknown_names(3) == ("x", "y", "z")
    assert unknown_names(5)[-1] == "x_5"


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_equations_fit_and_no_piece_lies_over_another(m, n, data):
    A = sp.ImmutableMatrix(m, n, [data.draw(small) for _ in range(m * n)])
    right = sp.ImmutableMatrix(m, 1, [data.draw(small) for _ in range(m)])
    system = EquationSystem(A, right, unknown_names(n), MAIN, DARK)
    pieces = [region_of(piece) for piece in system]
    assert MAIN.contains(region_of(system), slack=1e-6)
    for k, one in enumerate(pieces):
        assert not any(one.overlaps(other) for other in pieces[k + 1 :])


def test_unknowns_stand_below_their_like():
    A = sp.ImmutableMatrix([[1, 20, -3], [-4, 0, 5]])
    system = EquationSystem(A, sp.ImmutableMatrix([1, 2]), unknown_names(3), MAIN, DARK)
    zs = [piece for piece in system if piece.body == "$display(z)$"]
    assert zs[0].get_left()[0] == pytest.approx(zs[1].get_left()[0])


def test_equations_that_cannot_be_read_are_refused():
    A = sp.ImmutableMatrix(2, 4, lambda i, j: 10**9 + i + j)
    with pytest.raises(DoesNotFitError, match="too large"):
        EquationSystem(A, sp.zeros(2, 1), unknown_names(4), Region(-3, 3, -1, 1), DARK)


def test_coefficients_travel_to_the_entries_that_they_are():
    A, right = sp.ImmutableMatrix([[3, -2], [0, 1]]), sp.ImmutableMatrix([5, sp.Rational(1, 2)])
    augmented = A.row_join(right)
    layout = GridLayout.measure([augmented], Room(MAIN), bar=2)
    grid, fresh = (MatrixGrid(augmented, layout, DARK) for _ in range(2))
    system = EquationSystem(A, right, unknown_names(2), MAIN, DARK)
    gather = Gather(system, grid)
    gather.begin()
    travelling = {(0, 0), (0, 1), (0, 2), (1, 2)}
    for i in range(2):
        for j in range(3):
            start = region_of(grid.entry(i, j))
            if (i, j) in travelling:
                pieces = system.coefficients[i, j]
                assert region_of(pieces[-1]).right == pytest.approx(start.right)
            else:
                assert grid.entry(i, j)[0].get_fill_opacity() == 0
    gather.finish()
    for i in range(2):
        for j in range(3):
            assert region_of(grid.entry(i, j)).contains(region_of(fresh.entry(i, j)), slack=1e-6)
            assert grid.entry(i, j)[0].get_fill_opacity() == 1
