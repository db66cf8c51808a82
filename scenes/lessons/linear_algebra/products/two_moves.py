"""Two by two: the plane moved by B and then by A is where AB alone moves it."""

from __future__ import annotations

from typing import Any, Self

import numpy as np

from linalg.geometry.ways import Way
from linalg.numbers.matrices import symbols_in
from scenes.lessons.linear_algebra.products.product_stage import HEIGHT, ProductStage
from scenes.mobjects.maps.moved_plane import MovedPlane, Window, images
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup, VMobject

__all__ = ["TwoMoves"]

LEAST_UNIT = 0.2  # of the plane, in Manim's units: the unit square is to be seen
TOLERANCE = 1e-6


class TwoMoves:
    """The plane under B, then under A; and once more, under AB alone.

    Parameters
    ----------
    stage : ProductStage
    window : Window
    """

    def __init__(self, stage: ProductStage, window: Window) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.plane = MovedPlane(window, stage.lesson.theme)
        record = stage.record
        self.A, self.B, self.AB = (_floats(matrix) for matrix in (record.A, record.B, record.AB))

    @classmethod
    def fitting(cls, stage: ProductStage) -> Self | None:
        """Return the act for two matrices of numbers, 2 × 2, that do not stretch too far."""
        record = stage.record
        matrices = (record.A, record.B, record.AB)
        if any(matrix.shape != (2, 2) for matrix in matrices) or symbols_in(*matrices):
            return None
        middle = stage.middle
        region = Region(middle.left, middle.right, HEIGHT.bottom, HEIGHT.top)
        ends = [np.eye(2), -np.eye(2), _floats(record.B), _floats(record.AB)]
        window = Window.around(images(ends), region, margin=0.3)
        return cls(stage, window) if window.unit >= LEAST_UNIT else None

    def play(self) -> None:
        """Move the plane twice, then once."""
        lesson, stage, plane = self.lesson, self.stage, self.plane
        lesson.beat("beat.plane")
        box = stage.box(stage.B.layout.inside, Role.MULTIPLIER)
        lesson.say("plane", FadeIn(plane), FadeIn(box))
        lesson.show(plane.motion(Way(self.B).at), seconds=2.6)
        other = stage.box(stage.A.layout.inside, Role.SOURCE)
        lesson.say("plane.then", FadeOut(box), FadeIn(other))
        way = Way(self.A)
        lesson.show(plane.motion(lambda share: way.at(share) @ self.B), seconds=2.6)
        trace, reached = self._trace(), plane.map

        def holds() -> bool:
            off = np.abs(plane.map - reached).max()
            return bool(off <= TOLERANCE * max(1.0, np.abs(reached).max()))

        lesson.claim("A after B is AB", trace, holds)
        lesson.say("plane.once", FadeOut(plane), FadeIn(trace), FadeOut(other))
        plane.take(np.eye(2))
        lesson.show(FadeIn(plane), seconds=0.8)
        lesson.show(plane.motion(Way(self.AB).at), seconds=2.6)
        boxes = VGroup(
            *(
                stage.box(stage.column(stage.AB, j), arrow.role)
                for j, arrow in enumerate(plane.columns)
            )
        )
        lit = trace.animate.set_stroke(lesson.theme[Role.RESULT])
        lesson.say("plane.same", lit, FadeIn(boxes))
        lesson.hold()
        lesson.finish_reading()
        lesson.show(FadeOut(plane, trace, boxes), seconds=0.8)

    def _trace(self) -> VMobject:
        """Return the outline of where the unit square is now."""
        trace = VMobject(stroke_color=self.lesson.theme[Role.MUTED], stroke_width=6)
        return trace.set_points(self.plane.square.points.copy())


def _floats(matrix: Any) -> np.ndarray:
    return np.array(matrix.tolist(), dtype=float)
