"""Row and column pictures, and every way in which lines and planes can lie."""

import numpy as np
import pytest
import sympy as sp

from linalg.geometry.hyperplanes import Hyperplane
from linalg.geometry.pictures import column_picture, row_picture

LECTURE_3 = "2 -1 0; -1 2 -1; 0 -3 4"


@pytest.mark.parametrize(
    ("A", "b", "x"),
    [
        ("2 -1; -1 2", "0 3", [1, 2]),
        (LECTURE_3, "0 -1 4", [0, 0, 1]),
        (LECTURE_3, "1 1 -3", [1, 1, 0]),
    ],
)
def test_the_numbers_of_the_lecture(A, b, x):
    rows, columns = row_picture(A, b), column_picture(A, b)
    assert rows.arrangement == "point"
    assert list(rows.solution.x) == list(columns.solution.x) == x
    assert list(columns.partial_sums[-1]) == list(columns.b)
    assert rows.check()
    assert columns.check()


THREE_PLANES = [
    ("1 0 0; 0 1 0; 0 0 1", "1 2 3", "point", (((0,),), ((1,),), ((2,),))),
    ("1 1 0; 0 1 1; 1 2 1", "1 1 2", "line", (((0,),), ((1,),), ((2,),))),
    ("1 1 0; 2 2 0; 0 1 1", "1 2 1", "line", (((0, 1),), ((2,),))),
    ("1 1 1; 2 2 2; -1 -1 -1", "1 2 -1", "plane", (((0, 1, 2),),)),
    ("1 1 0; 0 1 1; 1 2 1", "1 1 3", "prism", (((0,),), ((1,),), ((2,),))),
    ("1 1 1; 1 1 1; 1 0 -1", "0 2 0", "parallel", (((0,), (1,)), ((2,),))),
    ("1 1 1; 1 1 1; 1 1 1", "0 1 2", "parallel", (((0,), (1,), (2,)),)),
    ("1 1 1; 2 2 2; 1 1 1", "1 2 0", "parallel", (((0, 1), (2,)),)),
    ("1 1 1; 0 0 0; 1 0 0", "1 2 0", "contradiction", (((0,),), ((2,),))),
    ("1 1 1; 0 0 0; 1 0 0", "1 0 0", "line", (((0,),), ((2,),))),
    ("0 0 0; 0 0 0; 0 0 0", "0 0 0", "space", ()),
]


@pytest.mark.parametrize(("A", "b", "arrangement", "directions"), THREE_PLANES)
def test_every_way_three_planes_can_lie(A, b, arrangement, directions):
    picture = row_picture(A, b)
    assert picture.arrangement == arrangement
    assert picture.directions == directions
    assert picture.check()
    assert (picture.solution.kind == "none") == (
        arrangement in ("prism", "parallel", "contradiction")
    )


@pytest.mark.parametrize(("A", "b", "arrangement", "directions"), THREE_PLANES[:8])
def test_floats_lie_the_same_way(A, b, arrangement, directions):
    exact = row_picture(A, b).solution
    picture = row_picture(
        np.array(exact.A.tolist(), dtype=float), np.array(exact.b.tolist(), dtype=float)
    )
    assert picture.arrangement == arrangement
    assert picture.directions == directions


@pytest.mark.parametrize(
    ("A", "b", "arrangement"),
    [
        ("1 2; 2 4", "1 2", "line"),
        ("1 2; 2 4", "1 3", "parallel"),
        ("1 0; 0 1; 1 1", "0 0 1", "triangle"),
        ("1 0; 0 1; 1 1", "1 1 2", "point"),
        ("1 1", "1", "line"),
        ("0 0", "0", "plane"),
    ],
)
def test_lines_in_the_plane(A, b, arrangement):
    assert row_picture(A, b).arrangement == arrangement


def test_four_planes_can_miss_as_a_tetrahedron():
    picture = row_picture("1 0 0; 0 1 0; 0 0 1; 1 1 1", "0 0 0 1")
    assert picture.arrangement == "tetrahedron"
    assert len(picture.crossings) == 6


def test_the_lines_of_a_prism_are_parallel():
    picture = row_picture("1 1 0; 0 1 1; 1 2 1", "1 1 3")
    directions = [crossing.solution.null_vectors[0] for crossing in picture.crossings]
    assert len(directions) == 3
    assert all(direction.cross(directions[0]).is_zero_matrix for direction in directions)


def test_a_missed_right_hand_side_and_the_nearest_combination():
    picture = column_picture("1 2; 2 4", "1 3")
    assert (picture.reaches, picture.span, picture.partial_sums) == (False, 1, ())
    np.testing.assert_allclose(picture.nearest, [1.4, 2.8])


def test_partial_sums_of_floats():
    picture = column_picture(np.array([[2.0, -1.0], [-1.0, 2.0]]), [0.0, 3.0])
    np.testing.assert_allclose(picture.partial_sums[1][:, 0], [2, -1])


