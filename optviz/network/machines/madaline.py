"""Madaline, Rule II: a layer of threshold units that learns without derivatives.

A threshold has no slope to follow. After a wrong answer, Rule II asks of each hidden unit, the
least sure first, whether the other sign would mend the answer, and if so trains that unit towards
it: the smallest disturbance that helps. Widrow 1962; Winter & Widrow 1988. It was back-propagation
through smooth units (1986) that made deeper networks learn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.language import say
from linalg.options import counts
from linalg.page import Figure, Page, Paragraph
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.network.machines.perceptron import _checked, _sign, _with_one

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Madaline", "madaline"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Madaline(Record):
    """A trained Madaline: hidden threshold units, and one that reads them.

    Attributes
    ----------
    hidden : array of shape (H, D + 1)
        The weights of each hidden unit, the last column b.
    output : array of shape (H + 1,)
    errors : integer array of shape (E,)
        Training examples that were wrong after each pass.
    flips : int
        How many hidden units were trained towards the other sign.
    """

    hidden: Array
    output: Array
    errors: NDArray[np.intp]
    flips: int

    def predict(self, x: ArrayLike) -> NDArray[np.intp]:
        """+1 or -1 for each example."""
        h = _sign(_with_one(np.asarray(x, float)) @ self.hidden.T).astype(float)
        return _sign(_with_one(h) @ self.output)

    def page(self) -> Page:
        """The errors by pass."""
        text = say(
            "{hidden} hidden units, {passes} passes, {flips} units turned; {wrong} "
            "examples are wrong at the end.",
            hidden=len(self.hidden),
            passes=len(self.errors),
            flips=self.flips,
            wrong=self.errors[-1],
        )
        figure = Figure(lambda ax: self.plot(ax), "Wrong examples after each pass.")
        return Page("Madaline, Rule II", [Paragraph(text), figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the number of wrong examples after each pass."""
        ax = new_axes(ax)
        ax.plot(np.arange(1, len(self.errors) + 1), self.errors, **line_style(0))
        ax.set(xlabel="pass", ylabel="wrong examples", ylim=(0, None))
        return ax


def madaline(
    x: ArrayLike, y: ArrayLike, *, hidden: int = 3, passes: int = 100, seed: int = 0
) -> Madaline:
    """Train by Rule II until no example is wrong.

    Parameters
    ----------
    x : array of shape (N, D)
    y : array of shape (N,)
        +1 or -1.
    hidden : int
        H.
    passes : int
        At most; it stops after a pass without a mistake.
    seed : int

    Returns
    -------
    Madaline
        Its weights, and how many examples were wrong in each pass.

    Notes
    -----
    A unit is trained by one α-LMS step that makes its sum ±1 for the example at hand. Flips of one
    hidden unit are tried first, then of two at once, then the output unit itself is trained.

    Examples
    --------
    >>> from optviz.network.machines.perceptron import XOR
    >>> madaline(*XOR).predict(XOR[0])
    array([-1,  1,  1, -1])
    """
    counts(hidden=hidden, passes=passes)
    points, signs = _checked(x, y)
    extended, rng = _with_one(points), np.random.default_rng(seed)
    units = rng.uniform(-1, 1, (hidden, extended.shape[1]))
    output = rng.uniform(-1, 1, hidden + 1)
    errors, flips = [], 0
    for _ in range(passes):
        for i in rng.permutation(len(signs)):
            flips += _correct(units, output, extended[i], int(signs[i]))
        h = _sign(extended @ units.T).astype(float)
        errors.append(int((_sign(_with_one(h) @ output) != signs).sum()))
        if not errors[-1]:
            break
    return Madaline(units, output, np.array(errors), flips)


def _correct(units: Array, output: Array, row: Array, sign: int) -> int:
    """Mend one wrong answer, in place; how many hidden units were turned."""
    sums = units @ row
    h = np.where(sums > 0, 1.0, -1.0)
    if _answer(h, output) == sign:
        return 0
    least_sure = np.argsort(np.abs(sums))
    for together in (1, 2):
        for chosen in combinations(least_sure, together):
            tried = h.copy()
            tried[list(chosen)] *= -1
            if _answer(tried, output) == sign:
                for unit in chosen:
                    units[unit] += (tried[unit] - sums[unit]) * row / (row @ row)
                return together
    extended = np.append(h, 1.0)
    output += (sign - output @ extended) * extended / (extended @ extended)
    return 0


def _answer(h: Array, output: Array) -> int:
    return 1 if output[:-1] @ h + output[-1] > 0 else -1
