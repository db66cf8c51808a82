"""The combinations that the film goes to, chosen so that all of them fit one box."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from linalg.subspaces.sides import Sides
from scenes.stage import DoesNotFitError

__all__ = ["Itinerary"]

_MARGIN = 0.1  # of the box, around what is in it
_THIN = 0.65  # a box is at least so wide, of its longest edge
_SHORT = 1 / 16  # of the longest edge: an arrow that is no longer seen
_STEPS = (1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 0.25, -0.25)
_MOMENTS, _SMALLER = 73, 0.93
_WORTH = 0.15  # a step is preferred to a later one unless it makes the box larger by this


@dataclass(frozen=True, eq=False)
class Itinerary:
    """Multiples of the columns, and the box in which all their sums are.

    Attributes
    ----------
    record : Sides
    """

    record: Sides

    @cached_property
    def null_steps(self) -> np.ndarray:
        """Solutions of Ax = 0, (n - rank, n), to which x goes: multiples of the special ones."""
        start = np.zeros_like(self.record.x)
        steps = [self._step(start, direction) for direction in self.record.null_vectors]
        return np.array(steps).reshape(-1, len(start))

    @cached_property
    def solution_step(self) -> np.ndarray:
        """A solution of Ax = 0, (n,), by which x goes away from the particular solution."""
        return self._step(self.record.x, self.record.null_vectors[0])

    @cached_property
    def lines(self) -> np.ndarray:
        """All arrows, (k, 2, m), that are drawn while the picture holds still."""
        record = self.record
        ways = [record.x, record.nearest(record.side(0.0))]
        ways += [record.dependence(j) for j in record.hit.free_columns]
        if len(record.null_vectors):
            ways += [*self.null_steps, record.x + self.solution_step]
        chains = [pair for x in ways for pair in pairwise(self._chain(x))]
        off = record.side(0.0)
        gap = (record.nearest(off) @ record.columns, off)
        return np.array([gap, *((0 * end, end) for end in self._fixed), *chains])

    @cached_property
    def box(self) -> tuple[np.ndarray, np.ndarray]:
        """Two corners of the box, (m,) each, with 0 well inside.

        Raises
        ------
        DoesNotFitError
            If an arrow would be too short to be seen in it.
        """
        low, high = _around(self.lines.reshape(-1, self.lines.shape[2]))
        longest = float((high - low).max())
        names = [f"column {j + 1}" for j in range(len(self.record.columns))] + ["b"]
        arrows = [*self.record.columns, self.record.side(1.0)]
        for name, arrow in zip(names, arrows, strict=True):
            if 0 < float(np.linalg.norm(arrow)) < _SHORT * longest:
                raise DoesNotFitError(
                    f"{name} is too short to be seen in a picture that holds all arrows: give "
                    "columns and b of about one length, and b near to what few of them make"
                )
        return low, high

    @cached_property
    def x_box(self) -> tuple[np.ndarray, np.ndarray]:
        """Two corners of the box of x, (n,) each, with 0 well inside."""
        points = [0 * self.record.x, self.record.x, *np.eye(len(self.record.x))]
        if len(self.record.null_vectors):
            points += [*self.null_steps, self.record.x + self.solution_step]
        return _around(np.array(points))

    @cached_property
    def tour(self) -> np.ndarray:
        """Multiples, (k, n), that go round, all their sums in the box."""
        record, chosen = self.record, list(self.record.independent)
        low, high = self.box
        angles = np.linspace(0, 2 * np.pi, _MOMENTS)
        around = np.stack([np.cos(angles), np.sin(angles), np.sin(2 * angles)], axis=1)
        sizes = np.linalg.norm(record.columns[chosen], axis=1)
        turning = np.zeros((len(angles), len(record.columns)))
        turning[:, chosen] = around[:, : record.rank] / sizes
        size = float((high - low).max())
        while True:
            ways = record.x / 2 + size * turning
            ends = np.cumsum(ways[:, :, None] * record.columns, axis=1)
            if ((ends >= low) & (ends <= high)).all():
                return np.asarray(ways)
            size *= _SMALLER

    @property
    def _fixed(self) -> np.ndarray:
        record = self.record
        return np.vstack([record.side(0.0), record.side(1.0), record.columns])

    def _chain(self, x: np.ndarray) -> np.ndarray:
        """Return where the multiples of the columns begin and end, tip to tail."""
        return np.cumsum([0 * self.record.columns[0], *(x[:, None] * self.record.columns)], axis=0)

    def _step(self, x: np.ndarray, direction: np.ndarray) -> np.ndarray:
        """Return a multiple of a special solution that needs little more room from x on."""

        def room(k: int) -> float:
            ends = np.vstack([self._fixed, self._chain(x + _STEPS[k] * direction)])
            size = float(np.ptp(np.vstack([0 * ends[:1], ends]), axis=0).max())
            return size * (1 + _WORTH * k)

        return np.asarray(_STEPS[min(range(len(_STEPS)), key=room)] * direction)


def _around(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two corners of a box around points and 0, nowhere too thin."""
    ends = np.vstack([0 * points[:1], points])
    low, high = ends.min(axis=0), ends.max(axis=0)
    longest = float((high - low).max()) or 2.0
    margin = np.full(len(low), _MARGIN * longest)
    thin = np.maximum(_THIN * longest - (high - low) - 2 * margin, 0) / 2
    return low - margin - thin, high + margin + thin
