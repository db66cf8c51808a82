"""The part of a page that writes a quadratic form as a sum of squares, with its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linalg.factorisations.symmetric_factors import LDLT
from linalg.notation import Formula, formula, power, symbol
from linalg.notation.expressions import is_negative, is_sum
from linalg.page import Block, Equation, Figure, Heading, Paragraph, fenced
from linalg.products.matrices_figure import is_readable

_LONGEST = 6
"""Forms of more unknowns are not written out."""


def form_blocks(factors: LDLT) -> Iterator[Block]:
    """Yield the section on xᵀAx: the sum of squares, the factors drawn, the level sets."""
    n = factors.A.shape[0]
    if not 0 < n <= _LONGEST:
        return
    yield Heading("Quadratic form")
    yield Paragraph("Each pivot stands before a square, and its column of ", symbol("L"),
                    " holds the coefficients in it:")  # fmt: skip
    yield Equation(symbol("x", sup="T"), "A", "x", "=", *_sum_of_squares(factors))
    if is_readable(factors.A.shape):
        yield Figure(factors.plot, "The factors, with the pivots on the diagonal of D.")
    if n == 2 and not getattr(factors.A, "free_symbols", None):
        yield Figure(factors.plot_form, "The level sets of the quadratic form.")


def _sum_of_squares(factors: LDLT) -> Sequence[object]:
    """Write 2 (x₁ - 1/2 x₂)² + 3/2 x₂², leaving out pivots that are 0."""
    parts: list[object] = []
    for pivot, form in factors.squares:
        if pivot == 0:
            continue
        negative = is_negative(formula(pivot))
        size = -pivot if negative else pivot
        parts += ["-"] if negative else ["+"] if parts else []
        parts += [_square(form)] if size == 1 else [_factor(size), "·", _square(form)]
    return parts or [0]


def _square(form: Sequence[Any]) -> Formula:
    terms: list[object] = []
    for k, coefficient in enumerate(form, start=1):
        if coefficient == 0:
            continue
        negative = is_negative(formula(coefficient))
        size = -coefficient if negative else coefficient
        terms += ["-"] if negative else ["+"] if terms else []
        terms += ([] if size == 1 else [_factor(size)]) + [symbol("x", k)]
    return power(terms[0] if len(terms) == 1 else fenced(tuple(terms)), 2)


def _factor(size: Any) -> object:
    return fenced(size) if is_sum(formula(size)) else size
