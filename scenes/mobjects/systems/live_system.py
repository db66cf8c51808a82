"""A system of equations A x = b whose numbers change: its sign is lit only while it holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.plots.lines import LOOKS
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.readout import label
from scenes.mobjects.systems.live_columns import LiveColumns, Shortest
from scenes.mobjects.text import UNITS_PER_POINT, region_of
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup

__all__ = ["LiveSystem"]

_ROUNDING = 1e-9  # of the terms of an equation
_SWATCH = 0.5
_SPACE = 0.24
_WRITTEN = Shortest(places=4, least=1e-4, mantissa=1)


class LiveSystem(VGroup):
    """A, the unknowns or numbers in their place, a sign, and b, with the determinant beside them.

    Before each row stands a sample of its line or plane.

    Parameters
    ----------
    A, x, b : array_like, (k, n, n), (k, n) and (k, n)
        Values that will be shown, which tell how much room they need.
    names : sequence of str
        Of the unknowns.
    region : Region
        Its middle is there; it may be smaller.
    theme : Theme
    size : float

    Attributes
    ----------
    sign : Text
    """

    def __init__(
        self,
        A: ArrayLike,
        x: ArrayLike,
        b: ArrayLike,
        names: Sequence[str],
        region: Region,
        theme: Theme,
        size: float,
    ) -> None:
        self.theme = theme
        one, other = np.asarray(x, dtype=float), np.asarray(b, dtype=float)
        self.A = LiveColumns(A, theme, size)
        self.x = LiveColumns(one[:, :, None], theme, size, Role.RESULT)
        self.b = LiveColumns(other[:, :, None], theme, size)
        self.names = VGroup(*(label(theme, name, size=size) for name in names))
        self.sign = label(theme, "=", size=size)
        self.title = label(theme, "det", "A", "=", size=size)
        self.det = LiveNumber(0.0, theme, TextKind.LABEL, written=_WRITTEN, size=size, side="left")
        widest = max(map(float, np.linalg.det(np.asarray(A, dtype=float))), key=self._width_of)
        self.det.set_value(widest)
        self._stand()
        parts = (self.swatches, self.A, self.names, self.x, self.sign, self.b, self.title, self.det)
        super().__init__(*parts)
        across, up, _ = region.centre
        box = region_of(self)
        self.shift((across - box.centre[0], up - box.centre[1], 0))

    def _width_of(self, value: float) -> float:
        """Return how wide a determinant is written, so that there is room for the widest."""
        return self.det.set_value(value).width

    def _stand(self) -> None:
        """Put everything in a row, the rows of A level with those of x and b."""
        baselines = self.A.baselines
        em = self.sign.font_size * UNITS_PER_POINT
        middle = sum(baselines) / len(baselines)
        ends = [[[-_SWATCH - 0.35, y + 0.3 * em], [-0.35, y + 0.3 * em]] for y in baselines]
        self.swatches = VGroup(
            *(
                Curve([np.array(place)], role, self.theme, width=5, dash=dash)
                for place, (role, dash) in zip(ends, LOOKS, strict=False)
            )
        )
        place = region_of(self.A).right + _SPACE
        box = region_of(self.x)
        self.x.shift((place - box.left, 0, 0))
        inside = region_of(self.x).centre[0]
        for name, y in zip(self.names, baselines, strict=True):
            name.stand_at(inside, y)
        place = region_of(self.x).right + 1.6 * _SPACE
        self.sign.stand_at(place, middle, "left")
        place = region_of(self.sign).right + 1.6 * _SPACE
        self.b.shift((place - region_of(self.b).left, 0, 0))
        place = region_of(self.b).right + 0.9
        self.title.stand_at(place, middle, "left")
        self.det.stand_at(region_of(self.title).right + 0.14, middle, "left")

    def turn_to(self, A: np.ndarray, x: np.ndarray | None, b: np.ndarray) -> None:
        """Show other numbers; without x its names stand there."""
        self.A.turn_to(A)
        self.b.turn_to(b[:, None])
        det = float(np.linalg.det(A))
        scale = float(np.prod(np.linalg.norm(A, axis=1)))
        self.det.set_value(0.0 if abs(det) < _ROUNDING * scale else det)
        if x is not None:
            self.x.turn_to(x[:, None])
        for row in self.x.numbers:
            row[0].set_opacity(0.0 if x is None else 1.0)
        self.names.set_opacity(1.0 if x is None else 0.0)
        self.sign.role = Role.FOREGROUND if x is not None and self.holds else Role.MUTED
        self.sign.set_fill(self.theme[self.sign.role])

    @property
    def determinant(self) -> VGroup:
        """The name of the determinant and its value."""
        return VGroup(self.title, self.det)

    @property
    def holds(self) -> bool:
        """True if A times x is b, of the numbers that are drawn."""
        A, x, b = self.A.values, self.x.values[:, 0], self.b.values[:, 0]
        terms = np.abs(A) @ np.abs(x) + np.abs(b)
        return bool((np.abs(A @ x - b) <= _ROUNDING * np.maximum(terms, 1e-300)).all())

    @property
    def states_its_determinant(self) -> bool:
        """True if the determinant that is drawn is that of the matrix that is drawn."""
        A = self.A.values
        scale = float(np.prod(np.linalg.norm(A, axis=1)))
        return bool(abs(np.linalg.det(A) - self.det.value) <= _ROUNDING * max(scale, 1.0))
