import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import LimitError
from linalg.factorisations.elimination_matrices import elimination_matrices


def test_e_carries_the_10_and_l_does_not():
    """MIT 18.06, lecture 4: E21 = -2, E32 = -5."""
    record = elimination_matrices([[1, 0, 0], [2, 1, 0], [0, 5, 1]])
    assert sp.Matrix([[1, 0, 0], [-2, 1, 0], [10, -5, 1]]) == record.E
    assert sp.Matrix([[1, 0, 0], [2, 1, 0], [0, 5, 1]]) == record.L
    (way,) = record.origins[2, 0]
    assert [(s.target, s.source, s.multiplier) for s in way.steps] == [(1, 0, 2), (2, 1, 5)]
    assert way.contribution == 10


def test_direct_and_indirect_ways_add_up():
    record = elimination_matrices("1 2 1; 3 8 1; 2 6 1")
    ways = record.origins[2, 0]
    assert len(ways) == 2
    assert sum(way.contribution for way in ways) == record.E[2, 0]


@given(exact_matrices(4))
@settings(deadline=None)
def test_e_takes_pa_to_u_and_the_ways_add_up(A):
    record = elimination_matrices(A)
    elimination = record.elimination
    difference = record.E * elimination.P * A - elimination.U
    assert all(sp.cancel(x) == 0 for x in difference)
    assert record.check()


def test_floats():
    assert elimination_matrices([[2.0, 1.0, 3.0], [1.0, 5.0, 2.0], [7.0, 8.0, 1.0]]).check()


def test_at_most_eight_rows():
    with pytest.raises(LimitError, match="at most 8 rows"):
        elimination_matrices(sp.eye(9))


def test_page():
    assert "(-2)(-5)" in elimination_matrices([[1, 0, 0], [2, 1, 0], [0, 5, 1]]).to_text()


def test_the_page_says_which_rows_were_exchanged():
    text = str(elimination_matrices("0 1; 1 1"))
    assert "those of PA" in text
    assert "PA = ⎡1  1⎤" in text
    assert "PA" not in str(elimination_matrices("1 0 0; 2 1 0; 0 5 1"))
