"""The beat on a singular matrix: some x other than 0 is sent to 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scenes.parts.matrices.endings import null_vector_ending
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.typed_manim import Animation

__all__ = ["show_null_vector"]


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
    lesson.say("singular" if m == n else "dependent", *shown)
    lesson.hold(2.0)
