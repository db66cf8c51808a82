"""The file writers of the engine: they take what changes between frames, not whole pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from manim.scene.scene_file_writer import _PartialMovieEncodeJob, _SceneFileWriterSettings
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.rendering.engine.bands import HANDLED
from scenes.rendering.engine.children import Children
from scenes.rendering.engine.planes import PlanesEncoder
from scenes.rendering.engine.text import typeset_apart
from scenes.rendering.progress import Silence
from scenes.rendering.writer import ListenedWriter, Listener

__all__ = ["EngineWriter", "ForkingWriter"]

_GLANCE = 0.01
"""Seconds to wait for an encoder before a look at the others."""


class EngineWriter(ListenedWriter):
    """Encodes segments from changes where the pixel format allows it (upstream: whole frames)."""

    advances = False
    """Whether the frames of this moment are drawn by another process, and only counted here."""

    @property
    def takes_changes(self) -> bool:
        """Whether ``write_frame`` wants a list of changes, not an array of pixels."""
        encoder = self.video_encoder
        return encoder is not None and encoder.pixel_format == HANDLED

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.takes_changes and self.video_encoder is not None:
            return PlanesEncoder(target=target, spec=self.video_encoder)
        return super()._create_segment_encoder(target)

    def close_partial_movie_stream(self) -> None:
        """Seal the current segment; wait while too many are encoded (upstream: for the oldest).

        A hold is encoded in no time, so the next segment need not wait for the one before it.
        """
        job = self._current_encode_job
        if job is None:
            raise RuntimeError("no segment is open")
        job.seal()
        self._inflight_encode_jobs.append(job)
        self._inflight_by_path[str(job.path)] = job
        self._current_encode_job = None
        while len(self._inflight_encode_jobs) >= self.settings.max_inflight_encoders:
            self._join_job_and_drain_on_failure(self._next_to_end())

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Discard the segments that are being encoded (upstream: all but the last are finished)."""
        if not reraise_encoder_failures:
            for job in [*self._inflight_encode_jobs, self._current_encode_job]:
                if job is not None and isinstance(job.encoder, PlanesEncoder):
                    job.encoder.abandoned = True
        super().abort_encode_jobs(reraise_encoder_failures)

    def _next_to_end(self) -> _PartialMovieEncodeJob:
        """Wait until one of the encoders has ended, or soon will have."""
        while True:
            for job in self._inflight_encode_jobs:
                job.thread.join(_GLANCE)
                if not job.thread.is_alive():
                    return job


class ForkingWriter(EngineWriter):
    """Has every segment drawn and encoded by a process of its own, forked where it begins.

    This process goes on through the same frames without drawing them, as far as the scene depends
    on them, and forks again at the next segment.

    Parameters
    ----------
    settings : _SceneFileWriterSettings
    listener : Listener
    processes : int
        How many draw at a time.
    """

    def __init__(
        self, settings: _SceneFileWriterSettings, listener: Listener, processes: int
    ) -> None:
        super().__init__(settings, listener)
        self.children = Children(processes)
        self.summary: Callable[[], dict[str, Any]] = dict
        """What a child has to say at its end, besides its segment."""

    def begin_animation(self, allow_write: bool = False, **kwargs: Any) -> None:
        if not allow_write:
            super().begin_animation(allow_write, **kwargs)
            return
        self.children.fork()
        if self.children.is_child:
            typeset_apart()
            self.listener = Silence()
            super().begin_animation(allow_write, **kwargs)
        else:
            self.advances = True
            self.listener.step()

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        if self.advances:
            self.frames_written += repeat
            self.listener.frames(repeat)
        else:
            self.children.end_if_abandoned()
            super().write_frame(pixels, repeat=repeat)

    def end_animation(self, allow_write: bool = False) -> None:
        if self.advances:
            self.advances = False
            return
        super().end_animation(allow_write)
        if self.children.is_child:
            self.join_all_encode_jobs()
            self.children.end_child(self.summary())

    def give_up(self, error: BaseException) -> None:
        """End this process with an error, if it is a child."""
        if self.children.is_child:
            self.children.end_child({}, error)

    def finish(self) -> None:
        self.children.wait()
        super().finish()
