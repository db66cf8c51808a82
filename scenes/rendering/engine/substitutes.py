"""What the engine puts in the place of Manim's own functions while it renders, and takes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from manim import Axes, DecimalNumber, Mobject, SVGMobject, VMobject
from manim.camera import camera

from scenes.rendering.engine.axes import point_of
from scenes.rendering.engine.colours import rgbas_of
from scenes.rendering.engine.copying import copy_of_mobject
from scenes.rendering.engine.images import Pictures
from scenes.rendering.engine.numbers import set_value_if_new
from scenes.rendering.engine.text import ReadTexts
from scenes.rendering.settings import check_manim

__all__ = ["substitutes"]


def _substitutes() -> list[tuple[object, str, object]]:
    texts = ReadTexts()
    return [
        (Mobject, "__deepcopy__", copy_of_mobject),
        (VMobject, "generate_rgbas_array", rgbas_of),
        (DecimalNumber, "set_value", set_value_if_new),
        (Axes, "coords_to_point", point_of),
        (SVGMobject, "generate_mobject", lambda self: texts.generate_mobject(self)),
        (camera, "Image", Pictures()),
    ]


@contextmanager
def substitutes() -> Iterator[None]:
    """Within this context some of Manim's functions do the same in less time.

    Raises
    ------
    RenderError
        With a Manim whose internals this package does not know.
    """
    check_manim()
    with ExitStack() as stack:
        for owner, name, function in _substitutes():
            stack.enter_context(patch.object(owner, name, function))
        yield
