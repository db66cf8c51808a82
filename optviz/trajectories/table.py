"""A trajectory as a table, one row a point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.trajectories.recorded import Recorded


def trajectory_rows(trajectory: Recorded) -> list[list[Any]]:
    """One row a point, after the names of the columns.

    Columns: start (for many), step, the coordinates, value, gradient, learning rate, terms. The
    rate and the terms on a row belong to the step from its point; the last point has none, and a
    method without a learning rate leaves it out.
    """
    many = trajectory.n_starts is not None
    names = trajectory.objective.names
    columns = ["step", *names, "value", *(f"gradient_{n}" for n in names), "learning_rate"]
    columns += [
        c for name, term in trajectory.terms.items() for c in _term_columns(name, term, many)
    ]
    rows: list[list[Any]] = [(["start"] if many else []) + columns]
    for b in range(trajectory.n_starts or 1):
        lines = _lines(trajectory.start(b) if many else trajectory)
        rows += [([b] if many else []) + line for line in lines]
    return rows


def _term_columns(name: str, term: NDArray[np.float64], many: bool) -> list[str]:
    shape = term.shape[2 if many else 1 :]
    return ["_".join([name, *map(str, index)]) for index in np.ndindex(*shape)]


def _lines(trajectory: Recorded) -> Iterator[list[float | str]]:
    width = sum(int(np.prod(t.shape[1:])) for t in trajectory.terms.values())
    for k, x in enumerate(trajectory.x):
        row = [k, *x.tolist(), float(trajectory.f[k]), *trajectory.g[k].tolist()]
        if k < len(trajectory.learning_rate):
            row.append(_cell(trajectory.learning_rate[k]))
            row += [_cell(v) for t in trajectory.terms.values() for v in t[k].ravel()]
        else:
            row += [""] * (1 + width)
        yield row


def _cell(number: float) -> float | str:
    """A number, or nothing where the method has none."""
    return "" if np.isnan(number) else float(number)
