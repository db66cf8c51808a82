"""Of several mistakes the first is named, and the one that is first when it is put right."""

from random import Random

import pytest

from linalg import verify

A = "1 2 1; 3 8 1; 0 4 1"


def test_two_mistakes_are_both_found():
    record = verify(A, L="1 0 0; -3 1 0; 0 2 1", U="1 2 1; 0 2 -2; 0 0 7")
    found = record.claims[0].diagnosis
    assert (found.fault.factor, found.fault.row, found.fault.column) == ("L", 1, 0)
    following = found.following
    assert (following.factor, following.row, following.column) == ("U", 2, 2)
    assert (following.found, following.expected) == (7, 5)
    assert "More than one entry does not fit. With the first put right, the next" in record.message
    assert "the next is: Row 3, column 3" in " ".join(record.to_text().split())
    assert record.to_dict()["claims"][0]["following"]["row"] == 2


def test_one_mistake_has_nothing_after_it():
    record = verify(A, L="1 0 0; -3 1 0; 0 2 1", U="1 2 1; 0 2 -2; 0 0 5")
    assert record.claims[0].diagnosis.following is None
    assert "More than one" not in record.message


@pytest.mark.parametrize("with_diagonal", [False, True])
def test_two_planted_entries_are_found_one_after_the_other(with_diagonal):
    """Repaired at the first place, and then at the next, nothing is wrong."""
    random, told = Random(3), 0
    for _ in range(40):
        given = right_factors(random, 4, with_diagonal)
        M = given.pop("A")
        planted = sorted(random.sample([("L", 1, 0), ("L", 3, 1), ("U", 1, 3), ("L", 3, 2)], 2))
        right = {name: [list(row) for row in each] for name, each in given.items()}
        for name, i, j in planted:
            given[name][i][j] += random.choice([-7, 11])
        diagnosis = verify(M, **given).claims[0].diagnosis
        if diagnosis.following is None:
            assert diagnosis.causes
            continue
        told += 1
        places = [(f.factor, f.row, f.column) for f in (diagnosis.fault, diagnosis.following)]
        assert sorted(places) == planted
        for fault in (diagnosis.fault, diagnosis.following):
            assert fault.expected == right[fault.factor][fault.row][fault.column]
    assert told > 20


def right_factors(random, n, with_diagonal):
    """Return factors of whole numbers with their product."""
    L = [[random.randint(-3, 3) if j < i else int(i == j) for j in range(n)] for i in range(n)]
    U = [[random.randint(-3, 3) if j > i else int(i == j) for j in range(n)] for i in range(n)]
    D = [random.choice([1, 2, 3, -1]) for _ in range(n)]
    A = [[sum(L[i][k] * D[k] * U[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
    if not with_diagonal:
        return {"A": A, "L": L, "U": [[D[k] * x for x in U[k]] for k in range(n)]}
    diagonal = [[D[i] if i == j else 0 for j in range(n)] for i in range(n)]
    return {"A": A, "L": L, "D": diagonal, "U": U}


def test_an_entry_of_a_wrong_form_comes_first():
    record = verify(A, L="1 0 0; -3 1 0; 0 2 1", U="1 2 1; 1 2 -2; 0 0 5")
    found = record.claims[0].diagnosis
    assert (found.fault.factor, found.fault.row, found.fault.column) == ("U", 1, 0)
    assert (found.following.factor, found.following.row, found.following.column) == ("L", 1, 0)


def test_a_fraction_is_not_written_twice():
    record = verify("3 1; 1 2", L="1 0; 1/2 1", U="3 1; 0 5/3")
    assert "should be l₂₁ = 1/3, from column 1" in record.message


def test_floats_and_symbols():
    record = verify(
        "1 2 a; 3 8 1; 0 4 1", L="1 0 0; -3 1 0; 0 2 1", U="1 2 a; 0 2 1-3*a; 0 0 6*a+1"
    )
    following = record.claims[0].diagnosis.following
    assert (following.factor, following.row, following.column) == ("U", 2, 2)
    floats = verify([[1.0, 2, 1], [3, 8, 1], [0, 4, 1]], L=[[1.0, 0, 0], [-3, 1, 0], [0, 2, 1]],
                    U=[[1.0, 2, 1], [0, 2, -2], [0, 0, 7]])  # fmt: skip
    following = floats.claims[0].diagnosis.following
    assert (following.row, following.column, following.expected) == (2, 2, 5.0)
