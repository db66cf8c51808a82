"""The four subspaces against SymPy and SciPy, membership, and pages."""

from itertools import dropwhile, takewhile

import numpy as np
import pytest
import scipy.linalg
import sympy as sp

from linalg.notation import words
from linalg.page import Equation, Heading, Paragraph
from linalg.subspaces.subspaces import contains, four_subspaces, span

MATRICES = [
    "1 3; 2 3; 4 1",
    "1 2 2 2; 2 4 6 8; 3 6 8 10",
    "1 2; 3 6",
    "0 0; 0 0",
    "0 1; 0 2; 0 3",
    "5",
]


def test_the_lecture():
    four = four_subspaces("1 3; 2 3; 4 1")
    plane = four.column_space
    assert plane.shape == "a plane"
    assert [list(vector) for vector in plane.basis] == [[1, 2, 4], [3, 3, 1]]
    assert [space.dimension for space in four] == [2, 0, 2, 1]
    assert four.null_space.shape == "the origin"
    assert four.row_space.shape == "the whole plane"


@pytest.mark.parametrize("A", MATRICES)
def test_dimensions_and_orthogonality(A):
    four = four_subspaces(A)
    m, n = four.A.shape
    column, null, row, left = four
    assert (column.dimension, row.dimension) == (four.rank, four.rank)
    assert (null.dimension, left.dimension) == (n - four.rank, m - four.rank)
    assert (row.matrix.T * null.matrix).is_zero_matrix
    assert (column.matrix.T * left.matrix).is_zero_matrix
    assert four.check()
    for space in four:
        assert space.check()
        assert space.ambient == (n if space in (null, row) else m)


@pytest.mark.parametrize("A", MATRICES)
def test_sympy_agrees(A):
    four = four_subspaces(A)
    oracle = sp.Matrix(four.A)
    for space, vectors in (
        (four.column_space, oracle.columnspace()),
        (four.null_space, oracle.nullspace()),
        (four.row_space, [row.T for row in oracle.rowspace()]),
        (four.left_null_space, oracle.T.nullspace()),
    ):
        assert len(vectors) == space.dimension
        assert all(space.contains(vector) for vector in vectors)


def test_floats_agree_with_scipy():
    rng = np.random.default_rng(0)
    A = rng.normal(size=(5, 3)) @ rng.normal(size=(3, 6))
    four = four_subspaces(A)
    assert [space.dimension for space in four] == [3, 3, 3, 2]
    assert four.check(), str(four.check())
    for space, basis in (
        (four.column_space, scipy.linalg.orth(A)),
        (four.null_space, scipy.linalg.null_space(A)),
        (four.row_space, scipy.linalg.orth(A.T)),
        (four.left_null_space, scipy.linalg.null_space(A.T)),
    ):
        angles = scipy.linalg.subspace_angles(space.matrix, basis)
        np.testing.assert_allclose(angles, 0, atol=1e-7)


def test_membership_with_coefficients_or_a_reason():
    plane = four_subspaces("1 3; 2 3; 4 1").column_space
    inside = contains(plane, "4 5 5")
    assert inside
    assert inside.coefficients == (1, 1)
    assert inside.witness is None
    outside = contains(plane, "1 0 0")
    assert not outside
    assert outside.coefficients is None
    y = outside.witness
    assert all((y.T * vector)[0, 0] == 0 for vector in plane.basis)
    assert (y.T * outside.v)[0, 0] != 0
    assert inside.check()
    assert outside.check()


def test_ax_equals_b_can_be_solved_exactly_for_b_in_the_column_space():
    from linalg.elimination.solving import solve

    A, space = "1 2; 3 6", four_subspaces("1 2; 3 6").column_space
    for b in ("1 3", "1 2", "0 0"):
        assert bool(space.contains(b)) == (solve(A, b).kind != "none")


def test_the_origin_alone_and_the_whole_space():
    origin, whole = span("0 0 0"), span("1 0 0", "1 1 0", "1 1 1", "2 2 1")
    assert (origin.shape, whole.shape) == ("the origin", "the whole space")
    assert origin.contains("0 0 0")
    assert origin.contains("0 0 0").coefficients == ()
    assert not origin.contains("0 1 0")
    assert whole.contains("5 -7 1/3")
    assert len(origin.normals) == 3
    assert whole.normals == ()


def test_a_span_keeps_the_vectors_that_the_ones_before_miss():
    space = span("1 2 3", "2 4 6", "0 0 1")
    assert [list(vector) for vector in space.basis] == [[1, 2, 3], [0, 0, 1]]


