"""Rounds of starts at their own pace, put in order: step by step, each start where it ended."""

import numpy as np

from optviz.second_order.rounds import Rounds


def point(*values):
    """A point in one variable for each start, with its square and the slope of that."""
    x = np.array([values], dtype=float)
    return x, x[0] ** 2, 2 * x


def test_the_same_step_is_made_in_different_rounds():
    rounds = Rounds(point(1, 2, 3))
    who, first = np.arange(3), np.array([0, 0, 0])
    rounds.add(first, who, np.array([True, False, False]), point(10, 2, 3), {"length": who + 0.5})
    # The third start has ended without a step; the second makes its first beside another's second.
    both = np.array([True, True])
    rounds.add(np.array([1, 0]), who[:2], both, point(11, 20), {"length": np.array([7.0, 8.0])})
    iterates, last = rounds.iterates()
    assert last.tolist() == [2, 1, 0]
    assert iterates.x[:, 0].tolist() == [[1, 2, 3], [10, 20, 3], [11, 20, 3]]
    np.testing.assert_array_equal(iterates.f, iterates.x[:, 0] ** 2)
    np.testing.assert_array_equal(iterates.g, 2 * iterates.x)
    np.testing.assert_array_equal(
        iterates.terms["length"], [[0.5, 8.0, np.nan], [7.0, np.nan, np.nan]]
    )


def test_no_round_at_all():
    iterates, last = Rounds(point(1, 2)).iterates()
    assert last.tolist() == [0, 0]
    assert iterates.x.tolist() == [[[1, 2]]]
    assert iterates.terms == {}


def test_terms_of_any_shape():
    rounds = Rounds(point(1, 2))
    matrix = np.arange(8.0).reshape(2, 2, 2)
    none_made = np.zeros(2, dtype=int)
    rounds.add(none_made, np.arange(2), np.array([False, True]), point(1, 5), {"matrix": matrix})
    iterates, _ = rounds.iterates()
    assert iterates.terms["matrix"].shape == (1, 2, 2, 2)
    np.testing.assert_array_equal(iterates.terms["matrix"][0, ..., 1], matrix[..., 1])
    assert np.isnan(iterates.terms["matrix"][0, ..., 0]).all()
