"""The x with Ax = 0 beside the columns: walks that come back to 0, and what they leave open."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from linalg.notation import marked, symbol
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.lessons.linear_algebra.subspaces.space_name import SpaceName
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.cuts import cut_segments
from scenes.mobjects.space.ground import FLAT, Ground, View
from scenes.mobjects.space.swept import Swept
from scenes.mobjects.space.tip_names import tip_offsets
from scenes.mobjects.space.views import open_view_of
from scenes.parts.fades import in_place_of
from scenes.parts.matrices.endings import column_point
from scenes.parts.plot_stage import away
from scenes.theme import Role
from scenes.typed_manim import VGroup, VMobject

__all__ = ["NullSpace"]

_SHAPES = {1: "null.line", 2: "null.plane", 3: "null.space"}
"""The captions, by the number of free columns."""

_LONGER = 1.2  # an axis with its name, of its length
_ASIDE = 0.6  # how far x is moved from the only solution, of the way to where it roamed


class NullSpace:
    """All x in their own space beside the picture of the columns.

    Parameters
    ----------
    stage : ColumnStage
    """

    def __init__(self, stage: ColumnStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.record, self.picture = stage.record, stage.picture
        record, theme = self.record, stage.lesson.theme
        n = len(record.x)
        low, high = stage.itinerary.x_box
        view = open_view_of([record.x, *record.null_vectors]) if n == 3 else FLAT
        names = [symbol("x", j + 1) for j in range(n)]
        self.ground = Ground(low, high, stage.above, theme, [view], names)
        self.null = Swept(self.ground, record.null_vectors, Role.SOLUTION)
        self.solutions = VMobject(stroke_color=theme[Role.SOLUTION], stroke_width=2)
        self.point = Marker((0, 0), Shape.DISC, Role.FOREGROUND, theme, radius=0.11)
        self.name = SpaceName("N", self.null, theme, Role.SOLUTION)
        self.name.offset = self._name_offset(view)
        self.space = VGroup(self.ground, self.null, self.solutions, self.point, self.name)
        self._draw()

    def play(self) -> None:
        """Show the null space, or that it is 0 alone."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.null")
        self._draw()
        lesson.show(*in_place_of(stage.matrix, self.space), seconds=1.0)
        stage.join(self.space)
        if len(self.record.null_vectors):
            self._walk_back()
            self._add()
        else:
            self._only()
        lesson.finish_reading()
        stage.part(self.space)
        lesson.show(away(self.space), seconds=0.6)

    def _walk_back(self) -> None:
        """Walk along columns that bring one back to 0, by multiples of one x."""
        lesson, stage = self.lesson, self.stage
        step, *others = stage.itinerary.null_steps
        lesson.say("null", stage.equality.dim(), answer=self._written(step))
        self._run(stage.to(0 * step), 1.0)
        self._run(stage.to(step), 2.0)
        lesson.say(_SHAPES[len(self.record.null_vectors)])
        full = [(-self.null.extent(k), self.null.extent(k)) for k in range(len(self.null.vectors))]
        ways = np.array([step, *others, (others or [step])[-1] / 3])
        shares = np.linspace(0, 1, len(ways))

        def reach(share: float) -> None:
            x = [np.interp(share, shares, ways[:, k]) for k in range(ways.shape[1])]
            self.picture.chain.multiples = np.array(x)
            self.null.take([(share * low, share * high) for low, high in full])
            self.name.share = share

        self._run(reach, 2.0 + 0.5 * len(others))

    def _add(self) -> None:
        """Add such an x to a solution: the walk is another, and ends at b as before."""
        lesson, stage, record = self.lesson, self.stage, self.record
        step = stage.itinerary.solution_step
        lesson.say("added")
        self._run(stage.to(record.x), 1.2)
        lesson.show(stage.equality.light(), seconds=0.5)

        def reach(share: float) -> None:
            self.picture.chain.multiples = record.x + share * step
            self._trace(share)

        self._run(reach, 2.4)
        lesson.say("many.line" if self._is_line_off_zero() else "many")
        self._run(stage.to(record.x), 1.6)

    def _is_line_off_zero(self) -> bool:
        return len(self.record.null_vectors) == 1 and bool(self.record.x.any())

    def _only(self) -> None:
        """Move x away from the only solution: Ax leaves b in every direction."""
        lesson, stage, record = self.lesson, self.stage, self.record
        lesson.say("only")
        low, high = self.ground.low, self.ground.high
        ways = np.clip(stage.itinerary.tour, 0.9 * low, 0.9 * high)
        shares = np.linspace(0, 1, len(ways))

        def reach(share: float) -> None:
            there = [np.interp(share, shares, ways[:, k]) for k in range(ways.shape[1])]
            aside = _ASIDE * np.sin(np.pi * share) ** 2
            self.picture.chain.multiples = record.x + aside * (np.array(there) - record.x)

        lesson.show(stage.equality.dim(), seconds=0.5)
        self._run(reach, 3.0)
        lesson.show(stage.equality.light(), seconds=0.5)

    def _run(self, reach: Callable[[float], None], seconds: float) -> None:
        """Play a motion of x, which is seen in both pictures."""

        def both(share: float) -> None:
            reach(share)
            self._draw()

        self.stage.run(both, seconds=seconds)

    def _draw(self) -> None:
        x = self.picture.chain.multiples
        (place,) = self.ground.places(x[None])
        self.point.move_to((*place, 0))
        self.null.redraw()
        self.name.redraw()

    def _name_offset(self, view: View) -> np.ndarray:
        """Return where the name of the null space stands, off the axes and the solutions."""
        low, high = self.ground.low, self.ground.high
        axes = np.stack([np.diag(low), np.diag(_LONGER * high)], axis=1)
        lines = [axes, self.name.lines]
        if len(self.record.null_vectors):
            step = 9 * self.stage.itinerary.solution_step
            ends = np.array([[self.record.x - step, self.record.x + step]])
            lines.append(cut_segments(ends, low, high))
        places, widths = [self.name.anchor[None]], [SpaceName.width_in_heights]
        (offset,) = tip_offsets(self.ground, places, np.concatenate(lines), [view], widths)
        return np.asarray(offset)

    def _trace(self, share: float) -> None:
        """Draw the solutions as far as x has gone from the first, to both sides."""
        step = self.stage.itinerary.solution_step
        ends = [[self.record.x - share * 9 * step, self.record.x + share * 9 * step]]
        self.solutions.set_points(bezier_points(self.ground.segments(ends)))

    def _written(self, step: np.ndarray) -> object:
        """Return a multiple of the first special solution as it is written."""
        (vector, *_) = self.record.hit.null_vectors
        direction = self.record.null_vectors[0]
        k = int(np.abs(direction).argmax())
        multiple = float(step[k] / direction[k])
        factor = int(multiple) if multiple.is_integer() else multiple
        step_ = vector * factor
        return marked(column_point(step_) if len(step) > 1 else step_[0, 0], "result")
