"""Equations of three unknowns as planes in a cube, each of which may be anything on its way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.plots.lines import GIVEN_WIDTH, LOOKS
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.space.cube import Cube
from scenes.mobjects.space.faces import Face, Faces
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["OPACITY", "Planes"]

OPACITY = {"dark": 0.42, "light": 0.3}
"""Of a plane, by theme."""


class Planes(VGroup):
    """A plane for each equation, nothing until it is placed, and the lines in which two meet.

    Parameters
    ----------
    cube : Cube
    count : int
        How many equations.
    opacity : float, optional
        Of a plane; that of the theme if left out.
    """

    def __init__(self, cube: Cube, count: int, *, opacity: float | None = None) -> None:
        self.cube, theme = cube, cube.theme
        looks = LOOKS[:count]
        self.equations: list[Hyperplane | None] = [None] * count
        self.shares = [0.0] * count
        strength = OPACITY[theme.name] if opacity is None else opacity
        self.faces = Faces(cube.projection, theme, count, opacity=strength)
        self.outlines = [Curve([], role, theme, width=3, dash=dash) for role, dash in looks]
        self.given = [Curve([], role, theme, width=GIVEN_WIDTH, dash=dash) for role, dash in looks]
        self.crossings = Curve([], Role.FOREGROUND, theme, width=2.0)
        super().__init__(self.faces, *self.outlines, *self.given, self.crossings)

    def place(self, row: int, equation: Hyperplane, share: float = 1.0) -> None:
        """Draw a plane where it is, as strongly as it has come or is left."""
        self.equations[row], self.shares[row] = equation, share
        self._redraw()

    def place_all(self, equations: Sequence[Hyperplane]) -> None:
        """Draw all planes where they are."""
        self.equations, self.shares = list(equations), [1.0] * len(equations)
        self._redraw()

    def give(self, row: int, equation: Hyperplane, share: float) -> None:
        """Draw the outline of a plane as it was given."""
        self._outline(self.given[row], equation.section(self.cube.low, self.cube.high), share)

    @property
    def edges(self) -> list[np.ndarray]:
        """The ends of all edges that are drawn, and of the lines in which two planes meet.

        (2, 2) each, on the frame.
        """
        points = self.crossings.points[:, :2]
        found = list(np.stack([points[::4], points[3::4]], axis=1))
        for equation, share in zip(self.equations, self.shares, strict=True):
            if equation is not None and share > 0:
                corners = equation.section(self.cube.low, self.cube.high)
                places = self.cube.places(corners) if len(corners) else np.zeros((0, 2))
                found += [np.array(pair) for pair in pairwise([*places, *places[:1]])]
        return found

    def _redraw(self) -> None:
        faces = []
        for row, equation in enumerate(self.equations):
            corners = np.zeros((0, 3))
            if equation is not None and self.shares[row] > 0:
                corners = equation.section(self.cube.low, self.cube.high)
            self._outline(self.outlines[row], corners, self.shares[row])
            if len(corners) > 2 and equation is not None:
                normal = np.array(equation.normal, dtype=float)
                faces.append(Face(corners, normal, float(equation.offset), LOOKS[row][0]))
        fading = {LOOKS[row][0]: share for row, share in enumerate(self.shares)}
        self.faces.turn_to(faces, fading)
        self.crossings.trace(self._common_lines(faces))

    def _outline(self, curve: Curve, corners: np.ndarray, share: float) -> None:
        if len(corners) < 3:
            curve.set_points(np.zeros((0, 3)))
            return
        places = self.cube.projection.places(corners)
        curve.trace([np.concatenate([places, places[:1]])])
        curve.set_stroke(opacity=share)

    def _common_lines(self, faces: Sequence[Face]) -> list[np.ndarray]:
        """Return the segments in which two faces meet, on the frame."""
        segments = []
        for k, face in enumerate(faces):
            for other in faces[:k]:
                low, high = face.cut(other)
                if low is None or high is None:
                    continue
                heights = np.abs(low.corners @ other.normal - other.offset)
                on = low.corners[heights < 1e-6 * max(1.0, float(heights.max()))]
                if len(on) >= 2:
                    segments.append(self.cube.projection.places(on[[0, -1]]))
        return segments
