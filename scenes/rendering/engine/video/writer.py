"""The file writers of the engine: they take what changes between frames, not whole pictures."""

from __future__ import annotations

from pathlib import Path

from manim.scene.scene_file_writer import _PartialMovieEncodeJob
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.rendering.engine.video.bands import HANDLED
from scenes.rendering.engine.video.planes import PlanesEncoder
from scenes.rendering.film.writer import ListenedWriter

__all__ = ["EngineWriter"]

_GLANCE = 0.01
"""Seconds to wait for an encoder before a look at the others."""


class EngineWriter(ListenedWriter):
    """Encodes segments from changes where the pixel format allows it (upstream: whole frames)."""

    advances = False
    """Whether the frames of this moment are drawn by another process, and only counted here."""

    @property
    def takes_changes(self) -> bool:
        """True if ``write_frame`` wants a list of changes, not an array of pixels."""
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
