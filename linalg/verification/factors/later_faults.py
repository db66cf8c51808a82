"""The faults of factors after the first: one by one, in the order of elimination."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linalg.verification.claims import Cause, Fault
from linalg.verification.decimals import is_short_for, rounded_cause
from linalg.verification.factors.factor_fault import first_fault
from linalg.verification.factors.factors import Factors, entry

_MOST_REPAIRS = 64
"""Of more wrong entries it is not asked whether all are roundings."""


def repaired(problem: Factors, fault: Fault) -> Factors | None:
    """Return the factors with the right entry in the place of a fault; None where none is right."""
    if fault.expected is None or fault.factor not in ("L", "D", "U"):
        return None
    name, i, j = fault.factor, fault.row, fault.column
    M = getattr(problem, name)
    if (name, i, j) in {each[:3] for each in problem.out_of_form}:
        return problem.with_entry(name, i, j, M[i, j] - M[i, j] + fault.expected)
    divisor = {
        "L": lambda: problem.pivots[j] * problem.U[j, j],
        "D": lambda: problem.L[i, i] * problem.U[i, i],
        "U": lambda: problem.L[i, i] * problem.pivots[i],
    }[name]()
    return problem.with_entry(name, i, j, M[i, j] + problem.residual[i, j] / divisor)


def next_fault(problem: Factors, fault: Fault | None) -> Fault | None:
    """Return the first entry that is wrong still when the first fault is repaired."""
    mended = None if fault is None else repaired(problem, fault)
    return None if mended is None else first_fault(mended)


def rounded_entries(problem: Factors, fault: Fault | None) -> Iterator[Cause]:
    """Yield the cause that all entries are right but for their decimals, if that is so."""
    found: list[tuple[object, Any, Any]] = []
    while fault is not None:
        mended = repaired(problem, fault)
        if mended is None or problem.out_of_form or len(found) == _MOST_REPAIRS:
            return
        found.append((entry(fault.factor, fault.row, fault.column), fault.found, fault.expected))
        if not is_short_for(fault.found, fault.expected):
            return
        problem, fault = mended, first_fault(mended)
    cause = rounded_cause(found, "factors")
    if cause is not None:
        yield cause
