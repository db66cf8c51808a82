"""A scene skimmed: played to its end or up to a moment, its frames counted and hardly one drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import manim
import numpy as np
from manim import config
from manim.utils.exceptions import EndSceneEarlyException

from scenes.rendering.dry_run import DryRenderer
from scenes.rendering.film.beats import Rests
from scenes.rendering.parts import Stretch

__all__ = ["Skim"]


class _FoundError(EndSceneEarlyException):
    """The frame that was looked for has been seen."""


class Skim:
    """A run through a scene that counts its frames as a film has them.

    Parameters
    ----------
    make_scene : callable
        Makes the scene from the keywords of Manim's ``Scene``.
    look : callable, optional
        Is given the scene as it is on a frame that is looked for, and the number of that frame.
    frame : int, optional
        The frame that is looked for, after which the run ends; else each at which a beat may rest.

    Attributes
    ----------
    frames, plays : int
        How many there have been.
    """

    def __init__(
        self,
        make_scene: Callable[..., manim.Scene],
        look: Callable[[manim.Scene, int], object] | None = None,
        frame: int | None = None,
    ) -> None:
        self.frames = self.plays = 0
        self._look, self._frame = look, frame
        self._starts: list[tuple[str, int, int]] = []
        self._rests = Rests()
        renderer = _SkimmingRenderer(self)
        scene = make_scene(renderer=renderer)
        renderer.file_writer = _Sections(self)
        scene.setup()
        try:
            scene.construct()
            scene.tear_down()
        except _FoundError:
            pass

    @property
    def beats(self) -> list[Stretch]:
        """The beats so far that have frames, the last one up to here."""
        ends = [(frame, play) for _, frame, play in self._starts[1:]] + [(self.frames, self.plays)]
        return [
            Stretch(
                name=name,
                first=first,
                end=end,
                first_play=first_play,
                end_play=end_play,
                rest=self._rests.place(first, end),
            )
            for (name, first, first_play), (end, end_play) in zip(self._starts, ends, strict=True)
            if end > first
        ]

    def begin(self, name: str) -> None:
        """Begin a beat."""
        self._starts.append((name, self.frames, self.plays))

    def play(self, scene: manim.Scene) -> None:
        """Go through the frames of a play that has begun, each only where that matters."""
        first, step = self.frames, 1 / config.frame_rate
        if scene.is_current_animation_frozen_frame():
            self.frames += int(scene.duration / step)
            scene.renderer.time = self.frames * step
            if self._frame is not None and first <= self._frame < self.frames:
                self._see(scene, self._frame)
        else:
            times = np.arange(0, scene.duration, step).tolist()
            if not _is_path_dependent(scene):
                times = self._of_interest(first, times)
            for frame, time in enumerate(times, start=first):
                if time is not None:
                    scene.update_to_time(time)
                self.frames += 1
                scene.renderer.time = self.frames * step
                if frame == self._frame:
                    self._see(scene, frame)
                if scene.stop_condition is not None and scene.stop_condition():
                    break
        self.plays += 1
        self._rests.note(scene, self.frames)
        if self._frame is None and self._rests.frames[-1:] == [self.frames]:
            self._see(scene, self.frames - 1)

    def _of_interest(self, first: int, times: list[float]) -> list[float | None]:
        """Return None in place of times that need not be gone to: all but the last, and one."""
        last = len(times) - 1
        return [
            time if k == last or first + k == self._frame else None for k, time in enumerate(times)
        ]

    def _see(self, scene: manim.Scene, frame: int) -> None:
        if self._look is not None:
            self._look(scene, frame)
            if self._frame is not None:
                raise _FoundError


def _is_path_dependent(scene: manim.Scene) -> bool:
    """Say whether a frame depends on those before it: by updaters, or by a wait for something."""
    if scene.stop_condition is not None or scene.updaters:
        return True
    return any(member.updaters for mobject in scene.mobjects for member in mobject.get_family())


class _SkimmingRenderer(DryRenderer):
    """Plays from the beginning to the end of each animation."""

    def __init__(self, skim: Skim) -> None:
        super().__init__(_Nobody())
        self.skim = skim

    def play(self, scene: manim.Scene, *args: Any, **kwargs: Any) -> None:
        """Begin, let the skim go through the frames, and finish."""
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        self.skim.play(scene)
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.num_plays += 1


class _Sections:
    """Stands where Manim's file writer would, and hands on where sections begin."""

    def __init__(self, skim: Skim) -> None:
        self.skim = skim
        self.subcaptions: list[object] = []

    def next_section(self, name: str, *_: object) -> None:
        self.skim.begin(str(name))


class _Nobody:
    """Watches a run and notes nothing."""

    def before(self, scene: object, animations: object) -> None:
        pass

    def midway(self, scene: object) -> None:
        pass

    def after(self, scene: object, seconds: float) -> None:
        pass
