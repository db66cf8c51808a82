"""A live number that keeps its middle while it changes, and may be faint or hidden."""

from __future__ import annotations

from typing import Self

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.written import Written
from scenes.theme import Role, TextKind, Theme

__all__ = ["CentredNumber"]


class CentredNumber(LiveNumber):
    """A number around a middle, hidden until it is shown.

    Parameters
    ----------
    value : float
    theme : Theme
    middle : (float, float)
        Of the baseline, on the frame.
    written : Written
    size : float
    role : Role
    """

    def __init__(
        self,
        value: float,
        theme: Theme,
        middle: tuple[float, float],
        *,
        written: Written,
        size: float,
        role: Role = Role.FOREGROUND,
    ) -> None:
        super().__init__(value, theme, TextKind.LABEL, written=written, size=size, role=role)
        self.middle, self.opacity = middle, 0.0
        self.put_at(middle).show_at(0.0)

    def set_value(self, value: float) -> Self:
        """Change the value; made to be called at every frame."""
        before = self.body
        super().set_value(value)
        if self.body != before:
            self.put_at(self.middle).show_at(self.opacity)
        return self

    def put_at(self, middle: tuple[float, float]) -> Self:
        """Move it; made to be called at every frame."""
        self.middle = middle
        self.stand_at(*middle, "middle")
        return self

    def show_at(self, opacity: float) -> Self:
        """Make it as strong as that, from 0, where it is hidden, to 1."""
        self.opacity = opacity
        self.set_fill(opacity=opacity)
        return self
