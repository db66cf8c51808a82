"""What ``--encode fast`` makes looks as what it is made of."""

from __future__ import annotations

import av
import numpy as np
import pytest
from scipy.ndimage import uniform_filter

from scenes.rendering import settings
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim

import_manim()

from manim import (  # noqa: E402
    BLUE,
    DOWN,
    ORANGE,
    UP,
    Axes,
    Circle,
    Create,
    Indicate,
    Scene,
    Text,
    VGroup,
    Write,
)

LOSSLESS = {"preset": "ultrafast", "qp": "0"}


class Lecture(Scene):
    """Text, curves and areas, still and moving."""

    def construct(self):
        title = Text("Fractions stay fractions: 3/4", font_size=40).to_edge(UP)
        axes = Axes(x_length=8, y_length=4).shift(0.5 * DOWN)
        curves = VGroup(*(axes.plot(lambda x, k=k: np.sin(k * x), color=BLUE) for k in (1, 2)))
        self.play(Write(title), Create(axes), run_time=1)
        self.play(Create(curves), run_time=1)
        self.wait(0.6)
        blob = Circle(0.8, color=ORANGE, fill_opacity=0.5)
        self.play(blob.animate.shift(2 * UP), Indicate(title), run_time=1)


def luma(path):
    with av.open(str(path)) as film:
        return [frame.to_ndarray()[: frame.height].astype(float) for frame in film.decode(video=0)]


def similarity(a, b, size=8):
    """The mean structural similarity of two pictures (Wang et al. 2004), by a square window."""
    mean_a, mean_b = uniform_filter(a, size), uniform_filter(b, size)
    var_a = uniform_filter(a * a, size) - mean_a**2
    var_b = uniform_filter(b * b, size) - mean_b**2
    both = uniform_filter(a * b, size) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_a * mean_b + c1) * (2 * both + c2)
    return np.mean(likeness / ((mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)))


def test_similarity_falls_with_what_differs():
    picture = np.random.default_rng(1).uniform(0, 255, (60, 80))
    assert similarity(picture, picture) == pytest.approx(1)
    assert similarity(picture, picture[::-1]) < 0.1


@pytest.mark.parametrize("encode", ["fast", "small"])
def test_it_is_like_the_frames_without_loss(tmp_path, monkeypatch, encode):
    options = RenderOptions(quality="low", output=tmp_path / "film.mp4", encode=encode)
    frames = luma(render(Lecture, "film", options, Silence()).path)
    monkeypatch.setitem(settings._ENCODE, encode, LOSSLESS)
    exact = luma(render(Lecture, "film", options, Silence()).path)
    assert len(frames) == len(exact) == 54
    found = [similarity(a, b) for a, b in zip(frames, exact, strict=True)]
    assert min(found) >= 0.995
