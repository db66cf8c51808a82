"""A number that leaves its place beside a matrix and drops into another one."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.theme import Role
from scenes.typed_manim import Animation, VGroup, VMobject

__all__ = ["Drop"]

_HOP = 0.3  # how high it rises over the straight way, in Manim's units


class Drop(Animation):
    """A value glides from where a tag begins to its place in a matrix, in place of what was there.

    Parameters
    ----------
    tag : Text
        Begins with the value; it is left to the caller to fade it out meanwhile.
    grid : MatrixGrid
    i, j : int
        The place, from 0.
    value : object
    role : Role
        The colour of the value.
    """

    mobject: MatrixGrid

    def __init__(
        self, tag: Text, grid: MatrixGrid, i: int, j: int, value: object, role: Role, **options: Any
    ) -> None:
        self.tag, self.place = tag, (i, j)
        self.new = grid.text(i, j, value, role)
        super().__init__(grid, **options)

    def begin(self) -> None:
        entry = self.mobject.entry(*self.place)
        self.leaving, self.flying = VGroup(*entry), VGroup(*(glyph.copy() for glyph in self.new))
        self.ends = [glyph.points.copy() for glyph in self.new]
        goal = np.array([region_of(self.new).left, self.new.baseline, 0])
        start = np.array([region_of(self.tag).left, self.tag.baseline, 0])
        scale = self.tag.font_size / self.new.font_size
        self.starts = [(points - goal) * scale + start for points in self.ends]
        entry.add(*self.flying)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        hop = np.array([0, _HOP * np.sin(np.pi * turned), 0])
        for glyph, start, end in zip(self.flying, self.starts, self.ends, strict=True):
            glyph.set_points((1 - turned) * start + turned * end + hop)
        self.leaving.set_fill(opacity=1 - turned)

    def finish(self) -> None:
        super().finish()
        self.mobject.entry(*self.place).adopt(self.new)
