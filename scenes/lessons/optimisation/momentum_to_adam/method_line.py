"""The line at the head of the film: a method's name, and its formula, which grows by a term."""

from __future__ import annotations

import numpy as np

from linalg.notation import Formula, fenced, formula, marked, power, symbol, words
from linalg.notation.elements import Root
from scenes.mobjects.plots.markers import Marker
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.text import UNITS_PER_POINT
from scenes.parts.fades import in_place_of
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import away
from scenes.stage import CAPTION, MAIN, Region
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeOut, Mobject, VGroup

__all__ = [
    "HEAD",
    "LEFT",
    "RIGHT",
    "MethodLine",
    "adam_step",
    "divided_step",
    "gradient_step",
    "look_ahead_step",
    "of_a_sum",
    "stacked_ahead_step",
    "stacked_step",
    "velocity_step",
]

HEAD = Region(MAIN.left, MAIN.right, MAIN.top - 0.85, MAIN.top)
LEFT = Region(MAIN.left, 0.1, CAPTION.top + 0.15, HEAD.bottom - 0.15)
RIGHT = Region(0.6, MAIN.right, LEFT.bottom, LEFT.top)
_FORMULA = Region(MAIN.left + 4.1, MAIN.right, HEAD.bottom, HEAD.top)
_SAMPLE, _SIZE = 0.6, 34
_BEFORE = "x", "<-", "x", "-", "eta"  # what all steps begin with


class MethodLine:
    """The name of the method that the film is at, in its style, and its step as a formula.

    Parameters
    ----------
    lesson : Lesson
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.name: VGroup | None = None
        lesson.formula_place.region = _FORMULA

    def turn_to(self, racer: Racer | None = None, *step: object) -> list[Animation]:
        """Return the animations that put a method here, or none, and the one before away."""
        old, self.name = self.name, None if racer is None else self._named(racer)
        animations = [*in_place_of(old, self.name), *self.lesson.formula(*step)]
        text = self.lesson.formula_place.text
        if text is not None:  # from one left edge, so that what two formulas share stays in place
            text.stand_at(_FORMULA.left, HEAD.centre[1] - 0.12, "left")
        return animations

    def alone(self, *kept: Mobject) -> FadeOut:
        """Return the animation that leaves this line and a few things."""
        stays = {id(mobject) for mobject in (self.name, *kept)}
        return away(*(m for m in self.lesson.picture() if id(m) not in stays))

    def _named(self, racer: Racer) -> VGroup:
        theme, style, y = self.lesson.theme, racer.style, HEAD.centre[1]
        middle = HEAD.left + _SAMPLE / 2
        line = Curve([], style.role, theme, dash=style.dash)
        ends = [[HEAD.left, y], [HEAD.left + _SAMPLE, y]]
        name = self.lesson.label(words(racer.name), role=style.role, size=_SIZE)
        foot = y - 0.33 * _SIZE * UNITS_PER_POINT
        return VGroup(
            line.trace([np.array(ends)]),
            Marker((middle, y), style.shape, style.role, theme, radius=0.1),
            name.stand_at(HEAD.left + _SAMPLE + 0.2, foot, "left"),
        )


def of_a_sum(racer: Racer) -> Role:
    """Return the colour of a method's velocity, which is not that of gradients."""
    role = racer.style.role
    return Role.THIRD if role is Role.GRADIENT else role


def _slope(*back: object) -> Formula:
    return marked(symbol("g", ("k", *back)), "gradient")


def gradient_step() -> tuple[object, ...]:
    """Return x ← x - η gₖ."""
    return *_BEFORE, _slope()


def stacked_step() -> tuple[object, ...]:
    """Return x ← x - η (gₖ + μ gₖ₋₁ + μ² gₖ₋₂ + …)."""
    older = "+", "mu", _slope("-", 1), "+", power("mu", 2), _slope("-", 2), "+", "…"
    return *_BEFORE, fenced((_slope(), *older))


def stacked_ahead_step() -> tuple[object, ...]:
    """Return x ← x - η ((1 + μ) gₖ + μ² gₖ₋₁ + …): the steps of Nesterov's method."""
    older = "+", power("mu", 2), _slope("-", 1), "+", "…"
    return *_BEFORE, fenced((fenced((1, "+", "mu")), _slope(), *older))


def velocity_step() -> tuple[object, ...]:
    """Return x ← x - η v."""
    return *_BEFORE, "v"


def look_ahead_step() -> tuple[object, ...]:
    """Return v ← μv - η g(x + μv)."""
    ahead = fenced(("x", "+", "mu", "v"))
    return "v", "<-", "mu", "v", "-", "eta", marked("g", "gradient"), ahead


def divided_step(mean: Formula) -> tuple[object, ...]:
    """Return x ← x - η gₖ / √s, s = mean of g², or what else is said before g²."""
    squares = marked("s", "multiplier"), "=", mean, power("g", 2)
    return *_BEFORE, _slope(), "/", marked(Root(formula("s")), "multiplier"), ",", *squares


def adam_step(mean: Formula) -> tuple[object, ...]:
    """Return x ← x - η m̂ / √ŝ, m = mean of g."""
    ahead = marked(symbol("m", accent="hat"), "gradient")
    divider = marked(Root(symbol("s", accent="hat")), "multiplier")
    return *_BEFORE, ahead, "/", divider, ",", marked("m", "gradient"), "=", mean, "g"
