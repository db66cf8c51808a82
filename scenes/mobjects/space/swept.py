"""Multiples of vectors sweep: one a line, two a plane, and a third carries that plane.

Lines at whole multiples lie on a plane, so that it is seen to be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.cuts import cut_polygon
from scenes.mobjects.space.ground import Ground
from scenes.theme import Role
from scenes.typed_manim import VGroup, VMobject

__all__ = ["Swept"]

Range = tuple[float, float]

_MOST_LINES = 9  # of a family on the plane
_LINE, _GRID, _RIM = 4.0, 1.2, 2.0  # widths
_FILLED, _RULED = 0.24, 0.5  # opacities
NOTHING: Range = (0.0, 0.0)


class Swept(VGroup):
    """The combinations of independent vectors with multiples from a range each.

    The range of the first one is either a part of its line, or, once the second one counts, all
    of it.

    Parameters
    ----------
    ground : Ground
    vectors : array_like, (r, d)
        Independent, r at most 3.
    role : Role

    Attributes
    ----------
    ranges : list of pairs of float
        What is drawn of each.
    carried : float
        The multiple of the third vector to which the plane has been carried.
    """

    def __init__(self, ground: Ground, vectors: ArrayLike, role: Role) -> None:
        self.ground = ground
        self.vectors = np.asarray(vectors, dtype=float).reshape(-1, ground.dimension)
        self.ranges: list[Range] = [NOTHING] * len(self.vectors)
        self.carried = 0.0
        self.shown: object = None
        colour = ground.theme[role]
        self.face = VMobject(
            fill_color=colour, fill_opacity=_FILLED, stroke_color=colour, stroke_width=_RIM
        )
        self.left_behind = VMobject(stroke_color=colour, stroke_width=_GRID, stroke_opacity=_RULED)
        self.grid = VMobject(stroke_color=colour, stroke_width=_GRID, stroke_opacity=_RULED)
        self.line = VMobject(stroke_color=colour, stroke_width=_LINE)
        super().__init__(self.left_behind, self.face, self.grid, self.line)

    @property
    def diagonal(self) -> float:
        """The length of the diagonal of the box."""
        return float(np.linalg.norm(self.ground.high - self.ground.low))

    def reach(self, vector: int) -> Range:
        """Return the multiples of a vector that are in the box."""
        a = self.vectors[vector]
        with np.errstate(divide="ignore"):
            ends = np.concatenate([self.ground.low / a, self.ground.high / a])
        ends = ends[np.isfinite(ends)]
        return float(ends[ends <= 0].max(initial=-np.inf)), float(ends[ends >= 0].min())

    def extent(self, vector: int) -> float:
        """Return how far multiples of a vector go until what they carry has left the box."""
        a, before = self.vectors[vector], self.vectors[:vector]
        across = a - before.T @ np.linalg.lstsq(before.T, a, rcond=None)[0] if vector else a
        size = float(np.linalg.norm(across))
        heights = self.ground.corners @ across / size**2
        return float(np.abs(heights).max())

    @property
    def top(self) -> np.ndarray:
        """The point in the box that is seen highest, (d,), of all multiples of one or of two."""
        if len(self.vectors) == 1:
            points = np.multiply.outer(self.reach(0), self.vectors[0])
        else:
            points = self.outline
        heights = self.ground.places(points)[:, 1]
        return np.asarray(points[int(np.argmax(heights))])

    @property
    def outline(self) -> np.ndarray:
        """The corners, (k, d), of all that two vectors sweep in the box."""
        far = self.extent(1)
        return cut_polygon(self._strip(-far, far), self.ground.low, self.ground.high)

    def take(self, ranges: Sequence[Range], carried: float = 0.0) -> Self:
        """Show what other multiples sweep."""
        self.ranges, self.carried = list(ranges), carried
        return self.redraw()

    def redraw(self) -> Self:
        """Draw everything where it is seen from now, if it has changed."""
        shown = (tuple(self.ranges), self.carried, self.ground.projection)
        if shown == self.shown:
            return self
        self.shown = shown
        used = [k for k, (low, high) in enumerate(self.ranges) if low < high]
        ground = self.ground
        empty = np.zeros((0, 2, 2))
        line, grid, faces = empty, empty, []
        if 1 in used:
            offset = self.carried * self.vectors[2] if 2 in used else np.zeros(1)
            faces = [self._face(offset)]
            grid = self._ruled(offset)
        elif 0 in used:
            ends = np.array(self.ranges[0])[:, None] * self.vectors[0]
            line = ground.segments(ends[None])
        self.line.set_points(bezier_points(line))
        self.grid.set_points(bezier_points(grid))
        self.face.set_points(bezier_points(self._closed(faces)))
        self.left_behind.set_points(bezier_points(self._closed(self._sections(2 in used))))
        return self

    def _closed(self, faces: Sequence[np.ndarray]) -> list[np.ndarray]:
        places = [self.ground.places(face) for face in faces if len(face) > 2]
        return [np.concatenate([face, face[:1]]) for face in places]

    def _strip(self, low: float, high: float, away: float = 0.0) -> np.ndarray:
        """Return the corners of the strip that the line sweeps, long enough for the box."""
        a, b = self.vectors[:2]
        far = self._far(low, high, away)
        ends = [(-far, low), (far, low), (far, high), (-far, high)]
        return np.array([s * a + t * b for s, t in ends])

    def _far(self, low: float, high: float, away: float = 0.0) -> float:
        """Return the multiple of the first vector at which a line has left the box."""
        a, b = np.linalg.norm(self.vectors[:2], axis=1)
        return (self.diagonal + away + max(-low, high) * float(b)) / float(a)

    def _face(self, offset: np.ndarray) -> np.ndarray:
        strip = offset + self._strip(*self.ranges[1], float(np.linalg.norm(offset)))
        return cut_polygon(strip, self.ground.low, self.ground.high)

    def _ruled(self, offset: np.ndarray) -> np.ndarray:
        """Return lines of the plane at whole multiples of either vector, on the frame."""
        a, b = self.vectors[:2]
        low, high = self.ranges[1]
        far = self._far(low, high, float(np.linalg.norm(offset)))
        along = [
            [offset - far * a + t * b, offset + far * a + t * b]
            for t in _whole(low, high, 2 * self.extent(1))
        ]
        face = self._face(offset)
        if not len(face):
            return self.ground.segments([])
        # Only as many of the other family as the box holds: those of the corners.
        shares = np.linalg.lstsq(np.stack([a, b]).T, (face - offset).T, rcond=None)[0][0]
        most = 2 * self.diagonal / float(np.linalg.norm(a))
        across = [
            [offset + s * a + low * b, offset + s * a + high * b]
            for s in _whole(float(shares.min()), float(shares.max()), most)
        ]
        return self.ground.segments([*along, *across])

    def _sections(self, carried: bool) -> list[np.ndarray]:
        """Return where the carried plane has been, at whole multiples."""
        if not carried:
            return []
        low, high = self.ranges[2]
        wholes = _whole(low, high, 2 * self.extent(2))
        return [self._face(u * self.vectors[2]) for u in wholes]


def _whole(low: float, high: float, range_: float) -> np.ndarray:
    """Return the whole multiples between two numbers, or every 2nd, 5th …; of `range_` only few."""
    step = 1.0
    while range_ / step > _MOST_LINES:
        step *= 2.5 if f"{step:e}".startswith("2") else 2
    return np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1) * step
