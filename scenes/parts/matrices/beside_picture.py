"""The places of a matrix and of a picture beside it, whose parts move with its rows."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.parts.matrices.matrix_rooms import Beside
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import CAPTION, MAIN, DoesNotFitError, Region

__all__ = ["BESIDE", "ROWS", "SIZES_BESIDE", "is_measured_beside"]

ROWS = Region(MAIN.left, 0.3, MAIN.bottom, MAIN.top)
"""Where the rows stand beside a picture."""

BESIDE = Region(0.55, MAIN.right, CAPTION.top + 0.15, MAIN.top)
"""Where the picture stands."""

SIZES_BESIDE = (32, 28)
"""Font sizes of what stands beside the rows then."""


def is_measured_beside(stage: MatrixStage, acts: Sequence[Beside]) -> bool:
    """Find the places for rows beside a picture, row by row, and say whether there are any."""
    try:
        stage.measure(*acts)
    except DoesNotFitError:
        return False
    return not stage.by_column
