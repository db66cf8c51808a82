"""The picture beside the rows: a row operation turns a line, or a plane, about what is shared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from linalg import Subtract, Swap
from linalg.geometry.pencils import Pencil, TurningRows
from linalg.numbers.matrices import symbols_in
from scenes.lessons.linear_algebra.elimination.pictured_rows import lines_picture, planes_picture
from scenes.mobjects.plots.lines import LOOKS
from scenes.mobjects.plots.plane import Curve
from scenes.parts.elimination.row_reduction import Exchange
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.matrices.beside_picture import BESIDE
from scenes.parts.matrices.matrix_rooms import LANE_GAP, Needs
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.typed_manim import (
    Animation,
    FadeIn,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    smooth,
)

__all__ = ["Turning", "turning_of"]

LINES = {
    "unique": "lines.unique",
    "family": "lines.family",
    "none": "lines.none",
    "turn": "lines.turn",
    "same": "lines.same",
    "off": "lines.off",
}
PLANES = {
    "unique": "planes.unique",
    "family": "planes.family",
    "none": "planes.none",
    "turn": "planes.turn",
    "same": "planes.same",
    "off": "planes.off",
}
"""The captions on lines and on planes."""

SWATCH = 0.45
MOST_ROWS = len(LOOKS)


def turning_of(system: SolvedSystem) -> TurningRows | None:
    """Return the pencils of a system that can be pictured: two or three unknowns, of numbers."""
    record = system.elimination
    m, n = record.shape
    if len(system.solutions) != 1 or n not in (2, 3) or not 2 <= m <= MOST_ROWS:
        return None
    if symbols_in(record.A) or symbols_in(record.b):
        return None
    rows = TurningRows(record)
    drawn = sum(not equation.is_degenerate for equation in rows.equations)
    return rows if drawn >= 2 else None


class Turning:
    """Lines or planes that turn with the rows.

    Parameters
    ----------
    stage : MatrixStage
    system : SolvedSystem
    rows : TurningRows

    Attributes
    ----------
    picture : RowsPicture
    """

    def __init__(self, stage: MatrixStage, system: SolvedSystem, rows: TurningRows) -> None:
        self.stage, self.lesson, self.system, self.rows = stage, stage.lesson, system, rows
        flat = rows.elimination.shape[1] == 2
        made, self.keys = (lines_picture, LINES) if flat else (planes_picture, PLANES)
        self.picture = made(rows, system.names, BESIDE, stage.lesson.theme)
        self.order = list(range(rows.elimination.shape[0]))  # which equation each row was
        taken = zip(rows.elimination.steps, rows.steps, strict=True)
        self.by_step = {(s.target, s.source): p for s, p in taken if isinstance(s, Subtract)}
        self.by_row = {pencil.row: pencil for pencil in rows.back}
        self.swatches = VGroup()
        self.told = False
        stage.indent = SWATCH + 0.15

    def needs(self) -> Needs:
        """Return the room for the sample of a line beside each row."""
        return Needs(after_labels=self.stage.indent)

    @property
    def figure(self) -> VGroup:
        """All of the picture."""
        return self.picture.figure

    # The story.

    def open(self) -> None:
        """The axes, then each equation as a line or a plane."""
        lesson = self.lesson
        kind = "none" if self.rows.common is None else self.system.solutions[0].kind
        lesson.say(self.keys[kind], FadeIn(self.figure))
        for i, equation in enumerate(self.rows.equations):
            if not equation.is_degenerate:
                self._play(partial(self.picture.equations.place, i, equation), 1.2)

    def show_samples(self) -> None:
        """A sample of each line beside its row."""
        layout, theme = self.stage.layout, self.lesson.theme
        left = layout.box.right + LANE_GAP
        for (role, dash), y in zip(LOOKS, layout.rows, strict=False):
            height = y + 0.3 * layout.em
            ends = np.array([[left, height], [left + SWATCH, height]])
            self.swatches.add(Curve([ends], role, theme, width=5, dash=dash))
        self.figure.add(self.swatches)
        self.lesson.show(FadeIn(self.swatches), seconds=0.5)

    def let_samples_go(self) -> None:
        """Let the samples leave with the rows."""
        self.figure.remove(self.swatches)
        self.lesson.add(self.swatches)

    def announce(self, step: Subtract) -> tuple[str, dict[str, Any]] | None:
        """Return the caption that says what a step does to the picture, if it is to be said."""
        pencil = self._pencil(step)
        if pencil.after.is_degenerate:
            if pencil.after.offset == 0:
                return self.keys["same"], {"row": step.target + 1}
            value = pencil.after.offset
            return self.keys["off"], {"row": step.target + 1, "value": value}
        if self.told or self.rows.common is None:
            return None
        self.told = True
        return self.keys["turn"], {}

    def along(self, step: Subtract) -> list[Animation]:
        """Return the turning that goes with a step."""
        return [self._turning(self._pencil(step))]

    def back(self, row: int) -> list[Animation]:
        """Return the turning that goes with an unknown that is found from a row."""
        pencil = self.by_row[row]
        return [self._turning(pencil)] if pencil.before != pencil.after else []

    def exchange(self, step: Swap) -> list[Animation]:
        """Return what lets the samples of two rows follow them; the picture stays as it is."""
        i, k = step.i, step.j
        self.order[i], self.order[k] = self.order[k], self.order[i]
        drop = self.stage.layout.rows[k] - self.stage.layout.rows[i]
        moved = [(self.swatches[i], drop, 1), (self.swatches[k], -drop, -1)]
        starts = [sample.points.copy() for sample, *_ in moved]

        def reach(share: float) -> None:
            aside = SWATCH * np.sin(np.pi * share)
            for (sample, way, side), start in zip(moved, starts, strict=True):
                sample.set_points(start + np.array([0.6 * side * aside, way * share, 0]))

        return [self._motion(reach)]

    def settle(self, exchange: Exchange) -> None:
        """Let the samples stand in the order of their rows."""
        (step,) = exchange
        samples = self.swatches.submobjects
        samples[step.i], samples[step.j] = samples[step.j], samples[step.i]

    def give(self, row: int) -> Animation:
        """Return what draws an equation again as it was given."""
        equation = self.rows.equations[row]
        return self._motion(lambda share: self.picture.equations.give(row, equation, share))

    # Motions.

    def _pencil(self, step: Subtract) -> Pencil:
        pencil = self.by_step[step.target, step.source]
        assert pencil is not None
        return pencil

    def _turning(self, pencil: Pencil) -> Animation:
        """Return the motion from one end of a pencil to the other; what says 0 = 0 fades."""
        shown = self.order[pencil.row]
        fades = pencil.after.is_degenerate and pencil.after.offset == 0

        def reach(share: float) -> None:
            left = 1 - share if fades else 1.0
            self.picture.equations.place(shown, pencil.at(share), left)

        return self._motion(reach)

    def _motion(self, reach: Callable[[float], None]) -> Animation:
        def update(_: Mobject, share: float) -> None:
            reach(share)

        return UpdateFromAlphaFunc(self.figure, update, rate_func=smooth)

    def _play(self, reach: Callable[[float], None], seconds: float) -> None:
        self.lesson.show(self._motion(reach), seconds=seconds)
