"""The path of the touching point as λ moves, or as the ball grows, in the plane of two weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table, point, symbol, verdict
from linalg.record import Record
from optviz.figures import FOREGROUND, legend_below, line_style, new_axes
from optviz.planar.planar_fit import constrained, penalised
from optviz.planar.planar_loss import Number, PlanarLoss, quotient
from optviz.planar.touch import Touch, TouchKind
from optviz.regularisation.balls import Ball
from optviz.regularisation.penalties import L1, Penalty
from optviz.regularisation.penalty_formula import LOSS, ON_DATA, minimised

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TouchPath", "sparse_strengths", "touch_path"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TouchPath(Record):
    """Touches from the strongest penalty to the weakest, or from the smallest ball to the largest.

    Attributes
    ----------
    touches : tuple of Touch
        All of one loss and one penalty.

    Examples
    --------
    >>> path = touch_path(PlanarLoss.from_ellipse((2, 1), (1, 1)), L1(), strengths=[0, 1, 2])
    >>> path.radii, path.check().holds
    (array([0., 1., 3.]), True)
    """

    touches: tuple[Touch, ...]

    @property
    def loss(self) -> PlanarLoss:
        """The loss, the same at every touch."""
        return self.touches[0].loss

    @property
    def penalty(self) -> Penalty:
        """The penalty, the same at every touch."""
        return self.touches[0].penalty

    @property
    def strengths(self) -> Floats:
        """λ at each touch, shape (K,)."""
        return np.array([touch.strength for touch in self.touches], dtype=float)

    @property
    def radii(self) -> Floats:
        """The radius of the ball at each touch, shape (K,)."""
        return np.array([touch.radius for touch in self.touches], dtype=float)

    @property
    def solutions(self) -> Floats:
        """The weights at each touch, shape (K, 2)."""
        return np.array([touch.solution for touch in self.touches], dtype=float)

    @property
    def active(self) -> NDArray[np.bool_]:
        """The weights that are not zero at each touch, shape (K, 2)."""
        return np.array([[weight != 0 for weight in touch.solution] for touch in self.touches])

    @property
    def changes(self) -> tuple[int, ...]:
        """The places k after which other weights are zero at touch k + 1 than at touch k."""
        changed = (self.active[1:] != self.active[:-1]).any(axis=1)
        return tuple(np.flatnonzero(changed).tolist())

    @property
    def crossings(self) -> tuple[int, ...]:
        """The places k after which a weight changes its sign without having been zero."""
        signs = np.sign(self.solutions)
        return tuple(np.flatnonzero((signs[1:] * signs[:-1] < 0).any(axis=1)).tolist())

    @property
    def jumps(self) -> tuple[int, ...]:
        """The places k after which the solution jumps, to touch k + 1.

        With a penalty that is not convex it does wherever a weight appears or disappears, or
        changes its sign: weights below a certain size are never the best. With a convex one it
        never does.

        Source: Fan and Li, "Variable selection via nonconcave penalized likelihood" (2001).
        """
        if self.penalty.convex:
            return ()
        return tuple(sorted({*self.changes, *self.crossings}))

    @property
    def kinds(self) -> tuple[TouchKind, ...]:
        """The kind of each touch, length K."""
        return tuple(touch.kind for touch in self.touches)

    def check(self) -> Check:
        """Say whether every touch holds; the one that holds least tells for all."""
        checks = [touch.check() for touch in self.touches]
        return min(checks, key=lambda check: (check.holds, -(check.worst_ratio or 0.0)))

    def page(self) -> Page:
        """Show the path as figures and as a table of up to ten touches."""
        shown = np.unique(np.linspace(0, len(self.touches) - 1, 10).round().astype(int)).tolist()
        some = [self.touches[k] for k in shown]
        nothing = 1e-12 * float(self.strengths.max())  # what rounding leaves of λ = 0
        rows = [
            (
                t.strength if t.strength > nothing else 0,
                t.radius,
                point(*t.solution),
                t.value,
                t.kind if t.unique else say("{kind} *", kind=t.kind),
            )
            for t in some
        ]
        shared = not all(t.unique for t in some)
        others = [Paragraph("* One of many solutions.")] if shared else []
        within = (
            "At each touch the loss is least within a ball: the weights whose penalty is at most "
            "that of one weight equal to the radius."
        )
        total = ("The weights minimise ", ", the loss and λ times the penalty.")
        if not self.penalty.convex:
            total = (
                "At each touch ",
                " is stationary, but need not be smallest: the balls are not convex.",
            )
        return Page(
            say("The path of the {name} penalty", name=self.penalty.name),
            [
                minimised(LOSS, self.penalty, *total),
                ON_DATA,
                Paragraph(within),
                Figure(self.plot, "The touching point and the balls that it lies on."),
                Figure(self.plot_weights, "The two weights against λ."),
                Table((symbol("lambda"), "radius", "weights", "loss", "touch"), rows),
                *others,
                verdict(self.check()),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the path of the touching point with a few of the balls."""
        ax = new_axes(ax)
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
        for radius in np.linspace(0.0, self.radii.max(), 5)[1:]:
            outline = Ball(self.penalty, float(radius)).outline()
            ax.plot(*outline.T, color=ON_PAPER["constraint"], linewidth=0.8, linestyle="--")
        ax.plot(*self.solutions.T, color=ON_PAPER["solution"], label="path", marker=".")
        ax.plot(*map(float, self.loss.centre), "x", color=FOREGROUND, label="least squares ŵ")
        ax.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal", title=self.penalty.name)
        legend_below(ax)
        return ax

    def plot_weights(self, ax: Axes | None = None) -> Axes:
        """Draw the two weights against λ."""
        ax = new_axes(ax)
        for place in (0, 1):
            weights = self.solutions[:, place]
            ax.plot(self.strengths, weights, label=f"$w_{place + 1}$", **line_style(place))
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.set(xlabel="λ", ylabel="weight", title=self.penalty.name)
        ax.legend()
        return ax


