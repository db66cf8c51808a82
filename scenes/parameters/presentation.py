"""The presentation of a lesson: what a viewer chooses, whatever the lesson is about."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.parameters.declarations import Parameters, parameter
from scenes.parameters.kinds import Choice

__all__ = ["Presentation"]


@dataclass(frozen=True)
class Presentation(Parameters):
    """The presentation of a lesson.

    Examples
    --------
    >>> Presentation(captions="both").writes_captions
    True
    """

    language: str = parameter(
        Choice("en", "ko"), help="the language of the captions", example="ko", default="en"
    )
    theme: str = parameter(
        Choice("dark", "light"),
        help="light on dark, or dark on light",
        example="light",
        default="dark",
    )
    pace: str = parameter(
        Choice("slow", "normal", "fast"), help="how fast it goes", example="slow", default="normal"
    )
    captions: str = parameter(
        Choice("burned", "file", "both", "none"),
        help="captions in the picture, as .srt and .vtt files beside the video, both, or none",
        example="both",
        default="burned",
    )

    @property
    def burns_captions(self) -> bool:
        """True if captions are drawn into the picture."""
        return self.captions in ("burned", "both")

    @property
    def writes_captions(self) -> bool:
        """True if captions are written to files beside the video."""
        return self.captions in ("file", "both")
