"""Small products written out are those of the definition, in whole numbers and in fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linalg.verification.factors.small_products import LARGEST, are_small_factors

WHOLE = st.integers(-9, 9)
FRACTIONS = st.fractions(-9, 9, max_denominator=12)


@st.composite
def factors(draw):
    """Triangular L and U; each of whole numbers, or of fractions among them."""
    n = draw(st.integers(1, LARGEST))
    lower, upper = draw(st.sampled_from([(x, y) for x in (WHOLE, FRACTIONS)
                                         for y in (WHOLE, FRACTIONS)]))  # fmt: skip
    L = [[draw(lower) if j < i else int(i == j) for j in range(n)] for i in range(n)]
    U = [[draw(upper) if j >= i else 0 for j in range(n)] for i in range(n)]
    return L, U


def product(L, U):
    n = range(len(L))
    A = [[sum(L[i][k] * U[k][j] for k in n) for j in n] for i in n]
    return [[int(x) if x == int(x) else x for x in row] for row in A]


@given(factors(), st.data())
def test_right_factors_hold_and_with_one_entry_changed_they_do_not(made, data):
    L, U = made
    A = product(L, U)
    assert are_small_factors(A, L, U) is True
    place = data.draw(st.tuples(*[st.integers(0, len(A) - 1)] * 2))
    for M in (A, L, U):
        changed = [row[:] for row in M]
        changed[place[0]][place[1]] += data.draw(st.sampled_from([1, -3, Fraction(1, 7)]))
        given = [changed if each is M else each for each in (A, L, U)]
        below = all(x == (i == j) for i, row in enumerate(given[1])
                    for j, x in enumerate(row) if j >= i)  # fmt: skip
        above = not any(x for i, row in enumerate(given[2]) for x in row[:i])
        assert are_small_factors(*given) is (
            below and above and product(given[1], given[2]) == given[0]
        )


@pytest.mark.parametrize("half", [1, Fraction(1, 2)])
def test_what_is_not_square_and_exact_takes_another_way(half):
    A = [[half, 2], [3, 4]]
    for wrong in (
        [[1, 0], [3]],
        [[1, 0, 0], [3, 1, 0]],
        [[1, 0]],
        [[1, 0.0], [3, 1]],
        [[1], [3, 1, 0]],
    ):
        assert are_small_factors(A, wrong, A) is None
        assert are_small_factors(wrong, A, A) is None
