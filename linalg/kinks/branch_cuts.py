"""Jumps of a function because an angle jumps: atan2 turns from π to -π across a half line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from linalg.errors import LinalgError
from linalg.kinks.kinks import Failure, Kink, crossings

Where = Mapping[sp.Symbol, Any]


def branch_cuts(
    f: sp.Expr,
    variables: Sequence[sp.Symbol],
    first: Iterable[sp.Expr],
    second: Iterable[sp.Expr] = (),
) -> list[Kink]:
    """Find the jumps of a function or a derivative that come of atan2, at points of each cut.

    Examples
    --------
    >>> from linalg.calculus.differentiation import first_derivatives
    >>> x, y = sp.symbols("x y")
    >>> (cut,) = branch_cuts(sp.atan2(y, x), [x, y], first_derivatives(sp.atan2(y, x), [x, y]))
    >>> cut.place, cut.negative, cut.failure, cut.extent
    (y, x, 'value', 'all')
    >>> branch_cuts(sp.sin(sp.atan2(y, x)), [x, y], [])
    []
    """
    orders = [[f], list(first), list(second)]
    found = (_cut(angle, variables, orders) for angle in sorted(f.atoms(sp.atan2), key=str))
    return [cut for cut in found if cut is not None]


def require_off_the_cuts(
    f: sp.Expr,
    first: Iterable[sp.Expr],
    second: Iterable[sp.Expr],
    variables: Sequence[sp.Symbol],
    point: Sequence[Any],
) -> None:
    """Refuse a point at which an angle makes the function, or a derivative, jump.

    Raises
    ------
    LinalgError
        With the cut.
    """
    where = dict(zip(variables, point, strict=True))
    for angle in f.atoms(sp.atan2):
        if _is_on(angle, where) and (failure := _failure(angle, [[f], first, second], where)):
            y, x = angle.args
            name = _NAMES[failure]
            raise LinalgError(
                f"the function {name} at the point, where {y} = 0 and {x} < 0: take another"
            )


_NAMES: dict[Failure, str] = {
    "value": "jumps",
    "slope": "has a kink",
    "second": "has a slope but no second derivative",
}


def _cut(
    angle: sp.Expr, variables: Sequence[sp.Symbol], orders: Sequence[Iterable[sp.Expr]]
) -> Kink | None:
    y, x = angle.args
    t = sp.Dummy("t", real=True)
    points = [
        {v: value.xreplace({t: root}) for v, value in line.items()}
        for line, root in crossings(y, variables, t, points=12)
    ]
    failures = [_failure(angle, orders, where) for where in points if _is_on(angle, where)]
    worst = next((failure for failure in _NAMES if failure in failures), None)
    if worst is None:
        return None
    # A jump that is a number is the same everywhere; another may vanish at single points.
    sure = worst == "value" and not any(gap.free_symbols for gap in _gaps(angle, orders[0]))
    if len(set(failures)) > 1:
        return Kink(y, worst, "some", negative=x)
    return Kink(y, worst, "all" if sure else "almost all", negative=x)


def _is_on(angle: sp.Expr, where: Where) -> bool:
    y, x = (part.xreplace(where).evalf(60) for part in angle.args)
    return bool(y.is_number and x.is_negative and abs(y) < 1e-40)


def _failure(angle: sp.Expr, orders: Sequence[Iterable[sp.Expr]], where: Where) -> Failure | None:
    """Return what jumps at a point of the cut: function, slope, second derivative, nothing."""
    for failure, entries in zip(_NAMES, orders, strict=True):
        gaps = (entry.xreplace(where).evalf(60) for entry in _gaps(angle, entries))
        if any(abs(gap) > 1e-30 for gap in gaps if gap.is_number):
            return failure
    return None


def _gaps(angle: sp.Expr, entries: Iterable[sp.Expr]) -> Iterator[sp.Expr]:
    """By how much each entry is larger where the angle is π than where it is -π."""
    for entry in entries:
        yield sp.expand(entry.xreplace({angle: sp.pi}) - entry.xreplace({angle: -sp.pi}))
