"""Products of a matrix and its transpose are symmetric."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from matplotlib import pyplot as plt
from strategies import exact_matrices

from linalg import LinalgError, ShapeError, gram, is_symmetric, symmetric_products, transpose
from linalg.symmetry.figures import columns_in_plane


def test_r_times_its_transpose():
    """MIT 18.06, lecture 5."""
    R = "1 3; 2 3; 4 1"
    assert gram(transpose(R)) == sp.Matrix([[10, 11, 7], [11, 13, 11], [7, 11, 17]])


@given(exact_matrices(4))
@settings(deadline=None)
def test_gram_matrices_are_symmetric(R):
    assert is_symmetric(gram(R))


def test_the_numbers_of_the_lecture():
    record = symmetric_products("1 3; 2 3; 4 1")
    assert record.rows == sp.Matrix([[10, 11, 7], [11, 13, 11], [7, 11, 17]])
    assert record.columns == sp.Matrix([[21, 13], [13, 19]])
    assert record.symmetric_part is None
    assert record.check()
    assert record.to_dict()["rows"][0] == ["10", "11", "7"]


def test_a_square_matrix_has_a_symmetric_part():
    record = symmetric_products("1 4; 2 3")
    assert record.symmetric_part == sp.Matrix([[1, 3], [3, 3]])
    assert "Symmetric part" in str(record)


@settings(max_examples=30, deadline=None)
@given(exact_matrices())
def test_any_matrix(R):
    assert symmetric_products(R).check()


@pytest.mark.parametrize("R", ["a b; 1 2; 0 b", sp.zeros(0, 3), np.eye(3)[:2] / 3])
def test_symbols_floats_and_nothing_at_all(R):
    record = symmetric_products(R)
    assert record.check()
    assert record.page()


def test_the_figure_holds_every_inner_product():
    ax = symmetric_products("1 3; 2 3; 4 1").plot()
    numbers = sorted(text.get_text() for text in ax.texts if text.get_text().isdigit())
    assert numbers == sorted([*"124331", *"132341", "21", "13", "13", "19"])
    plt.close("all")


def test_two_columns_keep_their_lengths_and_their_angle():
    points = columns_in_plane(np.array([[1.0, 3.0], [2.0, 3.0], [4.0, 1.0]]))
    assert points.T @ points == pytest.approx(np.array([[21.0, 13.0], [13.0, 19.0]]))
    ax = symmetric_products("1 3; 2 3; 4 1").plot_columns()
    angle = np.degrees(np.arccos(13 / np.sqrt(21 * 19)))
    assert f"{angle:.4g}°" in [text.get_text() for text in ax.texts]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["column 1, length 4.583", "column 2, length 4.359"]
    plt.close("all")


@pytest.mark.parametrize(
    ("R", "angle"),
    [
        ("1 0; 0 2", "90°"),
        ("1 -1; 2 -2", "180°"),
        ("1 2; 1 2; 1 2", "0°"),
        ("0 1; 1 -1", "135°"),
        ("0 1; 0 2", None),
    ],
)
def test_angles(R, angle):
    texts = [text.get_text() for text in symmetric_products(R).plot_columns().texts]
    degrees = [text for text in texts if text.endswith("°")]
    assert degrees == ([] if angle is None else [angle])
    plt.close("all")


def test_columns_that_do_not_lie_in_a_plane():
    assert len(symmetric_products("1 2 3; 4 5 6").plot_columns().get_legend().get_texts()) == 3
    plt.close("all")
    with pytest.raises(ShapeError, match="3 columns of 3 entries"):
        symmetric_products("1 0 0; 0 1 0; 0 0 1").plot_columns()
    with pytest.raises(LinalgError, match="put some in for a"):
        symmetric_products("1 a; 0 1").plot_columns()
