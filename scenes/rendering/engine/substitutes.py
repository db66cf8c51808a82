"""What the engine puts in the place of Manim's own functions while it renders, and takes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from manim import Arc, Axes, DecimalNumber, Line, Mobject, SVGMobject, VMobject
from manim.camera import camera
from manimpango.utils import PangoUtils

from scenes.rendering.engine.arcs import CalculatedArcs
from scenes.rendering.engine.axes import point_of
from scenes.rendering.engine.bounds import boundary_of, critical_point_of
from scenes.rendering.engine.colours import colour_between, rgbas_of
from scenes.rendering.engine.construction import initialise
from scenes.rendering.engine.copying import copy_of_mobject
from scenes.rendering.engine.curves import are_equal, lengths_of_pieces
from scenes.rendering.engine.images import Pictures
from scenes.rendering.engine.lines import set_corners, set_ends
from scenes.rendering.engine.numbers import set_value_if_new
from scenes.rendering.engine.text import ReadTexts
from scenes.rendering.settings import check_manim

__all__ = ["substitutes"]


def _substitutes() -> list[tuple[object, str, object]]:
    texts, arcs = ReadTexts(), CalculatedArcs()
    return [
        (Mobject, "__deepcopy__", copy_of_mobject),
        (Mobject, "get_critical_point", critical_point_of),
        (VMobject, "__init__", initialise),
        (VMobject, "generate_rgbas_array", rgbas_of),
        (VMobject, "interpolate_color", colour_between),
        (VMobject, "get_points_defining_boundary", boundary_of),
        (VMobject, "get_nth_curve_length_pieces", lengths_of_pieces),
        (VMobject, "consider_points_equals", are_equal),
        (VMobject, "set_points_as_corners", set_corners),
        (Line, "_set_start_and_end_attrs", set_ends),
        (Arc, "_set_pre_positioned_points", lambda self: arcs.set_points(self)),
        (DecimalNumber, "set_value", set_value_if_new),
        (Axes, "coords_to_point", point_of),
        (PangoUtils, "remove_last_M", lambda file_name: texts.clean(str(file_name))),
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
