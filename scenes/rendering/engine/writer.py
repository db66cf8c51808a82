"""The file writer of the engine: takes what changes between frames instead of whole pictures."""

from __future__ import annotations

from pathlib import Path

from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.rendering.engine.planes import HANDLED, PlanesEncoder
from scenes.rendering.writer import ListenedWriter

__all__ = ["EngineWriter"]


class EngineWriter(ListenedWriter):
    """Encodes segments from changes where the pixel format allows it (upstream: whole frames)."""

    @property
    def takes_changes(self) -> bool:
        """Whether ``write_frame`` wants a list of changes, not an array of pixels."""
        encoder = self.video_encoder
        return encoder is not None and encoder.pixel_format == HANDLED

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.takes_changes and self.video_encoder is not None:
            return PlanesEncoder(target=target, spec=self.video_encoder)
        return super()._create_segment_encoder(target)
