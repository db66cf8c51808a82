"""Rows and whole matrices that travel to other places on the frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from scenes.mobjects.matrices.card import card_behind
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.typed_manim import Animation, VGroup, VMobject

__all__ = ["Fly", "Travel"]

_VANISHING = 0.6  # of its way, after which what vanishes grows fainter
_ABOVE = 1  # what it passes

Way = tuple[VMobject, np.ndarray, np.ndarray]


class Fly(Animation):
    """Texts come from the places of others, to stand where they have been put.

    They go around a corner, below the matrices, each row on a card over what it passes.

    Parameters
    ----------
    texts : VGroup of Text
        In their new places.
    origins : sequence of Text
        For each where it comes from.
    ground : str
        The colour of the cards.
    row : int, optional
        How many texts are on one card, what is left over before them on its own; all if left out.
    across : bool
        Whether they go across first, and then up; else down first.
    into : sequence of Text, optional
        Entries of a matrix that become what arrives.
    vanish : bool
        Whether they fade on their way.
    """

    mobject: VGroup[Text]

    def __init__(
        self,
        texts: VGroup[Text],
        origins: Sequence[Text],
        ground: str,
        *,
        row: int | None = None,
        across: bool = False,
        into: Sequence[Text] = (),
        vanish: bool = False,
        **options: Any,
    ) -> None:
        self.texts: list[Text] = list(texts)
        self.origins, self.into = list(origins), into
        self.ground, self.row = ground, row or len(self.texts)
        self.across, self.vanish = across, vanish
        gone = vanish or bool(into)
        super().__init__(texts, introducer=True, remover=gone, **options)

    def begin(self) -> None:
        pairs = zip(self.origins, self.texts, strict=True)
        self.ways = [way for origin, text in pairs for way in _ways(origin, text)]
        self.cards = VGroup()
        alone = len(self.texts) % self.row
        starts = [*([0] if alone else []), *range(alone, len(self.texts), self.row)]
        for start, stop in pairwise([*starts, len(self.texts)]):
            ends = (self.origins[start:stop], self.texts[start:stop])
            before, after = (card_behind(region_of(VGroup(*end)), self.ground) for end in ends)
            self.ways.append((after, before.points.copy(), after.points.copy()))
            self.cards.add(after)
        self.mobject.set_z_index(_ABOVE)
        self.cards.set_z_index(_ABOVE)
        self.mobject.add_to_back(self.cards)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        first, last = 1 - (1 - turned) ** 2, turned**2  # the two legs of a bent way
        _advance(self.ways, *((first, last) if self.across else (last, first)))
        for text in self.texts if self.vanish else ():
            text.set_fill(opacity=min(1.0, (1 - turned) / (1 - _VANISHING)))
        self.cards.set_fill(opacity=min(1.0, 4 * float(np.sin(np.pi * turned))))

    def finish(self) -> None:
        super().finish()
        self.mobject.remove(self.cards)
        self.mobject.set_z_index(0)
        for entry, text in zip(self.into, self.texts, strict=False):
            entry.adopt(text.copy())


class Travel(Animation):
    """A matrix comes from the place of another with the same entries, which may stay there.

    Parameters
    ----------
    old : MatrixGrid
        Where it comes from.
    new : MatrixGrid
        What it is in its new place.
    """

    mobject: MatrixGrid

    def __init__(self, old: MatrixGrid, new: MatrixGrid, **options: Any) -> None:
        self.old = old
        super().__init__(new, introducer=True, **options)

    def begin(self) -> None:
        old, new = self.old, self.mobject
        rows = zip(old.entries, new.entries, strict=True)
        entries = [pair for row in rows for pair in zip(*row, strict=True)]
        self.ways = [way for one, other in entries for way in _ways(one, other)]
        lines = [(list(each.frame) + _drawn_on(each)) for each in (old, new)]
        for before, after in zip(*lines, strict=False):
            if before.points.shape == after.points.shape:
                self.ways.append((after, before.points.copy(), after.points.copy()))
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        _advance(self.ways, turned, turned)


def _drawn_on(grid: MatrixGrid) -> list[VMobject]:
    """Return what belongs to a matrix beside its brackets and entries: the line of L."""
    return [part for part in grid.submobjects if part not in (grid.frame, *grid.rows)]


def _ways(origin: Text, text: Text) -> list[Way]:
    """Return the way of each glyph; one text of another shape starts from the same middle."""
    if origin.body == text.body and len(origin) == len(text):
        pairs = zip(origin, text, strict=True)
        return [(glyph, start.points.copy(), glyph.points.copy()) for start, glyph in pairs]
    shift = np.asarray(origin.get_center()) - np.asarray(text.get_center())
    return [(glyph, glyph.points + shift, glyph.points.copy()) for glyph in text]


def _advance(ways: Sequence[Way], across: float, upwards: float) -> None:
    """Put everything where it is after so much of its way in either direction."""
    share = np.array([across, upwards, 0.0])
    for part, start, end in ways:
        part.set_points(start + share * (end - start))
