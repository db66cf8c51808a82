"""The plane or space beside the rows: A moves it, and each row operation moves it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from linalg import Subtract, Swap
from linalg.geometry.undoing import Undoing
from scenes.lessons.linear_algebra.inverse.picture_of_maps import picture_of
from scenes.mobjects.maps.moved_cube import MovedCube
from scenes.mobjects.maps.moved_plane import MovedPlane
from scenes.parts.matrices.beside_picture import BESIDE
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import CAPTION, MAIN, Region
from scenes.typed_manim import Animation, FadeOut, Mobject, UpdateFromAlphaFunc, smooth

__all__ = ["MovedSpace"]

ALONE = Region(MAIN.left, MAIN.right, CAPTION.top + 0.15, MAIN.top)
KINDS = ("point", "line", "plane")  # by rank


class MovedSpace:
    """A grid of the plane, or a cube, that goes with the rows of A, or has the frame for itself.

    Parameters
    ----------
    stage : MatrixStage
    undoing : Undoing
    null : ndarray, (n,), optional
        An x other than 0 with Ax = 0.
    alone : bool
        Whether it is seen before and after the rows, which leave it no room beside them.

    Attributes
    ----------
    picture : MovedPlane or MovedCube
    subject : {"plane", "space"}
        How its captions begin.
    """

    def __init__(
        self,
        stage: MatrixStage,
        undoing: Undoing,
        null: np.ndarray | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self.stage, self.lesson, self.undoing = stage, stage.lesson, undoing
        self.null, self.alone = null, alone
        self.subject = "plane" if undoing.n == 2 else "space"
        self.picture = self._made()
        self.slid: set[int] = set()  # the axes along which that has been said

    def _made(self) -> MovedPlane | MovedCube:
        """Return the picture before anything is moved."""
        region = ALONE if self.alone else BESIDE
        return picture_of(self.undoing, self.null, region, self.lesson.theme)

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

    def leave(self) -> None:
        """Let the picture go, when what is said of it could be read."""
        self.lesson.finish_reading()
        self.lesson.show(FadeOut(self.picture), seconds=0.6)

    def start_again(self) -> MovedPlane | MovedCube:
        """Return a new picture, before anything is moved."""
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
