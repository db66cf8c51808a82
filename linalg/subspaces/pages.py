"""The pages of subspaces: a basis and equations, a membership, the four of a matrix, any set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sympy as sp

from linalg.elimination.assumptions import Assumption
from linalg.elimination.case_blocks import cases_blocks, conjunction, null_spaces_blocks
from linalg.elimination.solution_blocks import assumption_blocks
from linalg.geometry.hyperplanes import Hyperplane
from linalg.language import capitalised, say
from linalg.numbers.matrices import Matrix
from linalg.page import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Page,
    Paragraph,
    Table,
    fenced,
    point,
    symbol,
    verdict,
    words,
)
from linalg.record import page_of
from linalg.subspaces.closure import Closure
from linalg.subspaces.constraints import Constraint
from linalg.subspaces.counterexamples import Counterexample
from linalg.subspaces.subspaces import FourSubspaces, Membership, Subspace
from linalg.vectors.multiple_blocks import multiples_blocks


@page_of.register
def subspace_page(space: Subspace) -> Page:
    """Write the basis, the equations and the figure of a subspace."""
    caption = say("The {name} with its basis.", name=space.name)
    return Page(
        space.name.capitalize(),
        [
            *basis_blocks(space),
            *_figure(space, space.plot, caption),
            verdict(space.check()),
        ],
    )


@page_of.register
def membership_page(membership: Membership) -> Page:
    """Write a vector as a combination of the basis, or the reason why it is none."""
    v = membership.v
    elimination, spanning = membership.solution.elimination, membership.space.spanning
    given = "As long as the pivots are not zero, " if elimination.assumptions else ""
    question = Paragraph(
        "Is ", ("v", "=", point(*v[:, 0])), say(" in the {name}?", name=membership.space.name)
    )
    if membership:
        answer = [
            Paragraph(capitalised(say(f"{given}yes: it is a combination of the basis."))),
            Equation(v, "=", *_combination(membership)),
        ]
    else:
        conditions, y = membership.conditions, membership.solution.weights
        why = "this vector is perpendicular to all of the space"
        sentence = (
            (
                capitalised(say(f"{given}exactly where ")),
                conjunction(conditions),
                f"; {why}, and there to v:",
            )
            if conditions
            else (capitalised(say(f"{given}no: {why}, but not to v.")),)
        )
        answer = [
            Paragraph(*sentence),
            Equation("y", "=", y),
            Equation(symbol("y", sup="T"), "v", "=", (y.T @ v)[0, 0]),
        ]
        if conditions:
            answer += [
                Paragraph("There it is a combination of the basis:"),
                Equation(v, "=", *_combination(membership)),
            ]
    return Page(
        "Membership",
        [
            question,
            *assumption_blocks(elimination),
            *answer,
            *cases_blocks(
                membership.space.matrix if spanning is None else spanning, v, "membership"
            ),
            *_figure_of_membership(membership),
            verdict(membership.check()),
        ],
    )


@page_of.register
def four_subspaces_page(four: FourSubspaces) -> Page:
    """Write the four subspaces of a matrix, each with its dimension and basis."""
    transposed, elimination = symbol("A", sup="T"), four.reduced.elimination
    names = (("C", "A"), ("N", "A"), ("C", transposed), ("N", transposed))
    rows = [
        (space.name, (letter, fenced(of)), symbol("R", sup=space.ambient), space.dimension)
        for space, (letter, of) in zip(four, names, strict=True)
    ]
    assumed = () if elimination is None else elimination.assumptions
    solved = {"null space": four.A, "left null space": four.A.T}
    sections = [
        [
            Heading(space.name.capitalize()),
            *basis_blocks(space, assumed),
            *(null_spaces_blocks(solved[space.name]) if space.name in solved else ()),
        ]
        for space in four
    ]
    figures = [
        *_figure(
            four.row_space,
            four.plot,
            "Row space and null space are perpendicular.",
        ),
        *_figure(
            four.column_space,
            four.plot_left,
            "Column space and left null space are perpendicular.",
        ),
    ]
    return Page(
        "The four fundamental subspaces",
        [
            Equation("A", "=", four.A),
            *([] if elimination is None else assumption_blocks(elimination)),
            *([Paragraph("Under these conditions:")] if assumed else []),
            Table(("subspace", "of A", "in", "dimension"), rows),
            *cases_blocks(four.A, about="subspaces"),
            *(block for section in sections for block in section),
            *([Heading("How they lie"), *figures] if figures else []),
            Heading("Check"),
            verdict(four.check()),
        ],
    )


def basis_blocks(
    space: Subspace, assumptions: Sequence[Assumption] | None = None
) -> Iterator[Block]:
    """Yield what a subspace looks like, as long as its pivots are none zero, a basis, equations."""
    if assumed := space.assumptions if assumptions is None else assumptions:
        conditions = conjunction(assumption.condition for assumption in assumed)
        yield Paragraph(say("It is {shape} as long as ", shape=space.shape), conditions, ".")
    else:
        yield Paragraph(say("It is {shape}.", shape=space.shape))
    if space.basis:
        yield Paragraph(say("A basis, {origin}:", origin=space.origin))
        parts = [part for vector in space.basis for part in (words(",  "), vector)]
        yield Equation(*parts[1:])
        if _of_null_vectors(space):
            yield from multiples_blocks(space.basis)
    if space.ambient <= 3 and space.basis and space.normals:
        yield Paragraph("Its vectors are those with")
        yield Aligned(*(Hyperplane(_whole(normal), 0).equation for normal in space.normals))


def _of_null_vectors(space: Subspace) -> bool:
    return "null space" in space.name or "special solutions" in space.origin


def _whole(normal: Matrix) -> tuple[Any, ...]:
    """Return a multiple of a rational vector in whole numbers, any other as it is."""
    entries = tuple(normal[:, 0])
    if not all(isinstance(entry, sp.Rational) for entry in entries):
        return entries
    common = sp.ilcm(1, *(entry.q for entry in entries))
    return tuple(common * entry for entry in entries)


def _figure(space: Subspace, draw: Callable[[Any], object], caption: str) -> Iterator[Block]:
    """Yield the figure where there is one: in the plane or in space, and of numbers."""
    if space.ambient in (2, 3) and not _has_symbols(space):
        yield Figure(draw, caption, "3d" if space.ambient == 3 else None)


def _has_symbols(space: Subspace) -> bool:
    return any(sp.sympify(entry).free_symbols for vector in space.basis for entry in vector[:, 0])


def _figure_of_membership(membership: Membership) -> Iterator[Block]:
    """Yield the space and the vector, if both are numbers in the plane or in space."""
    if getattr(membership.v, "free_symbols", None):
        return
    text = (
        "The vector lies in the {name}." if membership else "The vector, and its gap to the {name}."
    )
    yield from _figure(membership.space, membership.plot, say(text, name=membership.space.name))


def _combination(membership: Membership) -> list[object]:
    pairs = zip(membership.coefficients or (), membership.space.basis, strict=True)
    terms = [part for coefficient, vector in pairs for part in ("+", coefficient, vector)]
    return terms[1:] or [words("the empty combination")]


@page_of.register
def closure_page(closure: Closure) -> Page:
    """Write the set, whether it is a subspace, and why or why not."""
    names = [str(variable) for variable in closure.variables]
    return Page(
        "Is this set a subspace?",
        [
            Paragraph("The set of all ", point(*names), " with"),
            Aligned(*map(_relation, closure.constraints)),
            *_answer_on_set(closure),
            *_figure_of_set(closure),
            verdict(closure.check()),
        ],
    )


def _answer_on_set(closure: Closure) -> Iterator[Block]:
    if closure.subspace is not None:
        yield Paragraph("Yes: sums and multiples stay in it.")
        yield from basis_blocks(closure.subspace)
        return
    if closure.verdict == "undecided":
        yield Paragraph("Not decided: no counterexample was found among small points.")
        return
    yield Paragraph("No.")
    for example in closure.counterexamples:
        yield from _broken(example)
    if "zero" not in [example.law for example in closure.counterexamples]:
        broken = {example.law for example in closure.counterexamples}
        for law in [law for law in ("scaling", "addition") if law not in broken]:
            yield Paragraph(say("No counterexample to {law} was found.", law=law))


def _broken(example: Counterexample) -> Iterator[Block]:
    result, rule = point(*example.result), _relation(example.broken)
    vectors = [point(*vector) for vector in example.vectors]
    if example.law == "zero":
        yield Paragraph("The zero vector is not in it, for it breaks ", rule, ".")
    elif example.law == "scaling":
        multiple = (example.scalar, "*", vectors[0], "=", result)
        yield Paragraph("Scaling: ", vectors[0], " is in it, ", multiple, " breaks ", rule, ".")
    else:
        total = (vectors[0], "+", vectors[1], "=", result)
        pair = ("Addition: ", vectors[0], " and ", vectors[1], " are in it, ")
        yield Paragraph(*pair, total, " breaks ", rule, ".")


def _relation(constraint: Constraint) -> tuple[object, ...]:
    return constraint.expression, constraint.relation, 0


def _figure_of_set(closure: Closure) -> Iterator[Block]:
    if len(closure.variables) == 2:
        yield Figure(closure.plot, "The set, and what leaves it.")
