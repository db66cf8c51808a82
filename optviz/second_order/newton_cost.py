"""The price of the second order: a Hessian to store and to solve with, against a gradient step.

Source: the lecture's N² and N³; Golub and Van Loan for the counts (Cholesky n³/3, two triangular
solves 2n²).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table, symbol
from linalg.record import Record
from optviz.figures import line_style, log_ticks, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


FloatArray = NDArray[np.float64]


def gradient_step_flops(n: int) -> int:
    """A product and a difference for each coordinate of x - ηg."""
    return 2 * n


def newton_step_flops(n: int) -> int:
    """Cholesky factorisation n³/3 + n²/2 + n/6, two triangular solves 2n², one difference n.

    Examples
    --------
    >>> newton_step_flops(1000) // gradient_step_flops(1000)
    167917
    """
    return (2 * n**3 + 3 * n**2 + n) // 6 + 2 * n**2 + n


@dataclass(frozen=True, eq=False)
class NewtonCost(Record):
    """Measured seconds of one step of each kind, gradient and Hessian given.

    Attributes
    ----------
    n : ndarray of int, shape (k,)
    gradient_seconds, newton_seconds : ndarray, shape (k,)
        The shortest of several repetitions.

    Examples
    --------
    >>> record = newton_cost([10, 20, 40], repetitions=1)
    >>> record.n.tolist(), record.newton_seconds.shape
    ([10, 20, 40], (3,))
    """

    n: NDArray[np.int64]
    gradient_seconds: FloatArray
    newton_seconds: FloatArray

    @property
    def hessian_bytes(self) -> NDArray[np.int64]:
        """Memory of a dense Hessian, 8n²."""
        return 8 * self.n**2

    @property
    def newton_exponent(self) -> float:
        """Slope of log seconds against log n over the larger half: towards 3."""
        half = len(self.n) // 2
        slope = np.polyfit(np.log(self.n[half:]), np.log(self.newton_seconds[half:]), 1)[0]
        return float(slope)

    def page(self) -> Page:
        """Return the page: counts, memory and seconds side by side."""
        rows = [
            [
                int(n),
                gradient_step_flops(int(n)),
                newton_step_flops(int(n)),
                int(8 * n**2),
                float(f"{a:.2g}"),
                float(f"{b:.2g}"),
            ]
            for n, a, b in zip(self.n, self.gradient_seconds, self.newton_seconds, strict=True)
        ]
        header = [
            symbol("n"),
            "flops, gradient step",
            "flops, Newton step",
            "bytes of the Hessian",
            "seconds, gradient step",
            "seconds, Newton step",
        ]
        growth = say(
            "Over the larger half of these, the seconds of a Newton step grew as n to "
            "the power {exponent:.1f} here; in the end it is 3, as the flops say.",
            exponent=self.newton_exponent,
        )
        return Page(
            "The price of a Newton step",
            [Table(header, rows), Paragraph(growth), Figure(self.plot, "Seconds of one step")],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw seconds against n, and a line of slope 3."""
        ax = new_axes(ax)
        ax.loglog(self.n, self.gradient_seconds, label="gradient step", marker=".", **line_style(0))
        ax.loglog(self.n, self.newton_seconds, label="Newton step", marker=".", **line_style(1))
        cube = self.newton_seconds[-1] * (self.n / self.n[-1]) ** 3.0
        ax.loglog(self.n, cube, label="n³", **line_style(3))
        ax.set(xlabel="number of parameters n", ylabel="seconds a step")
        log_ticks(ax.xaxis, self.n.tolist())
        ax.legend()
        return ax


MOST = 20_000
"""Parameters of the largest Hessian: 3 GiB."""


def newton_cost(
    sizes: Sequence[int] = (50, 100, 200, 400, 800, 1600), *, repetitions: int = 9, seed: int = 0
) -> NewtonCost:
    """Measure both steps on random positive definite Hessians of the given sizes.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of parameters, at least two of them.
    repetitions : int
        The shortest time of so many is kept.
    seed : int

    Returns
    -------
    NewtonCost
        Seconds, operations and bytes of both steps at each size.

    Raises
    ------
    ValueError
        For fewer than two sizes, or one out of 1 to 20 000, or no repetition.

    Examples
    --------
    >>> record = newton_cost([10, 20], repetitions=1)
    >>> record.hessian_bytes.tolist()
    [800, 3200]
    """
    if len(sizes) < 2 or not all(1 <= n <= MOST for n in sizes):
        raise ValueError(f"two or more sizes from 1 to {MOST} are compared, not {list(sizes)}")
    if repetitions < 1:
        raise ValueError(f"a step is timed at least once, not {repetitions} times")
    rng = np.random.default_rng(seed)
    gradient, newton = [], []
    for n in sizes:
        x, g = rng.normal(size=n), rng.normal(size=n)
        hessian = np.eye(n) * n + rng.normal(size=(n, n)) / n
        hessian = (hessian + hessian.T) / 2

        def gradient_step(x: FloatArray = x, g: FloatArray = g) -> FloatArray:
            return x - 0.1 * g

        def newton_step(
            x: FloatArray = x, g: FloatArray = g, hessian: FloatArray = hessian
        ) -> FloatArray:
            step: FloatArray = linalg.cho_solve(linalg.cho_factor(hessian), g)
            return x - step

        gradient.append(_seconds(gradient_step, repetitions))
        newton.append(_seconds(newton_step, repetitions))
    return NewtonCost(np.array(sizes), np.array(gradient), np.array(newton))


def _seconds(call: Callable[[], object], repetitions: int) -> float:
    """Shortest time of a call."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)
