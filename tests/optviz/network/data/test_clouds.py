"""Clouds and rings."""

import numpy as np
import pytest

from optviz.network.data.clouds import clouds, rings


def test_opposite_clouds_are_of_one_class():
    data = clouds(400, noise=0.2, held_out=0)
    for corner, label in (((1, 1), 0), ((-1, -1), 0), ((1, -1), 1), ((-1, 1), 1)):
        near = np.linalg.norm(data.x - np.array(corner), axis=1) < 0.8
        assert near.sum() == pytest.approx(100, abs=3)
        assert (data.y[near] == label).all()


def test_a_ring_lies_around_the_one_before():
    data = rings(300, classes=3, noise=0)
    radius = np.hypot(*data.x.T)
    assert all((np.floor(radius[data.y == k]) == k).all() for k in range(3))
    assert len(data.x_held_out) == 60


def test_the_seed_decides_the_points():
    assert clouds(20, seed=3) == clouds(20, seed=3)
    assert rings(20, seed=3) != rings(20, seed=4)


def test_wrong_numbers_are_named():
    with pytest.raises(ValueError, match="n must be at least 2"):
        clouds(1)
    with pytest.raises(ValueError, match="noise"):
        rings(10, noise=-1)
