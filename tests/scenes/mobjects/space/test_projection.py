"""The projection of space onto the frame."""

import numpy as np
import pytest

from scenes.mobjects.space.projection import Projection

VIEWS = [Projection(30, 20), Projection(-60, 45, (1, 2, 3), (0.5, -1), 2.0)]


@pytest.mark.parametrize("view", VIEWS)
def test_places_and_depths_together_keep_all_distances(view):
    """Two directions on the frame and one towards the viewer are an orthonormal basis."""
    points = np.random.default_rng(1).normal(size=(20, 3))
    flat = (view.places(points) - view.place) / view.scale
    seen = np.column_stack([flat, view.depths(points)])
    expected = np.linalg.norm(points - np.array(view.middle), axis=1)
    assert np.linalg.norm(seen, axis=1) == pytest.approx(expected)


def test_the_middle_is_seen_at_its_place_and_up_is_up():
    view = VIEWS[1]
    assert view.places([view.middle])[0] == pytest.approx(view.place)
    low, high = view.places([[1, 2, 3], [1, 2, 4]])
    assert high[0] == pytest.approx(low[0])
    assert high[1] > low[1]


def test_straight_lines_stay_straight():
    a, b = np.array([[1.0, 2, 3], [-2, 0, 5]])
    ends, middle = VIEWS[0].places([a, b]), VIEWS[0].places([(a + b) / 2])
    assert middle[0] == pytest.approx(ends.mean(axis=0))
