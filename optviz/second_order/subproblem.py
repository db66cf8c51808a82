"""The trust-region subproblem: the lowest point of a quadratic model within a ball.

Vectors are (n, A) and matrices (n, n, A): A problems at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optviz.curvature import RELATIVE, level_step, rounded_away

FloatArray = NDArray[np.float64]


def dot(a: FloatArray, b: FloatArray) -> FloatArray:
    """Inner products, shape (A,)."""
    products: FloatArray = (a * b).sum(axis=0)
    return products


def times(matrix: FloatArray, vector: FloatArray) -> FloatArray:
    """Matrix times vector, shape (n, A)."""
    product: FloatArray = (matrix * vector).sum(axis=1)
    return product


def exact(g: FloatArray, matrix: FloatArray, radius: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lowest points of gᵀp + ½pᵀHp with ‖p‖ ≤ radius, and the shifts λ that give them.

    p = -(H + λI)⁻¹g with λ ≥ max(0, -μ), μ the smallest eigenvalue: λ = 0 if that is inside, else
    ‖p(λ)‖ = radius, found by Newton's method on 1/‖p‖, which is nearly linear in λ. In the hard
    case (g has no part along μ's eigenvector) that eigenvector fills the rest of the radius.

    Source: Moré and Sorensen 1983; Conn, Gould, Toint, Trust-Region Methods, chapter 7.
    """
    values, vectors = np.linalg.eigh(np.moveaxis(matrix, -1, 0))
    w, axes = values.T, np.moveaxis(vectors, 0, -1)
    parts = (axes * g[:, None]).sum(axis=0)
    # Along a valley neither slope nor curvature are more than rounding: nowhere to go.
    valley = rounded_away(w) & (np.abs(parts) <= RELATIVE * len(g) * np.sqrt(dot(g, g)))
    w, parts = np.where(valley, np.abs(w).max(axis=0), w), np.where(valley, 0.0, parts)
    floor = np.maximum(0.0, -w[0] + 1e-15 * np.abs(w).max(axis=0))
    with np.errstate(all="ignore"):
        inside = (w[0] > 0) & (np.sqrt(((parts / w) ** 2).sum(axis=0)) <= radius)
        # Here ‖p‖ ≥ radius, and from there Newton's method rises to the root without passing it.
        shift = np.where(inside, 0.0, np.maximum(floor, np.abs(parts[0]) / radius - w[0]))
        for _ in range(50):
            size = np.sqrt(((parts / (w + shift)) ** 2).sum(axis=0))
            if np.all(inside | (np.abs(size - radius) <= 1e-14 * radius)):
                break
            slope = (parts**2 / (w + shift) ** 3).sum(axis=0) / size**2
            better = np.maximum(shift + (size - radius) / radius / slope, floor)
            shift = np.where(inside | np.isnan(better), shift, better)
        reduced = -parts / (w + shift)
    missing = np.maximum(radius**2 - (reduced**2).sum(axis=0), 0.0)
    hard = ~inside & (missing > 1e-6 * radius**2)
    reduced[0] += np.where(hard, np.copysign(np.sqrt(missing), reduced[0]), 0.0)
    return (axes * reduced[None]).sum(axis=1), shift


def dogleg(g: FloatArray, matrix: FloatArray, radius: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Points on the dogleg path (to the Cauchy point, on to Newton's) at the radius.

    Where H is not positive definite the path has no second leg: it goes along -g, to the boundary
    if the curvature there is negative. The second value, the shift, is NaN: there is none.

    Source: Powell 1970; Nocedal and Wright, chapter 4.
    """
    size = np.sqrt(dot(g, g))
    along = dot(g, times(matrix, g))
    with np.errstate(all="ignore"):
        cauchy = -(dot(g, g) / along) * g
        boundary = -radius / size * g
        cauchy_size = np.sqrt(dot(cauchy, cauchy))
        newton = level_step(matrix, g)
        w = np.linalg.eigvalsh(np.moveaxis(matrix, -1, 0)).T
        definite = (rounded_away(w) | (w > 0)).all(axis=0) & np.isfinite(newton).all(axis=0)
        short = (along <= 0) | (cauchy_size >= radius)
        newton_size = np.sqrt(dot(newton, newton))
        leg = newton - cauchy
        a, b, c = dot(leg, leg), 2 * dot(cauchy, leg), dot(cauchy, cauchy) - radius**2
        share = (-b + np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
        bent = np.where(definite, cauchy + share * leg, cauchy)
    step = np.where(short, boundary, bent)
    step = np.where(definite & (newton_size < radius), newton, step)
    return step, np.full_like(radius, np.nan)
