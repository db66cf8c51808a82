"""File writers of processes that share a film: each draws some segments, and counts the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from manim.scene.scene_file_writer import _SceneFileWriterSettings

from scenes.rendering.engine.lettering.text import typeset_apart
from scenes.rendering.engine.video.writer import EngineWriter
from scenes.rendering.film.writer import Listener
from scenes.rendering.processes.children import Children
from scenes.rendering.processes.replays import Replays
from scenes.rendering.progress import Silence

__all__ = ["ForkingWriter", "HelpingWriter", "ReplayingWriter", "SharingWriter"]


class SharingWriter(EngineWriter):
    """Has some segments drawn here; through the frames of the others it goes without drawing.

    What happens in them is calculated as far as the scene depends on it.

    Attributes
    ----------
    others : Children or Replays
        The processes that draw segments of this film as well.
    """

    others: Children | Replays

    def _is_drawn_here(self) -> bool:
        """Say whether the segment that begins is drawn by this process."""
        raise NotImplementedError

    def begin_animation(self, allow_write: bool = False, **kwargs: Any) -> None:
        if not allow_write or self._is_drawn_here():
            super().begin_animation(allow_write, **kwargs)
        else:
            self.advances = True
            self.listener.step()

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        if self.advances:
            self.frames_written += repeat
            self.listener.frames(repeat)
        else:
            super().write_frame(pixels, repeat=repeat)

    def end_animation(self, allow_write: bool = False) -> None:
        if self.advances:
            self.advances = False
        else:
            super().end_animation(allow_write)

    def finish(self) -> None:
        self.others.wait()
        super().finish()


class ForkingWriter(SharingWriter):
    """Has every segment drawn and encoded by a process of its own, forked where it begins.

    Parameters
    ----------
    settings : _SceneFileWriterSettings
    listener : Listener
    processes : int
        How many draw at a time.
    """

    others: Children

    def __init__(
        self, settings: _SceneFileWriterSettings, listener: Listener, processes: int
    ) -> None:
        super().__init__(settings, listener)
        self.others = Children(processes)
        self.summary: Callable[[], dict[str, Any]] = dict
        """What a child has to say at its end, besides its segment."""

    def _is_drawn_here(self) -> bool:
        self.others.fork()
        if self.others.is_child:
            typeset_apart()
            self.listener = Silence()
        return self.others.is_child

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        self.others.end_if_abandoned()
        super().write_frame(pixels, repeat=repeat)

    def end_animation(self, allow_write: bool = False) -> None:
        super().end_animation(allow_write)
        if self.others.is_child:
            self.join_all_encode_jobs()
            self.others.end_child(self.summary())

    def give_up(self, error: BaseException) -> None:
        """End this process with an error, if it is a child."""
        if self.others.is_child:
            self.others.end_child({}, error)


class ReplayingWriter(SharingWriter):
    """Draws the segments that no other process has begun; they all play the whole scene.

    Parameters
    ----------
    settings : _SceneFileWriterSettings
    listener : Listener
    claims : Path
        A folder that all of them see, where each says which segments it draws.

    Attributes
    ----------
    lengths : list of int
        At which frame each segment began: the same in all processes, or the scene is not.
    """

    others: Replays

    def __init__(
        self, settings: _SceneFileWriterSettings, listener: Listener, claims: Path
    ) -> None:
        super().__init__(settings, listener)
        self.lengths: list[int] = []
        self._claims = claims
        claims.mkdir(exist_ok=True)

    def finish(self) -> None:
        self.others.wait()
        self.others.check("lengths", self.lengths)
        super().finish()

    def _is_drawn_here(self) -> bool:
        self.lengths.append(self.frames_written)
        try:
            (self._claims / f"{len(self.lengths)}").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class HelpingWriter(ReplayingWriter):
    """Leaves to the process that asked for help what is made of the segments.

    Parameters
    ----------
    settings : _SceneFileWriterSettings
    claims : Path
    parent : int
        The process that asked; without it there is nobody to help.
    """

    def __init__(self, settings: _SceneFileWriterSettings, claims: Path, parent: int) -> None:
        super().__init__(settings, Silence(), claims)
        self._parent = parent

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        if os.getppid() != self._parent:
            os._exit(1)
        super().write_frame(pixels, repeat=repeat)

    def finish(self) -> None:
        self.join_all_encode_jobs()
