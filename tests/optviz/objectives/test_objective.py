"""An objective's faces; its derivatives and kernels are tested with the gallery and calculus."""

import json

import numpy as np
import pytest
from matplotlib import pyplot

from optviz.objectives.gallery import branin, himmelblau, mccormick, rosenbrock
from optviz.objectives.objective import Objective


def test_data_hold_the_expressions_and_what_is_known():
    data = json.loads(json.dumps(Objective("x**2*y + y**3").to_dict()))
    assert data["expression"] == "x^2*y + y^3"
    assert data["gradient"] == ["2*x*y", "x^2 + 3*y^2"]
    assert data["hessian"] == [["2*y", "2*x"], ["2*x", "6*y"]]
    assert json.loads(json.dumps(himmelblau().to_dict()))["minima"][0] == [3, 2]


def test_level_sets_are_drawn_where_the_function_is_looked_at():
    axes = branin().plot()
    assert (axes.get_xlim(), axes.get_ylim()) == branin().domain
    assert len(axes.lines[0].get_xdata()) == len(branin().minima)
    pyplot.close(axes.figure)
    axes = Objective("x**2 + y**2", minima=[(20, 30)]).plot()
    assert axes.get_xlim()[0] < 20 < axes.get_xlim()[1]
    pyplot.close(axes.figure)
    axes = Objective("x**2 + y**2").plot(window=((0, 1), (2, 3)))
    assert axes.get_ylim() == (2, 3)
    pyplot.close(axes.figure)
    assert Objective("x**2 + y**2").window == ((-5, 5), (-5, 5))


def test_no_picture_of_what_has_none():
    with pytest.raises(ValueError, match="two variables, not 1"):
        Objective("x**4").plot()
    for text in ("x**4", "log(-x - 20) + y", "x*y*z"):
        assert "Figure" not in str(Objective(text))
    assert "Figure" in str(mccormick())


def test_values_at_minima_are_shown_without_rounding_noise():
    lines = str(himmelblau()).splitlines()
    table = lines.index("Its lowest points are") + 4
    assert all(line.split(")")[1].strip() == "0" for line in lines[table : table + 4])
    assert "e-" not in str(himmelblau())
    assert "Its lowest point is (1, 1), of value 0." in str(rosenbrock())
    assert np.isclose(mccormick()(mccormick().minima[0]), -1.913222955)
    assert "-1.91322" in str(mccormick())


@pytest.mark.parametrize(
    ("objective", "shown"),
    [(himmelblau(), "4*x*(x^2 + y - 11)"), (rosenbrock(), "2*x - 400*x*(y - x^2) - 2")],
)
def test_derivatives_are_written_as_by_hand(objective, shown):
    assert shown in str(objective)
