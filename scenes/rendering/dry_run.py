"""A renderer that plays a scene to its end without drawing a frame.

Every animation is begun, stopped half-way for a look, and finished, so that a whole lesson is
rehearsed in a second or two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

import manim
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.typed_manim import Animation, Scene

__all__ = ["DryRenderer", "Observer"]


class Observer(Protocol):
    """An observer of a rehearsal; called three times for every play."""

    def before(self, scene: Scene, animations: list[Animation]) -> None:
        """Look at the scene as the animations begin."""

    def midway(self, scene: Scene) -> None:
        """Look at the scene when the animations are half over."""

    def after(self, scene: Scene, seconds: float) -> None:
        """Look at the scene when they are over."""


class DryRenderer(CairoRenderer):
    """Manim's renderer without its frames and files.

    Parameters
    ----------
    observer : Observer
    camera_class : optional
        Makes the camera, Manim's own if not given.
    """

    def __init__(
        self, observer: Observer, camera_class: Callable[[], manim.Camera] | None = None
    ) -> None:
        # Manim asks for classes, and is content with what can be called like them.
        writer, camera = (
            cast(type[SceneFileWriter], _NoFile),
            cast(type[manim.Camera], camera_class),
        )
        super().__init__(file_writer_class=writer, camera_class=camera)
        self.observer = observer

    def play(self, scene: manim.Scene, *args: Any, **kwargs: Any) -> None:
        """Run the animations through their beginning, middle and end."""
        scene.compile_animation_data(*args, **kwargs)
        animations = scene.animations or []
        scene.begin_animations()
        seen = cast(Scene, scene)
        self.observer.before(seen, cast(list[Animation], animations))
        for animation in animations:
            animation.interpolate(0.5)
        self.observer.midway(seen)
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.time += scene.duration
        self.num_plays += 1
        self.observer.after(seen, scene.duration)


class _NoFile:
    """Stands where Manim's file writer would."""

    def __init__(self, settings: object) -> None:
        self.sections: list[str] = []
        self.subcaptions: list[object] = []

    def next_section(self, name: str, *_: object) -> None:
        self.sections.append(name)
