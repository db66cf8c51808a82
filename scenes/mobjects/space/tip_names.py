"""Places for the names of arrows: beside their tips, off all lines, whatever the view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.mobjects.space.ground import Ground, View

__all__ = ["tip_offsets"]

_ANGLES = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_DISTANCES = (0.34, 0.44, 0.56)
_ENOUGH = 0.3  # of room around the middle of a name
_FARTHER = 0.25  # what a unit of distance from the tip is worth, in room


def tip_offsets(
    ground: Ground,
    tips: Sequence[np.ndarray],
    segments: np.ndarray,
    views: Sequence[View],
    widths: Sequence[float] = (),
) -> np.ndarray:
    """Return where the middle of each name stands, measured from its tip, on the frame, (k, 2).

    Parameters
    ----------
    ground : Ground
    tips : sequence of k ndarray, (p, d)
        The places where each tip comes to rest.
    segments : ndarray, (n, 2, d)
        What they must stay off.
    views : sequence of views
        In all of these; the ground comes back to its own.
    widths : sequence of float, optional
        How many times as wide as high each name is, at least; 1 for those that are not said.
    """
    own: View = (ground.projection.azimuth, ground.projection.elevation)
    seen = []
    for view in views:
        ground.turn_to(view)
        ends = ground.places(segments.reshape(-1, ground.dimension)).reshape(-1, 2, 2)
        seen.append(([ground.places(rests) for rests in tips], ends))
    ground.turn_to(own)
    around = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)
    candidates = np.concatenate([r * around for r in _DISTANCES])
    offsets: list[np.ndarray] = []
    for k in range(len(tips)):
        room = np.full(len(candidates), _ENOUGH)
        wide = np.array([widths[k] if k < len(widths) else 1.0, 1.0])
        for places, ends in seen:
            for place in places[k]:
                middles = place + candidates * wide
                for segment in ends:
                    room = np.minimum(room, _distances(middles / wide, segment / wide))
                for rests, offset in zip(places, offsets, strict=False):
                    for rest in rests:
                        away = np.linalg.norm((middles - rest - offset) / wide, axis=1)
                        room = np.minimum(room, away / 1.8)
                room = np.minimum(room, _inside(ground, middles, wide))
        room = room - _FARTHER * np.linalg.norm(candidates, axis=1)
        offsets.append(candidates[int(np.argmax(room))] * wide)
    return np.array(offsets).reshape(-1, 2)


def _distances(points: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """Return how far points, (k, 2), are from a segment, (2, 2)."""
    start, along = segment[0], segment[1] - segment[0]
    size = float(along @ along)
    shares = np.clip((points - start) @ along / size, 0, 1) if size else np.zeros(len(points))
    return np.asarray(np.linalg.norm(points - start - shares[:, None] * along, axis=1))


def _inside(ground: Ground, points: np.ndarray, wide: np.ndarray) -> np.ndarray:
    """Return how far points are from the edges of the ground's region, less than 0 outside."""
    region = ground.region
    x, y = points.T
    across, up = wide
    sides = [(x - region.left) / across, (region.right - x) / across]
    sides += [(y - region.bottom) / up, (region.top - y) / up]
    return np.asarray(np.min(sides, axis=0))
