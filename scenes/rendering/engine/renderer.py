"""The renderer of the engine: Manim's, with frames drawn by display list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import cairo
import numpy as np
from manim import Scene
from manim.mobject.mobject import Mobject
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.exceptions import EndSceneEarlyException
from manim.utils.iterables import list_update

from scenes.rendering.engine.drawing.canvas import Canvas, numbers_of
from scenes.rendering.engine.drawing.display import DisplayList, Item, UnhandledError
from scenes.rendering.engine.drawing.rectangles import Rectangle, merged
from scenes.rendering.engine.sharing import ForkingWriter
from scenes.rendering.engine.video.planes import changes
from scenes.rendering.engine.video.writer import EngineWriter
from scenes.rendering.faults import BAD_VALUES, by_manim
from scenes.rendering.film.beats import Rests
from scenes.rendering.film.writer import ListenedWriter

__all__ = ["EngineRenderer"]


class EngineRenderer(CairoRenderer):
    """Takes the place of a scene's renderer, and draws what it can.

    It differs from ``CairoRenderer`` in this: only what changes between two frames is drawn and
    handed on, and nothing is drawn for plays that are skipped. What it does not handle it leaves
    to Manim, frame by frame.

    Parameters
    ----------
    stock : CairoRenderer
        The renderer that the scene was made with.

    Attributes
    ----------
    drawn : int
        Frames drawn so far, Manim's among them.
    left_to_manim : Counter
        Frames that Manim drew, by the reason why.
    moments : list of (float, int)
        The time of the scene after each play, and how many frames the film had then.
    rests : Rests
    cut : range, optional
        The plays that are wanted, if not all.
    """

    def __init__(self, stock: CairoRenderer) -> None:
        self._static: list[Item] | None = []
        self._static_view: tuple[float, ...] | None = None
        self._static_reason = ""
        self.__dict__.update(vars(stock))
        self.drawn = 0
        self.moments: list[tuple[float, int]] = [(0.0, 0)]
        self.left_to_manim: Counter[str] = Counter()
        self._display = DisplayList(self.camera)
        self._canvas = Canvas(self.camera.pixel_array)
        self._pending: list[Rectangle] = []
        self.rests = Rests()
        self.cut: range | None = None
        self._is_over = False

    def update_skipping_status(self) -> None:
        """Skip what comes before the part that is wanted, and end the scene after it."""
        super().update_skipping_status()
        if self.cut is None:
            return
        if self.num_plays < self.cut.start:
            self.skip_animations = True
        elif self.num_plays >= self.cut.stop:
            self.skip_animations = True
            if not self._is_over:
                self._is_over = True
                raise EndSceneEarlyException

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations; a child process ends with them, or with what goes wrong."""
        try:
            super().play(scene, *args, **kwargs)
        except BaseException as error:
            if isinstance(self.file_writer, ForkingWriter):
                self.file_writer.give_up(error)
            raise
        if isinstance(self.file_writer, ListenedWriter):
            self.moments.append((self.time, self.file_writer.frames_written))
            self.rests.note(scene, self.file_writer.frames_written)

    def counts(self) -> dict[str, Any]:
        """Return how many frames were drawn, and how many by Manim, for another renderer to add."""
        return {"drawn": self.drawn, "left_to_manim": self.left_to_manim}

    def add_counts(self, counts: dict[str, Any]) -> None:
        """Add what was drawn by another renderer."""
        self.drawn += counts["drawn"]
        self.left_to_manim.update(counts["left_to_manim"])

    @property
    def _advances(self) -> bool:
        """True if another process draws the frames of this moment."""
        return isinstance(self.file_writer, EngineWriter) and self.file_writer.advances

    @property
    def summary(self) -> tuple[str, ...]:
        """The list of what Manim drew, each with its reason, in words."""
        return tuple(
            f"{count} of {self.drawn} frames drawn by Manim itself: {reason}"
            for reason, count in self.left_to_manim.most_common()
        )

    @property
    def static_image(self) -> np.ndarray | None:
        """Manim's picture of what stays; None while it is kept as items, or nothing stays."""
        image: np.ndarray | None = self.__dict__["static_image"]
        return image

    @static_image.setter
    def static_image(self, image: np.ndarray | None) -> None:
        self.__dict__["static_image"] = image
        self._static = [] if image is None else None

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> np.ndarray | None:
        """Keep how the mobjects that stay look now, as a play begins."""
        self.static_image = None
        self._pending = [self._canvas.whole]
        if self.skip_animations or self._advances:
            return None
        static = list(static_mobjects)
        self._display.forget_all_but(list_update(scene.mobjects, scene.foreground_mobjects))
        try:
            self._static = self._display.items(static)
            self._static_view = numbers_of(self._view())
        except UnhandledError as reason:
            self._static_reason = str(reason)
            return by_manim(super().save_static_frame_data, scene, static)
        except BAD_VALUES:
            by_manim(super().update_frame, scene)  # with what moves, which may be to blame
            raise
        return None

    def update_frame(
        self,
        scene: Scene,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        """Draw a frame into the camera's pixels."""
        if self._advances or (self.skip_animations and not ignore_skipping):
            return
        self.drawn += 1
        shown = list(mobjects or list_update(scene.mobjects, scene.foreground_mobjects))
        try:
            if kwargs or not include_submobjects:
                raise UnhandledError("an unusual choice of mobjects")
            self._draw(shown)
        except UnhandledError as reason:
            self.left_to_manim[str(reason)] += 1
            self._keep_static_image(str(reason))
            by_manim(super().update_frame, scene, shown, include_submobjects, **kwargs)
            self._canvas.forget()
            self._pending = [self._canvas.whole]
        except BAD_VALUES:
            by_manim(super().update_frame, scene, shown, include_submobjects, **kwargs)
            raise

    def draw_last_frame(self, scene: Scene) -> None:
        """Draw the scene as it is at its end, skipped or not."""
        self.static_image = None
        self.update_frame(scene)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame and hand it on, unless the play is skipped."""
        if not self.skip_animations:
            self.update_frame(scene, moving_mobjects)
            self.add_frame(self._news())

    def freeze_current_frame(self, duration: float) -> None:
        """Hand the frame on as often as a hold needs it."""
        self.add_frame(self._news(), num_frames=int(duration / (1 / self.camera.frame_rate)))

    def _draw(self, mobjects: list[Mobject]) -> None:
        if self._static is None:
            raise UnhandledError(self._static_reason)
        view = self._view()
        if self._static and numbers_of(view) != self._static_view:
            raise UnhandledError("a camera that moves while others stay")
        items = self._static + self._display.items(mobjects)
        if self._canvas.pixels is not self.camera.pixel_array:
            self._canvas = Canvas(self.camera.pixel_array)
        self._pending += self._canvas.draw(items, view, self._background)

    @property
    def _background(self) -> np.ndarray:
        background = self.camera.background
        assert background is not None  # from the camera's beginning on
        return background

    def _view(self) -> cairo.Matrix:
        """Return the map from Manim's coordinates to pixels."""
        return self.camera.get_cairo_context(self.camera.pixel_array).get_matrix()

    def _keep_static_image(self, reason: str) -> None:
        """Turn the items that stay into the picture of them that Manim wants, for this play."""
        if self._static and self._static_view is not None:
            view = cairo.Matrix(*self._static_view)
            self._static_reason = reason
            self._canvas.draw(self._static, view, self._background)
            self.static_image = self._canvas.pixels.copy()

    def _news(self) -> Any:
        """Return what the writer wants: the changes since the last frame, or the whole frame.

        The engine's own writer takes them from Manim, which takes them for a frame.
        """
        if self._advances:
            return None
        if not (isinstance(self.file_writer, EngineWriter) and self.file_writer.takes_changes):
            return self.get_frame()
        news = changes(self.camera.pixel_array, merged(self._pending))
        self._pending = []
        return news
