"""Formulas for the middle of a sentence: fractions with a slash, sums in parentheses.

Typst's own horizontal fractions drop the parentheses of (a + b)/2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from linalg.notation import formula
from linalg.notation.elements import Brackets, Fenced, Formula, Operator, Over, Row
from linalg.notation.expressions import is_sum

__all__ = ["on_one_line"]


def on_one_line(part: object) -> Formula:
    """Return a part in the sense of ``linalg.notation`` with its fractions on one line.

    Examples
    --------
    >>> from sympy.abc import a, b, c
    >>> from linalg.notation import to_typst
    >>> to_typst(on_one_line((a + b) / c)), to_typst(on_one_line(-a / 2))
    ('lr(paren.l a + b paren.r) slash c', '-a slash 2')
    >>> to_typst(on_one_line((a, "÷", b / c)))
    'a div lr(paren.l b slash c paren.r)'
    """
    levelled: Formula = _levelled(formula(part))
    return levelled


def _levelled(node: Any) -> Any:
    match node:
        case tuple():
            return tuple(map(_levelled, node))
        case Brackets():
            return node
        case Over(numerator, denominator):
            above, below = _levelled(numerator), _levelled(denominator)
            above = Fenced(above) if is_sum(above) else above
            below = Fenced(below) if isinstance(below, Row) else below
            return Row((above, Operator("/"), below))
        case Row(items):
            return Row(tuple(_fence_divisors(items)))
        case Formula():
            return replace(node, **{f.name: _levelled(getattr(node, f.name)) for f in fields(node)})
    return node


def _fence_divisors(items: tuple[Formula, ...]) -> Iterator[Formula]:
    """Put parentheses around fractions that something is divided by: they have lost their bar."""
    for before, item in zip((None, *items), items, strict=False):
        levelled = _levelled(item)
        is_divisor = before == Operator("÷") and levelled != item and not isinstance(item, Fenced)
        yield Fenced(levelled) if is_divisor else levelled
