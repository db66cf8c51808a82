"""The lesson on the L1 diamond and the L2 circle: why corners make weights zero."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import inf

import numpy as np

from linalg.check import Checked
from optviz.planar.planar_fit import constrained
from optviz.planar.planar_path import sparse_strengths, touch_path
from optviz.planar.planar_turn import TurnedTouches, turned_touches
from optviz.planar.touch import Touch
from scenes.lessons.optimisation.diamond_and_circle.first_touch import FirstTouch
from scenes.lessons.optimisation.diamond_and_circle.parameters import DiamondAndCircleParameters
from scenes.lessons.optimisation.diamond_and_circle.strength_paths import StrengthPaths
from scenes.lessons.optimisation.diamond_and_circle.touch_figure import TouchFigure
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, Paths, TouchStage
from scenes.lessons.optimisation.diamond_and_circle.turned_loss import TurnedLoss
from scenes.parts.lesson import Lesson

__all__ = ["DiamondAndCircleLesson"]


class DiamondAndCircleLesson(Lesson):
    """Two balls meet the same ellipses; then the penalty grows, and then the loss is turned.

    Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.
    """

    parameters_class = DiamondAndCircleParameters

    @cached_property
    def touches(self) -> tuple[Touch, Touch]:
        """The two solutions within a ball of one radius."""
        given = self.parameters
        left, right = (constrained(given.loss, p, given.shown_radius) for p in given.penalties)
        return left, right

    @cached_property
    def paths(self) -> Paths | None:
        """The two solutions for even values of λ, and for those where L1 drops a weight.

        The smallest λ comes last. None where there is nothing to shrink.
        """
        loss = self.parameters.loss
        if not any(loss.centre):
            return None
        least, most = self.parameters.shown_strengths
        strengths = np.linspace(least, most, MOMENTS)
        for kink in map(float, sparse_strengths(loss)):
            if strengths[0] < kink < strengths[-1]:
                strengths[np.abs(strengths - kink).argmin()] = kink
        left, right = (
            touch_path(loss, penalty, strengths=strengths.tolist())
            for penalty in self.parameters.penalties
        )
        return left, right

    @cached_property
    def turned(self) -> TurnedTouches | None:
        """The solution on the left for the loss turned by half a circle, evenly.

        None where there are no ellipses, or it does not matter how they are turned.
        """
        touch = self.touches[0]
        if touch.kind == "inside" or not 1 + 1e-9 < self.parameters.loss.condition < inf:
            return None
        angles = np.linspace(0.0, 180.0, MOMENTS).tolist()
        return turned_touches(touch.loss, touch.penalty, touch.radius, angles)

    def records(self) -> Iterator[Checked]:
        yield from self.touches
        yield from self.paths or ()
        if self.turned is not None:
            yield self.turned

    def construct(self) -> None:
        stage = TouchStage(self, self.touches, self.paths)
        FirstTouch(stage).play()
        if self.paths is not None:
            StrengthPaths(stage, self.paths).play()
        if self.turned is not None:
            TurnedLoss(stage, self.turned).play()
        TouchFigure(stage).play()
