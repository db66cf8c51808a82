"""Parameters of the lesson on the row picture and the column picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Columns, Matrix, Rows
from scenes.parameters.linear_system import LinearSystem

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = ["PicturesParameters"]

_PICTURED = (2, 3)
_LEAST, _MOST = Fraction(1, 10**9), 10**9  # of the size of a number


@dataclass(frozen=True)
class PicturesParameters(LinearSystem):
    """One system, two pictures: lines or planes that meet, and columns that add up to b.

    Source: G. Strang, MIT 18.06, lecture 1, whose system is the example.

    Examples
    --------
    >>> PicturesParameters.example().b
    ((0,), (3,))
    >>> PicturesParameters.from_mapping({"matrix": "1 2 3; 4 5 6"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: matrix: is 2 × 3; a square one is pictured: ...
    """

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A, 2 × 2 or 3 × 3, rows apart by semicolons, or [A b] with a bar",
        example="2 -1; -1 2",
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b", example="0 3", default=None
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        m, n = len(self.A), len(self.A[0])
        if n not in _PICTURED:
            raise ParameterError(
                "matrix",
                f"has {_many(n, 'unknown')}; lines take 2 and planes take 3: "
                "'optviz render elimination' solves any number",
            )
        if m != n:
            raise ParameterError(
                "matrix",
                f"is {m} × {n}; a square one is pictured: "
                "'optviz explain row-picture' draws others",
            )
        self._refuse_rows()
        self._refuse_symbols()
        self._refuse_sizes()
        if self.b is None:
            raise ParameterError("rhs", "is missing: the pictures need a b; for example '0 3'")
        if len(self.b[0]) != 1:
            raise ParameterError("rhs", f"has {len(self.b[0])} columns; a picture shows one b")

    @property
    def A(self) -> Rows:
        """The rows of the matrix; floats of a file are taken as the decimals that they show."""
        return _exact(super().A)

    @property
    def b(self) -> Rows | None:
        """The right-hand sides as the rows of an m × k matrix, or None; floats likewise."""
        given = super().b
        return None if given is None else _exact(given)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The assumptions made when the values were read, in sentences."""
        given = (*super().A, *(super().b or ()))
        floats = any(isinstance(x, float) for row in given for x in row)
        own = ("Floats are taken as the decimals that they are written as.",) if floats else ()
        return (*super().remarks, *own)

    def _refuse_sizes(self) -> None:
        for name, rows in (("matrix", self.A), ("rhs", self.b or ())):
            for x in (x for row in rows for x in row if x != 0):
                if not _LEAST <= abs(x) <= _MOST:
                    raise ParameterError(
                        name,
                        f"holds {float(x):.3g}; numbers from 1e-9 to 1e9 can be pictured: "
                        "measure in another unit",
                    )

    def _refuse_rows(self) -> None:
        for i, row in enumerate(self.A):
            if not any(row):
                raise ParameterError(
                    "matrix",
                    f"row {i + 1} is 0 and no line or plane: "
                    "'optviz render elimination' takes such systems",
                )

    def _refuse_symbols(self) -> None:
        for name, rows in (("matrix", self.A), ("rhs", self.b or ())):
            symbols = sorted(
                {str(s) for row in rows for x in row for s in getattr(x, "free_symbols", ())}
            )
            if symbols:
                raise ParameterError(
                    name,
                    f"holds {symbols[0]}, and a picture needs numbers: put one in, or let "
                    "'optviz render elimination' tell the cases",
                )


def _exact(rows: Rows) -> Rows:
    """Return numbers with fractions in place of floats; what is not finite stays."""
    return tuple(
        tuple(Fraction(repr(float(x))) if isinstance(x, float) and isfinite(x) else x for x in row)
        for row in rows
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
