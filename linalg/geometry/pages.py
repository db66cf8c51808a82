"""The pages of the row picture and the column picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import sympy as sp

from linalg.conditions.conditions import vanishing
from linalg.elimination.case_blocks import cases_blocks, conjunction
from linalg.elimination.solving import Solution
from linalg.geometry.pictures import Arrangement, ColumnPicture, RowPicture
from linalg.language import listing, say
from linalg.notation.unknowns import unknown_names
from linalg.page import Aligned, Block, Equation, Figure, Page, Paragraph, point, verdict
from linalg.record import page_of

_COMMON: dict[Arrangement, str] = {
    "line": "Each point of a line is a solution.",
    "plane": "Each point of a plane is a solution.",
    "space": "Every point is a solution.",
    "contradiction": "An equation says that zero is not zero: no point satisfies it.",
    "triangle": "Every pair of lines meets, but no point lies on all of them: "
    "there is no solution.",
    "prism": "The planes meet pairwise in parallel lines, a prism: there is no solution.",
    "tetrahedron": "Some planes meet, but no point lies on all of them: there is no solution.",
}
_SPANS = ("the origin alone", "a line", "a plane", "all of space")


@page_of.register
def row_picture_page(picture: RowPicture) -> Page:
    """Write the equations, how their lines or planes lie, and the figure."""
    noun = "lines" if picture.dimension == 2 else "planes"
    if picture.symbols:
        return _page_of_symbols(picture, "Row picture", _meeting(picture, noun))
    caption = say("The {noun} of the equations.", noun=noun)
    return Page(
        "Row picture",
        [
            Aligned(*(h.equation for h in picture.hyperplanes)),
            *_positions(picture, noun),
            _common(picture, noun),
            Figure(picture.plot, caption, _projection(picture.dimension)),
            verdict(picture.check()),
        ],
    )


@page_of.register
def column_picture_page(picture: ColumnPicture) -> Page:
    """Write the combination of columns that reaches b, its partial sums, and the figure."""
    columns = [picture.A[:, [j]] for j in range(picture.A.shape[1])]
    names = unknown_names(len(columns))
    if picture.symbols:
        return _page_of_symbols(picture, "Column picture", _reaching(picture, columns))
    caption = "The columns, and how they add up."
    return Page(
        "Column picture",
        [
            Equation(*_combination(names, columns), "=", picture.b),
            *_reached(picture, columns),
            Figure(picture.plot, caption, _projection(picture.A.shape[0])),
            verdict(picture.check()),
        ],
    )


def _page_of_symbols(
    picture: RowPicture | ColumnPicture, title: str, said: Iterator[Block]
) -> Page:
    """Write what holds for most values of the symbols, under its conditions, then the cases."""
    elimination = picture.solution.elimination
    return Page(
        title,
        [
            *said,
            *cases_blocks(elimination),
            Paragraph("A figure needs numbers for the symbols."),
            verdict(picture.check()),
        ],
    )


def _meeting(picture: RowPicture, noun: str) -> Iterator[Block]:
    solution = picture.solution
    names = unknown_names(picture.dimension, picture.solution.A, picture.solution.b)
    unknowns = sp.symbols(names)
    yield Aligned(*(h.equation_in(unknowns) for h in picture.hyperplanes))
    if solution.kind == "none":
        yield Paragraph(say("No point lies on all {noun}", noun=noun), *_as_long_as(solution), ".")
        return
    free = len(solution.free_columns)
    common = ("one point", "a line", "a plane", "all of space")[free]
    if picture.dimension == 2 and free == 2:
        common = "all of the plane"
    where = (*_exactly_where(solution), *_as_long_as(solution))
    place = () if free else (", ", point(*solution.particular[:, 0]), *([","] if where else []))
    yield Paragraph(
        say("The {noun} have {common} in common", noun=noun, common=common), *place, *where, "."
    )


def _reaching(picture: ColumnPicture, columns: list[Any]) -> Iterator[Block]:
    solution = picture.solution
    names = unknown_names(len(columns), picture.A, picture.b)
    yield Equation(*_combination(names, columns), "=", picture.b)
    fill = say("The combinations of the columns fill {span}", span=_span(picture))
    yield Paragraph(fill, *_as_long_as(solution), ".")
    if solution.kind == "none":
        yield Paragraph("The right-hand side is not among them: there is no solution.")
        return
    yield Paragraph("The right-hand side is among them", *_exactly_where(solution), ":")
    yield Equation(*_combination(solution.particular[:, 0], columns), "=", picture.b)
    if solution.free_columns:
        yield Paragraph("Other combinations reach it too.")


def _exactly_where(solution: Solution) -> tuple[object, ...]:
    if not solution.conditions:
        return ()
    return (" exactly where ", conjunction(map(vanishing, solution.conditions)))


def _as_long_as(solution: Solution) -> tuple[object, ...]:
    assumptions = solution.elimination.assumptions
    if not assumptions:
        return ()
    return (" as long as ", conjunction(assumption.condition for assumption in assumptions))


def _projection(dimension: int) -> Literal["3d"] | None:
    return "3d" if dimension == 3 else None


def _positions(picture: RowPicture, noun: str) -> Iterator[Block]:
    """Say which lines or planes coincide, and which are parallel."""
    for groups in picture.directions:
        for same in (group for group in groups if len(group) > 1):
            yield Paragraph(
                say(
                    "The {noun} {numbers} coincide.",
                    noun=noun,
                    numbers=listing(place + 1 for place in same),
                )
            )
        if len(groups) > 1:
            yield Paragraph(
                say(
                    "The {noun} {numbers} are parallel.",
                    noun=noun,
                    numbers=listing(group[0] + 1 for group in groups),
                )
            )


def _common(picture: RowPicture, noun: str) -> Block:
    if picture.arrangement == "point":
        return Paragraph(
            say("The {noun} meet in one point, ", noun=noun),
            point(*picture.solution.particular[:, 0]),
            ".",
        )
    if picture.arrangement == "parallel":
        return Paragraph(say("Parallel {noun} do not meet: there is no solution.", noun=noun))
    return Paragraph(_COMMON[picture.arrangement])


def _reached(picture: ColumnPicture, columns: list[Any]) -> Iterator[Block]:
    fill = say("The combinations of the columns fill {span}", span=_span(picture))
    if not picture.reaches:
        yield Paragraph(fill, ", and the right-hand side is not in it: there is no solution.")
        return
    yield Equation(*_combination(picture.solution.particular[:, 0], columns), "=", picture.b)
    sums = [point(*partial[:, 0]) for partial in picture.partial_sums]
    yield Paragraph("From the origin, column by column: ", listing(sums, ","), ".")
    yield Paragraph(fill, ".")
    if picture.solution.kind == "family":
        yield Paragraph("Other combinations reach the right-hand side too.")


def _span(picture: ColumnPicture) -> str:
    whole_plane = picture.span == picture.A.shape[0] == 2
    return "all of the plane" if whole_plane else _SPANS[picture.span]


def _combination(coefficients: Any, columns: list[Any]) -> list[object]:
    terms = [("+", x, column) for x, column in zip(coefficients, columns, strict=True)]
    return [part for term in terms for part in term][1:]
