"""The beats of Gauss-Jordan elimination: upwards too, then each row divided by its pivot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from manim import Animation, FadeIn, FadeOut, VGroup

from linalg import Scale, Subtract
from linalg.notation import marked
from scenes.mobjects.matrices.matrix_grid import Rewrite
from scenes.mobjects.matrices.row_card import RowCard
from scenes.mobjects.text import Text
from scenes.row_reduction_lesson import RowReduction
from scenes.theme import Role

__all__ = ["GaussJordan"]


class GaussJordan(RowReduction):
    """A lesson that shows an elimination of the form ``"reduced"``.

    After `reduce` a subclass calls `clear_upward` and `divide_by_pivots`.
    """

    def labels(self) -> Iterable[Text]:
        yield from super().labels()
        yield from map(self._divisor, self._divisions)

    @cached_property
    def _down(self) -> int:
        """How many steps lead down to U."""
        return sum(map(len, self.elimination.steps_by_pivot))

    @cached_property
    def _divisions(self) -> list[Scale]:
        return [step for step in self.elimination.steps if isinstance(step, Scale)]

    # Upwards.

    def clear_upward(self) -> None:
        """Clear above each pivot, the last first."""
        after = self.elimination.steps[self._down :]
        upward = [step for step in after if isinstance(step, Subtract)]
        for k, (r, c) in reversed(list(enumerate(self.elimination.pivots))):
            steps = [step for step in upward if step.source == r]
            if steps:
                self.clear_above(k, c, steps)

    def clear_above(self, k: int, c: int, steps: Sequence[Subtract]) -> None:
        """Clear what stands above the pivot number k, in column c."""
        r = steps[0].source
        self.beat("beat.above", column=c + 1)
        self.pivot_box = self.settled[k]
        strong = self.box(self.grid.around(r, c), Role.PIVOT)
        emphasis = self.pivot_box.animate.become(strong)
        if self.by_column and steps[0] is not self.elimination.steps[self._down]:
            self.show(emphasis, seconds=0.5)
        else:
            self.say("above", emphasis, column=c + 1)
            self.hold()
        if self.by_column:
            self.clear_at_once(r, c, steps[::-1])
        else:
            for step in steps:
                self.subtract_from_above(step, c)
        quiet = self.pivot_box.animate.quieten()
        self.show(quiet, *self.formula(), seconds=0.5)

    def subtract_from_above(self, step: Subtract, c: int) -> None:
        """A row operation upwards: the first as slowly as any, later ones faster."""
        if self.done == self._down:
            self.subtract_row(step, c)
            return
        line = self.underline(self.grid.around(step.target, c), Role.ELIMINATED)
        card = RowCard(self.grid, step.source, self._tag(step), Role.SOURCE)
        self.say_operation(
            step,
            FadeIn(line, card),
            self.grid.colour(step.target, c, Role.ELIMINATED),
            *self.show_quotient(step, c),
        )
        self.show(card.animate.at_row(step.target), *self.formula(), seconds=1.8)
        self.dissolve(card, step, c, line)
        self.done += 1
        self.show(FadeOut(line), self.grid.colour(step.target, c, Role.MUTED), seconds=0.5)

    # Divisions.

    def divide_by_pivots(self) -> None:
        """Make every pivot 1: row by row, or in a large matrix all rows after one another."""
        if not self._divisions:
            return
        self.beat("beat.divide")
        if self.by_column:
            self.divide(self._divisions, "divide.all")
        else:
            for step in self._divisions:
                self.divide([step], "divide")

    def divide(self, steps: Sequence[Scale], key: str) -> None:
        """Divide some rows by their pivots."""
        labels = VGroup(*(self.beside(self._divisor(step), step.row) for step in steps))
        columns = dict(self.elimination.pivots)
        first = steps[0].row
        pivot = self.entry(first, columns[first])
        self.say(key, FadeIn(labels), row=first + 1, pivot=pivot)
        self.hold()
        places = {step.row: (step.row, columns[step.row]) for step in steps}
        roles = dict.fromkeys(places.values(), Role.PIVOT)
        changes = self._changes(list(places), len(steps))
        rewrite = Rewrite(self.grid, changes, roles, row_lag=0.5)
        follow = [self._follow_pivot(rewrite, places[step.row]) for step in steps]
        self.change(rewrite, *follow, seconds=1.2 + 0.2 * len(steps))
        self.done += len(steps)
        self.show(FadeOut(labels), seconds=0.5)

    def _follow_pivot(self, rewrite: Rewrite, place: tuple[int, int]) -> Animation:
        """Keep the box of a pivot close around it."""
        around = self.grid.around(*place, rewrite.new[place])
        box = self.settled[self.elimination.pivots.index(place)]
        return box.animate.become(self.box(around, Role.PIVOT).quieten())

    def _divisor(self, step: Scale) -> Text:
        pivot: Any = 1 / step.factor
        return self.label("÷", marked(pivot, "multiplier"), size=self.label_size)
