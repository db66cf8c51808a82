"""The special solutions as other systems write them: in whole numbers, and of length 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sympy as sp

from linalg.conditions.conditions import Condition, nonvanishing
from linalg.language import listing
from linalg.notation import formula, quotient, words
from linalg.numbers.legible import is_legible
from linalg.numbers.matrices import Matrix, is_float, symbols_in
from linalg.numbers.record_matrix import RecordMatrix
from linalg.page import Block, Equation, Paragraph
from linalg.vectors.multiples import length, primitive, primitive_factor, unit


def multiples_blocks(vectors: Sequence[Matrix]) -> Iterator[Block]:
    """Yield the multiples of some vectors that are primitive, and those of length 1.

    Nothing of vectors that are both already, or too long for a line.

    Parameters
    ----------
    vectors : sequence of (n, 1) matrices
        None of them zero for any values of its symbols, as special solutions are not.
    """
    wholes = [primitive(v) for v in vectors]
    if not all(is_legible(v) for v in (*vectors, *(v for v in wholes if v is not None))):
        return
    integers = [v for v in wholes if v is not None]
    is_written = len(integers) == len(vectors) and integers != list(vectors)
    if is_written:
        yield _sentence(vectors)
        yield Equation(*_side_by_side(integers))
    lengths = [length(v) for v in (integers if is_written else vectors)]
    if any(size != 1 for size in lengths) and is_legible(_squares(lengths)):
        yield Paragraph(
            "and by those of length 1:"
            if is_written
            else "The same space is spanned by their multiples of length 1:"
        )
        bases = integers if is_written else vectors
        yield Equation(*_side_by_side([_shortened(v) for v in bases]))


def _squares(lengths: Sequence[Any]) -> RecordMatrix:
    exact = [size**2 for size in lengths if not isinstance(size, float)]
    return RecordMatrix(len(exact), 1, exact)


def _sentence(vectors: Sequence[Matrix]) -> Paragraph:
    if not symbols_in(*vectors):
        return Paragraph(
            "The same space is spanned by their multiples in whole numbers without a common factor:"
        )
    conditions = list(_conditions(vectors))
    if not conditions:
        return Paragraph("The same space is spanned by their multiples without a common factor:")
    return Paragraph(
        "As long as ", listing([c.parts for c in conditions]),
        ", the same space is spanned by their multiples without denominators and common factors:",
    )  # fmt: skip


def _conditions(vectors: Sequence[Matrix]) -> Iterator[Condition]:
    """Yield that no factor by which a vector is multiplied or divided is zero."""
    seen: set[sp.Expr] = set()
    for v in vectors:
        for part in sp.fraction(primitive_factor(v)):
            for factor in sp.Mul.make_args(sp.factor(part)):
                base = factor.as_base_exp()[0]
                if base.free_symbols and base not in seen and -base not in seen:
                    seen.add(base)
                    yield nonvanishing(base)


def _shortened(v: Matrix) -> object:
    """Return a vector divided by its length, in numbers or as a quotient before it."""
    if is_float(v):
        return unit(v)
    size = length(v)
    if size == 1:
        return v
    is_fraction = sp.fraction(size)[1] != 1
    return formula((1 / size if is_fraction else quotient(1, size), v))


def _side_by_side(vectors: Sequence[object]) -> list[object]:
    return [part for vector in vectors for part in (words(",  "), vector)][1:]
