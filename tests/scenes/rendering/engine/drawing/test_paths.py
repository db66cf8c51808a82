"""Paths handed to cairo whole, curve by curve, and by Manim's camera: the same pixels."""

from __future__ import annotations

import cairo
import numpy as np
import pytest

from scenes.rendering.engine.drawing import paths
from scenes.rendering.settings import import_manim

import_manim()

from manim import Circle, Square, Star, VMobject  # noqa: E402
from manim.camera.camera import Camera  # noqa: E402


def open_and_closed():
    shape = VMobject()
    shape.points = np.concatenate(
        [Circle().points, Square(0.5).points, Circle().points[:8] + 0.1, Star().points]
    )
    return shape


def drawn(append):
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, 200, 200)
    context = cairo.Context(surface)
    context.translate(100, 100)
    context.scale(45, 45)
    append(context)
    context.set_source_rgba(1, 0.5, 0.2, 0.7)
    context.fill_preserve()
    context.set_line_width(0.05)
    context.stroke()
    return bytes(surface.get_data())


@pytest.mark.parametrize("by_calls", [False, True])
def test_the_pixels_are_those_of_manims_camera(monkeypatch, by_calls):
    shape = open_and_closed()
    (before, path, _) = paths.lay_out(
        [Square().points, shape.points, Circle().points], [1e-6, 1e-6, 1e-6]
    )
    assert before.bounds == pytest.approx((-1, -1, 1, 1))
    if by_calls:
        monkeypatch.setattr(paths, "_cairo_append_path", lambda: None)
    else:
        assert paths._cairo_append_path() is not None

    ours = drawn(lambda context: paths.appender(context)(path))
    assert ours == drawn(lambda context: Camera().set_cairo_context_path(context, shape))
    assert any(ours)


def test_parts_are_split_and_closed_within_the_tolerance_alone():
    square = Square().points.copy()
    square[-1] += 3e-5
    ((closed,), (open_,)) = (paths.lay_out([square], [t]) for t in (1e-4, 1e-6))
    assert len(closed.units) == len(open_.units) + 1
