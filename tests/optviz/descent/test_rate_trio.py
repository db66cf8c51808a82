from dataclasses import replace

import pytest

from optviz.descent.rate_trio import rate_trio
from optviz.objectives.gallery import read_objective


@pytest.mark.parametrize(
    ("objective", "start", "limit"),
    [
        ("x**2 + 10*y**2", (4, 1), 0.1),
        ("x**2 + 1000*y**2", (3, 1), 0.001),
        ("x**2/10**8 + y**2/10**6", (1e-3, 2e-4), 1e6),
        ("x**2 + y**2", (1, 2), 1.0),
    ],
)
def test_of_a_bowl_the_rates_lie_on_both_sides_of_two_over_the_largest_curvature(
    objective, start, limit
):
    trio = rate_trio(read_objective(objective), start)
    small, best, large = trio.rates
    assert small == pytest.approx(best / 10, rel=0.05)
    assert best < limit < large
    assert large < 1.5 * limit
    assert trio.check()


@pytest.mark.parametrize(
    ("objective", "start"), [("x + y", (2, 1)), ("-x**2 - y**2", (1, 1)), ("exp(-x)+y**2", (0, 0))]
)
def test_where_values_only_fall_no_rate_is_too_large(objective, start):
    assert rate_trio(read_objective(objective), start) is None


def test_near_a_maximum_there_are_three_rates_too():
    """The slope there is less than on the way down, and at the end it is less again."""
    trio = rate_trio(read_objective("(x^2+y-11)^2+(x+y^2-7)^2"), (-0.25, -0.9))
    assert trio.best.f[-1] < 1 < trio.best.f[0] < trio.large.f[-1]


def test_a_best_rate_that_is_not_the_best_is_found():
    trio = rate_trio(read_objective("x**2 + 10*y**2"), (4, 1))
    assert not replace(trio, best=trio.small, small=trio.best).check()
    assert not replace(trio, large=trio.best).check()
