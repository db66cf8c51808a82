"""A triangle that is dragged about, and everything that hangs on it redrawn in every frame."""

from __future__ import annotations

import numpy as np
from manim import (
    BLUE,
    DEGREES,
    GREEN,
    ORANGE,
    PI,
    UP,
    YELLOW,
    Angle,
    Circle,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    Line,
    Polygon,
    Scene,
    Text,
    ValueTracker,
    VGroup,
    always_redraw,
)


class CircleOfAngles(Scene):
    """The inscribed angle: a corner runs along the circle and its angle stays."""

    def construct(self) -> None:
        turn = ValueTracker(70)
        circle = Circle(radius=2.6, color=BLUE)

        def on_circle(degrees: float) -> np.ndarray:
            return circle.point_at_angle(degrees * DEGREES % (2 * PI))

        a, b = on_circle(200), on_circle(340)
        self.play(Create(circle), FadeIn(Text("The inscribed angle", font_size=36).to_edge(UP)))

        def corner() -> np.ndarray:
            return on_circle(turn.get_value())

        triangle = always_redraw(
            lambda: Polygon(a, b, corner(), color=YELLOW, fill_opacity=0.2, stroke_width=3)
        )
        angle = always_redraw(
            lambda: Angle(Line(corner(), a), Line(corner(), b), radius=0.5, color=ORANGE)
        )
        radii = always_redraw(
            lambda: VGroup(
                *(DashedLine(circle.get_center(), p, color=GREEN) for p in (a, b, corner()))
            )
        )
        dots = always_redraw(
            lambda: VGroup(
                *(
                    VGroup(Dot(p), Text(name, font_size=30).move_to(1.13 * p))
                    for p, name in ((a, "A"), (b, "B"), (corner(), "C"))
                )
            )
        )
        self.play(FadeIn(radii), FadeIn(triangle), FadeIn(dots), FadeIn(angle))
        for goal in (120, 30, 160, 70):
            self.play(turn.animate.set_value(goal), run_time=2)
            self.wait(0.5)
