"""Rounds: what starts that move at their own pace leave, put in order at the end.

A round tries something for all starts that still go on; some of them complete a step in it. So the
same step of two starts is made in different rounds. A round is kept as it is, and the walk, step by
step, is gathered once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from optviz.walk import Walk

FloatArray = NDArray[np.float64]


class Rounds:
    """What has been kept so far; the arrays given must not be changed afterwards.

    Parameters
    ----------
    x, g : ndarray, shape (n, B)
    f : ndarray, shape (B,)
        The starts, with gradient and value.
    """

    def __init__(self, x: FloatArray, f: FloatArray, g: FloatArray) -> None:
        self._points: list[tuple[FloatArray, FloatArray, FloatArray]] = [(x, f, g)]
        self._terms: list[Mapping[str, FloatArray]] = []
        self._who: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]] = []

    def add(
        self,
        steps: NDArray[np.int64],
        starts: NDArray[np.int64],
        moved: NDArray[np.bool_],
        point: tuple[FloatArray, FloatArray, FloatArray],
        terms: Mapping[str, FloatArray],
    ) -> None:
        """Keep a round of A starts.

        Parameters
        ----------
        steps, starts : ndarray of int, shape (A,)
            How many steps each had made before; which one it is.
        moved : ndarray of bool, shape (A,)
            Who has completed a step: of the others nothing is recorded.
        point : tuple of ndarray, shapes (n, A), (A,), (n, A)
            Points after the step, values, gradients.
        terms : mapping of str to ndarray, shape (..., A)
            What belongs to the step.
        """
        self._who.append((steps, starts, moved))
        self._points.append(point)
        self._terms.append(terms)

    def walk(self, last: NDArray[np.int64]) -> Walk:
        """The walk of T steps from all starts, each up to its last step; see `Walk.cut`."""
        made, count = int(last.max(initial=0)), len(last)
        # Columns of all rounds side by side: which of them is step k of start b, or none (-1).
        column = np.full((made, count), -1)
        if self._who:
            steps, starts, moved = (np.concatenate(part) for part in zip(*self._who, strict=True))
            done = np.flatnonzero(moved)
            column[steps[done], starts[done]] = done
        # Point k is what step k - 1 leads to; the starts themselves are the first columns.
        point = np.vstack([np.arange(count), count + column])
        point = np.take_along_axis(point, np.minimum(np.arange(made + 1)[:, None], last), axis=0)
        x, f, g = (_gathered(parts, point) for parts in zip(*self._points, strict=True))
        names = self._terms[0] if self._terms else ()
        terms = {}
        for name in names:
            parts = [term[name] for term in self._terms]
            nothing = np.full((*parts[0].shape[:-1], 1), np.nan)
            terms[name] = _gathered([*parts, nothing], column)
        return Walk(x, f, g, terms)


def _gathered(parts: Sequence[FloatArray], column: NDArray[np.int64]) -> FloatArray:
    """Columns of `parts`, each (..., A), at the places `column`, (T, B): shape (T, ..., B)."""
    gathered = np.concatenate(parts, axis=-1).take(column, axis=-1)
    return np.moveaxis(gathered, -2, 0)
