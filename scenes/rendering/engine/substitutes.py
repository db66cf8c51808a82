"""Substitutes for Manim's own functions while the engine renders, taken back afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import typst
from manim import Arc, Axes, DecimalNumber, Line, Mobject, SVGMobject, VMobject
from manim.camera import camera
from manim.mobject.text import tex_mobject
from manim.utils import space_ops, tex_file_writing
from manimpango.utils import PangoUtils

from scenes.rendering.engine.drawing.images import Pictures
from scenes.rendering.engine.lettering.formulas import KeptFormulas, recorded_command
from scenes.rendering.engine.lettering.numbers import LiveNumbers
from scenes.rendering.engine.lettering.text import ReadTexts
from scenes.rendering.engine.lettering.typesetting import CompiledApart
from scenes.rendering.engine.shapes.arcs import CalculatedArcs
from scenes.rendering.engine.shapes.axes import point_of
from scenes.rendering.engine.shapes.bounds import boundary_of, critical_point_of
from scenes.rendering.engine.shapes.colours import (
    colour_between,
    match_style,
    rgbas_of,
    update_rgbas,
)
from scenes.rendering.engine.shapes.construction import initialise
from scenes.rendering.engine.shapes.copying import copy_of_mobject
from scenes.rendering.engine.shapes.curves import are_equal, lengths_of_pieces
from scenes.rendering.engine.shapes.families import family_of
from scenes.rendering.engine.shapes.lines import set_corners, set_ends
from scenes.rendering.engine.shapes.remembered import REMEMBERED, Remembered
from scenes.rendering.engine.shapes.rotations import Rotation
from scenes.rendering.latex.kept_files import KeptFiles, user_folder
from scenes.rendering.settings import check_manim

__all__ = ["forkable", "substitutes"]


def _substitutes(files: KeptFiles | None) -> Iterator[tuple[object, str, object]]:
    """Yield whose function gives place, its name, and what takes the place."""
    texts, arcs, numbers = ReadTexts(), CalculatedArcs(), LiveNumbers()
    remembered = [Remembered(kind) for kind in REMEMBERED]
    yield Mobject, "__deepcopy__", copy_of_mobject
    yield Mobject, "get_critical_point", critical_point_of
    yield Mobject, "get_family", family_of
    yield Mobject, "set_default", classmethod(_forgetting(remembered))
    if VMobject.__init__ is VMobject._original__init__:  # else it has other defaults
        yield VMobject, "__init__", initialise
    yield VMobject, "generate_rgbas_array", rgbas_of
    yield VMobject, "update_rgbas_array", update_rgbas
    yield VMobject, "interpolate_color", colour_between
    yield VMobject, "match_style", match_style
    yield VMobject, "get_points_defining_boundary", boundary_of
    yield VMobject, "get_nth_curve_length_pieces", lengths_of_pieces
    yield VMobject, "consider_points_equals", are_equal
    yield VMobject, "set_points_as_corners", set_corners
    yield Line, "_set_start_and_end_attrs", set_ends
    yield Arc, "_set_pre_positioned_points", _method(arcs.set_points)
    yield DecimalNumber, "set_value", _method(numbers.set_value)
    yield DecimalNumber, "_string_to_mob", _method(numbers.digit)
    yield Axes, "coords_to_point", point_of
    yield tex_mobject, "tex_to_svg_file", KeptFormulas(files).svg_file
    yield tex_file_writing, "make_tex_compilation_command", recorded_command
    yield PangoUtils, "remove_last_M", texts.clean
    yield SVGMobject, "generate_mobject", _method(texts.generate_mobject)
    for memory in remembered:
        yield memory.kind, "__init__", _method(memory.initialise)
    yield camera, "Image", Pictures()
    yield space_ops, "Rotation", Rotation


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what calls a function with the object that it is called on first."""
    return lambda *values, **keywords: function(*values, **keywords)


def _forgetting(remembered: Sequence[Remembered]) -> Callable[..., None]:
    """Return ``Mobject.set_default`` (manim/mobject/mobject.py), which ends what is remembered."""
    bound: Any = Mobject.set_default
    general = bound.__func__

    def set_default(cls: type[Mobject], **keywords: Any) -> None:
        for memory in remembered:
            memory.forget()
        general(cls, **keywords)

    return set_default


@contextmanager
def forkable() -> Iterator[None]:
    """Within this context this process can be forked, whatever a scene does."""
    with patch.object(typst, "compile", CompiledApart().compile):
        yield


@contextmanager
def substitutes() -> Iterator[None]:
    """Within this context some of Manim's functions do the same in less time.

    Raises
    ------
    RenderError
        With a Manim whose internals this package does not know.
    """
    check_manim()
    folder = user_folder()
    files = None if folder is None else KeptFiles(folder)
    with ExitStack() as stack:
        for owner, name, function in _substitutes(files):
            stack.enter_context(patch.object(owner, name, function))
        if files is not None:
            stack.callback(files.prune_if_new)
        yield
