"""Images, which Manim 0.22 cannot show with Pillow 13.

``Camera.display_image_mobject`` (manim/camera/camera.py) begins with an empty picture made by
``Image.fromarray(zeros, mode="RGBA")`` of numbers that are no bytes, which Pillow 13 refuses.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

__all__ = ["Pictures"]


class Pictures:
    """Stands where Manim's camera looks for the module ``PIL.Image``."""

    def __getattr__(self, name: str) -> Any:
        return getattr(Image, name)

    @staticmethod
    def fromarray(array: np.ndarray, mode: str | None = None) -> Image.Image:
        """Make a picture of an array; of a two-dimensional one in four colours, an empty one."""
        if mode == "RGBA" and array.ndim == 2:
            return Image.new("RGBA", (array.shape[1], array.shape[0]))
        return Image.fromarray(array)
