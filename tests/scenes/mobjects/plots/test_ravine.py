"""A bowl's level lines in coordinates that are turned and stretched."""

import numpy as np
import pytest

from scenes.mobjects.plots.ravine import RavinePicture
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

ROOM = Region(-3.0, 3.0, -2.0, 2.0)


def shown(hessian, start=(-2.0, 0.5), stretch=(1.0, 1.0)):
    return RavinePicture(ROOM, 3.0, DARK).trace(hessian, start, stretch)


def turned(condition, degrees):
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    axes = np.array([[c, -s], [s, c]])
    return axes @ np.diag([1.0, condition]) @ axes.T


@pytest.mark.parametrize("degrees", [0, 30, 45])
@pytest.mark.parametrize("condition", [1.5, 20, 100])
def test_its_ellipses_are_those_of_the_bowl(condition, degrees):
    picture = shown(turned(condition, degrees))
    assert picture.condition == pytest.approx(condition)
    assert picture.seen_condition == pytest.approx(condition, rel=0.02)


def test_where_the_window_cuts_the_innermost_nothing_is_read_off():
    assert shown(turned(1e6, 0), start=(-1.0, 1.9)).seen_condition is None


def test_the_arrow_leads_down_the_slope():
    hessian = turned(20, 0)
    picture = shown(hessian)
    down = -hessian @ [-2.0, 0.5]
    along = picture.down.along
    assert along @ down == pytest.approx(np.linalg.norm(along) * np.linalg.norm(down))


@pytest.mark.parametrize("start", [(-2, 0.5), (-4.4, 2.9), (0, 0), (9, 9)])
def test_nothing_leaves_the_window(start):
    picture = shown(turned(20, 0), start)
    slack = 0.15  # of a dot at the edge
    assert ROOM.contains(region_of(picture), slack=slack)


def test_a_start_outside_is_not_seen():
    picture = shown(turned(20, 0), (9, 9))
    assert picture.dot.get_fill_opacity() == 0
    assert not picture.down.has_points()


def test_the_grid_is_stretched_with_the_axes():
    plain, wide = (shown(np.eye(2), stretch=s).grid for s in ((1, 1), (2, 1)))
    assert len(wide.points) < len(plain.points)
