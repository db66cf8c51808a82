"""Rounds: what starts that move at their own pace leave, put in order at the end.

A round tries something for all starts that still go on; some of them complete a step in it. So the
same step of two starts is made in different rounds. A round is kept as it is, and the
trajectory, step by step, is gathered once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.trajectories.iterates import Iterates

FloatArray = NDArray[np.float64]
Point: TypeAlias = tuple[FloatArray, FloatArray, FloatArray]
"""Points (n, A), values (A,) and gradients (n, A)."""


class Rounds:
    """The rounds kept so far; the arrays given must not be changed afterwards.

    Parameters
    ----------
    begin : tuple of ndarray
        The B starts, with their values and gradients.
    """

    def __init__(self, begin: Point) -> None:
        starts = np.arange(len(begin[1]))
        # What leads to the starts counts as step -1.
        self._who = [(np.full_like(starts, -1), starts, np.ones(len(starts), dtype=bool))]
        self._points = [begin]
        self._terms: list[Mapping[str, FloatArray]] = []

    def add(
        self,
        steps: NDArray[np.int64],
        starts: NDArray[np.int64],
        moved: NDArray[np.bool_],
        point: Point,
        terms: Mapping[str, FloatArray],
    ) -> None:
        """Keep a round of A starts.

        Parameters
        ----------
        steps, starts : ndarray of int, shape (A,)
            How many steps each had made before; which one it is.
        moved : ndarray of bool, shape (A,)
            Who has completed a step: of the others nothing is recorded.
        point : tuple of ndarray
            Where the step leads.
        terms : mapping of str to ndarray, shape (..., A)
            What belongs to the step.
        """
        self._who.append((steps, starts, moved))
        self._points.append(point)
        self._terms.append(terms)

    def iterates(self) -> tuple[Iterates, NDArray[np.int64]]:
        """Return all starts up to their last steps (see `Iterates.cut`), and those steps."""
        count = len(self._who[0][1])
        steps, starts, moved = (np.concatenate(part) for part in zip(*self._who, strict=True))
        done = np.flatnonzero(moved)
        last = np.bincount(starts[done], minlength=count) - 1
        made = int(last.max(initial=0))
        # With all rounds side by side: the column of point k of start b, or 0 for none. Later
        # points are in later columns.
        column = np.zeros((made + 1, count), dtype=int)
        column.ravel()[((steps + 1) * count + starts)[done]] = done
        stays = np.maximum.accumulate(column, axis=0)
        wanted = [(parts, stays) for parts in zip(*self._points, strict=True)]
        names = list(self._terms[0]) if self._terms else []
        for name in names:
            parts = [term[name] for term in self._terms]
            nothing = np.full((*parts[0].shape[:-1], count), np.nan)
            wanted.append(((nothing, *parts), column))
        x, f, g, *terms = _gathered(wanted)
        return Iterates(x, f, g, {name: t[1:] for name, t in zip(names, terms, strict=True)}), last


def _gathered(
    wanted: Sequence[tuple[Sequence[FloatArray], NDArray[np.int64]]],
) -> Iterator[FloatArray]:
    """Columns of parts (..., A), at their places (T, B): arrays (T, ..., B).

    All are rows of one array, since only a large one gets large pages of memory; to be given a
    small page costs more than to fill it.
    """
    sizes = [prod(parts[0].shape[:-1]) for parts, _ in wanted]
    record = np.empty((sum(sizes), *wanted[0][1].shape))
    borders = np.cumsum(sizes)[:-1]
    for (parts, place), rows in zip(wanted, np.split(record, borders), strict=True):
        out = rows.reshape(*parts[0].shape[:-1], *place.shape)
        # Every place is within; to look for one that is not, NumPy would go through a copy.
        np.concatenate(parts, axis=-1).take(place, axis=-1, out=out, mode="clip")
        yield np.moveaxis(out, -2, 0)
