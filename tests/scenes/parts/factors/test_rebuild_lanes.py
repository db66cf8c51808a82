"""The terms of which a row is made, and their sums."""

import pytest
import sympy as sp

from linalg import eliminate
from scenes.parts.factors.rebuild_lanes import Term, terms_of_row

A = sp.Matrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])  # 18.06, lecture 2


def test_a_row_of_L_names_the_rows_of_U_that_it_needs():
    record = eliminate("1 2 1; 3 8 1; 0 4 1", pivoting="none")
    assert terms_of_row(record, 0) == [Term(0, 1)]
    assert terms_of_row(record, 1) == [Term(0, 3), Term(1, 1)]
    assert terms_of_row(record, 2) == [Term(1, 2), Term(2, 1)]


@pytest.mark.parametrize("i", range(3))
def test_the_terms_add_up_to_the_row_of_A(i):
    record = eliminate("1 2 1; 3 8 1; 0 4 1", pivoting="none")
    terms = terms_of_row(record, i)
    total = sum((term.multiplier * record.U[term.k, :] for term in terms), sp.zeros(1, 3))
    assert total == A[i, :]
