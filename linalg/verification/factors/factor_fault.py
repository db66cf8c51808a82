"""The first entry that is wrong in given factors, in the order of elimination."""

from __future__ import annotations

from typing import Any

from linalg.language import say, say_counted
from linalg.notation import formula, marked, over, to_text
from linalg.verification.claims import Fault, apart
from linalg.verification.factors.factors import Factors, entry

_MOST_TERMS = 6
"""A sum of more products is not written out."""


def first_fault(problem: Factors) -> Fault | None:
    """Return the first entry that the matrix and the entries before it do not allow.

    First the forms of the factors; then, column by column as elimination goes, the row of U that
    it leaves and the multipliers below the pivot.

    Notes
    -----
    In Doolittle's order each entry of L and U follows from the ones before it, so that the first
    entry where LU is not PA is where the factors went wrong (Higham, section 9.2).
    """
    if problem.out_of_form:
        return _out_of_form(problem, *problem.out_of_form[0])
    if not problem.wrong:
        return None
    i, j = min(problem.wrong, key=lambda place: _turn(problem, *place))
    if min(i, j) >= problem.inner:
        return _beyond(problem, i, j)
    if i <= j and not (problem.unit == "U" and i < j) and not (problem.D is not None and i < j):
        return _on_or_right_of_the_diagonal(problem, i, j)
    return _elsewhere(problem, i, j)


def _turn(problem: Factors, i: int, j: int) -> tuple[int, bool, int]:
    """Order the places as the entries that they are made by are found."""
    first = i >= j if problem.unit == "U" and problem.D is None else i <= j
    return min(i, j), not first, max(i, j)


def _out_of_form(problem: Factors, name: str, i: int, j: int, wanted: int) -> Fault:
    found = problem.shown(getattr(problem, name)[i, j])
    side = {"L": "right of the diagonal", "U": "below the diagonal", "D": "off the diagonal"}
    said = say(
        "In {name} the entry {here} stands {side}, where {name} has {wanted}.",
        name=formula(name),
        here=(entry(name, i, j), "=", found),
        side="on the diagonal" if wanted else side[name],
        wanted=wanted,
    )
    return Fault(factor=name, row=i, column=j, found=found, expected=wanted, said=said)


def _beyond(problem: Factors, i: int, j: int) -> Fault:
    """No entry of the factors is answerable alone: L has too few columns."""
    target = problem.shown(problem.target[i, j])
    product = problem.shown(problem.target[i, j] - problem.residual[i, j])
    said = say_counted(
        problem.inner,
        "Entry ({row}, {column}) of the product is {product}, and of the matrix {target}: "
        "with {count} column of L nothing is left to make it.",
        "Entry ({row}, {column}) of the product is {product}, and of the matrix {target}: "
        "with {count} columns of L nothing is left to make it.",
        row=i + 1,
        column=j + 1,
        product=(product,),
        target=(target,),
    )
    return Fault(factor="A", row=i, column=j, found=product, expected=target, said=said)


def _on_or_right_of_the_diagonal(problem: Factors, i: int, j: int) -> Fault:
    """An entry of U, or of D, or of the diagonal of L where U has the ones."""
    name = "D" if problem.D is not None else "L" if problem.unit == "U" else "U"
    divisor = 1 if name == "L" or problem.D is not None else problem.L[i, i]
    return _fault(problem, name, i, j, divisor, i - 1 if i else None)


def _elsewhere(problem: Factors, i: int, j: int) -> Fault:
    """A multiplier below the diagonal, or an entry of a U with ones on its diagonal."""
    k = min(i, j)
    if i > j:
        divisor = problem.pivots[k] * problem.U[k, k]
        return _fault(problem, "L", i, j, divisor, k)
    divisor = problem.L[k, k] * problem.pivots[k]
    return _fault(problem, "U", i, j, divisor, k)


def _fault(problem: Factors, name: str, i: int, j: int, divisor: Any, step: int | None) -> Fault:
    """Say what the entry of a factor should be: it is missing its residual over the divisor."""
    found, residual, shown = getattr(problem, name)[i, j], problem.residual[i, j], problem.shown
    here = entry(name, i, j)
    if problem.arithmetic.is_nothing(divisor):
        said = say(
            "Row {row}, column {column} of {name}: {here} makes {product} in the product, not "
            "{target}, and no number there can, for the pivot is 0: the rows have to be exchanged.",
            row=i + 1,
            column=j + 1,
            name=name,
            here=(here, "=", shown(found)),
            product=(shown(problem.target[i, j] - residual),),
            target=(shown(problem.target[i, j]),),
        )
        return Fault(factor=name, row=i, column=j, found=shown(found), step=step, said=said)
    expected = shown(found + residual / divisor)
    one, other = apart(shown(found), expected)
    work = _work(problem, i, j, divisor)
    if work and to_text(formula(work[:-1])) == to_text(formula(other)):
        work = ()  # 1/3 = 1/3
    places = {"row": i + 1, "column": j + 1, "name": name}
    values = {"wrong": (here, "=", one), "right": (here, "=", *work, other)}
    said = say("Row {row}, column {column} of {name}: {wrong} should be {right}.",
               **places, **values)  # fmt: skip
    if step is not None:
        said = say(
            "Row {row}, column {column} of {name}: {wrong} should be {right}, from column {step} "
            "of the elimination.",
            **places,
            **values,
            step=step + 1,
        )
    return Fault(
        factor=name,
        row=i,
        column=j,
        found=shown(found),
        expected=expected,
        step=step,
        said=said,
    )


def _work(problem: Factors, i: int, j: int, divisor: Any) -> tuple[object, ...]:
    """Write how the entry follows from those before it: 8 - 3 · 2 =, or (8 - 3 · 2)/4 =."""
    shown, k = problem.shown, min(i, j)
    terms = [
        (problem.L[i, s], problem.pivots[s], problem.U[s, j])
        for s in range(k)
        if not problem.arithmetic.is_nothing(problem.L[i, s])
    ]
    if len(terms) > _MOST_TERMS:
        return ()
    parts: list[object] = [shown(problem.target[i, j])]
    for left, pivot, right in terms:
        parts += ["-", marked(shown(left), "multiplier"), "·"]
        parts += [] if problem.D is None else [shown(pivot), "·"]
        parts += [shown(right)]
    if not problem.arithmetic.is_nothing(divisor - 1):
        return (over(tuple(parts), shown(divisor)), "=")
    return (*parts, "=") if terms else ()
