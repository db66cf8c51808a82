"""The base of all derivatives: a matrix of expressions, its value at a point, its check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

import numpy as np
import sympy as sp

from linalg.calculus.differences import Difference, Formula, difference
from linalg.calculus.precise_differences import Error, ratio, slope_errors
from linalg.calculus.variables import parameters_of
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.errors import LinalgError, ShapeError
from linalg.kinks.kinks import at_point
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record

Point: TypeAlias = Sequence[Any] | Mapping[Any, Any]

Values: TypeAlias = Mapping[sp.Symbol, Any]
"""Numbers for the parameters."""

CHECKED_POINTS = 5


class Derivative(Record):
    """Common ground of all derivatives: variables, a matrix of expressions, evaluation, a check.

    Other letters in the functions than the variables are parameters: they stay as they are.
    """

    variables: tuple[sp.Symbol, ...]
    matrix: sp.ImmutableMatrix
    relation: ClassVar[str]

    def compile(self) -> Kernel:
        """Kernel of the entries, row by row; see `linalg.compilation.Kernel`."""
        return Kernel(list(self.matrix), self.variables)

    def at(self, point: Point) -> Any:
        """Matrix at a point: exact for exact coordinates, floats for floats.

        Parameters
        ----------
        point : sequence, or mapping from variables or their names

        Raises
        ------
        ShapeError
            For a missing coordinate or one too many.
        """
        values = coordinates(point, self.variables)
        if any(isinstance(v, float) for v in values) and not self.parameters:
            entries = self.compile()(np.array([float(v) for v in values]))
            return entries.reshape(self.matrix.shape)
        where = dict(zip(self.variables, values, strict=True))
        return RecordMatrix(self.matrix.xreplace(where))

    def check(self, seed: int = 0) -> Check:
        """Compare with differences of many digits, at random points and in random directions.

        The points are first sought near the origin, some very near, then farther and farther away.
        Parameters take positive values by chance.

        Raises
        ------
        LinalgError
            If the function has a value at none of the points.
        """
        if self.matrix.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            return Check(self.relation, False)
        rng = np.random.default_rng(seed)
        values = {p: sp.Rational(int(rng.integers(5, 40)), 13) for p in self.parameters}
        errors: list[Error] = []
        found = 0
        for scale in [*[1, 1e-3, 1, 0.03, 1] * 20, *np.repeat([10, 100, 1000], 50)]:
            at = [sp.Rational(int(2**20 * scale * c), 2**20) for c in rng.normal(size=self._n)]
            here = self._errors(at, rng, values)
            found += here is not None
            errors += here or []
            if found == CHECKED_POINTS:
                break
        if not found:
            raise LinalgError("no random point was found where the function has a value")
        ratios = np.array([ratio(error) for error in errors])
        return Check(self.relation, bool((ratios <= 1).all()), ratios, np.ones_like(ratios))

    @property
    def _n(self) -> int:
        return len(self.variables)

    def _errors(
        self, at: Sequence[sp.Rational], rng: np.random.Generator, values: Values
    ) -> list[Error] | None:
        """Compare the slopes along a random direction with differences, at a point."""
        ahead = [
            sp.Rational(int(c), 7)
            for c in rng.choice([-1, 1], self._n) * rng.integers(3, 20, self._n)
        ]
        slopes = [
            sp.Add(*(u * entry for u, entry in zip(ahead, row, strict=True)))
            for row in self.rows.tolist()
        ]
        return slope_errors(
            [f.xreplace(values) for f in self.functions],
            [slope.xreplace(values) for slope in slopes],
            self.variables,
            at,
            ahead,
        )

    @property
    def functions(self) -> tuple[sp.Expr, ...]:
        """The functions that are differentiated."""
        raise NotImplementedError

    @property
    def rows(self) -> sp.ImmutableMatrix:
        """The derivatives with a row for each function."""
        return self.matrix

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The letters that are no variables."""
        return parameters_of(self.functions, self.variables)

    def _function(self) -> Callable[[Any], Any]:
        """The function whose differences approximate the matrix."""
        raise NotImplementedError

    def numeric(self, point: Sequence[float], formula: Formula = "central") -> Difference:
        """The same derivative by differences, with an estimate of its error."""
        return difference(self._function(), np.asarray(point, dtype=float), formula)

    def _brief(self) -> str:
        m, n = self.matrix.shape
        return f"{m} × {n} in {', '.join(v.name for v in self.variables)}"


def coordinates(point: Point, variables: Sequence[sp.Symbol], what: str = "point") -> list[Any]:
    """Coordinates of a point in the order of the variables; exact numbers as SymPy's.

    `what` is what a message calls it.
    """
    if isinstance(point, Mapping):
        by_name = {str(name): value for name, value in point.items()}
        names = [v.name for v in variables]
        if set(by_name) != set(names):
            missing = [name for name in names if name not in by_name]
            fits = len(missing) + len(by_name) == len(names)
            remedy = (
                f": give {', '.join(missing)} too, or keep what is a parameter out of the variables"
            )
            raise ShapeError(
                f"the {what} gives {', '.join(sorted(by_name))}, "
                f"the variables are {', '.join(names)}{remedy if fits else ''}"
            )
        point = [by_name[v.name] for v in variables]
    if len(point) != len(variables):
        if not variables:
            raise ShapeError(f"a constant has no variables: a {what} of it has no coordinates")
        needed = coordinates_by_name([v.name for v in variables])
        raise ShapeError(f"a {what} has {needed}; got {len(point)}")
    return [_number(value) for value in point]


def coordinates_by_name(names: Sequence[str]) -> str:
    """Coordinates as a message names them.

    Examples
    --------
    >>> coordinates_by_name(["x"]), coordinates_by_name(["x", "y"])
    ('the coordinate x', 'the 2 coordinates x, y')
    """
    what = "coordinate" if len(names) == 1 else f"{len(names)} coordinates"
    return f"the {what} {', '.join(names)}"


def require_variables(symbols: Sequence[sp.Symbol]) -> None:
    """Refuse a constant whose variables were not named."""
    if not symbols:
        raise ShapeError("a constant has no variables of its own: name some, as in ['x', 'y']")


def values_at(
    entries: Iterable[sp.Expr], variables: Sequence[sp.Symbol], point: Sequence[Any]
) -> list[sp.Expr]:
    """Values of expressions at a point, refused where one is not a real number."""
    where = dict(zip(variables, point, strict=True))
    values = [at_point(entry, where) for entry in entries]
    for value in values:
        if value is sp.nan or value.is_finite is False or value.is_real is False:
            raise LinalgError(
                "the function or a derivative has no real value at the point: take another"
            )
    return values


def _number(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    return sp.sympify(value, strict=True)
