"""The trust-region subproblem against its optimality conditions and a brute search."""

import numpy as np
import pytest

from optviz.curvature import solve
from optviz.second_order.subproblem import dogleg, exact

RNG = np.random.default_rng(0)


def problems(count=200, n=3):
    """Random models, some convex, some not, and radii."""
    g = RNG.normal(size=(n, count))
    matrix = RNG.normal(size=(n, n, count))
    matrix = matrix + np.swapaxes(matrix, 0, 1)
    matrix[..., ::2] += 8 * np.eye(n)[..., None]
    return g, matrix, RNG.uniform(0.1, 3, size=count)


def value(g, matrix, p):
    return (g * p).sum(axis=0) + 0.5 * np.einsum("ia,ija,ja->a", p, matrix, p)


def test_exact_satisfies_the_optimality_conditions():
    """Moré and Sorensen: (H + λI)p = -g, H + λI ≥ 0, λ ≥ 0, λ(radius - ‖p‖) = 0."""
    g, matrix, radius = problems()
    p, shift = exact(g, matrix, radius)
    size = np.linalg.norm(p, axis=0)
    shifted = matrix + shift * np.eye(3)[..., None]
    np.testing.assert_allclose(np.einsum("ija,ja->ia", shifted, p), -g, atol=1e-9)
    assert np.all(np.linalg.eigvalsh(np.moveaxis(shifted, -1, 0))[:, 0] >= -1e-9)
    assert np.all(shift >= 0)
    assert np.all(size <= radius * (1 + 1e-12))
    np.testing.assert_allclose(shift * (radius - size), 0, atol=1e-9)
    assert (shift == 0).any()
    assert (shift > 0).any()


def test_hard_case():
    g = np.array([[0.0], [1.0]])
    matrix = np.diag([-2.0, 1.0])[..., None]
    p, shift = exact(g, matrix, np.array([2.0]))
    assert shift[0] == pytest.approx(2.0)
    assert np.linalg.norm(p) == pytest.approx(2.0)
    angles = np.linspace(0, 2 * np.pi, 100_000)
    ring = 2 * np.array([np.cos(angles), np.sin(angles)])
    lowest = value(np.repeat(g, 100_000, axis=1), np.repeat(matrix, 100_000, axis=2), ring).min()
    assert value(g, matrix, p)[0] == pytest.approx(lowest, rel=1e-8)


def test_zero_gradient_at_a_saddle_still_goes_down():
    p, _ = exact(np.zeros((2, 1)), np.diag([1.0, -1.0])[..., None], np.array([0.5]))
    np.testing.assert_allclose(np.abs(p[:, 0]), [0, 0.5], atol=1e-9)


def test_dogleg_is_within_the_radius_and_no_better_than_exact():
    g, matrix, radius = problems()
    p, _ = dogleg(g, matrix, radius)
    best, _ = exact(g, matrix, radius)
    assert np.all(np.linalg.norm(p, axis=0) <= radius * (1 + 1e-12))
    assert np.all(value(g, matrix, p) < 0)
    assert np.all(value(g, matrix, p) >= value(g, matrix, best) - 1e-9)


def test_solve_marks_singular_systems():
    matrix = np.stack([np.eye(2), np.ones((2, 2))], axis=-1)
    solution = solve(matrix, np.ones((2, 2)))
    np.testing.assert_array_equal(solution[:, 0], [1, 1])
    assert np.isnan(solution[:, 1]).all()
