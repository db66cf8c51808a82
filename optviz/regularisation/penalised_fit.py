"""The record of a fit with a penalty: the weights after every step, and why the solver stopped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table, verdict
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.penalty import Penalty

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["PenalisedFit"]

Floats = NDArray[np.float64]
Method = Literal["ISTA", "FISTA", "coordinate descent", "active set"]
Status = Literal["converged", "out of steps", "within rounding"]


@dataclass(frozen=True, eq=False, kw_only=True)
class PenalisedFit(Record):
    """The weights after every step of a solver, from the start to where it stopped.

    Attributes
    ----------
    loss : LinearFit
    penalty : Penalty
    strength : float
        λ.
    method : {"ISTA", "FISTA", "coordinate descent", "active set"}
        A step of coordinate descent is a sweep over all weights, of the active set a change of it.
    w : ndarray, shape (T + 1, n)
    tolerance : float
        The violation at which the solver stops.
    status : {"converged", "out of steps", "within rounding"}
        The last where no step gets nearer, and rounding explains what is left.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> from optviz.regularisation.proximal import ista
    >>> fit = ista(LinearFit([[1, 0], [0, 2]], [3, 1]), L1(), 2.0)
    >>> fit.w[0].tolist(), fit.solution.round(6).tolist(), fit.active, fit.status
    ([0.0, 0.0], [1.0, 0.0], (0,), 'converged')
    """

    loss: LinearFit
    penalty: Penalty
    strength: float
    method: Method
    w: Floats
    tolerance: float
    status: Status

    @property
    def solution(self) -> Floats:
        """The last weights, shape (n,)."""
        return np.asarray(self.w[-1])

    @property
    def active(self) -> tuple[int, ...]:
        """The places of the weights that are not zero, from 0."""
        return tuple(np.flatnonzero(self.solution).tolist())

    @cached_property
    def objective(self) -> Floats:
        """Loss + λ · penalty after every step, shape (T + 1,)."""
        return np.asarray(self.loss(self.w) + self.strength * self.penalty(self.w))

    def check(self) -> Check:
        """Say whether the solution is stationary to the tolerance: a proximal step leaves it."""
        violation = self.loss.violation(self.solution, self.penalty, self.strength)
        bound = max(self.tolerance, self.loss.rounding(self.solution))
        return Check("prox(w - ∇f/L) = w", violation <= bound, violation, bound)

    def page(self) -> Page:
        """Show the objective as it falls, in a table of up to ten steps, and the solution."""
        last = len(self.w) - 1
        shown = np.unique(np.linspace(0, last, 10).round().astype(int)).tolist()
        zeros = (self.w == 0).sum(axis=1)
        rows = [(k, float(self.objective[k]), int(zeros[k])) for k in shown]
        return Page(
            say("{method} with the {name} penalty", method=self.method, name=self.penalty.name),
            [
                Paragraph(
                    ("lambda", "=", self.strength),
                    say(", {last} steps, {status}.", last=last, status=self.status),
                ),
                Table(("step", "objective", "zero weights"), rows),
                Paragraph("The weights: ", ("w", "=", self.solution), "."),
                Figure(self.plot, "The objective above its least value, against the step."),
                verdict(self.check()),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the objective above the least value reached against the step, logarithmically."""
        ax = new_axes(ax)
        above = self.objective - self.objective.min()
        ax.plot(np.flatnonzero(above), above[above > 0], label=self.method, **line_style(0))
        ax.set(yscale="log", xlabel="step", ylabel="objective above its least value")
        ax.legend()
        return ax
