"""Values that become others in their places: glyph by glyph where they pair up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenes.mobjects.matrices.matrix_grid import MatrixGrid, Place
from scenes.mobjects.text import Text
from scenes.theme import Role
from scenes.typed_manim import Animation, Transform, VGroup, VMobject, linear, smooth

__all__ = ["Becoming", "Restate", "Rewrite", "turn"]


@dataclass(frozen=True)
class Becoming:
    """One text that becomes another.

    Attributes
    ----------
    old, new : Text
    delay : float
        How much later than the first it starts, as a part of the time that one takes.
    """

    old: Text
    new: Text
    delay: float = 0.0


def turn(alpha: float, delay: float, longest: float, start: float = 0.0) -> float:
    """Return how far one of several that follow each other has come, from 0 to 1.

    Parameters
    ----------
    alpha : float
        How much of the time of all has passed.
    delay, longest : float
        That of this one, and the longest, as parts of the time that one takes.
    start : float
        The part of its own time that it waits first.

    Examples
    --------
    >>> turn(0.5, 0.0, 1.0), turn(0.5, 1.0, 1.0), turn(1.0, 1.0, 1.0)
    (1.0, 0.0, 1.0)
    """
    own = alpha * (1 + longest) - delay
    return float(min(max((own - start) / (1 - start), 0), 1))


class Restate(Animation):
    """Texts of a mobject morph, in place, into others.

    Parameters
    ----------
    mobject : VMobject
        What the texts belong to.
    texts : sequence of Becoming
    start : float
        The part of its own time that each waits first.
    """

    mobject: VMobject

    def __init__(
        self, mobject: VMobject, texts: Sequence[Becoming], start: float = 0.0, **options: Any
    ) -> None:
        self.texts, self.start = texts, start
        super().__init__(mobject, rate_func=linear, **options)

    def begin(self) -> None:
        self.morphs = [_morph(text.old, text.new) for text in self.texts]
        for morph in self.morphs:
            morph.begin()
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        longest = max((text.delay for text in self.texts), default=0.0)
        for text, morph in zip(self.texts, self.morphs, strict=True):
            morph.interpolate(turn(alpha, text.delay, longest, self.start))

    def finish(self) -> None:
        super().finish()
        for text in self.texts:
            text.old.adopt(text.new)


class Rewrite(Restate):
    """Entries of a matrix morph, in place, into new values.

    Parameters
    ----------
    grid : MatrixGrid
    changes : mapping from (i, j) to value
    roles : mapping from (i, j) to Role, optional
        The colours of the new values where they are not the foreground.
    row_lag, column_lag : float
        How much later each further row and column starts, as a part of the time one entry takes.
    start : float
        The part of its own time that each entry waits first.

    Attributes
    ----------
    new : dict from (i, j) to Text
    """

    def __init__(
        self,
        grid: MatrixGrid,
        changes: Mapping[Place, object],
        roles: Mapping[Place, Role] | None = None,
        row_lag: float = 0.0,
        column_lag: float = 0.0,
        **options: Any,
    ) -> None:
        roles = roles or {}
        self.new = {
            place: grid.text(*place, value, roles.get(place, Role.FOREGROUND))
            for place, value in changes.items()
        }
        rows, columns = (sorted({place[k] for place in changes}) for k in (0, 1))
        texts = [
            Becoming(
                grid.entry(i, j),
                text,
                row_lag * rows.index(i) + column_lag * columns.index(j),
            )
            for (i, j), text in self.new.items()
        ]
        super().__init__(grid, texts, **options)


def _morph(old: Text, new: Text) -> Animation:
    """Bend one glyph into the other where they pair up; else let one dissolve into the other."""
    if len(old) == len(new):
        return Transform(old, new, rate_func=smooth)
    return _Dissolve(old, new, rate_func=smooth)


class _Dissolve(Animation):
    mobject: Text

    def __init__(self, old: Text, new: Text, **options: Any) -> None:
        self.leaving, self.coming = VGroup(*old), VGroup(*new)
        super().__init__(old, **options)

    def begin(self) -> None:
        self.mobject.add(*self.coming)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        self.leaving.set_fill(opacity=1 - turned)
        self.coming.set_fill(opacity=turned)
