"""The pages of derivatives and Taylor polynomials."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import sympy as sp

from linalg.calculus import Gradient, Hessian, Jacobian
from linalg.derivative import Derivative, beside_kinks, values_at
from linalg.directional import DirectionalDerivative
from linalg.page import (
    Block,
    Equation,
    Figure,
    Heading,
    Page,
    Paragraph,
    point,
    symbol,
    verdict,
)
from linalg.taylor import Taylor


def derivative_page(record: Derivative) -> Page:
    """Write a derivative: the function, its derivative, the check."""
    title = {
        Gradient: "The gradient",
        Jacobian: "The Jacobian",
        Hessian: "The Hessian",
        DirectionalDerivative: "The directional derivative",
    }[type(record)]
    return Page(title, [*_body(record), Heading("Check"), verdict(record.check())])


def hessian_blocks(matrix: sp.Matrix) -> Iterator[Block]:
    """Write a Hessian, and where it is none."""
    shown = matrix.applyfunc(beside_kinks)
    yield Equation("H", "=", shown)
    if shown != matrix:
        places: list[Any] = []
        for place in sorted({_turned(d.args[0]) for d in matrix.atoms(sp.DiracDelta)}, key=str):
            places += [" or " if places else "Where ", (place, "=", 0)]
        yield Paragraph(*places, " the slope jumps, and there is no Hessian.")


def _turned(place: sp.Expr) -> sp.Expr:
    """Write x - y for y - x, which is 0 at the same points."""
    return -place if place.could_extract_minus_sign() else place


def _function(name: str, variables: tuple[sp.Symbol, ...], value: Any) -> Equation:
    return Equation(name, point(*variables), "=", value)


@singledispatch
def _body(record: Any) -> Iterator[Block]:
    raise TypeError(type(record).__name__)


@_body.register
def _(record: Gradient) -> Iterator[Block]:
    yield _function("f", record.variables, record.f)
    yield Paragraph("Each entry is the slope along one coordinate:")
    yield Equation("∇", "f", "=", record.matrix)
    if record.point is not None:
        value, *slopes = values_at([record.f, *record.matrix], record.variables, record.point)
        yield Paragraph("At the point ", ("a", "=", point(*record.point)), ":")
        yield Equation("f", point("a"), "=", value)
        yield Equation("∇", "f", point("a"), "=", sp.Matrix(slopes))


@_body.register
def _(record: Jacobian) -> Iterator[Block]:
    yield _function("F", record.variables, sp.Matrix(record.components))
    yield Paragraph("Row i holds the gradient of component i:")
    yield Equation("J", "=", record.matrix)
    if record.matrix.rows == record.matrix.cols:
        yield Paragraph("Small areas and volumes grow by its determinant:")
        yield Equation("det", "J", "=", record.determinant)
    if record.matrix.shape == (2, 2):
        yield Figure(record.plot, "A small square under F, and under its Jacobian")


@_body.register
def _(record: Hessian) -> Iterator[Block]:
    yield _function("f", record.variables, record.f)
    yield Paragraph("The gradient, and its own derivatives, a symmetric matrix:")
    yield Equation("∇", "f", "=", sp.Matrix(record.gradient))
    yield from hessian_blocks(record.matrix)


@_body.register
def _(record: DirectionalDerivative) -> Iterator[Block]:
    yield _function("f", record.variables, record.f)
    yield Paragraph("Along the direction")
    yield Equation("u", "=", record.direction)
    yield Paragraph("the slope is the gradient's share in it:")
    yield Equation(("∇", "f"), "·", "u", "=", record.slope)


def taylor_page(record: Taylor) -> Page:
    """Write a Taylor polynomial: value, gradient and Hessian at the point, the polynomial."""
    blocks: list[Block] = [
        _function("f", record.variables, record.f),
        Paragraph("At the point ", ("a", "=", point(*record.point)), ":"),
        Equation("f", point("a"), "=", record.value),
        Equation("∇", "f", point("a"), "=", record.gradient),
    ]
    if record.hessian is not None:
        blocks.append(Equation("H", point("a"), "=", record.hessian))
    blocks += [
        Paragraph(f"The polynomial of order {record.order}:"),
        Equation(symbol("T"), point(*record.variables), "=", record.polynomial),
    ]
    if len(record.variables) <= 2:
        blocks.append(Figure(record.plot, "The function and the polynomial around the point"))
    return Page("The Taylor polynomial", [*blocks, Heading("Check"), verdict(record.check())])
