"""A small film that several processes draw, by forking or by playing it anew."""

from __future__ import annotations

from scenes.rendering.settings import import_manim

import_manim()

import numpy as np  # noqa: E402
from manim import (  # noqa: E402
    RIGHT,
    Dot,
    FadeIn,
    ImageMobject,
    MathTypst,
    Scene,
    Square,
    Text,
    TracedPath,
    ValueTracker,
    always_redraw,
)


class Film(Scene):
    """What a play leaves behind matters to the next; numbers are drawn by lot on the way."""

    def construct(self):
        print("said once")
        turn = ValueTracker(0)
        dot = always_redraw(lambda: Dot([turn.get_value(), np.random.uniform(-0.1, 0.1), 0]))  # noqa: NPY002
        self.add(dot, TracedPath(dot.get_center))
        self.next_section("Moving")
        self.play(FadeIn(Square()), run_time=0.4)
        self.play(turn.animate.set_value(2), run_time=0.6, subcaption="it moves")
        self.wait(0.5)
        self.next_section("Picture")
        self.add(ImageMobject(np.uint8([[0, 255], [255, 0]])).scale(40).shift(3 * RIGHT))
        self.play(turn.animate.set_value(-2), FadeIn(Text("there")), run_time=0.6)
        self.wait_until(lambda: self.time > 3, max_time=2)
        self.play(FadeIn(MathTypst("x^2")), run_time=0.4)
        self.wait(1)
