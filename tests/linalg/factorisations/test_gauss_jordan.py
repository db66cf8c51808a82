import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import ShapeError, SingularError, eliminate, inverse, rref, solve
from linalg.numbers.legible import common_denominator


def test_inverse_of_the_lecture():
    """MIT 18.06, lecture 3."""
    record = inverse("1 3; 2 7")
    assert record.matrix == sp.Matrix([[7, -3], [-2, 1]])
    assert record.check()
    assert record.elimination.states[-1] == sp.Matrix([[1, 0, 7, -3], [0, 1, -2, 1]])


def test_singular_carries_its_null_vector():
    """MIT 18.06, lecture 3: x = (3, -1), up to a factor."""
    with pytest.raises(SingularError) as caught:
        inverse("1 3; 2 6")
    x = sp.Matrix(caught.value.null_vector)
    assert x[0] * -1 == x[1] * 3
    assert any(x)


@given(exact_matrices(4))
@settings(deadline=None)
def test_both_sides(A):
    k = min(A.shape)
    square = A[:k, :k]
    if sp.cancel(square.det()) == 0:
        with pytest.raises(SingularError) as caught:
            inverse(square)
        x = sp.Matrix(caught.value.null_vector)
        assert any(x)
        assert all(sp.cancel(y) == 0 for y in square * x)
        return
    record = inverse(square)
    for product in (square * record.matrix, record.matrix * square):
        assert all(sp.cancel(y) == 0 for y in product - sp.eye(k))
    assert record.check()


def test_floats():
    A = np.random.default_rng(0).normal(size=(5, 5))
    record = inverse(A)
    assert np.allclose(record.matrix, np.linalg.inv(A), rtol=1e-12)
    assert record.check()
    with pytest.raises(SingularError):
        inverse([[1.0, 2.0], [2.0, 4.0]])


def test_only_square():
    with pytest.raises(ShapeError, match="2 × 3"):
        inverse("1 2 3; 4 5 6")


def test_rref_of_floats_is_that_of_the_same_integers():
    rows = [[0, 1, 2, 2, 2], [0, 2, 4, 6, 8], [0, 3, 6, 8, 10]]
    exact, floating = rref(rows), rref(np.array(rows, dtype=float))
    assert floating.pivot_columns == exact.pivot_columns == (1, 3)
    assert np.allclose(floating.R, np.array(exact.R, dtype=float), atol=1e-14)
    assert floating.check()
    assert exact.check()


def test_getrf_would_see_two_pivots():
    record = rref([[0.0, 1.0], [0.0, 1.0]])
    assert np.array_equal(record.R, [[0, 1], [0, 0]])
    assert record.rank == 1


def test_the_page_multiplies_symbols_out_to_the_identity():
    check = str(inverse("a b; 1 2")).split("Check")[1]
    assert "= ⎡1  0⎤" in check
    assert "⎣0  1⎦" in check


LETTERS = "a b c d; e f g h; j k l m; n o p q"


def test_a_page_leaves_out_what_nobody_can_read_and_says_so():
    record = inverse(LETTERS)
    page = " ".join(str(record).split())
    assert "The 10 steps that follow are left out here" in page
    assert "entries of 30 terms" in page
    assert "A⁻¹ = (1/D)" in page.replace("⎡", "").replace("⎢", "")
    assert max(map(len, str(record).splitlines())) < 300
    assert len(page) < 10_000
    assert len(record.to_dict()["elimination"]["steps"]) == len(record.elimination.steps) == 16


def test_an_inverse_over_its_denominator_is_the_adjugate_over_the_determinant():
    record = inverse(LETTERS)
    D, C = common_denominator(record.matrix)
    sign = sp.cancel(D / record.A.det())
    assert abs(sign) == 1
    assert (C - sign * record.A.adjugate()).applyfunc(sp.expand).is_zero_matrix


def test_a_page_with_a_denominator_called_D_finds_another_name():
    page = str(inverse("D b c d; e f g h; j k l m; n o p q"))
    assert "(1/Q)" in page


def test_short_symbolic_pages_are_whole():
    page = str(inverse("a b; c d"))
    assert "left out" not in page
    assert "That leaves" in page


def test_long_solutions_and_families_are_named_by_their_size():
    page = " ".join(str(solve(LETTERS, ["r", "s", "t", "u"])).split())
    assert "x has entries of up to 48 terms" in page
    family = " ".join(str(solve("a b c d; e f g h; j k l m", ["r", "s", "t"])).split())
    assert "unknown x₄ is free" in family


def test_the_page_of_a_rotation_says_that_the_inverse_needs_no_condition():
    page = " ".join(str(inverse("cos(t) -sin(t); sin(t) cos(t)")).split())
    assert "The inverse itself holds wherever A is defined, since det A = 1" in page
    assert "itself holds" not in str(inverse("a b; c d"))


@pytest.mark.parametrize("A", ["a b; c d", "1 a 2; b 1 c; 3 1 a", "sqrt(2) a; 1 b", "0 a 1; b 0 a"])
def test_states_on_the_way_up_are_the_steps_replayed(A):
    record = eliminate(A, form="reduced")
    for t, step in enumerate(record.steps):
        difference = record.states[t + 1] - step.apply(record.states[t])
        assert all(sp.simplify(x) == 0 for x in difference)


@pytest.mark.parametrize(
    "A",
    [
        "cos(pi/180) cos(pi/90) cos(pi/60); sin(pi/180) 1 2; 1 1 cos(37*pi/180)",
        "cos(pi/9) sqrt(3); 1 sin(pi/9)",
    ],
)
def test_inverses_of_angles_are_proved(A):
    record = inverse(A)
    product = sp.N(record.matrix, 60) * sp.N(record.A, 60)
    assert (product - sp.eye(record.A.rows)).norm() < sp.Float("1e-40")
    assert record.check()


def test_what_nobody_can_tell_is_called_undecided(monkeypatch):
    record = inverse("cos(pi/9) sqrt(3); 1 sin(pi/9)")
    monkeypatch.setattr("linalg.rings.verified_products.is_zero", lambda _: None)
    check = record.check()
    assert not check
    assert str(check) == "AA⁻¹ = I = A⁻¹A could not be decided"
