"""The formulas that lessons on a matrix end with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linalg.notation import point, words

__all__ = ["QUAD", "Ending", "column_point", "null_vector_ending"]

QUAD = words("\u2003")  # between two formulas on a line


@dataclass(frozen=True)
class Ending:
    """The formula that a lesson ends with, in two forms.

    Attributes
    ----------
    formula : tuple
        Parts for the formula's place, vectors as points.
    columns : tuple
        Parts for the room to the right of the matrix, vectors as columns beside its rows; empty
        if they are not to stand there.
    """

    formula: tuple[object, ...]
    columns: tuple[object, ...] = ()

    @property
    def matrices(self) -> list[Any]:
        """The matrices among the columns."""
        return [part for part in self.columns if hasattr(part, "shape")]


def null_vector_ending(vector: Any) -> Ending:
    r"""Return the formula of a vector x that A sends to 0.

    Examples
    --------
    >>> from linalg import null_space
    >>> from linalg.notation import to_text
    >>> to_text(null_vector_ending(null_space("1 3; 2 6")[0]).formula)
    'x = (-3, 1), \u2003Ax = 0'
    """
    return Ending(("x", "=", column_point(vector), ",", QUAD, "A", "x", "=", 0), ("x", "=", vector))


def column_point(vector: Any) -> object:
    """Return an n × 1 matrix as a point."""
    return point(*(vector[i, 0] for i in range(vector.shape[0])))