def test_symbols():
    space = four_subspaces("a b; 2*a 2*b").column_space
    assert space.dimension == 1
    assert space.contains([sp.Symbol("c"), 2 * sp.Symbol("c")])


@pytest.mark.parametrize("A", [*MATRICES, "1 0 0; 0 1 0", "1 2 3 4 5"])
def test_pages_and_figures(A):
    four = four_subspaces(A)
    assert "four fundamental" in four.to_text()
    assert four.to_html()
    assert four.column_space.to_text()
    assert four.left_null_space.contains([1] * four.A.shape[0]).to_text()


def test_equations_of_the_page_have_whole_coefficients():
    assert "10*x - 11*y + 3*z = 0" in four_subspaces("1 3; 2 3; 4 1").column_space.to_text()


def test_figures():
    import matplotlib.pyplot as plt

    four = four_subspaces("1 3; 2 3; 4 1")
    four.plot()
    assert four.plot_left().name == "3d"
    with pytest.raises(ValueError, match="cannot be drawn"):
        four_subspaces("1 2 3 4").plot()
    plt.close("all")


def test_bad_input():
    with pytest.raises(ValueError, match="no vectors"):
        span()
    with pytest.raises(ValueError, match="same length"):
        span("1 2", "1 2 3")
    with pytest.raises(ValueError, match="rows"):
        span("1 2").contains("1 2 3")


def test_symbols_have_no_figure_and_roots_have_one():
    assert "Column space and left" not in four_subspaces("a 1; 1 a").to_html()
    assert "Figure" not in str(span(["a", 1]))
    assert "<figure" in span("sqrt(2) 1").to_html()


def test_a_line_in_one_dimension_is_no_plane():
    for A in ("1; 1; 1", "5"):
        four = four_subspaces(A)
        assert four.row_space.shape == "the whole line"
        assert "the whole plane" not in str(four)
    assert four_subspaces("0").row_space.shape == "the origin"


def test_left_null_vectors_of_floats_are_read_off_the_same_rows():
    """Row 3 is twice row 1 less row 2; against the exact ones."""
    A = np.array([[1, 2, 0], [0, 1, 5], [2, 3, -5]])
    floats, exact = four_subspaces(A / 10), four_subspaces(A.tolist())
    (y,), (expected,) = floats.left_null_space.basis, exact.left_null_space.basis
    ratio = y.ravel() / np.array(expected, dtype=float).ravel()
    assert np.allclose(ratio, ratio[0], rtol=1e-12)
    assert floats.check()


@pytest.mark.parametrize("A", ["1 a; 2 b; 3 c", "0 a; 0 b", "1 a b; 2 2*a c"])
def test_equations_of_symbols_hold_wherever_the_pivots_are_not_zero(A):
    four = four_subspaces(A)
    (pivots,) = [assumption.expression for assumption in four.reduced.elimination.assumptions]
    for space in four:
        entries = [entry for normal in space.normals for entry in normal]
        below = sp.lcm_list([sp.denom(sp.together(entry)) for entry in entries])
        assert sp.rem(pivots, below, *pivots.free_symbols) == 0
        normals = sp.Matrix.hstack(sp.zeros(space.ambient, 0), *space.normals)
        assert (normals.T * space.matrix).applyfunc(sp.cancel).is_zero_matrix
        assert normals.rank() == space.ambient - space.dimension


def test_no_heading_without_a_figure_and_conditions_before_dimensions():
    text = four_subspaces("a").to_text()
    assert "How they lie" not in text
    assert text.index("Under these conditions:") < text.index("C(A)")


@pytest.mark.parametrize("heading", ["Null space", "Left null space"])
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 2 2; 2 4 k", [{"k": 4}]),
        ("k 1; 1 k", [{"k": -1}, {"k": 1}]),
        ("1 a 0; 0 0 b; 2 2*a b", [{"b": 0}]),
    ],
)
def test_the_page_has_a_null_space_of_every_case_where_one_looks(text, values, heading):
    """SymPy's null vectors of A, or of its transpose, with the numbers of the case put in."""
    four = four_subspaces(text)
    A = sp.Matrix(four.A)
    blocks = iter(four.page().blocks)
    section = dropwhile(lambda block: block != Heading(heading), blocks)
    next(section)
    section = list(takewhile(lambda block: not isinstance(block, Heading), section))
    for case in values:
        put_in = (A if heading == "Null space" else A.T).subs(case)
        ((name, value),) = case.items()
        said = Paragraph("Where ", (sp.Symbol(name), "=", value), " a basis is")
        parts = [part for v in put_in.nullspace() for part in (words(",  "), v)]
        assert section[section.index(said) + 1] == Equation(*parts[1:])
