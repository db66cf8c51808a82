"""The planar loss: values, ellipses and exactness against NumPy on the data it came from."""

from fractions import Fraction

import numpy as np
import pytest

from optviz.planar.planar_loss import PlanarLoss

X = [[2, 0], [0, 1], [1, 1]]
y = [1, 1, 2]


def test_it_is_half_the_squared_residual_of_its_data():
    loss = PlanarLoss.from_data(X, y)
    for w in ((0, 0), (3, -2), (Fraction(1, 2), Fraction(2, 3))):
        residual = [a * w[0] + b * w[1] - t for (a, b), t in zip(X, y, strict=True)]
        assert loss(w) == Fraction(1, 2) * sum(r * r for r in residual)
    assert loss.exact
    assert loss.pull == (4, 3)


def test_floats_agree_with_numpy():
    rng = np.random.default_rng(0)
    A, b = rng.normal(size=(20, 2)), rng.normal(size=20)
    loss = PlanarLoss.from_data(A, b)
    solution, squares, *_ = np.linalg.lstsq(A, b)
    np.testing.assert_allclose(loss.centre, solution, rtol=1e-12)
    assert loss.least == pytest.approx(squares[0] / 2, rel=1e-12)
    w = rng.normal(size=(7, 2))
    np.testing.assert_allclose(loss.values(w), ((w @ A.T - b) ** 2).sum(axis=1) / 2, rtol=1e-12)
    np.testing.assert_allclose(loss.slopes(w), (w @ A.T - b) @ A, rtol=1e-10)
    assert not loss.exact


@pytest.mark.parametrize("angle", [0, 30, 90, -45])
def test_the_ellipse_lies_on_its_level_and_has_the_axes_it_was_made_with(angle):
    loss = PlanarLoss.from_ellipse((1, -2), (3, Fraction(1, 2)), angle)
    ellipse = loss.ellipse(Fraction(1, 2))
    np.testing.assert_allclose(loss.values(ellipse), 0.5, rtol=1e-10)
    np.testing.assert_allclose(ellipse[0], ellipse[-1])
    distance = np.linalg.norm(ellipse - [1, -2], axis=1)
    assert (distance.max(), distance.min()) == pytest.approx((3, 0.5))
    turn = np.radians(angle)
    assert loss((1 + 3 * np.cos(turn), -2 + 3 * np.sin(turn))) == pytest.approx(0.5)
    assert loss.condition == pytest.approx(36)


def test_turning_there_and_back():
    loss = PlanarLoss.from_ellipse((2, 1), (2, 1))
    np.testing.assert_allclose(loss.turned(25).turned(-25).matrix, loss.matrix, atol=1e-15)
    assert loss.turned(25).centre == loss.centre


def test_no_ellipse_below_the_least_value():
    with pytest.raises(ValueError, match="below the least value"):
        PlanarLoss.from_data(X, y).ellipse(0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PlanarLoss.from_data([[0, 0], [0, 0]], [1, 1]), "X is zero"),
        (lambda: PlanarLoss.from_data([[1], [2]], [1, 1]), "m × 2"),
        (lambda: PlanarLoss.from_data([[1, 2], [2, 5]], [[1, 1], [2, 2]]), "m × 1"),
        (lambda: PlanarLoss.from_data([[1, 2], [2, np.nan]], [1, 1]), "nan"),
        (lambda: PlanarLoss(((1, 2), (2, 1)), (0, 0)), "positive semidefinite"),
        (lambda: PlanarLoss(((1, 2), (0, 1)), (0, 0)), "symmetric"),
        (lambda: PlanarLoss(((1, 0), (0, 1)), (np.inf, 0)), "not finite"),
        (lambda: PlanarLoss.from_ellipse((0, 0), (1, 0)), "not both positive"),
        (lambda: PlanarLoss(np.eye(3), (0, 0)), "a 2 × 2 Hessian"),
        (lambda: PlanarLoss(((1, 0), (0, 1)), (0, 0, 0)), "a centre of two"),
        (lambda: PlanarLoss.from_ellipse((0, 0), (1e8, 1)), "too long and thin"),
        (lambda: PlanarLoss.from_data([[10**60, 0], [0, 1]], [1, 1]), "too long and thin"),
    ],
)
def test_what_is_no_planar_loss_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_symbols_are_refused():
    with pytest.raises(TypeError, match="symbols"):
        PlanarLoss.from_data("a 1; 1 2", "1, 2")


# Parallel columns


PARALLEL = [
    ([[1, 2], [2, 4]], [1, 3]),
    ([[1, 1], [2, 2]], [1, 3]),
    ([[0, 1], [0, 2]], [1, 3]),
    ([[0.1, -0.3], [0.2, -0.6]], [1.0, 3.0]),
]


@pytest.mark.parametrize(("X", "y"), PARALLEL)
def test_with_parallel_columns_the_centre_is_the_shortest_least_squares_solution(X, y):
    loss = PlanarLoss.from_data(X, y)
    shortest, *_ = np.linalg.lstsq(np.array(X, float), np.array(y, float), rcond=None)
    assert loss.flat
    assert loss.condition == np.inf
    np.testing.assert_allclose(np.array(loss.centre, float), shortest, atol=1e-12)
    w = np.array([0.3, -0.7])
    residual = np.array(X) @ w - np.array(y)
    assert float(loss(w)) == pytest.approx(0.5 * residual @ residual)


def test_parallel_columns_stay_exact():
    assert PlanarLoss.from_data("1 2; 2 4", "1, 3").centre == (Fraction(7, 25), Fraction(14, 25))


@pytest.mark.parametrize(("X", "y"), PARALLEL)
def test_about_a_flat_valley_a_level_set_is_two_lines(X, y):
    loss = PlanarLoss.from_data(X, y)
    level = float(loss.least) + 0.5
    lines = loss.ellipse(level, 40)
    assert lines.shape == (41, 2)
    assert np.isnan(lines).any(axis=1).sum() == 1
    near = lines[np.linalg.norm(lines - np.array(loss.centre, float), axis=1) < 60]
    np.testing.assert_allclose(loss.values(near), level, rtol=1e-6)


def test_a_flat_valley_can_be_turned_and_stays_flat():
    turned = PlanarLoss.from_data("1 2; 2 4", "1, 3").turned(37)
    assert turned.flat
