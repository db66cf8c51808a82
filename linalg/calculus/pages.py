"""The pages of derivatives and Taylor polynomials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import Any

import numpy as np
import sympy as sp

from linalg.calculus.derivative import Derivative, values_at
from linalg.calculus.differentiation import first_derivatives
from linalg.calculus.directional import DirectionalDerivative
from linalg.calculus.gradients import Gradient, Hessian, Jacobian
from linalg.calculus.taylor import Taylor
from linalg.compilation import Kernel
from linalg.kinks.branch_cuts import branch_cuts
from linalg.kinks.kinks import Failure, Kink, beside_kinks, kinks
from linalg.language import listing, say
from linalg.notation import Formula, formula
from linalg.notation.elements import Fenced, Number, Operator, Over, Power, Row
from linalg.notation.expressions import is_sum, product
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
from linalg.record import page_of


@page_of.register
def derivative_page(record: Derivative) -> Page:
    """Write a derivative: the function, its derivative, the check."""
    title = {
        Gradient: "The gradient",
        Jacobian: "The Jacobian",
        Hessian: "The Hessian",
        DirectionalDerivative: "The directional derivative",
    }[type(record)]
    figures = _slope_figure(record) if isinstance(record, DirectionalDerivative) else ()
    return Page(title, [*_body(record), *figures, Heading("Check"), verdict(record.check())])


def _slope_figure(record: DirectionalDerivative) -> Iterator[Block]:
    """Yield f along the direction, if it has a value and a slope where all variables are 1."""
    if record.parameters or record.direction.free_symbols:
        return
    start = [1.0] * len(record.variables)
    value = Kernel([record.f], record.variables)(np.array(start)[:, None])
    if np.isfinite([*np.ravel(value), *np.ravel(record.at(start))]).all():
        where = ", ".join("1" for _ in start)
        caption = say("f from ({point}) along the direction, and its tangent there.", point=where)
        yield Figure(record.plot, caption)


NEITHER = "neither a gradient nor a Hessian"
"""What there is where the slope jumps, on a page with both."""

_FAULTS: dict[Failure, str] = {
    "value": "the function jumps, and there is {missing}.",
    "steep": "the slope is infinite, and there is {missing}.",
    "slope": "the slope jumps, and there is {missing}.",
    "second": "the slope is continuous, but there is no Hessian.",
}
_EXTENTS = {
    "all": "Where ",
    "almost all": "At almost every point where ",
    "some": "At some points where ",
}


def kink_blocks(
    f: sp.Expr,
    variables: Sequence[sp.Symbol],
    first: Sequence[sp.Expr],
    second: Iterable[sp.Expr] = (),
    missing: str = "no gradient",
) -> Iterator[Block]:
    """Say where a function with |x|, max or min has no derivative.

    Parameters
    ----------
    f : sympy.Expr
    variables : sequence of sympy.Symbol
    first, second : sympy expressions
        Its derivatives; those of second order where the page shows them.
    missing : str
        What there is not where the slope jumps.

    Examples
    --------
    >>> from linalg.page import Page, to_text
    >>> x = sp.Symbol("x")
    >>> print(to_text(Page("|x|", list(kink_blocks(sp.Abs(x), [x], [sp.sign(x)])))))
    |x|
    ===
    <BLANKLINE>
    Where x = 0 the slope jumps, and there is no gradient.
    """
    entries = list(first), list(second)
    found = [*kinks(f, variables, *entries), *branch_cuts(f, variables, *entries)]
    yield from _kink_sentences(found, missing)


def _kink_sentences(found: Iterable[Kink], missing: str) -> Iterator[Block]:
    groups: dict[tuple[Any, Failure], list[Kink]] = {}
    for kink in found:
        places = groups.setdefault((kink.extent, kink.failure), [])
        places += [kink] if kink not in places else []
    for (extent, failure), places in groups.items():
        parts: list[Any] = []
        for kink in places:
            parts += [" or " if parts else _EXTENTS[extent], (kink.place, "=", 0)]
            parts += [" and ", (kink.negative, "<", 0)] if kink.negative is not None else []
        yield Paragraph(*parts, _fault(failure, missing))


def _fault(failure: Failure, missing: str) -> str:
    """Say what is wrong at a kink, and what there is not."""
    return say(f" {_FAULTS[failure]}", **({} if failure == "second" else {"missing": missing}))


def _beside(entries: Iterable[sp.Expr]) -> sp.Matrix:
    """A column of derivatives as they are beside the kinks."""
    return sp.Matrix([beside_kinks(entry) for entry in entries])


def _function(name: str, record: Derivative | Taylor, value: Any) -> Iterator[Block]:
    """The function, and which letters in it are no variables."""
    yield Equation(name, point(*record.variables), "=", value)
    if len(record.parameters) == 1:
        yield Paragraph("Here ", (record.parameters[0],), " is a parameter.")
    elif record.parameters:
        yield Paragraph("Here ", listing(record.parameters), " are parameters.")


def _letters(record: Derivative | Taylor) -> tuple[sp.Symbol, ...]:
    return record.variables + record.parameters


def _name_of_the_point(record: Derivative | Taylor) -> str:
    """A letter that does not occur in the function."""
    taken = {letter.name for letter in _letters(record)}
    return next(
        name for name in ("a", "p", "q", *(f"p_{i}" for i in range(99))) if name not in taken
    )


@singledispatch
def _body(record: Any) -> Iterator[Block]:
    raise TypeError(type(record).__name__)


@_body.register
def _(record: Gradient) -> Iterator[Block]:
    yield from _function("f", record, record.f)
    yield Paragraph("Each entry is the slope along one coordinate:")
    yield Equation("∇", "f", "=", _beside(record.matrix))
    yield from kink_blocks(record.f, _letters(record), list(record.matrix))
    if record.point is not None:
        value, *slopes = values_at([record.f, *record.matrix], record.variables, record.point)
        a = _name_of_the_point(record)
        yield Paragraph("At the point ", (a, "=", point(*record.point)), ":")
        yield Equation("f", point(a), "=", value)
        yield Equation("∇", "f", point(a), "=", sp.Matrix(slopes))


@_body.register
def _(record: Jacobian) -> Iterator[Block]:
    yield from _function("F", record, sp.Matrix(record.components))
    yield Paragraph("Row i holds the gradient of component i:")
    yield Equation("J", "=", record.matrix.applyfunc(beside_kinks))
    found = [
        kink
        for i, component in enumerate(record.components)
        for places in (kinks, branch_cuts)
        for kink in places(component, _letters(record), list(record.matrix.row(i)))
    ]
    yield from _kink_sentences(found, "no Jacobian")
    if record.matrix.rows == record.matrix.cols:
        yield Paragraph("Small areas and volumes grow by its determinant:")
        yield Equation("det", "J", "=", beside_kinks(record.determinant))
    if record.matrix.shape == (2, 2) and not record.parameters:
        yield Figure(record.plot, "A small square under F, and under its Jacobian")


@_body.register
def _(record: Hessian) -> Iterator[Block]:
    yield from _function("f", record, record.f)
    yield Paragraph("The gradient, and its own derivatives, a symmetric matrix:")
    yield Equation("∇", "f", "=", _beside(record.gradient))
    yield Equation("H", "=", record.matrix.applyfunc(beside_kinks))
    first, second = record.gradient, record.lower.values()
    yield from kink_blocks(record.f, _letters(record), first, second, NEITHER)


@_body.register
def _(record: DirectionalDerivative) -> Iterator[Block]:
    yield from _function("f", record, record.f)
    yield Paragraph("Along the direction")
    yield Equation("u", "=", record.direction)
    yield Paragraph("the slope is the gradient's share in it:")
    yield Equation(("∇", "f"), "·", "u", "=", beside_kinks(record.slope))
    slopes = first_derivatives(record.f, record.variables)
    yield from kink_blocks(record.f, _letters(record), slopes)


def _in_steps(record: Taylor) -> Formula:
    """The polynomial in the steps x - a, not multiplied out: f(a), slopes, one term for a pair."""
    steps = [_step(v, a) for v, a in zip(record.variables, record.point, strict=True)]
    terms: list[tuple[sp.Expr, tuple[Formula, ...]]] = [(record.value, ())]
    terms += [(slope, (step,)) for slope, step in zip(record.gradient, steps, strict=True)]
    if record.hessian is not None:
        for i, step in enumerate(steps):
            terms.append((record.hessian[i, i] / 2, (Power(step, Number("2")),)))
            terms += [(record.hessian[i, j], (step, steps[j])) for j in range(i + 1, len(steps))]
    items: list[Formula] = []
    for coefficient, factors in terms:
        if coefficient == 0:
            continue
        negative = not coefficient.is_Add and coefficient.could_extract_minus_sign()
        if items or negative:
            items.append(Operator("−" if negative else "+"))
        items.append(_term(-coefficient if negative else coefficient, factors))
    return Row(tuple(items)) if items else Number("0")


def _step(variable: sp.Symbol, start: Any) -> Formula:
    step = formula(variable - start)
    return Fenced(step) if is_sum(step) else step


def _term(coefficient: sp.Expr, factors: tuple[Formula, ...]) -> Formula:
    """A coefficient times steps, as 3 (x - 1)/2."""
    if not factors:
        return formula(coefficient)
    above, below = (coefficient, 1) if coefficient.is_Add else coefficient.as_numer_denom()
    written = product([*([] if above == 1 else [formula(above)]), *factors])
    if below == 1:
        return written
    # The bar of a fraction fences by itself.
    return Over(written.body if isinstance(written, Fenced) else written, formula(below))


@page_of.register
def taylor_page(record: Taylor) -> Page:
    """Write a Taylor polynomial: value, gradient and Hessian at the point, the polynomial."""
    a = _name_of_the_point(record)
    blocks: list[Block] = [
        *_function("f", record, record.f),
        Paragraph("At the point ", (a, "=", point(*record.point)), ":"),
        Equation("f", point(a), "=", record.value),
        Equation("∇", "f", point(a), "=", record.gradient),
    ]
    if record.hessian is not None:
        blocks.append(Equation("H", point(a), "=", record.hessian))
    blocks += [
        Paragraph(say("The polynomial of order {order}:", order=record.order)),
        Equation(symbol("T"), point(*record.variables), "=", _in_steps(record)),
    ]
    if len(record.variables) <= 2 and not record.parameters:
        blocks.append(Figure(record.plot, "The function and the polynomial around the point"))
    return Page("The Taylor polynomial", [*blocks, Heading("Check"), verdict(record.check())])
