"""The picture of what a matrix moves, as large as can be: a plane's window, a cube's projection."""

from __future__ import annotations

import numpy as np

from linalg import Elimination
from linalg.geometry.undoing import Undoing
from linalg.numbers.matrices import symbols_in
from scenes.mobjects.maps.moved_cube import AXES, CORNERS, LONG, MovedCube, fitted, sheet
from scenes.mobjects.maps.moved_plane import MovedPlane, Window, images
from scenes.mobjects.space.cube import open_view
from scenes.mobjects.space.projection import Projection
from scenes.parts.matrices.beside_picture import BESIDE
from scenes.stage import Region
from scenes.theme import Theme

__all__ = ["picture_of", "pictured"]

LEAST_UNIT = 0.38
"""How long a unit must be, in Manim's units, for what is drawn in a square to be seen."""

LARGEST = 100.0  # entry of a map, before anything else is measured
THIN = 0.2  # the sine of the angle at which a plane that is left is looked at
ROUNDING = 1e-9
MOMENTS = 12  # on the way out, at which a window is measured


def pictured(record: Elimination, null: np.ndarray | None = None) -> Undoing | None:
    """Return the maps of an elimination of [A I], if they can be drawn: 2 × 2 or 3 × 3 numbers.

    Parameters
    ----------
    record : Elimination
    null : ndarray, (n,), optional
        An x with Ax = 0, which will be drawn too.

    Examples
    --------
    >>> from linalg import inverse
    >>> pictured(inverse("1 3; 2 7").elimination) is None
    False
    >>> pictured(inverse("a 3; 2 7").elimination) is None
    True
    >>> pictured(inverse("1000 0; 0 1").elimination) is None
    True
    """
    if record.shape[1] not in (2, 3) or symbols_in(record.A):
        return None
    undoing = Undoing(record)
    largest = max(np.abs(one).max() for one in undoing.maps)
    if not largest < LARGEST or _unit(undoing, null) < LEAST_UNIT:
        return None
    return undoing


def picture_of(
    undoing: Undoing, null: np.ndarray | None, region: Region, theme: Theme
) -> MovedPlane | MovedCube:
    """Return a grid of the plane, or a cube, before anything is moved, that stays in a region."""
    if undoing.n == 2:
        return MovedPlane(_window(undoing, null, region), theme)
    return MovedCube(_projection(undoing, null, region), theme)


def _all_maps(undoing: Undoing) -> list[np.ndarray]:
    """Return matrices between which all lies that is drawn."""
    return [*undoing.maps, *(undoing.out.at(share) for share in np.linspace(0, 1, MOMENTS))]


def _unit(undoing: Undoing, null: np.ndarray | None) -> float:
    if undoing.n == 2:
        return _window(undoing, null, BESIDE).unit
    return _projection(undoing, null, BESIDE).scale


def _window(undoing: Undoing, null: np.ndarray | None, region: Region) -> Window:
    ends = np.zeros((0, 2)) if null is None else null[None, :]
    corners = np.concatenate([images(_all_maps(undoing)), ends])
    span = float(np.ptp(corners, axis=0).max())
    return Window.around(corners, region, margin=0.3 + 0.08 * span)


def _projection(undoing: Undoing, null: np.ndarray | None, region: Region) -> Projection:
    """Return the projection under which all fits, from where it is seen what becomes of it."""
    maps = _all_maps(undoing)
    corners = np.concatenate([AXES * np.eye(3), *(CORNERS @ one.T for one in maps)])
    rims = [sheet(one)[0] for one in maps]
    line = np.zeros((0, 3)) if null is None else LONG * np.array([-null, null])
    view = open_view(_normals(maps)) if null is None else _view_of_the_fall(maps[0], null)
    return fitted(np.concatenate([corners, line, *rims]), region, view)


def _normals(maps: list[np.ndarray]) -> np.ndarray:
    """Return the normals of the cube's faces, of those that are not edges."""
    crosses = [np.cross(A[:, k - 2], A[:, k - 1]) for A in maps for k in range(3)]
    return np.array([normal for normal in crosses if np.linalg.norm(normal) > ROUNDING])


def _view_of_the_fall(A: np.ndarray, null: np.ndarray) -> tuple[float, float]:
    """Return the view in which what A leaves is nearly a line, and x is seen at its length."""
    left = np.linalg.svd(A)[0][:, -1]  # across a plane that is left
    x = null / np.linalg.norm(null)

    def worth(view: tuple[float, float]) -> float:
        viewer = Projection(*view).to_viewer
        return -abs(abs(float(left @ viewer)) - THIN) - 0.5 * max(0.0, abs(float(x @ viewer)) - 0.5)

    return max(((float(a), float(e)) for e in (18, 24, 32) for a in range(20, 75, 5)), key=worth)
