"""The pages on symmetric matrices: definiteness from pivots and by cases, and rules on examples."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from linalg.conditions.conditions import Condition
from linalg.elimination.case_blocks import conjunction
from linalg.elimination.solution_blocks import named_matrices
from linalg.factorisations.quadratic_form_blocks import form_blocks
from linalg.language import say
from linalg.page import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Page,
    Paragraph,
    Table,
    symbol,
    verdict,
)
from linalg.products.matrices_figure import is_readable
from linalg.record import page_of
from linalg.symmetry.definiteness import DefinitenessByCases
from linalg.symmetry.inertia import Inertia
from linalg.symmetry.symmetric_products import SymmetricProducts
from linalg.symmetry.transposes import Identity


@page_of.register
def inertia_page(record: Inertia) -> Page:
    """Write the matrix, its factors A = LDLᵀ, the signs of the pivots and what they mean."""
    return Page(
        "A symmetric matrix",
        [
            Equation("A", "=", record.A),
            *_factors(record),
            Heading("Signs"),
            Paragraph(
                say(
                    "{positive} positive, {zero} zero, {negative} negative: the matrix is {kind}.",
                    positive=record.positive,
                    zero=record.zero,
                    negative=record.negative,
                    kind=record.definiteness,
                )
            ),
            *_figures(record),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _factors(record: Inertia) -> Iterator[Block]:
    if record.factors is None:
        yield Paragraph(
            "A = LDLᵀ does not exist: elimination meets a zero on the diagonal with something "
            "else beside it. The signs are those of the eigenvalues."
        )
        return
    L, D = record.factors
    yield Heading("Pivots")
    yield Paragraph("Elimination gives A = LDLᵀ with the pivots on the diagonal of D:")
    yield from named_matrices({"L": L, "D": D})
    if not _pivots_agree(record):
        yield Paragraph(
            "Rounding has changed the sign of a pivot; the signs are those of the eigenvalues."
        )
    yield from form_blocks(record.factors)


def _pivots_agree(record: Inertia) -> bool:
    """Say whether there are pivots, as many of each sign as eigenvalues."""
    signs = () if record.factors is None else record.factors.signs
    return sorted(signs, reverse=True) == list(record.signs)


def _figures(record: Inertia) -> Iterator[Block]:
    """Yield the signs on a line, and the level sets where no factors have shown them."""
    if not record.A.shape[0]:
        return
    caption = "The eigenvalues by their signs."
    if _pivots_agree(record):
        caption = "On each side of 0 as many pivots as eigenvalues."
    yield Figure(record.plot, caption)
    if record.A.shape[0] == 2 and record.factors is None:
        yield Figure(record.plot_form, "The level sets of the quadratic form.")


@page_of.register
def identity_page(record: Identity) -> Page:
    """Write both sides of a rule and whether they agree."""
    left, right = record.rule.split(" = ")
    return Page(
        record.rule,
        [
            Paragraph(say("The left side, {left}:", left=left)),
            Equation(record.left),
            Paragraph(say("The right side, {right}:", right=right)),
            Equation(record.right),
            verdict(record.check()),
        ],
    )


@page_of.register
def symmetric_products_page(record: SymmetricProducts) -> Page:
    """Write the transpose, both products with it, and the symmetric part of a square matrix."""
    R, transpose = symbol("R"), symbol("R", sup="T")
    return Page(
        "A matrix and its transpose",
        [
            *named_matrices({"R": record.R}),
            Equation(transpose, "=", record.transpose),
            Heading("Products"),
            Paragraph("Rows of the transpose times columns: the inner products of the columns,"),
            Equation(transpose, R, "=", record.columns),
            Paragraph("and in the other order those of the rows:"),
            Equation(R, transpose, "=", record.rows),
            *_gram_figures(record),
            *_symmetric_part(record),
            Heading("Check"),
            Paragraph("Each S of these is its own transpose."),
            verdict(record.check()),
        ],
    )


def _gram_figures(record: SymmetricProducts) -> Iterator[Block]:
    """Yield the inner products, and the angle where there are two columns of numbers."""
    m, n = record.R.shape
    if is_readable(record.R.shape):
        caption = "RᵀR: squares of lengths on the diagonal, inner products beside it."
        yield Figure(record.plot, caption)
    if m and n == 2 and not getattr(record.R, "free_symbols", None):
        caption = "The columns in their plane, with their lengths and the angle between them."
        yield Figure(record.plot_columns, caption)


def _symmetric_part(record: SymmetricProducts) -> Iterator[Block]:
    if record.symmetric_part is not None:
        yield Heading("Symmetric part")
        yield Paragraph("The mean of the matrix and its transpose has the same quadratic form:")
        yield Equation(record.symmetric_part)


@page_of.register
def definiteness_page(record: DefinitenessByCases) -> Page:
    """Write the leading minors, what they decide, and with one symbol a table of its values."""
    return Page(
        "A symmetric matrix",
        [
            Equation("A", "=", record.A),
            *_defined(record),
            Heading("Leading minors"),
            Paragraph("The determinants of the first rows and columns:"),
            Aligned(*((symbol("D", k), "=", D) for k, D in enumerate(record.minors, start=1))),
            Paragraph(_definite_where("positive", record.positive), *_conditions(record.positive)),
            Paragraph(_definite_where("negative", record.negative), *_conditions(record.negative)),
            *_cases_table(record),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _defined(record: DefinitenessByCases) -> Iterator[Block]:
    if record.defined:
        yield Paragraph("The entries are defined where ", conjunction(record.defined), ".")


def _definite_where(sign: str, conditions: tuple[Condition, ...] | None) -> str:
    rule = "all minors are positive" if sign == "positive" else "their signs are -, +, -, …"
    begin = f"A is {sign} definite exactly where {rule}"
    if conditions is None:
        return f"{begin}: nowhere."
    return f"{begin}: " if conditions else f"{begin}: everywhere."


def _conditions(conditions: tuple[Condition, ...] | None) -> tuple[object, ...]:
    return (conjunction(conditions), ".") if conditions else ()


def _cases_table(record: DefinitenessByCases) -> Iterator[Block]:
    yield Heading("Answer by cases")
    if not record.stretches:
        yield Paragraph(
            "All kinds are told apart for one symbol in fractions of polynomials; here only where "
            "A is definite."
        )
        return
    rows = [(condition.parts, kind) for kind, condition in record.cases]
    yield Table(("case", "A is"), rows, left=(0,))
    if any(stretch.low.has(sp.CRootOf) for stretch in record.stretches):
        yield Paragraph("Decimals are rounded: these numbers are roots of a polynomial.")
