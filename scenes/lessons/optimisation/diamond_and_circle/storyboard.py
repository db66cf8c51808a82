"""The lesson on the L1 diamond and the L2 circle: why corners make weights zero."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from linalg.check import Checked
from linalg.notation import words
from optviz.planar.path_changes import pinned, with_strengths
from optviz.planar.planar_fit import constrained, penalised
from optviz.planar.planar_path import touch_path
from optviz.planar.planar_turn import turned_touches, turns_within_cone
from optviz.planar.touch import Touch
from optviz.regularisation.penalties import L1, L2, Penalty
from scenes.lessons.optimisation.diamond_and_circle.first_touch import FirstTouch
from scenes.lessons.optimisation.diamond_and_circle.opening import Opening
from scenes.lessons.optimisation.diamond_and_circle.parameters import DiamondAndCircleParameters
from scenes.lessons.optimisation.diamond_and_circle.strength_paths import StrengthPaths
from scenes.lessons.optimisation.diamond_and_circle.swing import Swing, SwingOfTheForce
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, Paths, TouchStage
from scenes.lessons.optimisation.diamond_and_circle.tried_out import TriedOut
from scenes.lessons.optimisation.diamond_and_circle.two_questions import TwoQuestions
from scenes.mobjects.touches.penalty_notation import penalty_name
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["DiamondAndCircleLesson"]

_STEP = 0.5  # degrees from one moment of the turning loss to the next
_BEYOND, _AROUND = 20.0, 60.0  # how far it turns beyond a cone, and where there is none
_CLOSELY = 5e-3  # how closely the λ of a jump is found, as a share of it


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
    def swing(self) -> Swing | None:
        """The touches as the loss turns about that of a corner, or about the first.

        None where no constraint is felt.
        """
        felt = [k for k in (0, 1) if self.touches[k].kind != "inside"]
        if not felt:
            return None
        host = next((k for k in felt if self.touches[k].kind == "corner"), felt[0])
        touch = self.touches[host]
        low, high = -_AROUND, _AROUND
        if touch.kind == "corner":
            low, high = turns_within_cone(touch)
            low, high = low - _BEYOND, high + _BEYOND
        steps = np.arange(np.floor(low / _STEP), np.ceil(high / _STEP) + 1)
        angles = (_STEP * steps).tolist()
        left, right = (
            turned_touches(each.loss, each.penalty, each.radius, angles, about=touch.solution)
            for each in self.touches
        )
        return Swing(host, (left, right))

    @cached_property
    def priced(self) -> tuple[Touch, Touch]:
        """The penalised solutions for the multipliers of the touches."""
        left, right = (penalised(t.loss, t.penalty, t.strength) for t in self.touches)
        return left, right

    @cached_property
    def paths(self) -> Paths | None:
        """The two solutions for even values of λ, and on both sides of each change.

        The smallest λ comes last. None where there is nothing to shrink.
        """
        loss = self.parameters.loss
        if not any(loss.centre):
            return None
        least, most = self.parameters.shown_strengths
        strengths = np.linspace(least, most, MOMENTS).tolist()
        left, right = (
            pinned(touch_path(loss, penalty, strengths=strengths), _near(penalty))
            for penalty in self.parameters.penalties
        )
        one, other = ([touch.strength for touch in path.touches] for path in (left, right))
        return with_strengths(left, other), with_strengths(right, one)

    def records(self) -> Iterator[Checked]:
        yield from self.touches
        yield from self.priced
        yield from self.paths or ()
        if self.swing is not None:
            yield from self.swing.turned

    def construct(self) -> None:
        self.beat("beat.title")
        left, right = map(self._ball, self.parameters.penalties)
        TitleCard(self, left=left, right=right).play()
        centres = np.zeros((0, 2)) if self.swing is None else self.swing.centres
        stage = TouchStage(self, self.touches, centres)
        questions = TwoQuestions(stage, self.priced)
        Opening(stage).play()
        FirstTouch(stage).play()
        SwingOfTheForce(stage, self.swing).play()
        questions.play()
        StrengthPaths(stage, self.paths).play()
        TriedOut(stage, self.paths, questions).play()

    def _ball(self, penalty: Penalty) -> object:
        """Return what the ball of a penalty is called, as a part of a formula."""
        known: dict[Penalty, str] = {L1(): "ball.l1", L2(): "ball.l2"}
        key = known.get(penalty)
        return penalty_name(penalty) if key is None else words(self.words(key))


def _near(penalty: Penalty) -> float:
    return 1e-6 if penalty.convex else _CLOSELY
