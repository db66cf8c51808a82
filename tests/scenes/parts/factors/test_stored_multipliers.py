import pytest

from linalg import eliminate
from scenes.parts.factors.stored_multipliers import packed_states

MATRICES = [
    "2 1; 8 7",
    "1 2 1; 3 6 1; 2 8 1",
    "0 1 1; 1 2 1; 2 7 9",
    "1 2; 3 4; 5 6",
    "1 2 3; 2 4 8",
]


@pytest.mark.parametrize("matrix", MATRICES)
def test_in_the_end_multipliers_stand_below_the_pivots_and_U_on_and_above(matrix):
    record = eliminate(matrix)
    *_, last = packed_states(record)
    m, n = record.shape
    assert last.shape == (m, n)
    column = dict(record.pivots)
    below = {(i, c): record.L[i, r] for r, c in column.items() for i in range(r + 1, m)}
    for i in range(m):
        for j in range(n):
            assert last[i, j] == below.get((i, j), record.U[i, j])


def test_multipliers_travel_with_their_rows():
    record = eliminate("2 4 2; 6 12 2; 4 16 2")
    columns = [[state[i, 0] for i in range(3)] for state in packed_states(record)]
    assert columns == [[2, 6, 4], [2, 3, 4], [2, 3, 2], [2, 2, 3]]
    middle = [[state[i, 1] for i in range(3)] for state in packed_states(record)]
    assert middle == [[4, 12, 16], [4, 0, 16], [4, 0, 8], [4, 8, 0]]
