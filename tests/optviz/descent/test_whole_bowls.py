import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.whole_bowls import found_minima, whole_bowls
from optviz.objectives.gallery import read_objective

HIMMELBLAU = "(x^2+y-11)^2+(x+y^2-7)^2"
MINIMA = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]


def window_of(objective, start, methods):
    return np.array(whole_bowls(compare(read_objective(objective), methods, start)))


def holds(window, point):
    return bool(((window[:, 0] < point) & (point < window[:, 1])).all())


def test_all_four_minima_of_himmelblaus_function_are_found():
    """Source: Himmelblau, Applied Nonlinear Programming, 1972."""
    found = found_minima(read_objective(HIMMELBLAU), ((-6, 6), (-6, 6)))
    assert len(found) == 4
    for minimum in MINIMA:
        assert min(np.abs(x - minimum).max() for x in found) < 1e-5


def test_the_twin_minima_are_in_sight():
    window = window_of(HIMMELBLAU, (-0.25, -0.9), "gd, momentum, newton")
    assert all(holds(window, np.array(minimum)) for minimum in MINIMA)


@pytest.mark.parametrize(
    ("objective", "start"),
    [
        ("x^2/2 + 12*(y - x^2/8)^2", (-2.5, 0)),
        ("x**2 + 10*y**2", (4, 1)),
        ("rosenbrock", (-1.2, 1)),
    ],
)
def test_a_minimum_has_ground_on_all_sides(objective, start):
    window = window_of(objective, start, "gd, newton")
    minimum = np.array([1.0, 1.0] if objective == "rosenbrock" else [0.0, 0.0])
    low, high = (minimum - window[:, 0]), (window[:, 1] - minimum)
    assert holds(window, np.array(start))
    assert (np.minimum(low, high) >= 0.2 * np.maximum(low, high)).all()


def test_one_runaway_does_not_flatten_the_others():
    window = window_of("-x^2 - y^2", (1, 1), "gd(lr=0.01), newton, bfgs")
    assert np.ptp(window, axis=1).max() < 100


@pytest.mark.parametrize("start", [(0, 0), (1000, 0)])
def test_where_nobody_moves_the_ground_around_is_shown(start):
    window = window_of(f"(x-{start[0]})^2 + y^2", start, "gd(lr=0.1), newton")
    assert np.ptp(window, axis=1).min() > 1
