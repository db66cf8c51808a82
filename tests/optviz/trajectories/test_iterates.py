"""Which step of a trajectory is its last, what is kept of it, and why it ended."""

from dataclasses import replace

import numpy as np
import pytest

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import rosenbrock
from optviz.objectives.objective import Objective
from optviz.rules import Adam, GradientDescent
from optviz.trajectories.iterates import ESCAPE, Iterates, ending_words, last_steps

BOWL = Objective("x**2 + y**2")


def iterates(points):
    """Iterates on the bowl through points (T + 1, 2, B)."""
    x = np.asarray(points, dtype=float)
    f, g = (x**2).sum(axis=1), 2 * x
    return Iterates(x, f, g, {"twice": g[:-1]})


def path(*points):
    return np.array(points, dtype=float)[..., None]


def test_the_first_point_within_the_tolerance_is_the_last():
    w = iterates(path((3, 0), (1e-4, 2e-4), (0, 0), (5, 5)))
    assert last_steps(w, None).tolist() == [3]
    assert last_steps(w, 1e-3).tolist() == [1]
    assert last_steps(w, 4e-4).tolist() == [1]
    assert last_steps(w, 3.9e-4).tolist() == [2]
    assert last_steps(w, 0.0).tolist() == [2]


@pytest.mark.parametrize("array", ["x", "f", "g"])
def test_a_trajectory_ends_before_a_value_that_is_not_finite(array):
    """One component is enough."""
    w = iterates(path((3, 1), (2, 1), (1, 1), (1, 1)))
    lost = getattr(w, array).copy()
    lost[(2, 0, 0) if lost.ndim == 3 else (2, 0)] = np.nan
    lost[(3, 0, 0) if lost.ndim == 3 else (3, 0)] = np.nan
    w = replace(w, **{array: lost})
    assert last_steps(w, None).tolist() == [1]
    if array != "x":
        assert ending_words(BOWL, w, np.array([1]), None).tolist() == ["not finite"]


def test_a_trajectory_ends_where_it_has_escaped():
    far = ESCAPE * (1 + 3)
    w = iterates(path((3, 0), (far, 0), (1.01 * far, 0), (2 * far, 0)))
    assert last_steps(w, None).tolist() == [2]
    assert ending_words(BOWL, w, np.array([2]), None).tolist() == ["diverged"]
    assert ending_words(BOWL, w, np.array([1]), None).tolist() == ["step limit"]


def test_a_start_that_ended_stays_and_has_no_terms():
    points = np.stack([path((3, 0), (1, 0), (0, 0), (9, 9)), path((4, 4), (3, 3), (2, 2), (1, 1))])
    w = iterates(np.concatenate(points, axis=-1)).cut(np.array([1, 3]))
    np.testing.assert_array_equal(w.x[:, :, 0], [(3, 0), (1, 0), (1, 0), (1, 0)])
    np.testing.assert_array_equal(w.f[:, 0], [9, 1, 1, 1])
    np.testing.assert_array_equal(w.x[:, 0, 1], [4, 3, 2, 1])
    np.testing.assert_array_equal(w.terms["twice"][:, 0, 0], [6, np.nan, np.nan])
    np.testing.assert_array_equal(w.terms["twice"][:, 0, 1], [8, 6, 4])
    shorter = iterates(np.concatenate(points, axis=-1)).cut(np.array([1, 2]))
    assert (len(shorter.x), len(shorter.terms["twice"])) == (3, 2)


def test_terms_of_a_rule_end_with_the_start():
    run = minimize(rosenbrock(), Adam(), [[-1.2, 1], [1, 1.01]], steps=40, tolerance=0.1)
    made = np.arange(40)[:, None] < run.steps
    assert 0 < run.steps[1] < run.steps[0]
    np.testing.assert_array_equal(np.isnan(run.terms["m"][..., 0]), ~made[: len(run.terms["m"])])


def test_starts_that_ended_prove_their_steps_up_to_there():
    run = minimize(
        BOWL, GradientDescent(), [[1, 1], [9, 9]], steps=40, learning_rate=0.2, tolerance=0.1
    )
    assert run.steps[0] < run.steps[1]
    assert run.check()
