"""The page of a determinant: the product of the pivots, the cofactors, Cramer's rule."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.determinants.cofactors import NESTED, Cofactor, Expansion
from linalg.determinants.determinants import LARGEST_EXPANSION, Determinant
from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.solution_blocks import assumption_blocks, system_blocks
from linalg.elimination.step_blocks import LONGEST, steps_blocks
from linalg.language import say, say_counted
from linalg.notation import Formula, formula, over, symbol
from linalg.notation.unknowns import unknown_names
from linalg.numbers.matrices import is_float
from linalg.page import (
    Block,
    Equation,
    Figure,
    Heading,
    Page,
    Paragraph,
    Table,
    determinant_bars,
    power,
    verdict,
)
from linalg.record import page_of

_BARS = 3
"""Up to so many rows Cramer's quotients are written out between bars."""


@page_of.register
def determinant_page(record: Determinant) -> Page:
    """Write the determinant in each way, what it says of the matrix, and the check."""
    return Page(
        "A determinant",
        [
            *system_blocks(record.elimination),
            *steps_blocks(record.elimination),
            *assumption_blocks(record.elimination),
            Heading("Product of the pivots"),
            *_product(record),
            Heading("Cofactors"),
            *_cofactors(record),
            *_figure(record),
            *_cramer(record),
            Heading("Conclusion"),
            *_conclusion(record),
            *cases_blocks(record.elimination, about="inverse" if record.b is None else "solutions"),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _product(record: Determinant) -> Iterator[Block]:
    exchanges = sum(exchange is not None for exchange in record.elimination.factors.exchanges)
    diagonal = ("the diagonal of ", symbol("U"))
    if exchanges:
        times = say_counted(exchanges, "once", "{count} times")
        beginning = "Each exchange of rows changes the sign. Rows were exchanged {times}"
        yield Paragraph(say(beginning, times=times), "; the rest is ", *diagonal, ":")
    else:
        yield Paragraph("No rows were exchanged, so it is the product of ", *diagonal, ":")
    sign = (power(-1, exchanges),) if exchanges else ()
    factors = (*sign, *record.diagonal)
    if 1 < len(factors) <= LONGEST:
        product = [part for factor in factors for part in ("·", factor)][1:]
        yield Equation("det", "A", "=", *product, "=", record.product)
    else:
        yield Equation("det", "A", "=", record.product)


def _cofactors(record: Determinant) -> Iterator[Block]:
    expansion, n = record.expansion, record.A.shape[0]
    if expansion is None:
        yield Paragraph(
            say(
                "Written out, the determinant has {n}! products, and elimination takes about "
                "n³/3 steps: above {most} rows it is not expanded here.",
                n=n,
                most=LARGEST_EXPANSION,
            )
        )
    elif n == 1:
        yield Paragraph("A single entry is its own determinant.")
    elif n == 2:
        A = record.A
        yield Paragraph("One diagonal minus the other:")
        products = (A[0, 0], "·", A[1, 1], "-", A[0, 1], "·", A[1, 0])
        yield Equation("det", "A", "=", *products, "=", expansion.value)
    else:
        yield from _line(expansion)
        if n <= NESTED:
            yield from _expanded(expansion)
        else:
            yield from _tabulated(expansion)


def _line(expansion: Expansion) -> Iterator[Block]:
    """Say along which line, and why."""
    along = "Along row {index}" if expansion.line == "row" else "Along column {index}"
    zeros = {0: "", 1: ", which holds a zero", expansion.A.shape[0]: ", which holds only zeros"}
    why = zeros.get(expansion.zeros, say(", which holds {zeros} zeros", zeros=expansion.zeros))
    yield Paragraph(
        say(along, index=expansion.index + 1),
        why,
        ": each entry times the determinant that is left without its row and column, with the "
        "signs of a chessboard that begins with +.",
    )


def _expanded(expansion: Expansion) -> Iterator[Block]:
    """Write the terms with their minors between bars, then those minors in turn."""
    shown = _terms(expansion, [determinant_bars(c.minor) for c in expansion.cofactors])
    values = _terms(expansion, [formula(c.determinant) for c in expansion.cofactors])
    chain = ("=", *values) if values else ()
    yield Equation("det", "A", *(("=", *shown) if shown else ()), *chain, "=", expansion.value)
    inner = [c for c in expansion.cofactors if c.expansion is not None]
    if inner:
        yield Paragraph("The determinants in it, expanded in the same way:")
    for cofactor in inner:
        yield _minor(cofactor, cofactor.expansion)  # type: ignore[arg-type]


def _minor(cofactor: Cofactor, expansion: Expansion) -> Equation:
    shown = _terms(expansion, [determinant_bars(c.minor) for c in expansion.cofactors])
    chain = ("=", *shown) if shown else ()
    return Equation(determinant_bars(cofactor.minor), *chain, "=", cofactor.determinant)


def _tabulated(expansion: Expansion) -> Iterator[Block]:
    """Name the minors instead, each found by elimination, and list them."""
    names = [formula(("det", symbol("M", _place(c)))) for c in expansion.cofactors]
    terms = _terms(expansion, names)
    yield Equation("det", "A", *(("=", *terms) if terms else ()), "=", expansion.value)
    if expansion.cofactors:
        yield Paragraph(
            "The minor ",
            symbol("M", ("i", "j")),
            " is ",
            symbol("A"),
            " without row ",
            symbol("i"),
            " and column ",
            symbol("j"),
            ". The determinants, by elimination:",
        )
        rows = [(symbol("M", _place(c)), c.determinant, c.term) for c in expansion.cofactors]
        yield Table(("minor", "determinant", "term"), rows)


def _place(cofactor: Cofactor) -> tuple[int, int]:
    return cofactor.row + 1, cofactor.column + 1


def _terms(expansion: Expansion, minors: list[Formula]) -> tuple[object, ...]:
    """Write + a₁₁ |M₁₁| - a₁₂ |M₁₂| …, the entries as they stand in the matrix."""
    parts: list[object] = []
    for cofactor, minor in zip(expansion.cofactors, minors, strict=True):
        minus = cofactor.sign < 0
        sign = ("-",) if minus else ("+",) if parts else ()
        parts += [*sign, cofactor.entry, "·", minor]
    return tuple(parts)


def _figure(record: Determinant) -> Iterator[Block]:
    """Yield the area of two columns of numbers."""
    if record.A.shape == (2, 2) and not getattr(record.A, "free_symbols", None):
        yield Figure(record.plot, "The size of the determinant is the area between the columns.")


def _cramer(record: Determinant) -> Iterator[Block]:
    if record.b is None:
        return
    yield Heading("Cramer's rule")
    n = record.A.shape[0]
    if record.is_singular:
        yield Paragraph(
            "Cramer's rule divides by the determinant, so it does not apply here: the system has "
            "no solution or a family of them."
        )
        return
    if not record.cramer:
        yield Paragraph(
            say(
                "Each unknown is a quotient of two determinants of {n} rows; above {most} rows "
                "that is left to elimination.",
                n=n,
                most=LARGEST_EXPANSION,
            )
        )
        return
    symbolic = bool(getattr(record.value, "free_symbols", None))
    condition = (", as long as ", ("det", "A", "!=", 0)) if symbolic else ()
    yield Paragraph("With ", symbol("A", "j"), " for ", symbol("A"), " with ", symbol("b"),
                    " in place of column ", symbol("j"), *condition, ":")  # fmt: skip
    unknowns = unknown_names(n, record.A, record.b)
    for quotient in record.cramer:
        j = quotient.column + 1
        names = (over(("det", symbol("A", j)), ("det", "A")),)
        if n <= _BARS:
            names = (over(determinant_bars(quotient.matrix), determinant_bars(record.A)),)
        numbers = over(quotient.determinant, record.product)
        chain = () if symbolic or formula(quotient.value) == numbers else ("=", numbers)
        yield Equation(unknowns[quotient.column], "=", *names, *chain, "=", quotient.value)


def _conclusion(record: Determinant) -> Iterator[Block]:
    symbolic = bool(getattr(record.A, "free_symbols", None))
    if record.is_singular and is_float(record.elimination.A):
        yield Paragraph(
            say(
                "The rank is {rank} within rounding, so the matrix counts as singular and "
                "its determinant as 0.",
                rank=record.elimination.rank,
            )
        )
    elif record.is_singular:
        always = " for all values of the symbols" if symbolic else ""
        yield Paragraph("The determinant is 0", always, ": the matrix is singular.")
    elif getattr(record.value, "free_symbols", None):
        if record.factored != record.value:
            yield Equation("det", "A", "=", record.factored)
        yield Paragraph("The matrix is invertible exactly where the determinant is not 0.")
    else:
        always = " for any values of the symbols" if symbolic else ""
        yield Paragraph("The determinant is not 0", always, ": the matrix is invertible.")