def touch_path(
    loss: PlanarLoss,
    penalty: Penalty,
    *,
    strengths: Sequence[Number] | None = None,
    radii: Sequence[Number] | None = None,
) -> TouchPath:
    """Follow the touching point as λ falls, or as the ball grows.

    Parameters
    ----------
    loss : PlanarLoss
    penalty : Penalty
    strengths, radii : sequence of numbers, optional
        Values of λ, or of the ball's radius; give one of the two. Without either: 60 radii, evenly
        up to the ball through ŵ.

    Returns
    -------
    TouchPath
        A touch for each λ or radius.

    Raises
    ------
    ValueError
        If both are given, or one of them is empty; without either, if ŵ is 0.

    Examples
    --------
    >>> path = touch_path(PlanarLoss.from_ellipse((2, 1), (1, 1)), L1(), strengths=[0, 1, 2])
    >>> path.solutions
    array([[0., 0.],
           [1., 0.],
           [2., 1.]])
    >>> path.kinds
    ('origin', 'corner', 'inside')
    """
    if strengths is not None and radii is not None:
        raise ValueError("strengths and radii are both given; each determines the other")
    if strengths is not None:
        touches = [penalised(loss, penalty, k) for k in sorted(strengths, reverse=True)]
    else:
        if radii is None:
            if not any(loss.centre):
                raise ValueError("ŵ = 0: the path is that one point")
            whole = penalised(loss, penalty, 0).radius
            # The last ball ends at ŵ exactly, where the constraint is inactive.
            radii = [*np.linspace(0.0, float(whole), 61)[1:-1].tolist(), whole]
        touches = [constrained(loss, penalty, radius) for radius in sorted(radii)]
    if not touches:
        raise ValueError("no strengths and no radii: an empty path")
    return TouchPath(tuple(touches))


def sparse_strengths(loss: PlanarLoss) -> tuple[Number, Number]:
    """Return the interval of λ for which the L1 solution has exactly one weight, exact if loss is.

    Below it both weights are there, from its upper end on none is.

    Parameters
    ----------
    loss : PlanarLoss

    Returns
    -------
    lower, upper : number
        The ends of the interval; equal where no λ leaves exactly one weight.

    Examples
    --------
    >>> sparse_strengths(PlanarLoss.from_ellipse((2, 1), (1, 1)))
    (Fraction(1, 1), Fraction(2, 1))
    """
    upper = max(map(abs, loss.pull))
    crossings = {x for first in (0, 1) for x in _crossings(loss, first) if 0 < x < upper}
    lower = upper
    for crossing in sorted({0, *crossings}, reverse=True):
        if len(penalised(loss, L1(), quotient(lower + crossing, 2)).active) != 1:
            break
        lower = crossing
    return lower, upper


def _crossings(loss: PlanarLoss, first: int) -> list[Number]:
    """Return the λ at which, with the first weight alone, the other is pulled by just λ."""
    pull, hessian, second = loss.pull, loss.hessian, 1 - first
    if hessian[first][first] == 0:
        return []  # a column of zeros, and its weight is 0
    # Along that line the other's pull is a + bλ.
    b = quotient(hessian[0][1], hessian[first][first]) * (1 if pull[first] > 0 else -1)
    a = pull[second] - b * abs(pull[first])
    return [quotient(rest, slope) for rest, slope in ((a, 1 - b), (-a, 1 + b)) if slope != 0]
