"""Exercises keep what their kind promises; SymPy and NumPy are the oracles."""

import json

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.errors import LimitError
from linalg.exercises.generated import generate
from linalg.numbers.matrices import grid

sizes = st.integers(1, 8)
seeds = st.integers(0, 2**32 - 1)


def is_integer(M):
    return all(entry.is_Integer for entry in M)


@given(sizes, seeds)
@settings(max_examples=60, deadline=None)
def test_lu_is_of_integers_and_needs_no_exchange(n, seed):
    exercise = generate(n, "lu", seed=seed)
    L, U, swaps = sp.Matrix(exercise.A).LUdecomposition()
    assert swaps == []
    assert is_integer(L)
    assert is_integer(U)
    assert all(U[i, i] != 0 for i in range(n))
    assert all(L[i, j] != 0 for i in range(n) for j in range(i)), "no multiplier is dull"
    assert exercise.check()


@given(sizes, seeds)
@settings(max_examples=60, deadline=None)
def test_the_inverse_is_of_integers(n, seed):
    exercise = generate(n, "inverse", seed=seed)
    assert is_integer(exercise.A)
    assert is_integer(sp.Matrix(exercise.A).inv())
    assert exercise.check()


@given(st.integers(2, 8), seeds)
@settings(max_examples=60, deadline=None)
def test_an_exchange_is_required_and_leads_to_integers(n, seed):
    exercise = generate(n, "exchange", seed=seed)
    minors = [exercise.A[:k, :k].det() for k in range(1, n + 1)]
    assert minors.count(0) == 1, "one pivot place holds zero"
    assert minors[-1] != 0
    L, U, swaps = sp.Matrix(exercise.A).LUdecomposition()
    assert len(swaps) == 1
    assert is_integer(L)
    assert is_integer(U)
    assert exercise.check()


@given(sizes.flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), seeds)
@settings(max_examples=60, deadline=None)
def test_the_rank_is_chosen(shape, seed):
    n, rank = shape
    exercise = generate(n, "rank", rank=rank, seed=seed)
    assert exercise.A.rank() == rank
    assert exercise.target == rank
    assert exercise.check()


@given(st.integers(2, 40), st.floats(0, 12), seeds)
@settings(max_examples=60, deadline=None)
def test_the_condition_is_chosen(n, exponent, seed):
    exercise = generate(n, "condition", condition=10**exponent, seed=seed)
    assert exercise.A.dtype == float
    assert np.linalg.cond(exercise.A) == pytest.approx(10**exponent, rel=1e-2)
    assert exercise.check()


@pytest.mark.parametrize("kind", ["lu", "inverse", "exchange", "rank"])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_entries_fit_a_blackboard(kind, n):
    matrices = [generate(n, kind, seed=seed).A for seed in range(10)]
    assert all(abs(entry) <= 9 for A in matrices for entry in A)
    assert len({tuple(A) for A in matrices}) > 5, "and they differ"


def test_large_inverses_stay_as_small_as_can_be_found():
    for seed in range(5):
        exercise = generate(12, "inverse", seed=seed)
        assert max(map(abs, [*exercise.A, *exercise.answer.matrix])) <= 20


def test_the_seed_decides_and_is_on_record():
    drawn = generate(4)
    assert generate(4, seed=drawn.seed).A == drawn.A
    assert generate(4, seed=1).A != generate(4, seed=2).A
    floats = generate(5, "condition", seed=7)
    assert (generate(5, "condition", seed=7).A == floats.A).all()
    assert not floats.A.flags.writeable


def test_defaults():
    assert generate(5, "rank", seed=1).target == 4
    assert generate(5, "condition", seed=1).target == 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0}, "at least 1"),
        ({"n": 1, "kind": "exchange"}, "at least 2"),
        ({"n": 1, "kind": "condition"}, "at least 2"),
        ({"n": 3, "kind": "magic"}, 'kind is "lu", "inverse", "exchange", "rank" or "condition"'),
        ({"n": 3, "kind": "rank", "rank": 4}, "between 0 and 3"),
        ({"n": 3, "kind": "lu", "rank": 2}, "goes with the kind 'rank'"),
        ({"n": 3, "kind": "condition", "condition": 0.5}, "at least 1"),
        ({"n": 3, "kind": "condition", "condition": float("inf")}, "at least 1"),
        ({"n": 3, "kind": "lu", "condition": 10}, "goes with the kind 'condition'"),
    ],
)
def test_what_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        generate(**arguments)


def test_too_large_for_a_blackboard():
    with pytest.raises(LimitError, match="at most 12"):
        generate(13)
    with pytest.raises(LimitError, match="at most 2000"):
        generate(2001, "condition")


@pytest.mark.parametrize("kind", ["lu", "inverse", "exchange", "rank", "condition"])
def test_an_exercise_shows_its_task_and_the_answer(kind):
    exercise = generate(3, kind, seed=5)
    text = exercise.to_text()
    assert "Answer" in text
    assert "holds" in text
    data = json.loads(json.dumps(exercise.to_dict()))
    assert data["seed"] == 5
    assert len(data["A"]) == 3
    assert grid(exercise.A).kind == ("float" if kind == "condition" else "rational")
