"""One function along one line: its tangent is off by order 2, its parabola by order 3."""

from __future__ import annotations

import numpy as np
import sympy as sp

from linalg.geometry.contact import Contact
from linalg.geometry.zoom import HALVINGS
from linalg.notation import fenced, point, symbol
from scenes.lessons.linear_algebra.jacobian.halving import EACH, LogPlot, rounded
from scenes.lessons.linear_algebra.jacobian.zoom_stage import GLASS, READ, ZoomStage
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.plots.polylines import clipped
from scenes.mobjects.plots.trail import STYLES, Style
from scenes.parts.plot_stage import away
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["Parabola"]

TANGENT = STYLES[1]
PARABOLA = Style(Role.THIRD, Dash.DOTTED, Shape.TRIANGLE)
_PLACES = 241
_MARGIN = 0.15


class Parabola:
    """A cut through the map: curve, tangent, parabola, and their gaps while s is halved.

    Parameters
    ----------
    stage : ZoomStage
    record : Contact
    """

    def __init__(self, stage: ZoomStage, record: Contact) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        theme, h = self.lesson.theme, float(stage.record.windows[0])
        self.sign = record.side
        s = np.linspace(-h, h, _PLACES)
        values = record.value(s)
        shown = np.concatenate([values, record.model(2, s)])
        low, high = float(np.nanmin(shown)), float(np.nanmax(shown))
        air = _MARGIN * (high - low)
        region = Region(GLASS.left, GLASS.right, GLASS.bottom, READ.top)
        name = symbol("F", record.component + 1)
        self.plane = Plane(Axis(-h, h, "s"), Axis(low - air, high + air, name), region, theme)
        self.points = np.column_stack([s, values])
        self.curve = self.plane.curve(self.points, Role.FOREGROUND)
        ends = stage.point + h * np.array([[-1.0], [1.0]]) * np.array(record.direction)
        self.line = stage.plane.curve(ends, Role.FOREGROUND, width=3)
        self.tangent, self.parabola = (
            self.plane.curve(
                np.column_stack([s, record.model(k, s)]), style.role, dash=style.dash, width=5
            )
            for k, style in ((1, TANGENT), (2, PARABOLA))
        )
        self.dot = Marker(
            self.plane.point(0, values[_PLACES // 2]), Shape.DISC, Role.FOREGROUND, theme
        )
        self.gaps = (
            Curve([], TANGENT.role, theme, width=6),
            Curve([], PARABOLA.role, theme, width=9),
        )
        sizes = np.array([stage.at(k / EACH) for k in range(HALVINGS * EACH + 1)])
        lines = {
            style: np.column_stack([sizes, record.errors(k, self.sign * sizes)])
            for k, style in ((1, TANGENT), (2, PARABOLA))
        }
        self.exact = not (lines[PARABOLA][:, 1] > 0).any()
        seen = {style: points for style, points in lines.items() if (points[:, 1] > 0).any()}
        self.plot = LogPlot(self.lesson, fenced("s", "||"), "e", seen, sizes)

    def play(self) -> None:
        """Walk along the line, bend the tangent, and halve s."""
        lesson, stage, record = self.lesson, self.stage, self.record
        lesson.beat("beat.taylor")
        lesson.finish_reading()
        self._walk(-1.0)
        s, variables = sp.Symbol("s"), stage.record.jacobian.variables
        places = [a + d * s for a, d in zip(stage.record.point, record.direction, strict=True)]
        lesson.say(
            "along",
            away(*(m for m in lesson.picture() if m is not stage.head)),
            FadeIn(stage.plane, self.line, self.plane),
            *stage.formula(point(*variables), "=", point(*places)),
            name=symbol("F", record.component + 1),
        )
        lesson.add(self.curve, self.dot, stage.dot)
        stage.run([self.curve, self.dot, stage.dot], self._walk, 1.0, start=-1.0, seconds=2.5)
        self._bend(0.0)
        lesson.say("tangent", FadeIn(self.tangent))
        stage.run([self.dot, stage.dot], self._stand, 0.0, start=1.0, seconds=2.5)
        lesson.say("parabola.exact" if self.exact else "parabola")
        lesson.add(self.parabola)
        stage.run([self.parabola, self.dot], self._bend, seconds=2.5)
        self.reach(0)
        gone = away(stage.plane, self.line, stage.dot)
        lesson.say("gaps", gone, FadeIn(self.plot, *self.gaps))
        moving = (self.plot, *self.gaps)
        stage.run(moving, self.reach, HALVINGS, seconds=2.5)
        factors = [rounded(record.factor(k)) for k in (1, 2)]
        orders = [rounded(record.order(k)) for k in (1, 2)]
        if self.exact:
            lesson.say("orders.exact", order=orders[0])
        else:
            two = {"tangent": factors[0], "parabola": factors[1]}
            lesson.say("orders", **two, first=orders[0], second=orders[1])
        lesson.add(self.plot.steps)
        stage.run([self.plot.steps], lambda k: self.plot.mark(int(k)), HALVINGS, seconds=3.0)

    def _walk(self, share: float) -> None:
        """Draw the curve up to a share of the way from the point; made for every frame."""
        end = round((share + 1) / 2 * (_PLACES - 1))
        self.curve.trace(self.plane.pieces(self.points[: end + 1]) if end else [])
        self._stand(share)

    def _stand(self, share: float) -> None:
        """Put both points to a share of the way from the point."""
        stage, s = self.stage, share * float(self.stage.record.windows[0])
        self.dot.stand(self.plane.point(s, float(self.record.value(s))))
        stage.dot.stand(stage.plane.point(*(stage.point + s * np.array(self.record.direction))))

    def _bend(self, share: float) -> None:
        """Draw the tangent, bent into a share of the parabola."""
        s = self.points[:, 0]
        flat, bent = self.record.model(1, s), self.record.model(2, s)
        values = flat + share * (bent - flat)
        self.parabola.trace(self.plane.pieces(np.column_stack([s, values])))

    def reach(self, halvings: float) -> None:
        """Show the gaps after so many halvings; made for every frame."""
        self.plot.reach(halvings)
        s = self.sign * self.stage.at(halvings)
        value = float(self.record.value(s))
        for k, gap in zip((1, 2), self.gaps, strict=True):
            ends = self.plane.places([[s, value], [s, float(self.record.model(k, s))]])
            gap.trace(clipped(ends, self.plane.inner))
