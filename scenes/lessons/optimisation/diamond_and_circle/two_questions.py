"""A limit t or a price λ: two ways to ask for the same point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from optviz.planar.penalised_levels import penalised_level, penalised_value
from optviz.planar.touch import Touch
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, TouchStage
from scenes.mobjects.readout import Readout
from scenes.mobjects.touches.penalty_notation import penalty_name
from scenes.parts.fades import in_place_of
from scenes.typed_manim import FadeIn

__all__ = ["TwoQuestions"]

Floats = NDArray[np.float64]

_RINGS = (0.25, 0.5, 0.75, 0.98)  # of the largest level set that the picture holds
_SAME = 1e-5  # of the radius: what two searches for one point may differ by


class TwoQuestions:
    """The ball's formula in the title gives way to f + λ · penalty, at the same point.

    Parameters
    ----------
    stage : TouchStage
    priced : pair of Touch
        The least f + λ · penalty, with the multipliers of the touches for λ.
    """

    def __init__(self, stage: TouchStage, priced: tuple[Touch, Touch]) -> None:
        self.stage, self.lesson, self.priced = stage, stage.lesson, priced

    def play(self) -> None:
        """Say it, show each λ, and name the ball of which it is not true."""
        lesson, stage = self.lesson, self.stage
        self.prices: list[Readout] = []
        if not any(stage.loss.centre):
            return
        lesson.beat("beat.questions")
        strengths = [float(touch.strength) for touch in stage.touches]
        prices = stage.readouts("lambda", scale=max(strengths) or 1.0)
        fades = []
        for panel, price, strength in zip(stage.panels, prices, strengths, strict=True):
            panel.add(price.set_value(strength))
            old, panel.title = panel.title, panel.headed(True)
            panel.remove(old)
            panel.add(panel.title)
            fades += [*in_place_of(old, panel.title), FadeIn(price)]
        same = [self._is_same(place) for place in (0, 1)]
        convex = all(touch.penalty.convex for touch in stage.touches)
        key, size = "questions" if convex else "questions.convex", "t"
        lesson.say(key, *fades, size=size, price="lambda")
        stage.settle()
        levels = {k: self._levels(k) for k in (0, 1) if same[k] and stage.touches[k].unique}
        if levels:
            self._spread(levels)
        lesson.hold()
        for touch, found in zip(stage.touches, same, strict=True):
            if touch.unique and not found:
                lesson.say("questions.not", name=penalty_name(touch.penalty), price="lambda")
                lesson.hold()
        lesson.finish_reading()
        self.prices = prices

    def _is_same(self, place: int) -> bool:
        """Tell whether both questions have one answer in a picture."""
        apart = np.abs(self.stage.touches[place].point - self.priced[place].point).max()
        return bool(apart <= _SAME * float(self.stage.radius))

    def _levels(self, place: int) -> Callable[[float], list[Floats]]:
        """Return what makes level sets of f + λ · penalty, up to a share of their size."""
        panel, touch = self.stage.panels[place], self.stage.touches[place]
        if not touch.penalty.convex or touch.kind == "inside":
            return lambda share: self.stage.rings(share)
        ends = [np.linspace(axis.low, axis.high, 60) for axis in (panel.plane.x, panel.plane.y)]
        grid = np.stack(np.meshgrid(*ends), axis=-1)
        rim = np.concatenate([grid[0], grid[-1], grid[:, 0], grid[:, -1]])
        here = float(penalised_value(touch, touch.point))
        height = max(float(penalised_value(touch, rim).min()) - here, 1e-12 * abs(here) or 1e-12)

        def sized(share: float) -> list[Floats]:
            shares = [max(share, 0.01) * ring for ring in _RINGS]
            return [penalised_level(touch, height * s**2, 180) for s in shares]

        return sized

    def _spread(self, levels: Mapping[int, Callable[[float], list[Floats]]]) -> None:
        """Let the level sets of what is asked for now spread around the points."""

        def show(moment: int) -> None:
            for place, sized in levels.items():
                self.stage.panels[place].show_rings(sized(moment / (MOMENTS - 1)))

        self.stage.follow(show, seconds=2.5)

    def put_back(self) -> None:
        """Show the balls' formulas again, without λ, and the level sets of f."""
        for panel in self.stage.panels:
            panel.show_rings(self.stage.rings())
        for panel, price in zip(self.stage.panels, self.prices, strict=False):
            panel.remove(panel.title, price)
            panel.title = panel.headed(False)
            panel.add(panel.title)
