"""A box of one, two or three coordinates, in its region from wherever it is seen."""

import numpy as np
import pytest

from scenes.mobjects.space.ground import FLAT, Ground
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

REGION = Region(-3, 3, -2, 2)


def ground(dimension, views=(FLAT,), names=()):
    return Ground(-np.ones(dimension), 2 * np.ones(dimension), REGION, DARK, views, names)


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_everything_stays_in_the_region_from_all_views(dimension):
    views = [(20.0, 20.0), (50.0, 5.0), (-30.0, 40.0)] if dimension == 3 else [FLAT]
    box = ground(dimension, views, ["x", "y", "z"][:dimension])
    for view in views:
        assert REGION.contains(region_of(box.turn_to(view)), slack=0.02)


def test_a_plane_is_seen_with_equal_scales_and_x_to_the_right():
    start, right, up = ground(2).places([[0, 0], [1, 0], [0, 1]])
    assert right - start == pytest.approx([4 / 3, 0])
    assert up - start == pytest.approx([0, 4 / 3])


def test_what_is_linear_is_drawn_linearly():
    box = ground(3, [(20.0, 20.0)])
    zero, a, b, both = box.places([[0, 0, 0], [1, 2, 0], [0, -1, 1], [1, 1, 1]])
    assert a - zero + b - zero == pytest.approx(both - zero)


def test_segments_are_cut_at_the_edges():
    (only,) = ground(2).segments([[[0, -9], [0, 9]]])
    assert only[:, 1].round(12).tolist() == [-2, 2]
