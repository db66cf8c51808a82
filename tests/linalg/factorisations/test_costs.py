import itertools
from dataclasses import replace

import pytest

from linalg import eliminate
from linalg.factorisations.costs import (
    cost,
    elimination_multiply_subtracts,
    elimination_with_divisions,
    inverse,
    right_hand_side,
)


def full(n):
    """A matrix in which no zero appears before its time."""
    return [[1 if i == j else (i * 7 + j * 3) % 11 + 2 for j in range(n)] for i in range(n)]


def counted_by_hand(A, *, skip_zeros):
    """Eliminate with three loops, as a textbook writes it, and count."""
    rows = [list(map(float, row)) for row in A]
    m, n = len(rows), len(rows[0])
    divisions = subtracts = 0
    for k in range(min(m, n)):
        for i in range(k + 1, m):
            if skip_zeros and rows[i][k] == 0:
                continue
            ell = rows[i][k] / rows[k][k]
            divisions += 1
            for j in range(k + 1, n):
                if skip_zeros and rows[k][j] == 0:
                    continue
                rows[i][j] -= ell * rows[k][j]
                subtracts += 1
            rows[i][k] = 0.0
    return divisions, subtracts


def test_the_closed_forms_of_the_course():
    """MIT 18.06, lecture 4."""
    assert elimination_multiply_subtracts(100) == 328_350
    assert elimination_with_divisions(100) == 333_300
    assert right_hand_side(100) == 10_000
    assert inverse(100) == 1_000_000


@pytest.mark.parametrize("n", [1, 2, 5, 9])
def test_the_record_counts_what_the_closed_forms_say(n):
    record = cost(full(n))
    assert record.multiply_subtracts == elimination_multiply_subtracts(n)
    assert record.with_divisions == elimination_with_divisions(n)
    assert record.for_one_right_hand_side == right_hand_side(n)


@pytest.mark.parametrize(
    "A",
    [
        [[1, 2, 1], [3, 8, 1], [0, 4, 1]],
        [[2, 0, 1, 0], [0, 3, 0, 0], [4, 0, 1, 5], [0, 0, 0, 7]],
        [[1, 2, 3, 4], [2, 5, 7, 9]],
        [[1, 2], [2, 5], [3, 1], [0, 4]],
    ],
)
def test_counts_by_hand(A):
    record = cost(A)
    dense, skipping = (counted_by_hand(A, skip_zeros=skip) for skip in (False, True))
    assert (record.with_divisions - record.multiply_subtracts, record.multiply_subtracts) == dense
    skipped = record.with_divisions_skipping - record.multiply_subtracts_skipping
    assert (skipped, record.multiply_subtracts_skipping) == skipping


def test_gauss_jordan_in_place_takes_n_cubed():
    """Count the inverse as it is done in place, where nothing known is computed."""
    n = 6
    operations = 0
    for k, i in itertools.product(range(n), repeat=2):
        operations += n if i == k else 0  # the pivot row, its own place included
        operations += n if i != k else 0  # another row, the place of the multiplier included
    assert operations == inverse(n)


def test_where_the_time_goes():
    work = [column.multiply_subtracts for column in cost(full(6)).columns]
    assert work == sorted(work, reverse=True) == [25, 16, 9, 4, 1, 0]


def test_check_compares_with_the_closed_forms():
    record = cost(full(5))
    assert "closed form" in str(record.check())
    assert record.check()
    assert not replace(record, for_one_right_hand_side=24).check()
    assert not replace(
        record, columns=(replace(record.columns[0], divisions=5), *record.columns[1:])
    ).check()
    wide = cost("1 2 3; 4 5 6")
    assert wide.check()
    more = replace(wide.columns[0], divisions_skipping=9)
    assert not replace(wide, columns=(more, *wide.columns[1:])).check()


def test_figure_and_page():
    record = cost(eliminate("1 2 1; 3 8 1; 0 4 1"))
    ax = record.plot()
    assert [bar.get_height() for bar in ax.patches[:3]] == [4, 1, 0]
    assert "(n³ - n)/3" in record.to_text()