def test_irrational_numbers_can_be_drawn_but_no_symbols():
    assert row_picture([[sp.sqrt(2), 0], [0, 1]], [2, 1]).arrangement == "point"
    for picture in (row_picture("a 1; 1 2", "1 2"), column_picture("a 1; 1 2", "1 2")):
        with pytest.raises(TypeError, match="needs numbers"):
            picture.plot()


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        (
            "a 1; 1 2 | 1; 2",
            "The lines have one point in common, (0, 1), as long as a ≠ 0, a ≠ 1/2.",
            "fill all of the plane as long as a ≠ 0, a ≠ 1/2.",
        ),
        (
            "1 2; 2 4 | a; b",
            "The lines have a line in common exactly where b = 2*a.",
            "The right-hand side is among them exactly where b = 2*a:",
        ),
        (
            "a 1; a 1 | 1; 2",
            "No point lies on all lines as long as a ≠ 0.",
            "The right-hand side is not among them: there is no solution.",
        ),
        (
            "x 1; 1 y | 1; 0",
            "x*x_1 + x_2 = 1 x_1 + x_2*y = 0",
            "as long as x ≠ 0, x*y ≠ 1.",
        ),
    ],
)
def test_pictures_of_symbols_say_under_which_conditions(text, row, column):
    A, b = text.split("|")
    for picture, sentence in ((row_picture(A, b), row), (column_picture(A, b), column)):
        said = " ".join(picture.to_text().split())
        assert sentence in said
        assert "Answer by cases" in said
        assert picture.check()
        assert picture.to_dict()


@pytest.mark.parametrize("b", [0.3, 1, 1.5, 2.2, 3])
def test_a_plane_cuts_a_cube_in_a_convex_polygon(b):
    """x + y + z = b cuts the unit cube in a triangle, a hexagon, a triangle, or a corner."""
    polygon = Hyperplane((1, 1, 1), b).section([0, 0, 0], [1, 1, 1])
    assert len(polygon) == {0.3: 3, 1: 3, 1.5: 6, 2.2: 3, 3: 1}[b]
    np.testing.assert_allclose(polygon.sum(axis=1), b)
    if len(polygon) > 2:
        turns = np.cross(np.roll(polygon, -1, 0) - polygon, np.roll(polygon, -2, 0) - polygon)
        assert len(set(np.sign(turns @ [1, 1, 1]).tolist())) == 1, "the corners go round"


def test_a_line_through_corners_and_one_that_misses():
    np.testing.assert_allclose(Hyperplane((1, -1), 0).section([0, 0], [2, 2]), [[0, 0], [2, 2]])
    assert Hyperplane((1, 0), 5).section([0, 0], [2, 2]).shape == (0, 2)


def test_the_box_shows_everything():
    for A, b, arrangement, _ in THREE_PLANES:
        picture = row_picture(A, b)
        low, high = picture.box()
        for hyperplane in picture.hyperplanes:
            if not hyperplane.is_degenerate:
                assert len(hyperplane.section(low, high)) >= 3
        if arrangement == "point":
            x = np.array(picture.solution.x.tolist(), dtype=float)[:, 0]
            assert (low < x).all()
            assert (x < high).all()


@pytest.mark.parametrize(
    ("A", "b"),
    [
        ("2 -1; -1 2", "0 3"),
        ("1 2; 2 4", "1 3"),
        (LECTURE_3, "0 -1 4"),
        *[t[:2] for t in THREE_PLANES],
    ],
)
def test_pages_and_figures(A, b):
    for picture in (row_picture(A, b), column_picture(A, b)):
        assert picture.to_text()
        assert "image/svg" in picture.to_html()


def test_flat_axes_for_planes_are_refused():
    import matplotlib.pyplot as plt

    with pytest.raises(ValueError, match='projection="3d"'):
        row_picture(LECTURE_3, "0 -1 4").plot(plt.figure().add_subplot())


def test_words_of_the_page():
    assert "meet in one point, (1, 2)" in row_picture("2 -1; -1 2", "0 3").to_text()
    text = row_picture("1 1 1; 2 2 2; 1 1 1", "1 2 0").to_text()
    assert "The planes 1 and 2 coincide" in text
    assert "The planes 1 and 3 are parallel" in text
    assert "fill a line" in column_picture("1 2; 2 4", "1 3").to_text()


def test_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="A has 4 columns"):
        row_picture("1 2 3 4", "1")
    with pytest.raises(ValueError, match="1 entries"):
        column_picture("1 2 3 4", "1")
    with pytest.raises(ValueError, match="2 right-hand sides"):
        row_picture("1 2; 3 4", "1 2; 3 4")


def test_equations_keep_the_order_of_the_unknowns():
    text = str(row_picture(LECTURE_3, "0 -1 4"))
    assert "-x + 2*y - z = -1\n" in text
    assert "-3*y + 4*z = 4\n" in text
