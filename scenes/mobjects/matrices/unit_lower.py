"""L and its like: ones on the diagonal, multipliers below a line, zeros that recede."""

from __future__ import annotations

from typing import Any

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.staircase import Staircase
from scenes.theme import Role, Theme

__all__ = ["UnitLowerGrid", "is_unit_lower"]


class UnitLowerGrid(MatrixGrid):
    """A unit lower triangular matrix on the frame.

    Parameters
    ----------
    matrix : matrix, (m, m)
    layout : GridLayout
    theme : Theme

    Attributes
    ----------
    line : Staircase
        The line over the multipliers; part of the grid where there are any.
    """

    def __init__(self, matrix: Any, layout: GridLayout, theme: Theme) -> None:
        super().__init__(matrix, layout, theme)
        m = matrix.shape[0]
        self.line = Staircase(layout, [(k, k) for k in range(m)], m, theme, Role.MULTIPLIER)
        for i, row in enumerate(self.entries):
            for j, entry in enumerate(row):
                if i != j:
                    is_zero = matrix[i, j] == 0
                    entry.role = Role.MUTED if is_zero else Role.MULTIPLIER
                    entry.set_fill(theme[entry.role])
        if any(entry.role is Role.MULTIPLIER for row in self.entries for entry in row):
            self.add(self.line)

    @property
    def has_line(self) -> bool:
        """True if the line has been drawn."""
        return self.line in self.submobjects


def is_unit_lower(matrix: Any) -> bool:
    """Tell whether a matrix is square, with ones on the diagonal and zeros above.

    Examples
    --------
    >>> from sympy import Matrix
    >>> is_unit_lower(Matrix([[1, 0], [3, 1]])), is_unit_lower(Matrix([[1, 2], [0, 1]]))
    (True, False)
    """
    m, n = matrix.shape
    ones = all(matrix[i, i] == 1 for i in range(min(m, n)))
    return m == n and ones and all(matrix[i, j] == 0 for j in range(n) for i in range(j))
