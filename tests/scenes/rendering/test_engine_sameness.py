"""The engine's frames against Manim's, on the corpus."""

from __future__ import annotations

import os
import zlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import tempconfig  # noqa: E402
from manim.camera import camera  # noqa: E402

from scenes.lessons.catalogue import lesson, lesson_names  # noqa: E402
from scenes.parameters.presentation import Presentation  # noqa: E402
from scenes.rendering.engine.drawing.images import Pictures  # noqa: E402
from scenes.rendering.engine.renderer import EngineRenderer  # noqa: E402
from scenes.rendering.engine.substitutes import substitutes  # noqa: E402
from scenes.rendering.engine.video.writer import EngineWriter  # noqa: E402
from scenes.rendering.film.writer import ListenedWriter  # noqa: E402
from scenes.rendering.progress import Silence  # noqa: E402


def _corpus():
    """Load the scenes beside this file; Manim has to be imported before."""
    found = spec_from_file_location("corpus", Path(__file__).with_name("corpus.py"))
    corpus = module_from_spec(found)
    found.loader.exec_module(corpus)
    return corpus.CORPUS


CORPUS = _corpus()

LEFT_TO_MANIM = {
    "background_image": "6 of 12 frames drawn by Manim itself: background image",
    "image": "7 of 13 frames drawn by Manim itself: ImageMobject",
    "moving_image": "6 of 6 frames drawn by Manim itself: ImageMobject",
    "point_cloud": "6 of 6 frames drawn by Manim itself: PointCloudDot",
    "three_dimensions": "6 of 6 frames drawn by Manim itself: ThreeDCamera",
    "zoomed": "6 of 6 frames drawn by Manim itself: MultiCamera",
}
"""The scenes of which at least one frame is left to Manim, and what is said of it; no others."""


class Frames(ListenedWriter):
    """Keeps whole frames, packed: those of a lesson take 300 MB."""

    def __init__(self, settings):
        self.kept = []
        super().__init__(settings, Silence())

    def write_frame(self, pixels, *, repeat=1):
        self.kept += [zlib.compress(pixels[:, :, :3].tobytes(), level=1)] * repeat

    def save_image(self, pixels):
        Frames.write_frame(self, pixels)

    def begin_animation(self, *_, **__):
        pass

    end_animation = finish = begin_animation


class Changes(Frames, EngineWriter):
    """Puts the changes together to frames."""

    def write_frame(self, pixels, *, repeat=1):
        if not self.kept:
            encoder = self.video_encoder
            self.picture = np.zeros((encoder.height, encoder.width, 4), np.uint8)
        for change in pixels:
            rows, columns = change.place.slices
            top, left = rows.start - change.top, columns.start - change.left
            height, width = rows.stop - rows.start, columns.stop - columns.start
            self.picture[rows, columns] = change.pixels[top : top + height, left : left + width]
        super().write_frame(self.picture, repeat=repeat)


SIZES = [(426, 240), (1920, 1080)] if os.environ.get("OPTVIZ_TEST_ALL") else [(426, 240)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[1]}p")
def settings(request, tmp_path):
    with tempconfig(
        {
            "pixel_width": request.param[0],
            "pixel_height": request.param[1],
            "frame_rate": 10,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "CRITICAL",
            "media_dir": str(tmp_path),
            "seed": 0,
        }
    ):
        yield


def stock_frames(kind):
    # Pillow 13 refuses a call of Manim's; without this there would be no image to compare with.
    with patch.object(camera, "Image", Pictures()):
        made = kind()
        made.renderer.file_writer = Frames(made.file_writer_settings)
        made.render()
    return made.renderer


def engine_frames(kind):
    with substitutes():
        made = kind()
        made.renderer = EngineRenderer(made.renderer)
        made.renderer.file_writer = Changes(made.file_writer_settings)
        made.render()
        return made.renderer


def compare(stock, engine):
    ours, theirs = engine.file_writer.kept, stock.file_writer.kept
    assert len(ours) == len(theirs) > 0
    assert engine.time == stock.time
    assert engine.file_writer.subcaptions == stock.file_writer.subcaptions
    for number, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        assert a == b, f"frame {number}: {wrong_pixels(a, b)} pixels"


def wrong_pixels(a, b):
    a, b = (np.frombuffer(zlib.decompress(frame), np.uint8).reshape(-1, 3) for frame in (a, b))
    return (a != b).any(axis=1).sum() if len(a) == len(b) else f"{len(a)} or {len(b)}"


@pytest.mark.parametrize("name", CORPUS)
def test_the_frames_are_those_of_manim(settings, name):
    engine = engine_frames(CORPUS[name])
    compare(stock_frames(CORPUS[name]), engine)
    assert engine.summary == ((LEFT_TO_MANIM[name],) if name in LEFT_TO_MANIM else ())


@pytest.mark.parametrize("settings", SIZES[:1], indirect=True)
@pytest.mark.parametrize("name", lesson_names())
def test_the_frames_of_a_lesson_are_those_of_manim(settings, name):
    entry = lesson(name)

    def make():
        return entry.storyboard()(entry.parameters.example(), Presentation.example())

    compare(stock_frames(make), engine_frames(make))
