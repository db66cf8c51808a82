"""Marks on logarithmic axes: at what was measured, and apart."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib import pyplot

from optviz.descent.compare import compare
from optviz.figures import log_ticks
from optviz.objectives.gallery import himmelblau, quadratic
from optviz.second_order.newton_cost import NewtonCost


def marks(ax):
    return [text.get_text() for text in ax.get_xticklabels(which="both") if text.get_text()]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([25, 50, 100, 200, 400, 800], ["800", "400", "200", "100", "50", "25"]),
        ([2, 6, 18, 54], ["54", "18", "6", "2"]),
        ([100, 101, 102, 1000], ["1000", "102"]),
        ([7], ["7"]),
    ],
)
def test_marks_stand_where_something_was_measured(places, expected):
    figure, ax = pyplot.subplots()
    ax.semilogx(places, places)
    log_ticks(ax.xaxis, places)
    assert marks(ax) == expected
    pyplot.close(figure)


def test_the_price_of_newton_has_numbers_that_do_not_run_into_each_other():
    n = np.array([25, 50, 100, 200, 400, 800])
    ax = NewtonCost(n, 1e-6 * n, 1e-9 * n**3).plot()
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.get_xticklabels(which="both")]
    boxes = sorted((box.x0, box.x1) for box in boxes if box.width > 0)
    assert len(boxes) == len(n)
    assert all(left[1] < right[0] for left, right in pairwise(boxes))
    pyplot.close(ax.figure)


def test_a_gradient_stands_upright_on_its_level_set_where_the_window_allows_it():
    for objective, aspect in ((himmelblau(), 1), (quadratic(), "auto")):
        ax = compare(objective, "gd(lr=0.01), newton", [4, 1], steps=20).plot()
        assert ax.get_aspect() == aspect
        pyplot.close(ax.figure)


def test_no_path_runs_behind_the_legend():
    ax = compare(quadratic(100), "gd, momentum, adam, newton", [4, 1]).plot()
    ax.figure.canvas.draw()
    assert ax.get_legend().get_window_extent().y0 >= ax.get_window_extent().y1
    pyplot.close(ax.figure)
