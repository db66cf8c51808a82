import numpy as np
import pytest

from optviz.objectives.contours import contours
from optviz.objectives.gallery import GALLERY, read_objective
from scenes.mobjects.plots.relief import Relief
from scenes.mobjects.text import region_of
from scenes.parts.plot_stage import SIDE
from scenes.theme import DARK

ANGLES = np.linspace(-np.pi, np.pi, 9)


def relief(function, window, start=(0.5, 0.5)):
    return Relief(function, window, contours(function, window), np.array(start), SIDE, DARK)


@pytest.mark.parametrize("name", ["quadratic", "rosenbrock", "himmelblau", "monkey-saddle"])
def test_it_stays_in_its_region_whichever_way_it_is_turned(name):
    function = GALLERY[name]()
    shown = relief(function, function.domain)
    for angle in ANGLES:
        assert SIDE.contains(region_of(shown.turn(angle)), slack=0.01)


def test_the_mark_is_as_high_as_the_function():
    bowl = GALLERY["quadratic"]()
    heights = []
    for x in (0.0, 2.0, 4.0):  # along a line that stays level when looked at from in front
        shown = relief(bowl, ((-5, 5), (-5, 5)), (x, 0.0))
        heights.append(region_of(shown.dot).centre[1])
    rises = np.diff(heights)
    assert rises[1] / rises[0] == pytest.approx((16 - 4) / 4, rel=0.01)


def test_two_walls_face_the_eye():
    shown = relief(GALLERY["quadratic"](), ((-5, 5), (-5, 5)))
    for angle in ANGLES[:-1] + 0.1:
        assert sum(wall.has_points() for wall in shown.turn(angle).walls) == 2


def test_where_there_is_no_value_the_ground_is_cut_flat():
    shown = relief(read_objective("x - log(x) + y^2"), ((-1, 2), (-1, 1)))
    assert np.isfinite(region_of(shown.turn(0.4)).top)
