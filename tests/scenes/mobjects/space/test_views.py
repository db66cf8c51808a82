"""Views of vectors in space: planes open, planes along their edge."""

import numpy as np
import pytest

from scenes.mobjects.space.projection import Projection
from scenes.mobjects.space.views import edge_view, open_view_of

NORMALS = [(10, -11, 3), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (1, -1, 0), (-1, 2, 5)]


def height(normal, view):
    unit = np.array(normal) / np.linalg.norm(normal)
    return float(unit @ Projection(*view).to_viewer)


@pytest.mark.parametrize("normal", NORMALS)
def test_a_plane_is_open_and_then_a_line(normal):
    plane = np.linalg.svd(np.array([normal], dtype=float))[2][1:]
    base = open_view_of(plane, np.array(normal, dtype=float))
    assert abs(height(normal, base)) > 0.25
    assert abs(height(normal, edge_view(base, np.array(normal)))) < 0.06


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_viewer_is_on_the_side_that_is_asked_for(side):
    normal = np.array([10.0, -11, 3])
    view = open_view_of([[1, 2, 4], [3, 3, 1]], normal, side)
    assert side * height(normal, view) > 0


def test_no_vector_points_at_the_viewer():
    vectors = np.array([[1.0, 0, 0], [0.8, 0.6, 0]])
    projection = Projection(*open_view_of(vectors))
    assert np.linalg.norm(projection.places(vectors), axis=1).min() > 0.5


def test_vectors_of_0_and_parallel_ones_have_a_view_too():
    assert open_view_of([[0, 0, 0]]) == open_view_of([])
    open_view_of([[1, 2, 3], [2, 4, 6], [0, 0, 0]])
