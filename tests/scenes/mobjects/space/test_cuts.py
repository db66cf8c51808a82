"""What lies in a box, compared with lengths and areas found by hand."""

import numpy as np
import pytest

from scenes.mobjects.space.cuts import cut_polygon, cut_segments

LOW, HIGH = np.array([-1.0, -1, -1]), np.array([1.0, 1, 1])


def area(corners):
    crosses = np.cross(corners - corners[0], np.roll(corners, -1, axis=0) - corners[0])
    return np.linalg.norm(crosses.sum(axis=0)) / 2


def test_a_large_polygon_is_cut_to_the_section_of_the_cube():
    """The plane x + y + z = 0 cuts the cube in a regular hexagon with edges of √2."""
    a, b = np.array([1.0, -1, 0]), np.array([1.0, 1, -2])
    large = 9 * np.array([-a - b, a - b, a + b, b - a])
    cut = cut_polygon(large, LOW, HIGH)
    assert area(cut) == pytest.approx(3 * np.sqrt(3))
    assert np.abs(cut).max() == pytest.approx(1)
    assert cut.sum(axis=1) == pytest.approx(0)


def test_what_lies_inside_stays_and_what_lies_outside_goes():
    small = np.array([[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0]])
    assert cut_polygon(small, LOW, HIGH).tolist() == small.tolist()
    assert len(cut_polygon(small + 2, LOW, HIGH)) == 0


def test_segments_are_cut_at_the_faces():
    segments = [[[-2, -2, -2], [2, 2, 2]], [[0, 0, 5], [0, 0, 6]], [[0, 0, 0], [0, 0.5, 0]]]
    whole, inside = cut_segments(segments, LOW, HIGH)
    assert whole.tolist() == [[-1, -1, -1], [1, 1, 1]]
    assert inside.tolist() == [[0, 0, 0], [0, 0.5, 0]]


def test_a_segment_beside_the_box_and_parallel_to_it_is_not_seen():
    assert cut_segments([[[0, 2, 0], [1, 2, 0]]], LOW, HIGH).shape == (0, 2, 3)
