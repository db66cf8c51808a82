"""The claim that row operations lead from one matrix to another, checked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.steps import Scale, Subtract, Swap
from linalg.errors import LinalgError, ShapeError
from linalg.immutable import Immutable
from linalg.language import Said, say
from linalg.notation import symbol
from linalg.numbers.matrices import Grid, Matrix, grid, handed_out
from linalg.reading import RowOperation, read_row_operations
from linalg.verification.arithmetic import Arithmetic, Array, FloatArithmetic, arithmetic_of
from linalg.verification.claims import Cause, Claim, Diagnosis, Fault, apart


@dataclass(frozen=True, eq=False, kw_only=True)
class StepClaim(Claim):
    """Row operations that lead from A, or [A b], to what was written after them.

    Attributes
    ----------
    start : Grid
        A, or A with right-hand sides.
    steps : tuple of RowOperation
    end : Grid or None
        What they are to lead to; None where an echelon form is enough.
    name : str
        What the end is called.
    """

    start: Grid
    steps: tuple[RowOperation, ...]
    end: Grid | None
    name: str = "U"

    @property
    def relation(self) -> Said:  # type: ignore[override]
        end = "an echelon form" if self.end is None else self.name
        return say("the result of the steps = {end}", end=end)

    @property
    def title(self) -> Said:
        return say("The steps")

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        given = {"A": self.start, **({} if self.end is None else {self.name: self.end})}
        return {name: handed_out(each) for name, each in given.items()}

    @cached_property
    def _work(self) -> Work:
        stated = {
            f"after step {t + 1}": grid([list(row) for row in step.result], f"after step {t + 1}")
            for t, step in enumerate(self.steps)
            if step.result is not None
        }
        multiples = [list(step.coefficients.values()) or [0] for step in self.steps]
        given = {"start": self.start, **stated}
        given |= {} if self.end is None else {"end": self.end}
        given |= {f"multiples of step {t + 1}": grid([row]) for t, row in enumerate(multiples)}
        arithmetic, arrays = arithmetic_of(given, 2 * len(self.steps) + 1)
        return Work(arithmetic, arrays, self.steps)

    @cached_property
    def check(self) -> Check:
        """The verdict: every step is allowed, and leads to what stands after it."""
        if not self._faults:
            return Check(self.relation, True)
        found = self._faults[0]
        if found.step is None or found.is_reason:
            return Check(self.relation, False)
        step = found.step + 1
        return Check(say("the matrix written after step {step}", step=step), False)

    @cached_property
    def _faults(self) -> tuple[Fault, ...]:
        """The first thing that is wrong, and what is wrong beside it."""
        return tuple(self._work.faults(self.name))

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """The first step that is not allowed or does not lead to what was written."""
        if not self._faults:
            return None
        fault, *others = self._faults
        causes = list(self._work.causes(fault))
        if not others and (fault.step is not None or self.end is not None) and not fault.is_reason:
            said = say("All else fits: this entry alone may be wrong.")
            causes.append(Cause("entry", "steps", fault.row, fault.column, said))
        stated = (other for other in others if other.step is not None or self.end is not None)
        later = (other for other in stated if other.step != fault.step)
        following = None if causes else next(later, None)
        return Diagnosis(fault, tuple(causes), following)

    @property
    def bound(self) -> Said | None:
        """The rounding that is allowed, of floats."""
        arithmetic = self._work.arithmetic
        if not isinstance(arithmetic, FloatArithmetic):
            return None
        return say(
            "Floats take part: each entry may differ by {count} roundings of the numbers that it "
            "was made of, u = {u:.3g}.",
            count=2 * arithmetic.roundings + 2,
            u=arithmetic.unit,
        )

    @property
    def orders(self) -> tuple[Said, ...]:
        """The steps as they were read."""
        return tuple(
            say("Step {number}: {step}.", number=t + 1, step=written(step))
            for t, step in enumerate(self.steps)
        )


@dataclass(frozen=True, eq=False)
class Work(Immutable):
    """The matrices of the steps in one arithmetic."""

    arithmetic: Arithmetic
    arrays: dict[str, Array]
    steps: tuple[RowOperation, ...]

    def multiples(self, t: int) -> dict[int, Any]:
        """Return the rows of a step with their multiples."""
        row = self.arrays[f"multiples of step {t + 1}"][0]
        return dict(zip(self.steps[t].coefficients, row, strict=False))

    def after(self, M: Array, sizes: Array, t: int, change: dict[int, Any]) -> tuple[Array, Array]:
        """Return the matrix, and the sizes of what its entries are made of, after step t."""
        step, M, sizes = self.steps[t], M.copy(), sizes.copy()
        if step.exchange is not None:
            rows = [step.exchange, step.target]
            M[[step.target, step.exchange]] = M[rows]
            sizes[[step.target, step.exchange]] = sizes[rows]
            return M, sizes
        M[step.target] = sum((M[row] * factor for row, factor in change.items()), 0 * M[0])
        if not self.arithmetic.is_exact:
            terms = (sizes[row] * abs(factor) for row, factor in change.items())
            sizes[step.target] = sum(terms, 0 * sizes[0])
        return M, sizes

    def start(self) -> tuple[Array, Array]:
        """Return the first matrix and the sizes of its entries."""
        M = self.arrays["start"]
        return M, np.zeros(M.shape) if self.arithmetic.is_exact else np.abs(M)

    def faults(self, name: str) -> Iterator[Fault]:
        """Yield what is wrong, from the first step on."""
        M, sizes = self.start()
        for t, step in enumerate(self.steps):
            if (fault := self._not_allowed(t, step, len(M))) is not None:
                yield fault
                return
            M, sizes = self.after(M, sizes, t, self.multiples(t))
            stated = self.arrays.get(f"after step {t + 1}")
            if stated is not None:
                yield from self._differs(M, sizes, stated, t, name)
        end = self.arrays.get("end")
        if end is not None:
            yield from self._differs(M, sizes, end, None, name)
        else:
            yield from self._no_echelon_form(M, sizes)

    def _not_allowed(self, t: int, step: RowOperation, m: int) -> Fault | None:
        rows = [step.target, *step.coefficients]
        rows += [] if step.exchange is None else [step.exchange]
        beyond = next((row for row in rows if row >= m), None)
        if beyond is not None:
            said = say(
                "Step {number}, {step}: A has {m} rows, no row {beyond}.",
                number=t + 1,
                step=written(step),
                beyond=beyond + 1,
                m=m,
            )
            return Fault(
                factor="steps",
                row=step.target,
                column=0,
                found=beyond + 1,
                step=t,
                said=said,
                is_reason=True,
            )
        if step.exchange is not None:
            return None
        own = self.multiples(t).get(step.target)
        if own is None or self.arithmetic.is_nothing(own):
            said = say(
                "Step {number}, {step}, is not allowed: row {row} is lost, and no step leads back.",
                number=t + 1,
                step=written(step),
                row=step.target + 1,
            )
            return Fault(
                factor="steps",
                row=step.target,
                column=0,
                found=0,
                step=t,
                said=said,
                is_reason=True,
            )
        return None

    def _differs(
        self, M: Array, sizes: Array, stated: Array, t: int | None, name: str
    ) -> Iterator[Fault]:
        where = f"step {t + 1}" if t is not None else "the last step"
        if stated.shape[0] != M.shape[0] or stated.shape[1] > M.shape[1]:
            raise ShapeError(
                f"the matrix after {where} is {stated.shape[0]} × {stated.shape[1]}, "
                f"the one before {M.shape[0]} × {M.shape[1]}"
            )
        width = stated.shape[1]
        off = ~self.arithmetic.nothing(M[:, :width] - stated, sizes[:, :width])
        shown = self.arithmetic.shown
        for i, j in np.argwhere(off):
            found, wanted = shown(stated[i, j]), shown(M[i, j])
            one, other = apart(found, wanted)
            places = {"row": i + 1, "column": j + 1, "wanted": (other,), "found": (one,)}
            said = (
                say(
                    "After the last step, row {row}, column {column} is {wanted}; {name} has "
                    "{found}.",
                    name=name,
                    **places,
                )
                if t is None
                else say(
                    "After step {number}, {step}, row {row}, column {column} is {wanted}; the "
                    "matrix written there has {found}.",
                    number=t + 1,
                    step=written(self.steps[t]),
                    **places,
                )
            )
            yield Fault(
                factor="steps",
                row=int(i),
                column=int(j),
                found=found,
                expected=wanted,
                step=t,
                said=said,
            )

    def _no_echelon_form(self, M: Array, sizes: Array) -> Iterator[Fault]:
        before = -1
        for i in range(M.shape[0]):
            nonzero = ~self.arithmetic.nothing(M[i : i + 1], sizes[i : i + 1])[0]
            first = int(np.argmax(nonzero)) if nonzero.any() else M.shape[1]
            if first <= before and first < M.shape[1]:
                found = self.arithmetic.shown(M[i, first])
                said = say(
                    "After the last step {found} still stands in row {row}, column {column}, below "
                    "or left of a pivot.",
                    found=(found,),
                    row=i + 1,
                    column=first + 1,
                )
                yield Fault(factor="steps", row=i, column=first, found=found, expected=0, said=said)
            before = max(before, first) if first < M.shape[1] else M.shape[1]

    def causes(self, fault: Fault) -> Iterator[Cause]:
        """Yield one change of one step with which everything fits."""
        if fault.expected is None:
            return
        for t, step in enumerate(self.steps):
            if step.exchange is not None or (fault.step is not None and t > fault.step):
                continue
            multiples = self.multiples(t)
            others = [row for row in multiples if row != step.target]
            for row in others:
                turned = {**multiples, row: -multiples[row]}
                if self._fits(t, turned):
                    said = say(
                        "In step {step} the sign of the multiple of row {row} is wrong.",
                        step=t + 1,
                        row=row + 1,
                    )
                    yield Cause("sign", "steps", step.target, None, said)
            if len(others) == 1:
                yield from self._of_another_row(t, step, multiples, others[0])

    def _of_another_row(
        self, t: int, step: RowOperation, multiples: dict[int, Any], source: int
    ) -> Iterator[Cause]:
        for row in range(self.arrays["start"].shape[0]):
            if row in (source, step.target):
                continue
            if self._fits(t, {step.target: multiples[step.target], row: multiples[source]}):
                said = say(
                    "In step {step} the multiple is one of row {row}, not of row {other}.",
                    step=t + 1,
                    row=row + 1,
                    other=source + 1,
                )
                yield Cause("other row", "steps", step.target, None, said)

    def _fits(self, t: int, change: dict[int, Any]) -> bool:
        """Say whether everything that was written fits when step t does something else."""
        arrays = dict(self.arrays)
        row = np.empty((1, len(change)), dtype=arrays["start"].dtype)
        row[0] = list(change.values())
        arrays[f"multiples of step {t + 1}"] = row
        steps = list(self.steps)
        steps[t] = replace(steps[t], coefficients=change)
        return next(Work(self.arithmetic, arrays, tuple(steps)).faults(""), None) is None


def written(step: RowOperation) -> tuple[object, ...]:
    """Return a step as a lecture writes it, as parts of a formula: R₂ ← R₂ - 3 R₁.

    >>> from linalg.notation import formula, to_text
    >>> to_text(formula(written(read_row_operations("R2 - 3 R1")[0])))
    'R₂ ← R₂ - 3 R₁'
    """
    target = symbol("R", step.target + 1)
    if step.exchange is not None:
        return (target, "<->", symbol("R", step.exchange + 1))
    parts: list[object] = []
    for row, factor in step.coefficients.items():
        negative = _is_negative(factor)
        size = -factor if negative else factor
        parts += ["-" if negative else "+"] if parts or negative else []
        parts += [symbol("R", row + 1)] if size == 1 else [size, symbol("R", row + 1)]
    return (target, "<-", *parts)


def _is_negative(x: Any) -> bool:
    return bool(x < 0) if not isinstance(x, sp.Expr) else bool(x.could_extract_minus_sign())


def read_steps(steps: object) -> tuple[RowOperation, ...]:
    """Return row operations from text, records of steps, or pairs of one and its result.

    Raises
    ------
    LinalgError
        For anything else.
    """
    if isinstance(steps, str):
        return read_row_operations(steps)
    if isinstance(steps, Sequence):
        return tuple(found for step in steps for found in _one(step))
    raise LinalgError(f"steps are text or a list of row operations, not {type(steps).__name__}")


def _one(step: object) -> tuple[RowOperation, ...]:
    match step:
        case str():
            return read_row_operations(step)
        case RowOperation():
            return (step,)
        case Swap(i, j):
            return (RowOperation(f"R{i + 1} <-> R{j + 1}", i, exchange=j),)
        case Subtract(target, source, multiplier):
            text = f"R{target + 1} - ({multiplier}) R{source + 1}"
            return (RowOperation(text, target, {target: 1, source: -multiplier}),)
        case Scale(row, factor):
            return (RowOperation(f"({factor}) R{row + 1}", row, {row: factor}),)
        case (first, result):
            (read,) = _one(first)
            return (replace(read, result=grid(result, "the matrix after a step").rows),)
    raise LinalgError(f"a step is a row operation such as 'R2 - 3 R1', not {step!r}")
