"""Contours of a bowl, and 120 steps of gradient descent with the numbers live beside them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import (
    BLUE,
    DOWN,
    LEFT,
    ORANGE,
    RIGHT,
    UP,
    YELLOW,
    Axes,
    Create,
    DecimalNumber,
    Dot,
    FadeIn,
    Line,
    MathTypst,
    ParametricFunction,
    Scene,
    Text,
    ValueTracker,
    VGroup,
    always_redraw,
    interpolate_color,
    linear,
)

STEPS = 120
RATE = 0.045


def descent() -> np.ndarray:
    """Return the points of the descent, shape (121, 2)."""
    points = [np.array([2.6, 1.7])]
    for _ in range(STEPS):
        x, y = points[-1]
        points.append(points[-1] - RATE * np.array([x, 6 * y + 0.5 * x]))
    return np.array(points)


class DescentOnContours(Scene):
    """A dot walks down, its path grows, and four numbers say where it is."""

    def construct(self) -> None:
        path = descent()
        axes = Axes(x_range=[-3, 3], y_range=[-2, 2], x_length=9, y_length=6, tips=False).shift(
            LEFT * 2
        )
        contours = VGroup(
            *(
                ParametricFunction(
                    lambda t, r=r: axes.c2p(r * np.cos(t), r * np.sin(t) / np.sqrt(6)),
                    t_range=(0, 2 * np.pi),
                    color=interpolate_color(BLUE, YELLOW, r / 3.2),
                    stroke_width=2,
                )
                for r in np.linspace(0.3, 3, 14)
            )
        )
        self.play(
            Create(axes), FadeIn(Text("Gradient descent", font_size=36).to_corner(UP + RIGHT))
        )
        self.play(Create(contours), run_time=2)
        step = ValueTracker(0)

        def here() -> np.ndarray:
            k = step.get_value()
            low = min(int(k), STEPS - 1)
            return path[low] + (k - low) * (path[low + 1] - path[low])

        dot = always_redraw(lambda: Dot(axes.c2p(*here()), color=ORANGE))
        trail = always_redraw(
            lambda: VGroup(
                *(
                    Line(axes.c2p(*a), axes.c2p(*b), color=ORANGE, stroke_width=3)
                    for a, b in pairwise(path[: int(step.get_value()) + 1])
                )
            )
        )
        numbers = VGroup()
        for name, value in (
            ("step", step.get_value),
            ("x", lambda: here()[0]),
            ("y", lambda: here()[1]),
            ("f", lambda: here()[0] ** 2 / 2 + 3 * here()[1] ** 2),
        ):
            number = DecimalNumber(
                value(), num_decimal_places=0 if name == "step" else 3, mob_class=MathTypst
            )
            label = Text(name, font_size=30)
            row = VGroup(label, number).arrange(RIGHT, buff=0.4)
            number.add_updater(lambda m, value=value: m.set_value(value()))
            numbers.add(row)
        numbers.arrange(DOWN, aligned_edge=LEFT).to_edge(RIGHT, buff=1.2)
        self.add(trail, dot, numbers)
        for _ in range(6):
            self.play(step.animate.increment_value(20), run_time=2, rate_func=linear)
        self.wait(1)
