"""The touching point as the loss is turned: for how long it stays where it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table, point, verdict
from linalg.record import Record
from optviz.figures import FOREGROUND, line_style, new_axes
from optviz.planar.planar_fit import constrained
from optviz.planar.planar_loss import Number, Pair, PlanarLoss
from optviz.planar.touch import Touch
from optviz.regularisation.penalties import Penalty

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TurnedTouches", "turned_touches", "turns_within_cone"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TurnedTouches(Record):
    """Touches of one ball by one loss at several angles.

    Attributes
    ----------
    angles : tuple of float
        In degrees, against the clock.
    touches : tuple of Touch

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> loss = PlanarLoss.from_ellipse((2, 1), (1, 2))
    >>> turned = turned_touches(loss, L1(), 1, [0, 90])
    >>> turned.solutions.round(6).tolist(), turned.sparse.tolist()
    ([[1.0, 0.0], [0.4, 0.6]], [True, False])
    """

    angles: tuple[float, ...]
    touches: tuple[Touch, ...]

    @property
    def penalty(self) -> Penalty:
        """The penalty, the same at every angle."""
        return self.touches[0].penalty

    @property
    def solutions(self) -> Floats:
        """The weights at each angle, shape (K, 2)."""
        return np.array([touch.solution for touch in self.touches], dtype=float)

    @property
    def sparse(self) -> NDArray[np.bool_]:
        """True at each angle at which a weight is zero, shape (K,)."""
        return np.array([len(touch.active) < 2 for touch in self.touches])

    @property
    def rest(self) -> tuple[int, int] | None:
        """The first and the last place of the longest stretch with one touching point.

        A ball that is touched on a corner has one: there the loss may turn and the point stays.
        None where every angle has a point of its own, or no constraint is felt.
        """
        longest = (0, 0)
        first = 0
        for k, touch in enumerate(self.touches):
            if touch.kind == "inside" or touch.solution != self.touches[first].solution:
                first = k
            longest = max(longest, (first, k), key=lambda stretch: stretch[1] - stretch[0])
        return longest if longest[0] < longest[1] else None

    def check(self) -> Check:
        """Say whether every touch holds; the one that holds least tells for all."""
        checks = [touch.check() for touch in self.touches]
        return min(checks, key=lambda check: (check.holds, -(check.worst_ratio or 0.0)))

    def page(self) -> Page:
        """Show the weights against the angle, and up to ten touches."""
        shown = np.unique(np.linspace(0, len(self.touches) - 1, 10).round().astype(int)).tolist()
        rows = [
            (self.angles[k], point(*self.touches[k].solution), self.touches[k].kind) for k in shown
        ]
        return Page(
            say("The loss turned, under the {name} penalty", name=self.penalty.name),
            [
                Paragraph(
                    say(
                        "A weight is zero at {zeros} of {count} angles.",
                        zeros=self.sparse.sum(),
                        count=len(self.touches),
                    )
                ),
                Figure(self.plot, "The two weights against the angle."),
                Table(("angle", "weights", "touch"), rows),
                verdict(self.check()),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the two weights against the angle."""
        ax = new_axes(ax)
        for place in (0, 1):
            weights = self.solutions[:, place]
            ax.plot(self.angles, weights, label=f"$w_{place + 1}$", **line_style(place))
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6)
        ax.set(xlabel="angle in degrees", ylabel="weight", title=self.penalty.name)
        ax.legend()
        return ax


def turns_within_cone(touch: Touch) -> tuple[float, float]:
    """Return by how many degrees -∇f may turn each way among the normals of the ball at a touch.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> touch = constrained(PlanarLoss.from_ellipse((3, 0), (1, 1)), L1(), 1)
    >>> [round(angle) for angle in turns_within_cone(touch)]
    [-45, 45]
    """
    x, y = touch.force.tolist()
    turns = [
        math.degrees(math.atan2(x * v - y * u, x * u + y * v)) for u, v in touch.normals.tolist()
    ]
    return min(turns), max(turns)


def turned_touches(
    loss: PlanarLoss,
    penalty: Penalty,
    radius: Number,
    angles: Sequence[float],
    *,
    about: Pair | None = None,
) -> TurnedTouches:
    """Return the lowest loss within one ball for the loss turned by each angle.

    About a corner that is touched -∇f turns as the loss does: the point stays as long as it is
    in the cone of normals.

    Parameters
    ----------
    loss : PlanarLoss
    penalty : Penalty
    radius : number
    angles : sequence of float
        In degrees; not empty.
    about : pair, optional
        The point that stays; the lowest point of the loss if left out.

    Returns
    -------
    TurnedTouches
        A touch for each angle.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> loss = PlanarLoss.from_ellipse((2, 1), (1, 2))
    >>> turned_touches(loss, L1(), 1, [0, 90, 180]).sparse
    array([ True, False,  True])
    >>> about_the_corner = turned_touches(loss, L1(), 1, range(-90, 91, 30), about=(1, 0))
    >>> about_the_corner.rest, about_the_corner.solutions[4].tolist()
    ((2, 4), [1.0, 0.0])
    """
    if not len(angles):
        raise ValueError("no angles: nothing is turned")
    touches = tuple(
        constrained(loss.turned(float(angle), about), penalty, radius) for angle in angles
    )
    return TurnedTouches(tuple(float(angle) for angle in angles), touches)
