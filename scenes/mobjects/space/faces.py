"""Flat faces in space, cut where they pass through each other and drawn from the back to the front.

Source: H. Fuchs, Z. Kedem, B. Naylor, On visible surface generation by a priori tree structures,
SIGGRAPH 1980.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.space.projection import Projection
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["Face", "Faces", "painted"]

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Face:
    """A convex polygon in space.

    Attributes
    ----------
    corners : ndarray, (k, 3)
    normal : ndarray, (3,)
    offset : float
        Its plane: normal · x = offset.
    role : Role
    """

    corners: np.ndarray
    normal: np.ndarray
    offset: float
    role: Role

    def cut(self, other: Face) -> tuple[Face | None, Face | None]:
        """Return what lies where normal · x ≤ offset of another's plane, and the rest."""
        heights = self.corners @ other.normal - other.offset
        scale = max(1.0, float(np.abs(heights).max(initial=0.0)))
        heights = np.where(np.abs(heights) < _TOLERANCE * scale, 0.0, heights)
        return self._part(-heights), self._part(heights)

    def _part(self, heights: np.ndarray) -> Face | None:
        """Return the part with heights of at least 0, if it is more than an edge."""
        if not (heights > 0).any():
            return None
        kept: list[np.ndarray] = []
        for k, (height, before) in enumerate(zip(heights, np.roll(heights, 1), strict=True)):
            if height * before < 0:
                share = before / (before - height)
                kept.append(self.corners[k - 1] + share * (self.corners[k] - self.corners[k - 1]))
            if height >= 0:
                kept.append(self.corners[k])
        return Face(np.array(kept), self.normal, self.offset, self.role)


def painted(faces: Sequence[Face], to_viewer: np.ndarray) -> list[Face]:
    """Return pieces of faces that do not pass through each other, the farthest first.

    Parameters
    ----------
    faces : sequence of Face
    to_viewer : ndarray, (3,)
        The direction to the viewer.

    Examples
    --------
    >>> square = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    >>> floor = Face(square, np.array([0.0, 0, 1]), 0.0, Role.SOURCE)
    >>> wall = Face(square[:, [2, 0, 1]], np.array([1.0, 0, 0]), 0.0, Role.TARGET)
    >>> [face.role.value for face in painted([floor, wall], np.array([1.0, 0, 0.5]))]
    ['target', 'source', 'target']
    """
    if not faces:
        return []
    first, below, above, level = faces[0], [], [], [faces[0]]
    for face in faces[1:]:
        low, high = face.cut(first)
        below += [low] if low is not None else []
        above += [high] if high is not None else []
        level += [face] if low is None and high is None else []
    far, near = (below, above) if first.normal @ to_viewer >= 0 else (above, below)
    return [*painted(far, to_viewer), *level, *painted(near, to_viewer)]


class Faces(VGroup):
    """Faces on the frame: translucent, with their edges, in the order of their depth.

    Parameters
    ----------
    projection : Projection
    theme : Theme
    most : int
        How many faces there will be at a time.
    """

    def __init__(
        self, projection: Projection, theme: Theme, most: int, *, opacity: float = 0.42
    ) -> None:
        self.projection, self.theme, self.opacity = projection, theme, opacity
        pieces = most * 2 ** (most - 1)
        super().__init__(*(VMobject(stroke_width=0, fill_opacity=opacity) for _ in range(pieces)))

    def turn_to(self, faces: Sequence[Face], fading: dict[Role, float] | None = None) -> Faces:
        """Show other faces; those of some roles fainter."""
        pieces = painted(faces, self.projection.to_viewer)
        for k, part in enumerate(self.submobjects):
            if k >= len(pieces):
                part.set_points(np.zeros((0, 3)))
                continue
            face = pieces[k]
            places = self.projection.places(face.corners)
            part.set_points(bezier_points([np.concatenate([places, places[:1]])]))
            share = (fading or {}).get(face.role, 1.0)
            part.set_fill(self.theme[face.role], opacity=self.opacity * share)
        return self
