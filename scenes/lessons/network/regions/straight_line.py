"""The points, and the best that a classifier without a hidden layer finds: straight boundaries."""

from __future__ import annotations

import numpy as np

from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.lessons.network.regions.two_planes import InputPlane, eased
from scenes.parts.plot_stage import HEAD, TITLE
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["StraightLine"]

_SCORES = ("s", "=", "W", "x", "+", "b")
_CLOSE = 0.02  # of the scores' range: how far two may differ on the boundary as it is drawn


class StraightLine:
    """Softmax regression in training.

    Parameters
    ----------
    stage : InputPlane
    record : HiddenTraining
        Without hidden units.
    """

    def __init__(self, stage: InputPlane, record: HiddenTraining) -> None:
        self.plane, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Show the points; then turn the line as training does."""
        lesson, plane, record = self.lesson, self.plane, self.record
        lesson.beat("beat.points")
        total, classes = len(plane.data.x), plane.data.number_of_classes
        lesson.add(plane.picture)
        lesson.say("points", FadeIn(plane.plane), total=total, classes=classes)
        lesson.show(plane.picture.fading(cloud=1.0), seconds=2.0)
        lesson.beat("beat.line")
        lesson.formula_place.region = HEAD
        plane.show(record, 0)
        lesson.say(
            "line",
            plane.picture.fading(regions=1.0),
            FadeIn(plane.tally),
            *lesson.formula(*_SCORES),
        )
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim("s = Wx + b on the boundary drawn", formula, self._holds)
        plane.stage.run(
            VGroup(plane.picture, plane.tally),
            lambda share: plane.show(record, record.steps * eased(share)),
            seconds=2.4,
            steady=True,
        )
        wrong = int(record.wrong[-1])
        plane.ring(record)
        lesson.say("line.fails" if wrong else "line.works", wrong=wrong, total=total)
        lesson.show(plane.picture.fading(rings=1.0), seconds=1.5)
        lesson.finish_reading()
        lesson.formula_place.region = TITLE

    def _holds(self) -> bool:
        """Compare the two largest scores Wx + b on the boundary as it is drawn."""
        lines, steps = self.plane.regions.lines, self.record.steps
        if not lines:
            return True
        scores = np.sort(self.record.scores(np.concatenate(lines), steps), axis=1)
        span = np.ptp(self.record.scores(self.plane.regions.grid, steps))
        return bool((scores[:, -1] - scores[:, -2] <= _CLOSE * span).all())
