"""One frame as a picture: of pixels, as it is in the film, or of lines and areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import cairo
import numpy as np
from manim import Camera, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.iterables import list_update
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scenes.rendering.engine.drawing.canvas import Canvas
from scenes.rendering.engine.drawing.display import DisplayList, Item, Paint, Stroke, UnhandledError
from scenes.rendering.engine.drawing.paths import appender
from scenes.rendering.faults import RenderError, by_manim
from scenes.rendering.film.writer import straight

__all__ = ["Frame", "seen", "write_frame"]

_PIXELS_TO_POINTS = 0.5
"""On paper a frame of 1920 × 1080 pixels is as large as a slide: 13.3 × 7.5 inches."""

_SURFACE = re.compile(r"surface\d+")
"""What cairo calls a drawing, which it counts from the start of the program."""

_FIRST_SECOND = "1970-01-01T00:00:00Z"
"""The date of a PDF, so that the same picture is the same file."""


@dataclass(frozen=True)
class Frame:
    """The frame of one moment, whatever becomes of the scene.

    Attributes
    ----------
    items : list of Item, or None
        What is drawn; None where only Manim can draw it.
    pixels : ndarray, shape (height, width, 4)
        The frame as Manim has drawn it; of the right size alone where there are items.
    view : cairo.Matrix
        From Manim's coordinates to pixels.
    ground : ndarray, shape (height, width, 4)
    reason : str
        Why only Manim can draw it.
    """

    items: list[Item] | None
    pixels: np.ndarray
    view: cairo.Matrix
    ground: np.ndarray
    reason: str = ""


def seen(scene: Scene) -> Frame:
    """Return the frame that a scene is at this moment."""
    camera = cast(Camera, scene.camera)
    view = camera.get_cairo_context(camera.pixel_array).get_matrix()
    ground = camera.background
    assert ground is not None  # from the camera's beginning on
    try:
        mobjects = list_update(scene.mobjects, scene.foreground_mobjects)
        return Frame(DisplayList(camera).items(mobjects), camera.pixel_array, view, ground)
    except UnhandledError as reason:
        by_manim(CairoRenderer.update_frame, scene.renderer, scene)
        return Frame(None, camera.pixel_array.copy(), view, ground, str(reason))


def write_frame(
    frame: Frame, path: Path, *, transparent: bool, straight_alpha: bool, maker: str
) -> None:
    """Write a frame as PNG, SVG or PDF, as the path ends.

    Parameters
    ----------
    frame : Frame
    path : Path
    transparent : bool
        Without its ground.
    straight_alpha : bool
        Whether colours of a PNG are written as they are, not multiplied by their opacity.
    maker : str
        What the file says of the program that made it.

    Raises
    ------
    RenderError
        If the frame is to be lines and areas, and only Manim can draw it.
    """
    if path.suffix == ".png":
        return _write_pixels(frame, path, transparent, straight_alpha, maker)
    if frame.items is None:
        raise RenderError(
            f"this moment cannot be {path.suffix.removeprefix('.')} ({frame.reason}): take png"
        )
    height, width = frame.pixels.shape[:2]
    if path.suffix == ".svg":
        svg = cairo.SVGSurface(str(path), width, height)
        svg.set_document_unit(cairo.SVG_UNIT_PX)
        _draw(cairo.Context(svg), frame, transparent)
        svg.finish()
        text = path.read_text(encoding="utf-8")
        head, _, body = _SURFACE.sub("surface", text).partition("?>\n")
        path.write_text(f"{head}?>\n<!-- {maker} -->\n{body}", encoding="utf-8")
        return None
    size = width * _PIXELS_TO_POINTS, height * _PIXELS_TO_POINTS
    pdf = cairo.PDFSurface(str(path), *size)
    pdf.set_metadata(cairo.PDF_METADATA_CREATE_DATE, _FIRST_SECOND)
    pdf.set_metadata(cairo.PDF_METADATA_CREATOR, maker)
    context = cairo.Context(pdf)
    context.scale(_PIXELS_TO_POINTS, _PIXELS_TO_POINTS)
    _draw(context, frame, transparent)
    pdf.finish()
    return None


def _write_pixels(
    frame: Frame, path: Path, transparent: bool, straight_alpha: bool, maker: str
) -> None:
    pixels = frame.pixels
    if frame.items is not None:
        pixels = np.empty_like(pixels)
        Canvas(pixels).draw(frame.items, frame.view, frame.ground)
    if not transparent:
        pixels = np.ascontiguousarray(pixels[:, :, :3])
    elif straight_alpha:
        pixels = straight(pixels)
    info = PngInfo()
    info.add_text("Software", maker)
    Image.fromarray(pixels).save(path, pnginfo=info)


def _draw(context: cairo.Context[Any], frame: Frame, transparent: bool) -> None:
    """Draw the items with their colours in cairo's order; the engine has them in Manim's."""
    if not transparent:
        red, green, blue, _ = (frame.ground[0, 0] / 255).tolist()
        context.set_source_rgb(red, green, blue)
        context.paint()
    context.transform(frame.view)
    append = appender(context)
    for item in frame.items or ():
        context.new_path()
        append(item.path)
        _stroke(context, item.behind)
        if item.fill is not None:
            _set_paint(context, item.fill)
            context.fill_preserve()
        _stroke(context, item.stroke)


def _stroke(context: cairo.Context[Any], stroke: Stroke | None) -> None:
    if stroke is None:
        return
    _set_paint(context, stroke.paint)
    context.set_line_width(stroke.width)
    context.set_line_join(stroke.join)
    context.set_line_cap(stroke.cap)
    context.stroke_preserve()


def _set_paint(context: cairo.Context[Any], paint: Paint) -> None:
    if isinstance(paint, tuple):
        blue, green, red, alpha = paint
        context.set_source_rgba(red, green, blue, alpha)
        return
    assert isinstance(paint, cairo.LinearGradient)
    gradient = cairo.LinearGradient(*paint.get_linear_points())
    for offset, blue, green, red, alpha in paint.get_color_stops_rgba():
        gradient.add_color_stop_rgba(offset, red, green, blue, alpha)
    context.set_source(gradient)
