"""The plane or space beside the rows: A moves it, and each row operation moves it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp

from linalg import Elimination, Subtract, Swap
from linalg.geometry.undoing import Undoing
from linalg.numbers.matrices import symbols_in
from scenes.mobjects.maps.moved_cube import AXES, CORNERS, LONG, MovedCube, fitted, sheet
from scenes.mobjects.maps.moved_plane import MovedPlane, Window, images
from scenes.mobjects.space.cube import open_view
from scenes.mobjects.space.projection import Projection
from scenes.parts.matrices.beside_picture import BESIDE
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.theme import Theme
from scenes.typed_manim import Animation, Mobject, UpdateFromAlphaFunc, smooth

__all__ = ["MovedSpace", "pictured"]

LEAST_UNIT = 0.38
"""How long a unit must be, in Manim's units, for what is drawn in a square to be seen."""

THIN = 0.2  # the sine of the angle at which a plane that is left is looked at
ROUNDING = 1e-9
MOMENTS = 12  # on the way out, at which a window is measured
KINDS = ("point", "line", "plane")  # by rank


def pictured(record: Elimination) -> Undoing | None:
    """Return the maps of an elimination of [A I], if they can be drawn: 2 × 2 or 3 × 3 numbers.

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
    if not largest < 100 or _unit(undoing) < LEAST_UNIT:
        return None
    return undoing


def _all_maps(undoing: Undoing) -> list[np.ndarray]:
    """Return matrices between which all lies that is drawn."""
    return [*undoing.maps, *(undoing.out.at(share) for share in np.linspace(0, 1, MOMENTS))]


def _unit(undoing: Undoing) -> float:
    if undoing.n == 2:
        return _window(undoing).unit
    return _projection(undoing).scale


def _window(undoing: Undoing, null: np.ndarray | None = None) -> Window:
    ends = np.zeros((0, 2)) if null is None else null[None, :]
    corners = np.concatenate([images(_all_maps(undoing)), ends])
    span = float(np.ptp(corners, axis=0).max())
    return Window.around(corners, BESIDE, margin=0.3 + 0.08 * span)


def _projection(undoing: Undoing, null: np.ndarray | None = None) -> Projection:
    """Return the projection under which all fits, from where it is seen what becomes of it."""
    maps = _all_maps(undoing)
    corners = np.concatenate([AXES * np.eye(3), *(CORNERS @ one.T for one in maps)])
    rims = [sheet(one)[0] for one in maps]
    line = np.zeros((0, 3)) if null is None else LONG * np.array([-null, null])
    view = open_view(_normals(maps)) if null is None else _view_of_the_fall(maps[0], null)
    return fitted(np.concatenate([corners, line, *rims]), BESIDE, view)


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


class MovedSpace:
    """A grid of the plane, or a cube, that goes with the rows of A.

    Parameters
    ----------
    stage : MatrixStage
    undoing : Undoing
    null : (n, 1) matrix, optional
        An x other than 0 with Ax = 0.

    Attributes
    ----------
    picture : MovedPlane or MovedCube
    subject : {"plane", "space"}
        How its captions begin.
    """

    def __init__(self, stage: MatrixStage, undoing: Undoing, null: Any = None) -> None:
        self.stage, self.lesson, self.undoing = stage, stage.lesson, undoing
        self.subject = "plane" if undoing.n == 2 else "space"
        self.null = None if null is None else np.array(sp.Matrix(null).tolist(), dtype=float)[:, 0]
        self.picture = self._made()
        self.slid: set[int] = set()  # the axes along which that has been said

    def _made(self) -> MovedPlane | MovedCube:
        """Return the picture before anything is moved."""
        theme: Theme = self.lesson.theme
        if self.undoing.n == 2:
            return MovedPlane(_window(self.undoing, self.null), theme)
        return MovedCube(_projection(self.undoing, self.null), theme)

    # What A does.

    @property
    def fate(self) -> str:
        """The key of the caption on what A does to the plane, or to space."""
        A, n = self.undoing.maps[0], self.undoing.n
        if not self.can_come_back:
            return f"{self.subject}.{KINDS[self.undoing.elimination.rank]}"
        if np.array_equal(A, np.eye(n)):
            return f"{self.subject}.stays"
        return f"{self.subject}.{'moves' if self.undoing.out.keeps_its_side else 'over'}"

    @property
    def can_come_back(self) -> bool:
        """True if A has an inverse."""
        return self.undoing.elimination.rank == self.undoing.n

    def go_out(self, seconds: float = 2.5) -> None:
        """Let A move everything."""
        self.lesson.show(self.picture.motion(self.undoing.out.at), seconds=seconds)

    def come_back(self, seconds: float = 2.5) -> None:
        """Let the inverse move everything back, the way that it came."""
        out = self.undoing.out
        self.lesson.show(self.picture.motion(lambda share: out.at(1 - share)), seconds=seconds)

    @property
    def is_back(self) -> bool:
        """True if everything is drawn where it was before A."""
        return self.picture.shows(np.eye(self.undoing.n))

    def start_again(self) -> MovedPlane | MovedCube:
        """Return another picture before anything is moved."""
        self.picture = self._made()
        return self.picture

    def grow_null(self) -> None:
        """Let x grow, with the line through it; from now on it goes where everything goes."""
        assert self.null is not None
        picture, x, here = self.picture, self.null, np.eye(self.undoing.n)

        def reach(_: Mobject, share: float) -> None:
            picture.follow(share * x).take(here)

        self.lesson.show(UpdateFromAlphaFunc(picture, reach, rate_func=smooth), seconds=2.0)

    # What the steps do.

    def announce(self, step: Subtract) -> tuple[str, dict[str, Any]] | None:
        """Say along which axis everything slides: in the plane once for each, else once."""
        if step.target in self.slid:
            return None
        first = not self.slid
        if not first and (self.undoing.n > 2 or not self.can_come_back):
            return None  # seen once, it is known
        self.slid.add(step.target)
        if not self.can_come_back:
            return f"{self.subject}.flat", {}
        key = f"{self.subject}.slides" if first else f"{self.subject}.slides.too"
        return key, {"axis": "xyz"[step.target]}

    def along(self, step: Subtract) -> list[Animation]:
        """Return the slide that goes with a step."""
        return self.through(1)

    def exchange(self, step: Swap) -> list[Animation]:
        """Return what goes with an exchange: two axes change places."""
        return self.through(1)

    def through(self, steps: int) -> list[Animation]:
        """Return the motion that goes with so many steps."""
        first = self.stage.done
        return [self._motion(lambda share: self.undoing.between(first, first + steps, share))]

    def _motion(self, at: Callable[[float], np.ndarray]) -> Animation:
        return self.picture.motion(at)
