"""Two lines under the matrices: a row of U on its way, and the sum of those that have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from linalg import Elimination
from linalg.elimination.steps import lowest_terms
from linalg.notation import marked
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import Text
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.travel import Fly
from scenes.parts.fades import in_place_of
from scenes.stage import FORMULA, MAIN, DoesNotFitError, Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, Motion, VGroup, smooth, squish_rate_func

__all__ = ["Partial", "RebuildLanes", "Term", "terms_of_row"]

_GAP = 0.25  # between the matrices and the lines, and between a multiplier and its row
_COMING, _SUM = 0, 1  # the two lines


@dataclass(frozen=True)
class Term:
    """A row of U with the multiplier that a row of L has for it.

    Attributes
    ----------
    k : int
        The row of U, from 0.
    multiplier : object
    """

    k: int
    multiplier: Any


@dataclass(frozen=True)
class Partial:
    """The sum of the first terms of a row.

    Attributes
    ----------
    product, total : tuple
        The last term multiplied out, and the sum with it.
    """

    product: tuple[Any, ...]
    total: tuple[Any, ...]


def terms_of_row(record: Elimination, i: int) -> list[Term]:
    """Return the terms of which row i of LU is made, those with multiplier 0 left out.

    Examples
    --------
    >>> from linalg import eliminate
    >>> terms_of_row(eliminate("2 1; 8 7"), 1)
    [Term(k=0, multiplier=4), Term(k=1, multiplier=1)]
    """
    entries = (record.L[i, k] for k in range(record.shape[0]))
    return [Term(k, entry) for k, entry in enumerate(entries) if entry != 0]


class RebuildLanes:
    """A row of U comes out, is multiplied, and meets the sum so far, below the matrices.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination

    Raises
    ------
    DoesNotFitError
        If there is no room for two rows that are legible.
    """

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.m, self.n = record.shape
        self.partials = {i: self._partials(i) for i in range(self.m)}
        region = stage.lesson.formula_place.region
        if region is None:
            raise DoesNotFitError("a matrix stands where the rows would meet")
        below = stage.upper.layout.box.bottom - _GAP
        room = Region(FORMULA.left, FORMULA.right, FORMULA.bottom, below)
        states = [
            np.array([partial.product, partial.total], dtype=object)
            for row in self.partials.values()
            for partial in row
        ]
        tags = [self._tag(term) for i in range(self.m) for term in terms_of_row(record, i)]
        beside = max(tag.width for tag in tags) + _GAP
        at = stage.upper.layout
        wide = Room(room, left_of=beside, right_of=beside, lanes=False)
        self.layout = _below(at, GridLayout.measure(states, wide, largest=at.size))
        self.grid = MatrixGrid(states[0], self.layout, self.lesson.theme)  # makes texts only
        self.sum: VGroup[Text] = VGroup()

    def _partials(self, i: int) -> list[Partial]:
        U, n = self.record.U, self.n
        partials: list[Partial] = []
        total: tuple[Any, ...] = (0,) * n
        for term in terms_of_row(self.record, i):
            product = tuple(lowest_terms(term.multiplier * U[term.k, j]) for j in range(n))
            total = tuple(lowest_terms(x + y) for x, y in zip(total, product, strict=True))
            partials.append(Partial(product, total))
        return partials

    def _tag(self, term: Term) -> Text:
        return self.stage.upper.label(marked(term.multiplier, "multiplier"), "·")

    def total(self, i: int) -> tuple[Any, ...]:
        """Return the sum of all the terms of a row."""
        return self.partials[i][-1].total

    # Slowly: term by term.

    def add(self, i: int, place: int) -> None:
        """Let a term of row i come out, be multiplied, and meet the sum so far."""
        lesson, partial = self.lesson, self.partials[i][place]
        term = terms_of_row(self.record, i)[place]
        lower, entries = self.stage.lower, self.stage.upper.grid.entries[term.k]
        tag = self._tag(term).stand_at(self.layout.box.left, self.layout.rows[_COMING], "right")
        row = self._texts(_COMING, [entry.value for entry in entries], Role.SOURCE)
        coming, origins = VGroup(tag, *row), [lower.entry(i, term.k), *entries]
        lesson.show(self._fly(coming, origins), seconds=1.4)
        product = self._texts(_COMING, partial.product, Role.SOURCE)
        self._multiply(coming, product)
        self._meet(product, partial)

    def _multiply(self, row: VGroup[Text], product: list[Text]) -> None:
        """Let the entries of a row become those of its multiple, in place of the multiplier."""
        lesson, (tag, *entries) = self.lesson, row
        pairs = list(zip(entries, product, strict=True))
        leaving = VGroup(tag, *(old for old, new in pairs if old.body != new.body))
        coming = VGroup(*(new for old, new in pairs if old.body != new.body))
        lesson.remove(row)
        lesson.add(leaving, *(new for old, new in pairs if old.body == new.body))
        lesson.show(*in_place_of(leaving, coming), seconds=0.8)
        lesson.remove(coming)
        lesson.add(*product)

    def _meet(self, product: list[Text], partial: Partial) -> None:
        """Let a multiple go to the sum so far, which becomes the next."""
        lesson, before = self.lesson, self.sum
        lesson.remove(*product)
        if not len(before):
            self.sum = VGroup(*self._texts(_SUM, partial.total, Role.SOURCE))
            lesson.show(self._fly(self.sum, product), seconds=0.8)
            return
        self.sum = VGroup(*self._texts(_SUM, partial.total, Role.FOREGROUND))
        arriving = VGroup(*self._texts(_SUM, partial.product, Role.SOURCE))
        fly = self._fly(arriving, product, vanish=True)
        lesson.show(fly, *in_place_of(before, self.sum), seconds=1.4)

    # In one sweep: all the terms of a row at once.

    def add_all(self, i: int, *along: Motion, seconds: float) -> None:
        """Let all rows of U that row i needs come out and meet."""
        terms, entries = terms_of_row(self.record, i), self.stage.upper.grid.entries
        origins = [entry for term in terms for entry in entries[term.k]]
        columns = [j for _ in terms for j in range(self.n)]
        texts = VGroup(
            *(
                self.grid.text(_COMING, j, entry.value, Role.SOURCE)
                for j, entry in zip(columns, origins, strict=True)
            )
        )
        self.sum = VGroup(*self._texts(_COMING, self.total(i), Role.FOREGROUND))
        several = len(terms) > 1
        fly = self._fly(texts if several else self.sum, origins, vanish=several)
        meet = FadeIn(self.sum, rate_func=squish_rate_func(smooth, 0.7, 1))
        self.lesson.show(fly, *([meet] if several else []), *along, seconds=seconds)

    # Where the sum belongs.

    def land(self, grid: MatrixGrid, i: int, *along: Motion, seconds: float) -> None:
        """Let the sum go to row i of the matrix that it rebuilds, which lights up there."""
        lesson, entries = self.lesson, grid.entries[i]
        values = [entry.value for entry in entries]
        texts = VGroup(*(grid.text(i, j, x, Role.RESULT) for j, x in enumerate(values)))
        origins = list(self.sum)
        lesson.remove(self.sum)
        self.sum = VGroup()
        fly = self._fly(texts, origins, across=True, into=entries)
        lesson.show(fly, *along, seconds=seconds)

    def _fly(self, texts: VGroup[Text], origins: Sequence[Text], **options: Any) -> Fly:
        return Fly(texts, origins, self.lesson.theme.background, row=self.n, **options)

    def _texts(self, line: int, values: Sequence[Any], role: Role) -> list[Text]:
        return [self.grid.text(line, j, value, role) for j, value in enumerate(values)]


def _below(upper: GridLayout, lanes: GridLayout) -> GridLayout:
    """Return the lines moved below U, as far as the frame allows."""
    box = lanes.box
    shift = min(upper.box.centre[0] - box.centre[0], MAIN.right - box.right)
    moved = Region(box.left + shift, box.right + shift, box.bottom, box.top)
    return replace(lanes, columns=tuple(x + shift for x in lanes.columns), box=moved)
