"""The pages of a product: each view with its partial results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linalg.elimination.solution_blocks import named_matrices
from linalg.language import say
from linalg.notation import formula, symbol, words
from linalg.numbers.matrices import Matrix
from linalg.page import Aligned, Block, Equation, Figure, Heading, Page, Paragraph, verdict
from linalg.products.block_multiplication import Part, Term, View, ViewName
from linalg.products.matrices_figure import is_readable
from linalg.products.multiplication import Product
from linalg.record import page_of

_EXPLANATIONS: dict[ViewName, Paragraph] = {
    "entry": Paragraph(
        "Each entry of ", ("C", "=", "A", "B"), " is a row of ", symbol("A"),
        " times a column of ", symbol("B"), ".",
    ),
    "column": Paragraph(
        "Each column of ", ("A", "B"), " combines the columns of ", symbol("A"),
        "; the weights stand in a column of ", symbol("B"), ".",
    ),
    "row": Paragraph(
        "Each row of ", ("A", "B"), " combines the rows of ", symbol("B"),
        "; the weights stand in a row of ", symbol("A"), ".",
    ),
    "column × row": Paragraph(
        ("A", "B"), " adds up each column of ", symbol("A"), " times the row of ", symbol("B"),
        " with its number.",
    ),
    "block": Paragraph(
        "Blocks of ", ("C", "=", "A", "B"), " come from blocks of ", symbol("A"), " and ",
        symbol("B"), " as entries do from entries.",
    ),
}  # fmt: skip

_CAPTIONS: dict[ViewName, str] = {
    "entry": "Each entry of AB stands in the row of A and the column of B that make it.",
    "column": "Each weight in B has the colour of the column of A that it multiplies.",
    "row": "Each weight in A has the colour of the row of B that it multiplies.",
    "column × row": "A column of A and the row of B with its number have one colour.",
    "block": "Blocks that meet in a product have one colour.",
}


@page_of.register
def product_page(record: Product) -> Page:
    """Write the product and its five views."""
    blocks: list[Block] = [*_factors(record.A, record.B), Equation("A", "B", "=", record.AB)]
    for view in record.views:
        blocks += [Heading(view.title), *_view(view), *_figure(view)]
    return Page("A product in five ways", [*blocks, Heading("Check"), verdict(record.check())])


@page_of.register
def view_page(view: View) -> Page:
    """Write one view of a product."""
    return Page(
        view.title,
        [
            *_factors(view.A, view.B),
            *_view(view),
            *_figure(view),
            Equation("A", "B", "=", view.total),
            Heading("Check"),
            verdict(view.check()),
        ],
    )


def _figure(view: View) -> Iterator[Block]:
    """Yield the figure where its numbers can be read."""
    if is_readable(view.A.shape, view.B.shape):
        yield Figure(view.plot, _CAPTIONS[view.name])


def _factors(A: Matrix, B: Matrix) -> Iterator[Block]:
    yield from named_matrices({"A": A, "B": B})


def _view(view: View) -> Iterator[Block]:
    yield _EXPLANATIONS[view.name]
    lines = [_line(view, part, name) for part, name in zip(view.parts, _names(view), strict=True)]
    if view.name == "entry":
        yield Aligned(*lines)
    else:
        yield from (Equation(*line) for line in lines)


def _names(view: View) -> Iterator[object]:
    """Yield what the parts of AB are called, row by row."""
    for i in range(1, len(view.partition.rows) + 1):
        for j in range(1, len(view.partition.columns) + 1):
            match view.name:
                case "entry":
                    yield symbol("c", (i, j))
                case "column":
                    yield words(say("column {column}", column=j))
                case "row":
                    yield words(say("row {row}", row=i))
                case "column × row":
                    yield formula(("A", "B"))
                case "block":
                    yield symbol("C", (i, j))


def _line(view: View, part: Part, name: object) -> tuple[object, ...]:
    """Write a part as the sum of its terms; blocks show their products before the sum."""
    sums = [_sum(_term(view, term) for term in part.terms)]
    if view.name in {"column × row", "block"} and len(part.terms) > 1:
        sums.append(_sum((term.product,) for term in part.terms))
    value = part.value[0, 0] if view.name == "entry" else part.value
    return (name, *(piece for line in sums for piece in ("=", *line)), "=", value)


def _sum(terms: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
    pieces = [piece for term in terms for piece in ("+", *term)]
    return tuple(pieces[1:]) or (0,)


def _term(view: View, term: Term) -> tuple[object, ...]:
    match view.name:
        case "entry":
            return term.left[0, 0], "*", term.right[0, 0]
        case "column":
            return term.right[0, 0], term.left
        case "row":
            return term.left[0, 0], term.right
        case _:
            return term.left, term.right
