"""The beat on a singular matrix: some x other than 0 is sent to 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.parts.matrices.endings import null_vector_ending
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.typed_manim import Animation

__all__ = ["show_null_vector"]

ROUNDING = 1e-9


def sends_to_zero(grid: MatrixGrid, vector: Any) -> bool:
    """Tell, from a matrix that row operations have made of A, whether A sends a vector to 0."""
    n = vector.shape[0]
    product = grid.values[:, :n] * sp.ImmutableMatrix(vector)
    return all(is_rounding(entry, grid.values, vector) for entry in product)


def is_rounding(value: Any, matrix: Any, vector: Any) -> bool:
    """Tell whether a value is 0, or rounding of a product of a matrix with a vector."""
    if value == 0 or sp.simplify(value) == 0:
        return True
    if not value.is_Float:
        return False
    size = max(map(abs, matrix)) * max(map(abs, vector))
    return bool(abs(value) <= ROUNDING * size)


def show_null_vector(
    stage: MatrixStage, shape: tuple[int, int], vectors: Sequence[Any], *leaving: Animation
) -> None:
    """Show the first of some vectors x with A x = 0, if there are any and it has room.

    Parameters
    ----------
    stage : MatrixStage
    shape : tuple of int
        Of A.
    vectors : sequence of (n, 1) matrices
    *leaving
        What gives way if it is shown beside the matrix.
    """
    if not vectors:
        return
    lesson = stage.lesson
    shown, region = stage.show_ending(null_vector_ending(vectors[0]))
    if region is None:
        return
    if lesson.formula_place.text is None:
        shown += leaving
    m, n = shape
    text = lesson.formula_place.text
    if text is not None:
        lesson.claim("Ax = 0", text, lambda: sends_to_zero(stage.grid, vectors[0]))
    lesson.say("singular" if m == n else "dependent", *shown)
    lesson.hold(2.0)
