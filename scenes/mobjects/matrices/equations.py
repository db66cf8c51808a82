"""Linear equations, aligned, whose coefficients can be gathered into a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from linalg.notation import to_typst
from linalg.notation.expressions import sign_and_size
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, TextKind, Theme
from scenes.typed_manim import Animation, VGroup, VMobject
from scenes.typesetting.typeset import mathematics

__all__ = [
    "EquationSystem",
    "Gather",
    "known_form",
    "linear_form",
    "nonzero_terms",
    "product_form",
]

_LARGEST = 60
_ROW_PITCH = 1.7  # of rows without fractions, in ems
_SPACE, _TIGHT = 0.3, 0.05  # around a sign, and between digits and unknown, in ems


def linear_form(terms: Sequence[tuple[Any, object]]) -> tuple[object, ...]:
    """Return the parts of a sum of coefficients times unknowns, written as by hand.

    A term with coefficient 0 is left out, a coefficient 1 is not written, and a minus sign takes
    the place of the plus before it.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(linear_form([(1, "x"), (-2, "y"), (0, "z")]))
    'x - 2 y'
    """
    parts: list[object] = []
    for coefficient, unknown in terms:
        if coefficient == 0:
            continue
        sign, size = sign_and_size(coefficient)
        if sign == "-" or parts:
            parts.append(sign)
        parts += [unknown] if size == 1 else [size, unknown]
    return tuple(parts) or (0,)


def known_form(terms: Sequence[tuple[Any, object]]) -> tuple[object, ...]:
    """Return the parts of further terms whose unknowns have got their values, a dot between.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(("x", *known_form([(2, 1), (-2, -2)])))
    'x + 2 · 1 - 2 · (-2)'
    """
    parts: list[object] = []
    for coefficient, value in terms:
        sign, size = sign_and_size(coefficient)
        parts += [sign, *(() if size == 1 else (size, "·")), value]
    return tuple(parts)


def nonzero_terms(row: Iterable[Any], column: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Return the pairs of factors in a row times a column, without those that give 0.

    Examples
    --------
    >>> nonzero_terms([3, 1, 0], [1, -2, 5])
    [(3, 1), (1, -2)]
    """
    pairs = zip(row, column, strict=True)
    return [(one, other) for one, other in pairs if one != 0 and other != 0]


def product_form(terms: Iterable[tuple[Any, Any]]) -> tuple[object, ...]:
    """Return the parts of a row times a column, 0 if nothing is left to add up.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(product_form([(3, 1), (1, -2)]))
    '3 · 1 + 1 · (-2)'
    >>> product_form([])
    (0,)
    """
    parts = [part for one, other in terms for part in ("+", one, "·", other)]
    return tuple(parts[1:]) or (0,)


class EquationSystem(VGroup):
    """The equations of Ax = b, each unknown in a column of its own.

    Parameters
    ----------
    A : matrix, (m, n)
    b : matrix, (m, 1)
    names : sequence of n str
        The unknowns, as symbols of ``linalg.notation``.
    region : Region
    theme : Theme

    Attributes
    ----------
    coefficients : dict from (i, j) to tuple of Text
        The sign and the digits that become entry (i, j) of [A b].

    Raises
    ------
    DoesNotFitError
        When the equations would be smaller than is legible.
    """

    def __init__(self, A: Any, b: Any, names: Sequence[str], region: Region, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.coefficients: dict[tuple[int, int], tuple[Text, ...]] = {}
        m, n = A.shape
        slots: dict[int, list[tuple[int, Text]]] = {}
        for i in range(m):
            for slot, text in self._row(i, [A[i, j] for j in range(n)], names, b[i, 0]):
                slots.setdefault(slot, []).append((i, text))
                self.add(text)
        self._align(slots, n)
        fit = min(region.width / self.width, region.height / self.height, 1)
        if fit * _LARGEST < SMALLEST[TextKind.FORMULA]:
            raise DoesNotFitError(f"{m} equations in {n} unknowns are too large to be read")
        self.scale(fit).move_to(region.centre)

    def _row(
        self, i: int, coefficients: list[Any], names: Sequence[str], right: Any
    ) -> Iterator[tuple[int, Text]]:
        """Yield each piece of an equation with its slot: sign, digits, unknown, sign, …."""
        n, started = len(names), False
        for j, coefficient in enumerate(coefficients):
            if coefficient == 0:
                continue
            written, size = sign_and_size(coefficient)
            negative = written == "-"
            sign = self._text("minus" if negative else "plus")
            digits = self._text(to_typst((size,)))
            if negative or started:
                yield 3 * j, sign
            if size != 1:
                self.coefficients[i, j] = (sign, digits) if negative else (digits,)
                yield 3 * j + 1, digits
            yield 3 * j + 2, self._text(to_typst(names[j]))
            started = True
        if not started:
            yield 3 * n - 1, self._text("0")
        yield 3 * n, self._text("eq")
        self.coefficients[i, n] = (self._text(to_typst(right)),)
        yield 3 * n + 1, self.coefficients[i, n][0]

    def _text(self, source: str) -> Text:
        return Text(mathematics(source), self.theme, TextKind.FORMULA, _LARGEST)

    def _align(self, slots: dict[int, list[tuple[int, Text]]], n: int) -> None:
        """Stand signs, digits and unknowns under their like; digits end together."""
        em = _LARGEST * UNITS_PER_POINT
        pitch = max(_ROW_PITCH * em, self.get_top()[1] - self.get_bottom()[1] + 0.5 * em)
        x = 0.0
        for slot, column in sorted(slots.items()):
            width = max(text.width for _, text in column)
            space = (_SPACE if slot % 3 == 0 else _TIGHT) * em
            x += space if slot % 3 == 0 else 0
            digits = slot % 3 == 1 and slot < 3 * n
            for i, text in column:
                text.stand_at(x + width if digits else x, -i * pitch, "right" if digits else "left")
            x += width + space


class Gather(Animation):
    """A matrix comes into being from the coefficients of equations, which travel to their places.

    Entries that were not written (0, 1) and the brackets fade in meanwhile.

    Parameters
    ----------
    system : EquationSystem
    grid : MatrixGrid
    """

    mobject: MatrixGrid

    def __init__(self, system: EquationSystem, grid: MatrixGrid, **options: Any) -> None:
        self.system = system
        super().__init__(grid, introducer=True, **options)

    def begin(self) -> None:
        grid = self.mobject
        self.travelling = []
        self.fading = VGroup()
        for i, row in enumerate(grid.entries):
            for j, entry in enumerate(row):
                start = [g for text in self.system.coefficients.get((i, j), ()) for g in text]
                if [len(g.points) for g in start] == [len(g.points) for g in entry]:
                    pairs = zip(start, entry, strict=True)
                    self.travelling += [(g, s.points.copy(), g.points.copy()) for s, g in pairs]
                else:
                    self.fading.add(*entry)
        super().begin()

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        turned = self.rate_func(alpha)
        for glyph, start, end in self.travelling:
            glyph.set_points((1 - turned) * start + turned * end)
        self.fading.set_fill(opacity=turned)
        self.mobject.frame.set_stroke(opacity=turned)
