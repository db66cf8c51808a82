"""Each of many starts ends for its own reason."""

import numpy as np

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import saddle_between_minima
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares
from optviz.second_order import bfgs, damped_newton, levenberg_marquardt, trust_region


def test_one_stalls_and_the_other_goes_on():
    """Beside the saddle Newton's direction goes up; far from it there is work to do."""
    run = minimize(saddle_between_minima(), damped_newton(), [[0.0, 0.1], [30.0, 30.0]], steps=3)
    assert run.ending.tolist() == ["stalled", "step limit"]
    assert run.steps.tolist() == [0, 3]


def test_one_is_lost_and_the_other_converges():
    f = Objective("x*log(x)", ["x"])
    run = minimize(f, bfgs(), [[0.2], [1.0]], steps=60, tolerance=1e-8)
    assert run.ending.tolist() == ["converged", "not finite"]  # the second steps onto 0
    np.testing.assert_allclose(run.x[-1, 0], np.exp(-1), rtol=1e-6)


def test_a_radius_that_was_refused_shrinks_and_the_start_stays():
    path = minimize(Objective("cos(x) + x**2/50"), trust_region(radius=50.0), [1.0], steps=20)
    refused = path.terms["ratio"] <= 0.15
    assert refused.any()
    assert np.all(path.step[refused] == 0)
    assert np.all(path.terms["radius"][1:][refused[:-1]] < path.terms["radius"][:-1][refused[:-1]])


def test_damping_grows_by_2_4_8_while_steps_are_refused():
    f = SumOfSquares(["10*(y - x**2)", "1 - x"], "xy")
    path = minimize(f, levenberg_marquardt(1e-9), [-1.2, 1.0], steps=30)
    refused = (path.step == 0).all(axis=1)
    runs = np.flatnonzero(refused[:-1] & refused[1:])
    assert len(runs)
    for k in runs:
        first = path.terms["damping"][k + 1] / path.terms["damping"][k]
        if k == 0 or not refused[k - 1]:
            np.testing.assert_allclose(first, 2.0)
