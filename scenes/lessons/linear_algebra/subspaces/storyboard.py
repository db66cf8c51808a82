"""The lesson on column space and null space: combinations sweep, and some come back to 0."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg.check import Checked
from linalg.subspaces.closure import Closure
from linalg.subspaces.sides import Sides, sides
from scenes.lessons.linear_algebra.subspaces.closure import Caught, line_off_zero, quarter_plane
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.lessons.linear_algebra.subspaces.null_space import NullSpace
from scenes.lessons.linear_algebra.subspaces.on_and_off import OnAndOff
from scenes.lessons.linear_algebra.subspaces.parameters import SubspacesParameters
from scenes.lessons.linear_algebra.subspaces.sweep import Sweep
from scenes.lessons.linear_algebra.subspaces.tried_out import TriedOut
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["SubspacesLesson"]


class SubspacesLesson(Lesson):
    """Columns sweep out what they reach; what fails closure; b off and on; all x with Ax = 0.

    Source: G. Strang, MIT 18.06, lectures 5 and 6.
    """

    parameters_class = SubspacesParameters

    @cached_property
    def record(self) -> Sides:
        """A side that is reached, and one that is not."""
        return sides(self.parameters.A, self.parameters.b)

    @cached_property
    def failing(self) -> tuple[Closure, Closure]:
        """Two sets that are no subspaces, with what shows it."""
        return quarter_plane(), line_off_zero()

    def records(self) -> Iterator[Checked]:
        yield self.record
        yield from self.failing

    def construct(self) -> None:
        stage = ColumnStage(self, self.record)
        null_space, tried = NullSpace(stage), TriedOut(stage)
        self.beat("beat.title")
        TitleCard(self).play()
        Sweep(stage).play()
        Caught(stage, *self.failing).play()
        OnAndOff(stage).play()
        null_space.play()
        tried.play()
