"""The touch of an ellipse of a planar loss and the ball of a penalty: the record of a solution.

At the solution -∇f is λ times a slope of the penalty: the ellipse and the ball through it touch. A
corner has a whole cone of slopes, so that many ellipses touch there: that is why L1 is sparse.

Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.page import (
    Aligned,
    Figure,
    Page,
    Paragraph,
    brackets,
    fenced,
    over,
    point,
    power,
    symbol,
    verdict,
)
from linalg.record import Record
from optviz.figures import FOREGROUND, legend_below, new_axes
from optviz.planar.planar_loss import Number, Pair, PlanarLoss
from optviz.regularisation.balls import Ball, Face
from optviz.regularisation.penalties import L1, MaxNorm, MixedPenalty, Penalty
from optviz.regularisation.penalty_formula import LOSS, ON_DATA, minimised

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Touch", "TouchKind"]

Floats = NDArray[np.float64]
TouchKind = Literal["inside", "origin"] | Face

# Relative to the pull Hŵ: what rounding and the iterative solvers leave of the touching condition.
_TOLERANCE = 1e-9

_SENTENCES: dict[TouchKind, str] = {
    "inside": "The minimum of the loss lies in the ball: the constraint is inactive.",
    "origin": "The penalty is so strong that all weights are zero.",
    "corner": "The ellipse touches the ball at a corner.",
    "edge": "The ellipse touches the ball on a straight edge.",
    "arc": "The ellipse touches the ball on a curved part of its boundary.",
}

_ONE = " is one of many solutions."


@dataclass(frozen=True)
class Touch(Record):
    """The solution of planar least squares under a penalty, and how ellipse and ball touch there.

    Made by `optviz.planar.planar_fit.constrained` and `optviz.planar.planar_fit.penalised`.

    Attributes
    ----------
    loss : PlanarLoss
    penalty : Penalty
    radius : number
        Where the ball cuts the axes: as given, or that of the ball through the solution.
    strength : number
        λ, the multiplier; 0 where the constraint is inactive.
    solution : pair of numbers
        w. Fractions where the input is exact and the penalty allows it.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> from optviz.planar.planar_fit import constrained
    >>> touch = constrained(PlanarLoss.from_ellipse((2, 1), (1, 1)), L1(), 1)
    >>> touch.solution, touch.kind, touch.active, touch.check().holds
    ((1, 0), 'corner', (0,), True)
    """

    loss: PlanarLoss
    penalty: Penalty
    radius: Number
    strength: Number
    solution: Pair

    @property
    def kind(self) -> TouchKind:
        """The kind of touch.

        "inside": not at all, the lowest point of the loss lies in the ball. "origin": λ is so
        large that the ball is a point. Else the part of the ball: "corner", "edge" or "arc".
        """
        if self.solution == self.loss.centre or (self.loss.flat and self.strength == 0):
            return "inside"
        return self.ball.face(self.solution) if any(self.solution) else "origin"

    @property
    def unique(self) -> bool:
        """True if no other weights do as well, for a convex penalty.

        In a flat valley others may: all along it where the constraint is inactive, and all along
        a straight edge of the ball that it runs beside.
        """
        if not self.loss.flat:
            return True
        if self.strength == 0:
            return False
        if not any(self.solution):
            return True
        (a, b), (_, d) = self.loss.hessian
        match self.penalty:
            case L1():
                return bool(abs(a - d) > _TOLERANCE * (a + d))
            case MaxNorm():
                return bool(abs(b) > _TOLERANCE * (a + d))
        return True

    @property
    def ball(self) -> Ball:
        """The ball that the ellipse touches."""
        return Ball(self.penalty, float(self.radius))

    @property
    def active(self) -> tuple[int, ...]:
        """The places of the weights that are not zero, from 0."""
        return tuple(place for place, weight in enumerate(self.solution) if weight != 0)

    @cached_property
    def value(self) -> Number:
        """The loss at the solution: the level of the ellipse that touches."""
        return self.loss(self.solution)

    @property
    def point(self) -> Floats:
        """The solution as floats, shape (2,)."""
        return np.array(self.solution, dtype=float)

    @property
    def force(self) -> Floats:
        """-∇f at the solution, shape (2,): the way the loss pulls, normal to its ellipse."""
        return -self.loss.slopes(self.point)

    @property
    def normals(self) -> Floats:
        """The outward unit normals of the ball there: one row, or the two sides of their cone."""
        return self.ball.normals(self.point)

    @property
    def nearest(self) -> Floats:
        """The point of the ball nearest to ŵ, shape (2,): the solution only of round ellipses."""
        return self.ball.project(np.array(self.loss.centre, dtype=float))

    def ellipse(self, count: int = 360) -> Floats:
        """Return the ellipse through the solution, shape (count + 1, 2)."""
        # Rounding may leave the loss there below the least value.
        return self.loss.ellipse(max(self.value, self.loss.least), count)

    def growing_ellipses(self, frames: int, count: int = 360, *, start: float = 0.0) -> Floats:
        """Return ellipses that grow from ŵ to the touch, shape (frames, count + 1, 2).

        Their axes grow evenly, from a share of those of the last one on; their levels as the
        square.
        """
        top, least = max(self.value, self.loss.least), float(self.loss.least)
        levels = [
            least + float(top - self.loss.least) * s**2 for s in np.linspace(start, 1, frames)
        ]
        return np.array([self.loss.ellipse(level, count) for level in levels])

    def outline(self, count: int = 360) -> Floats:
        """Return the outline of the ball, shape (count + 1, 2)."""
        return self.ball.outline(count)

    def check(self) -> Check:
        """Say whether -∇f = λ · (a slope of the penalty) at the solution, so that they touch.

        Exact numbers: equality. Floats: up to 1e-9 of the pull Hŵ, and the rounding of Hŵ itself.
        """
        relation = "-∇f(w) = λ ∂penalty(w)"
        gap = self._gap()
        if isinstance(gap, int | Fraction):
            return Check(relation, gap == 0)
        rounding = 8 * np.finfo(float).eps * np.abs(self.loss.matrix).sum()
        bound = _TOLERANCE * float(max(map(abs, self.loss.pull)))
        bound += float(rounding * np.abs(np.array(self.loss.centre, dtype=float)).max())
        return Check(relation, gap <= bound, gap, bound)

    def _gap(self) -> Number:
        """Return how far -∇f is from λ times the slopes of the penalty, exact where all is."""
        penalty, strength = self.penalty, self.strength
        if not isinstance(penalty, MixedPenalty):
            return penalty.gap(self.point, self.force, float(strength))
        gaps = []
        for weight, slope in zip(self.solution, self.loss.gradient(self.solution), strict=True):
            kink, bend = strength * penalty.flat, 2 * strength * penalty.square * weight
            sign = (weight > 0) - (weight < 0)
            rest = abs(slope + bend + sign * kink)
            gaps.append(rest if sign else max(rest - kink, 0))
        return max(gaps)

    def page(self) -> Page:
        """Show the loss, λ, the solution, how they touch, and the figure."""
        w_hat, gap = symbol("w", accent="hat"), fenced(("w", "-", symbol("w", accent="hat")))
        formula = (over(1, 2), power(gap, "T"), brackets(self.loss.hessian), gap)
        least = ("+", self.loss.least) if self.loss.least else ()
        return Page(
            say("Least squares under the {name} penalty", name=self.penalty.name),
            [
                minimised(LOSS, self.penalty),
                ON_DATA,
                Aligned(
                    (*LOSS, "=", *formula, *least),
                    (w_hat, "=", point(*self.loss.centre)),
                    ("lambda", "=", self.strength),
                    ("w", "=", point(*self.solution)),
                    (*LOSS, "=", self.value),
                ),
                Paragraph(*self._meeting()),
                Figure(self.plot, "The ball, the ellipses, and where they touch."),
                verdict(self.check()),
            ],
        )

    def _meeting(self) -> tuple[object, ...]:
        """Say how they touch, whether a weight is zero, and whose doing that is."""
        if not self.unique:
            if self.kind == "inside":
                return _SENTENCES["inside"], " It is one of many: they fill the valley of the loss."
            along = (
                " runs along a straight edge of the ball: all points of the edge do as well, and "
            )
            return "The level line of the loss", along, ("w", "=", point(*self.solution)), _ONE
        zeros = [symbol("w", place + 1) for place in (0, 1) if place not in self.active]
        if self.kind == "inside" or len(zeros) != 1:
            return (_SENTENCES[self.kind],)
        zero = (*zeros, "=", 0)
        if self.penalty.order <= 1:
            return _SENTENCES[self.kind], " So ", zero, " exactly: the solution is sparse."
        data = " by the data, not by the penalty, whose ball has no corner on the axes."
        return _SENTENCES[self.kind], " That ", zero, " is", data

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the ball, ellipses of the loss, the one that touches, and the solution."""
        ax = new_axes(ax)
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.axvline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.fill(*self.outline().T, color=ON_PAPER["constraint"], alpha=0.15)
        ax.plot(
            *self.outline().T,
            color=ON_PAPER["constraint"],
            label=say("{name} ball", name=self.penalty.name),
        )
        for ellipse in self.growing_ellipses(4)[1:-1]:
            ax.plot(*ellipse.T, color=ON_PAPER["level set"], linewidth=0.8, linestyle="--")
        ax.plot(*self.ellipse().T, color=ON_PAPER["level set"], label="level of the loss")
        ax.plot(*map(float, self.loss.centre), "x", color=FOREGROUND, label="least squares ŵ")
        name = say("solution, {kind}", kind=self.kind) if self.unique else "one of many solutions"
        ax.plot(*self.point, "o", color=ON_PAPER["solution"], label=name)
        ax.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal", title=self.penalty.name)
        if self.loss.flat:  # the level lines are longer than the figure
            seen = np.vstack([self.outline(), [self.loss.centre]]).astype(float)
            room = 0.1 * np.ptp(seen)
            low, high = (seen.min(axis=0) - room).tolist(), (seen.max(axis=0) + room).tolist()
            ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        legend_below(ax)  # inside it would hide the touching point sooner or later
        return ax
