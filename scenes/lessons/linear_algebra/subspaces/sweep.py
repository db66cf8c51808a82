"""Combinations sweep: a line, a plane, all of space, one column after the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.typed_manim import FadeIn

__all__ = ["Sweep"]

# The captions, by the number of independent columns.
_DEPENDENT = {1: "dependent.line", 2: "dependent.plane"}
_ALL = {0: "all.origin", 1: "all.line", 2: "all.plane"}
_ALL_OF_ONE = {0: "all.one.origin", 1: "all.one.line"}
_WHOLE = {2: "all.whole.plane", 3: "all.whole.space"}

_BASES, _OTHERS = (1.0, 0.5), (0.0, 0.5, 1.0)  # multiples of the first column, and of others
_TURN = 9.0  # degrees, to both sides, while the combination roams
_WITHIN = 0.96  # of what the box holds


class Sweep:
    """The columns, and all that their combinations reach.

    Parameters
    ----------
    stage : ColumnStage
    """

    def __init__(self, stage: ColumnStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.record, self.picture = stage.record, stage.picture
        swept = self.picture.swept
        self.ranges = list(swept.ranges)

    def play(self) -> None:
        """Show the columns, and let multiples of each sweep."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.columns")
        lesson.say(
            "columns" if self.several else "column", FadeIn(stage.world), FadeIn(stage.matrix)
        )
        self._grow()
        lesson.beat("beat.sweep")
        lesson.show(FadeIn(stage.x, stage.sum), seconds=0.6)
        stage.join(stage.x, stage.sum)
        for j in range(len(self.record.columns)):
            if j in self.record.independent:
                (self._along, self._across, self._through)[self.record.independent.index(j)](j)
            else:
                self._dependent(j)
        self._all()

    @property
    def several(self) -> bool:
        """True if there are columns to combine, and not one to multiply."""
        return len(self.record.columns) > 1

    @property
    def ending(self) -> str:
        """The caption on all that the columns reach."""
        rank = self.record.rank
        if not self.several:
            return _ALL_OF_ONE[rank]
        return _WHOLE[rank] if rank == self.record.columns.shape[1] else _ALL[rank]

    def _grow(self) -> None:
        """Let the arrows of all columns grow from 0."""
        picture = self.picture

        def reach(share: float) -> None:
            picture.shares[:] = share

        self.stage.run(reach, seconds=1.4)

    def _along(self, j: int) -> None:
        """Draw the line of the multiples of the first independent column."""
        self.lesson.say("line", column=j + 1)
        low, high = (_WITHIN * end for end in self.picture.swept.reach(0))
        self.stage.run(self._sweeping(j, 0, 0.0, high), seconds=1.3)
        self.stage.run(self._sweeping(j, 0, high, low), seconds=1.9)
        self._finish(0, self.picture.swept.reach(0))

    def _across(self, j: int) -> None:
        """Let the line sweep the plane, as multiples of the second are added."""
        self.lesson.say("plane", column=j + 1)
        base = self._base(j)
        self.stage.run(self.stage.to(base), seconds=1.0)
        low, high = self._room(base, j)
        self.stage.run(self._sweeping(j, 1, 0.0, high), seconds=1.9)
        self.stage.run(self._sweeping(j, 1, high, low), seconds=1.9)
        far = self.picture.swept.extent(1)
        self._finish(1, (-far, far))

    def _through(self, j: int) -> None:
        """Let the plane be carried through space by multiples of the third."""
        self.lesson.say("space", column=j + 1)
        base = self._base(j)
        self.stage.run(self.stage.to(base), seconds=1.0)
        low, high = self._room(base, j)
        self.stage.run(self._sweeping(j, 2, 0.0, high), seconds=1.9)
        self.stage.run(self._sweeping(j, 2, high, low), seconds=1.9)
        far = self.picture.swept.extent(2)
        self._finish(2, (-far, far))

    def _dependent(self, j: int) -> None:
        """Go with columns that are there already to the tip of one that adds nothing."""
        record = self.record
        before = sum(k < j for k in record.independent)
        if not record.columns[j].any():
            self.lesson.say("zero", column=j + 1)
            return
        self.lesson.say(_DEPENDENT[before], column=j + 1)
        self.stage.run(self.stage.to(record.dependence(j)), seconds=2.0)

    def _all(self) -> None:
        """Let a combination roam over all that is swept, while space turns a little."""
        lesson, picture = self.lesson, self.picture
        lesson.say(self.ending)
        if not self.record.rank:
            return
        ways = self.stage.itinerary.tour
        start = self.stage.to(ways[0])

        def begin(share: float) -> None:
            start(share)
            picture.space_name.share = share

        self.stage.run(begin, seconds=1.0)
        azimuth, elevation = picture.view
        turns = picture.ground.dimension == 3
        angles = np.linspace(0, 2 * np.pi, len(ways))

        def reach(share: float) -> None:
            angle = 2 * np.pi * share
            x = [np.interp(angle, angles, ways[:, k]) for k in range(ways.shape[1])]
            picture.chain.multiples = np.array(x)
            if turns:
                picture.ground.turn_to((azimuth + _TURN * float(np.sin(angle)), elevation))

        self.stage.run(reach, seconds=2.8)

    # Where multiples go.

    def _base(self, j: int) -> np.ndarray:
        """Return multiples of the columns before one, from whose sum it goes far in the box."""
        before = [k for k in self.record.independent if k < j]
        bases = np.zeros((0, len(self.record.columns)))
        for multiples in product(_BASES, *(_OTHERS for _ in before[1:])):
            base = np.zeros(len(self.record.columns))
            base[before] = multiples
            bases = np.vstack([bases, base])
        rooms = [high - low for low, high in (self._room(base, j) for base in bases)]
        return np.asarray(bases[int(np.argmax(np.round(rooms, 6)))])

    def _room(self, base: np.ndarray, j: int) -> tuple[float, float]:
        """Return the multiples of a column that stay in the box when added to a sum."""
        ground, way = self.picture.ground, self.record.columns[j]
        start = base @ self.record.columns
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.stack([(ground.low - start) / way, (ground.high - start) / way])
        ends = np.sort(ends[:, way != 0], axis=0)
        low, high = float(ends[0].max()), float(ends[1].min())
        return _WITHIN * min(low, 0.0), _WITHIN * max(high, 0.0)

    def _sweeping(self, j: int, k: int, start: float, end: float) -> Callable[[float], None]:
        """Return the way on which a multiple sweeps what it carries."""
        picture, swept = self.picture, self.picture.swept
        low, high = self.ranges[k]

        def reach(share: float) -> None:
            multiple = (1 - share) * start + share * end
            picture.chain.multiples[j] = multiple
            self.ranges[k] = (min(low, start, multiple), max(high, start, multiple))
            swept.take(self.ranges, multiple if k == 2 else 0.0)

        return reach

    def _finish(self, k: int, whole: tuple[float, float]) -> None:
        """Let what is swept go on to the edges of the box, where no arrow follows."""
        swept, (low, high) = self.picture.swept, self.ranges[k]
        carried = swept.carried

        def reach(share: float) -> None:
            ends = (1 - share) * low + share * whole[0], (1 - share) * high + share * whole[1]
            self.ranges[k] = ends
            swept.take(self.ranges, (1 - share) * carried)

        self.stage.run(reach, seconds=1.0)
