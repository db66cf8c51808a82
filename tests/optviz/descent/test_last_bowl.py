import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.last_bowl import LastBowl
from optviz.objectives.gallery import read_objective


def bowl_of(objective, start, methods="gd, newton"):
    return LastBowl.of(compare(read_objective(objective), methods, start))


def test_it_is_the_hessian_at_the_minimum():
    """By hand: at (0, 0) f = x²/2 + 12 (y - x²/8)² has the curvatures 1 and 24."""
    bowl = bowl_of("x^2/2 + 12*(y - x^2/8)^2", (-2.5, 0))
    assert bowl.errors.curvatures == pytest.approx([1, 24], rel=1e-4)
    assert not bowl.own
    assert np.abs(bowl.errors.errors).min() > 0.3  # an error along each
    assert bowl.check()


def test_a_bowl_is_descended_from_where_the_race_begins():
    bowl = bowl_of("x^2 + 10*y^2", (4, 1))
    assert bowl.own
    assert bowl.errors.start.tolist() == [4, 1]
    assert bowl.function([4, 1]) == pytest.approx(26)


@pytest.mark.parametrize(
    ("objective", "start"),
    [
        ("x + y", (2, 1)),
        ("-x^2 - y^2", (1, 1)),
        ("(x + y)^2", (2, 1)),  # a valley: a curvature is 0
        ("exp(-x^2 - y^2)", (2, 2)),
        ("(x^2 + 10*y^2)^2", (4, 1)),  # flat at its minimum
        ("x^2 + y^2", (0, 0)),  # nobody moves
    ],
)
def test_where_there_is_no_bowl_there_is_none(objective, start):
    assert bowl_of(objective, start, "gd(lr=0.001), newton") is None


def test_its_window_holds_the_start_and_as_much_beyond():
    bowl = bowl_of("x^2 + 1000*y^2", (3, 1))
    window = np.array(bowl.window)
    assert (window[:, 0] < bowl.errors.start).all()
    assert (bowl.errors.start < window[:, 1]).all()
    assert window.mean(axis=1) == pytest.approx(bowl.errors.minimum, abs=1e-3)
