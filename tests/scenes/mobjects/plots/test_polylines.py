import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scenes.mobjects.plots.polylines import (
    bezier_points,
    clipped,
    clipped_area,
    dashed,
    length,
    moments,
)
from scenes.stage import Region

BOX = Region(-1, 2, -0.5, 1)
POINTS = arrays(float, st.tuples(st.integers(2, 12), st.just(2)), elements=st.floats(-5, 5))


def inside(points, slack=1e-9):
    x, y = points[:, 0], points[:, 1]
    return (
        (x >= BOX.left - slack)
        & (x <= BOX.right + slack)
        & (y >= BOX.bottom - slack)
        & (y <= BOX.top + slack)
    )


@given(POINTS)
def test_what_is_kept_is_what_lies_in_the_box(points):
    pieces = clipped(points, BOX)
    assert all(inside(piece).all() for piece in pieces)
    # An independent measure: the length of the line within the box, by sampling.
    shares = np.linspace(0, 1, 2001)[:-1] + 0.00025
    sampled = 0.0
    for start, end in itertools.pairwise(points):
        samples = start + shares[:, None] * (end - start)
        sampled += float(np.linalg.norm(end - start)) * inside(samples, 0).mean()
    assert sum(map(length, pieces)) == pytest.approx(sampled, abs=0.2)


@given(POINTS)
def test_a_line_within_the_box_stays_whole(points):
    within = (points / 20) + [0.3, 0.2]
    (piece,) = clipped(within, BOX)
    assert piece == pytest.approx(within)


def test_a_point_that_is_not_finite_breaks_the_line():
    line = np.array([[0, 0], [1, 0], [np.nan, 0], [1, 0.5], [0, 0.5], [np.inf, 0.5]])
    assert [len(piece) for piece in clipped(line, BOX)] == [2, 2]


def test_a_line_that_leaves_and_returns_is_two():
    line = np.array([[0, 0], [0, 5], [1, 5], [1, 0]])
    first, second = clipped(line, BOX)
    assert first.tolist() == [[0, 0], [0, 1]]
    assert second.tolist() == [[1, 1], [1, 0]]


def test_areas_are_cut_at_the_box():
    diamond = np.array([[3, 0], [0, 3], [-3, 0], [0, -3]])
    corners = clipped_area(diamond, BOX)
    x, y = corners.T
    area = abs((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()) / 2
    assert area == pytest.approx(BOX.width * BOX.height)
    assert len(clipped_area(diamond + 20, BOX)) == 0


@given(POINTS)
def test_dashes_have_their_lengths(points):
    if length(points) < 0.5:
        return
    pattern = (0.3, 0.1, 0.05, 0.1)
    dashes = dashed(points, pattern)
    drawn = sum(map(length, dashes))
    whole, rest = divmod(length(points), sum(pattern))
    last = min(rest, 0.3) + min(max(rest - 0.4, 0), 0.05)
    assert drawn == pytest.approx(whole * 0.35 + last, rel=1e-6, abs=1e-6)


def test_who_comes_back_has_not_walked_along_the_edge():
    walk = np.array([[0, 0], [0.5, 3], [1, 0], [1.5, 0.5]])
    seen = moments(walk, BOX, 4)
    finite = np.isfinite(seen).all(axis=1)
    steps = seen[1:][finite[1:] & finite[:-1]] - seen[:-1][finite[1:] & finite[:-1]]
    assert (np.abs(steps[:, 1]) > 0.1).all()  # none of them level
    assert inside(seen[finite]).all()
    assert seen[0].tolist() == [0, 0]
    assert seen[8].tolist() == [1, 0]


def test_who_crosses_the_box_in_one_stride_is_seen():
    across = moments(np.array([[-9, 0.2], [11, 0.2]]), BOX, 2)
    assert across[0].tolist() == pytest.approx([-1, 0.2])
    assert across[1:].tolist()[0] == pytest.approx([1, 0.2])


@given(POINTS, st.integers(1, 5))
def test_moments_are_in_the_box_and_joined_only_within_it(points, each):
    seen = moments(points, BOX, each)
    assert len(seen) == (len(points) - 1) * each + 1
    finite = np.isfinite(seen).all(axis=1)
    assert inside(seen[finite]).all()
    joined = np.flatnonzero(finite[1:] & finite[:-1])
    whole = sum(map(length, clipped(points, BOX)))
    drawn = sum(float(np.linalg.norm(seen[k + 1] - seen[k])) for k in joined)
    assert drawn <= whole + 1e-6


def test_control_points_lie_on_the_line():
    points = bezier_points([np.array([[0, 0], [3, 0], [3, 6]])])
    assert points[:, :2].tolist() == [
        *([0, 0], [1, 0], [2, 0], [3, 0]),
        *([3, 0], [3, 2], [3, 4], [3, 6]),
    ]
    assert bezier_points([]).shape == (0, 3)
