"""The reason: two hidden units carry the plane to another one, where the boundary is straight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import fenced, symbol, words
from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.lessons.network.regions.two_planes import RIGHT, InputPlane, eased, rings
from scenes.mobjects.classifiers.bent_plane import BentPlane, Map
from scenes.mobjects.classifiers.decision_regions import DecisionRegions
from scenes.mobjects.classifiers.layers import Layers
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.parts.plot_stage import away
from scenes.typed_manim import FadeIn, FadeOut, VGroup, smooth, squish_rate_func

__all__ = ["HiddenPlane"]

Floats = NDArray[np.float64]

_EDGE = 1.12  # of the hidden plane, whose points lie within ±1
_PARTS = ((0.0, 0.35), (0.35, 0.7), (0.7, 1.0))  # of the training, each under a caption
_FEW = 0.1  # of the points may be wrong where plane and boundary are said to fit
_EACH = 3  # of the pieces of a boundary, compared
_CLOSE = 0.1  # of the frame's units
_UNITS = ("h", "=", words("tanh"), fenced(("W", "x", "+", "b"), "()"))


class HiddenPlane:
    """The input plane and the hidden plane of two units, side by side, in training.

    Parameters
    ----------
    stage : InputPlane
    record : HiddenTraining
        Of two hidden units.
    """

    def __init__(self, stage: InputPlane, record: HiddenTraining) -> None:
        self.input, self.lesson, self.record = stage, stage.lesson, record
        data, theme = stage.data, stage.lesson.theme
        axes = [Axis(-_EDGE, _EDGE, symbol("h", k)) for k in (1, 2)]
        self.plane = Plane(axes[0], axes[1], RIGHT, theme, equal=True)
        self.regions = DecisionRegions(self.plane, data.number_of_classes)
        self.bent = BentPlane(stage.plane, self.plane, data.x, data.y)
        self.rings = rings(theme)
        self.picture = Layers(regions=self.regions, bent=self.bent, rings=self.rings)
        self.back = BentPlane(stage.plane, self.plane, data.x, data.y)

    def play(self) -> None:
        """Carry the points over, bend the plane in training, and carry the line back."""
        lesson, given = self.lesson, self.input
        lesson.beat("beat.hidden")
        lesson.add(self.picture)
        lesson.say(
            "hidden",
            FadeIn(self.plane, rate_func=squish_rate_func(smooth, 0.5, 1)),
            given.picture.fading(regions=0.0, rings=0.0, grid=1.0),
            FadeOut(given.tally),
            *lesson.formula(),
            h=_UNITS,
        )
        image = self._image(0)
        self.bent.carry(image, 0.0)
        self.picture.set_levels(bent=1.0)
        given.stage.run(self.picture, lambda share: self.bent.carry(image, share), seconds=2.4)
        self._show(0)
        lesson.say("untrained")
        lesson.show(
            self.picture.fading(regions=1.0),
            given.picture.fading(regions=1.0),
            FadeIn(given.tally),
            seconds=1.5,
        )
        self._train()
        self._carry_back()

    def _train(self) -> None:
        """Let all steps of the training pass, and ring what is still wrong in both planes."""
        lesson, record, given = self.lesson, self.record, self.input
        fits = int(record.wrong[-1]) <= _FEW * len(record.data.x)
        keys = "train", "train.on", "train.end" if fits else "train.stuck"
        for (start, end), key in zip(_PARTS, keys, strict=True):
            lesson.say(key)
            given.stage.run(
                VGroup(self.picture, given.picture, given.tally),
                lambda share: self._show(record.steps * eased(share)),
                end,
                start=start,
                seconds=3.0,
                steady=True,
            )
        wrong = given.ring(record)
        self.rings.stand(self.bent.cloud.places[wrong])
        lesson.say(
            "separated.nearly" if wrong.any() else "separated",
            right=int((~wrong).sum()),
            total=len(wrong),
        )
        lesson.show(given.picture.fading(rings=1.0), self.picture.fading(rings=1.0), seconds=1.5)

    def _carry_back(self) -> None:
        """Carry a copy of the hidden plane back: the straight line becomes the bent boundary."""
        lesson, record, given = self.lesson, self.record, self.input
        image = self._image(record.steps)
        self.back.follow(given.regions.lines).carry(image)
        lesson.claim("the line carried is the boundary", self.back.boundary, self._is_on_a_boundary)
        lesson.say(
            "back",
            given.picture.fading(rings=0.0, cloud=0.0, grid=0.0),
            self.picture.fading(rings=0.0),
            FadeOut(given.tally),
        )
        self.picture.set_levels(bent=0.0)  # from now on it is seen as what is carried
        lesson.add(self.back)
        given.stage.run(self.back, lambda share: self.back.carry(image, 1 - share), seconds=2.4)
        lesson.say("forth")
        given.stage.run(self.back, lambda share: self.back.carry(image, share), seconds=2.4)

    def put_away(self) -> None:
        """Leave the points alone on the input plane."""
        self.lesson.finish_reading()
        self.lesson.show(
            away(self.plane, self.picture, self.back),
            self.input.picture.fading(regions=0.0, cloud=1.0),
            seconds=0.8,
        )

    def _show(self, moment: float) -> None:
        """Show both planes at a moment of the training."""
        self.input.show(self.record, moment)
        self.regions.trace(self.record.scores_of_hidden(self.regions.grid, moment))
        self.bent.carry(self._image(moment))

    def _image(self, moment: float) -> Map:
        """Return what the hidden layer does to points at a moment."""
        return lambda x: self.record.hidden_points(x, moment)

    def _is_on_a_boundary(self) -> bool:
        """Compare the boundary that is carried with the one drawn in the plane it has come to."""
        carried = self.back.boundary.points[:: 4 * _EACH, :2]
        if not len(carried):
            return True
        near = []
        for regions in (self.input.regions, self.regions):
            drawn = regions.boundary.points[::4, :2]
            if len(drawn):
                gaps = np.linalg.norm(carried[:, None] - drawn[None], axis=2).min(axis=1)
                near.append(float(gaps.max()))
        return min(near, default=np.inf) <= _CLOSE
