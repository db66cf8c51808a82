"""The grid becomes a curved one; at the point it goes as the columns of J go."""

from __future__ import annotations

import numpy as np

from linalg.notation import brackets
from scenes.lessons.linear_algebra.jacobian.zoom_stage import ZoomStage
from scenes.typed_manim import FadeIn

__all__ = ["LinearMap"]


_LONGEST = 14  # characters of an entry


class LinearMap:
    """The map, and the linear map that touches it.

    Parameters
    ----------
    stage : ZoomStage
    """

    def __init__(self, stage: ZoomStage) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, stage.record

    def play(self) -> None:
        """Carry the grid over, then lay the straight one over it."""
        self._map()
        self._columns()

    def _map(self) -> None:
        lesson, stage, record = self.lesson, self.stage, self.record
        f, g = record.jacobian.components
        lesson.beat("beat.map")
        stage.open(0.0)
        lesson.say(
            "map",
            FadeIn(stage.plane, stage.window, stage.dot, stage.lens),
            *stage.formula("F", "=", brackets([[f], [g]])),
        )
        stage.run([stage.window, stage.dot], stage.open, seconds=2.5)
        stage.carry(0.0)
        lesson.say("carried.straight" if record.is_straight else "carried")
        stage.run([stage.lens], stage.carry, seconds=3.0)

    def _columns(self) -> None:
        lesson, stage, record = self.lesson, self.stage, self.record
        x, y = record.jacobian.variables
        lesson.beat("beat.linear")
        lesson.say(
            "columns",
            *stage.formula(*self._jacobian()),
            x=x,
            y=y,
        )
        stage.run([stage.lens], stage.lens.grow, seconds=3.0)
        key = ("point", "line", "plane")[record.rank]
        lesson.say(f"linear.{key}")
        stage.run([stage.lens], stage.lens.spread, seconds=2.5)
        if record.rank == 2 and record.determinant < 0:
            lesson.say("linear.over")
            self._swing()

    def _jacobian(self) -> tuple[object, ...]:
        """Return J at the point as a formula, in decimals where its entries are long."""
        entries = self.record.matrix
        if max(len(str(entry)) for entry in entries) <= _LONGEST:
            return "J", "=", brackets(entries)
        rounded = [[float(f"{x:.3g}") for x in row] for row in self.record.linear]
        return "J", "≈", brackets(rounded)

    def _swing(self) -> None:
        """Let the first column turn to the second: the other way round than in the window."""
        stage, record = self.stage, self.record
        view, (first, _) = stage.lens.view, stage.lens.columns
        foot, (a, b) = view.places([0.0, 0.0]), record.linear.T
        turn = float(np.arctan2(a[0] * b[1] - a[1] * b[0], a @ b))
        sizes = np.linalg.norm(a), np.linalg.norm(b)

        def swing(share: float) -> None:
            angle, size = turn * share, (sizes[1] / sizes[0]) ** share
            c, s = np.cos(angle), np.sin(angle)
            first.lay(foot, view.places(size * np.array([[c, -s], [s, c]]) @ a), view.region)

        stage.run([stage.lens], swing, seconds=2.5)
        stage.run([stage.lens], swing, 0.0, start=1.0, seconds=1.5)
