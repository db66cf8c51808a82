"""The page of a set that is a subspace, or is none."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.language import say
from linalg.page import Aligned, Block, Figure, Page, Paragraph, point, verdict
from linalg.record import page_of
from linalg.subspaces.closure import Closure
from linalg.subspaces.constraints import Constraint
from linalg.subspaces.counterexamples import Counterexample
from linalg.subspaces.pages import basis_blocks


@page_of.register
def closure_page(closure: Closure) -> Page:
    """Write the set, whether it is a subspace, and why or why not."""
    names = [str(variable) for variable in closure.variables]
    return Page(
        "Is this set a subspace?",
        [
            Paragraph("The set of all ", point(*names), " with"),
            Aligned(*map(_parts, closure.constraints)),
            *_answer(closure),
            *_figure(closure),
            verdict(closure.check()),
        ],
    )


def _answer(closure: Closure) -> Iterator[Block]:
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
    result, rule = point(*example.result), _parts(example.broken)
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


def _parts(constraint: Constraint) -> tuple[object, ...]:
    return constraint.expression, constraint.relation, 0


def _figure(closure: Closure) -> Iterator[Block]:
    if len(closure.variables) == 2:
        yield Figure(closure.plot, "The set, and what leaves it.")
