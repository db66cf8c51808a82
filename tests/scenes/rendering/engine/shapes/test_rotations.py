"""Rotations are SciPy's, to the last bit or the one before."""

from __future__ import annotations

import numpy as np
from scipy.spatial import transform

from scenes.rendering.engine.shapes.rotations import Rotation


def test_matrices_are_scipys():
    random = np.random.default_rng(4)
    vectors = random.normal(size=(500, 3)) * 10.0 ** random.integers(-6, 2, (500, 1))
    for vector in [*vectors, np.zeros(3), np.array([0, 0, np.pi]), np.array([0, 1, 0])]:
        expected = transform.Rotation.from_rotvec(vector).as_matrix()
        # A compiler may fuse a product and a sum, on some processors, which rounds once less.
        assert np.allclose(Rotation.from_rotvec(vector).as_matrix(), expected, 0, 1e-15)
