"""The claims that a vector solves a system and that a matrix is an inverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from linalg.check import Check
from linalg.elimination.solving import Solution, null_space, solve
from linalg.errors import LinalgError, ShapeError
from linalg.language import Said, say
from linalg.notation import formula, point
from linalg.numbers.matrices import Grid, Matrix, handed_out
from linalg.verification.arithmetic import FloatArithmetic, arithmetic_of
from linalg.verification.claims import Cause, Claim, Diagnosis, Fault, apart
from linalg.verification.decimals import rounded_cause
from linalg.verification.factors.rational_products import is_product
from linalg.verification.systems.system_causes import place_of, system_causes
from linalg.verification.systems.systems import System

_MOST_TERMS = 6


@dataclass(frozen=True, eq=False, kw_only=True)
class SystemClaim(Claim):
    """Ax = b, AX = B, or AX = I.

    Attributes
    ----------
    relation : str
    A, X, B : Grid
        Of shapes (m, n), (n, r) and (m, r).
    name, right : str
        What X and B are called on the page.
    is_inverse : bool
    """

    relation: str
    A: Grid
    X: Grid
    B: Grid
    name: str
    right: str
    is_inverse: bool

    def __post_init__(self) -> None:
        super().__post_init__()
        (m, n), (k, r), (rows, columns) = self.A.shape, self.X.shape, self.B.shape
        if self.is_inverse and m != n:
            raise ShapeError(f"A is {m} × {n}; only a square matrix has an inverse")
        if k != n or r != columns:
            raise ShapeError(
                f"{self.name} is {k} × {r}; with A of {m} × {n} and {self.right} of {rows} × "
                f"{columns} it has to be {n} × {columns}"
            )
        if rows != m:
            raise ShapeError(f"A has {m} rows but {self.right} has {rows}")

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        given = {"A": self.A, self.name: self.X, self.right: self.B}
        if self.is_inverse:
            del given[self.right]
        return {name: handed_out(each) for name, each in given.items()}

    @cached_property
    def system(self) -> System:
        """The same in one arithmetic."""
        grids = {"A": self.A, self.name: self.X, self.right: self.B}
        arithmetic, arrays = arithmetic_of(grids, 3 * self.A.shape[1])
        return System(
            arithmetic=arithmetic,
            A=arrays["A"],
            X=arrays[self.name],
            B=arrays[self.right],
            is_inverse=self.is_inverse,
        )

    @cached_property
    def check(self) -> Check:
        """The verdict: exact numbers are compared, floats leave what elimination may leave."""
        if {self.A.kind, self.X.kind, self.B.kind} == {"rational"}:
            holds = is_product(self.B.rows, self.A.rows, self.X.rows)
            return Check(self.relation, holds)
        return self.system.check(self.relation)

    @property
    def bound(self) -> Said | None:
        """The rounding that is allowed, of floats."""
        arithmetic = self.system.arithmetic
        if not isinstance(arithmetic, FloatArithmetic):
            return None
        return say(
            "Floats take part: the residual may be as large as elimination in these floats leaves "
            "it, a multiple of u|L||U||x| in every equation, u = {u:.3g} "
            "(Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, Theorem 9.4).",
            u=arithmetic.unit,
        )

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """The first wrong entry, or the first equation that is not satisfied, and the causes."""
        if self.check.holds or not self.check.decided:
            return None
        answer = self._answer()
        wanted = answer.x if answer is not None and answer.kind == "unique" else None
        places = [] if wanted is None else self._wrong_places(wanted)
        causes = (*self._rounded(places, wanted),
                  *system_causes(self.system, self.name, self.right))  # fmt: skip
        if not places or wanted is None:
            return Diagnosis(self._fault(answer), causes)
        fault = self._wrong_entry(*places[0], wanted, evidence=True)
        following = None
        if not causes and len(places) > 1 and self.system.arithmetic.is_exact:
            following = self._wrong_entry(*places[1], wanted, evidence=False)
        return Diagnosis(fault, causes, following)

    def _rounded(self, places: list[tuple[int, int]], wanted: Matrix | None) -> tuple[Cause, ...]:
        """Return the cause that all that is wrong are decimals, if that is so."""
        if wanted is None or not self.system.arithmetic.is_exact:
            return ()
        wrong = [(place_of(self.system, self.name, *at), self.system.shown(self.system.X[at]),
                  wanted[at]) for at in places]  # fmt: skip
        cause = rounded_cause(wrong, self.name)
        return () if cause is None else (cause,)

    def _fault(self, answer: Solution | None) -> Fault | None:
        """Return the first equation that is not satisfied."""
        if not self.system.wrong:
            return None
        i, j = self.system.wrong[0]
        B, residual = self.system.B[i, j], self.system.residual[i, j]
        product, wanted = self.system.shown(B - residual), self.system.shown(B)
        evidence = self._evidence(answer)
        return Fault(
            factor=self.right,
            row=i,
            column=j,
            found=product,
            expected=wanted,
            said=_one_after_the_other(self._equation(i, j), evidence),
            is_reason=evidence is not None,
        )

    def _wrong_places(self, wanted: Matrix) -> list[tuple[int, int]]:
        """Return the entries that are not the solution's; of floats, the farthest from it."""
        shown = self.system.shown
        places = list(np.ndindex(*self.X.shape))
        if not self.system.arithmetic.is_exact:
            return [max(places, key=lambda at: abs(shown(self.system.X[at]) - wanted[at]))]
        return [at for at in places if not _equal(shown(self.system.X[at]), wanted[at])]

    def _wrong_entry(self, i: int, j: int, answer: Matrix, *, evidence: bool) -> Fault:
        """Say what an entry should be, and with evidence which equation shows it."""
        found = self.system.shown(self.system.X[i, j])
        wanted = answer[i, j] if self.system.arithmetic.is_exact else float(answer[i, j])
        here = place_of(self.system, self.name, i, j)
        one, other = apart(found, wanted)
        values = {"wrong": (here, "=", one), "right": (here, "=", other)}
        said = say("{wrong} should be {right}.", **values)
        if self.X.shape[1] > 1:
            said = say(
                "Row {row}, column {column} of {name}: {wrong} should be {right}.",
                row=i + 1,
                column=j + 1,
                name=self.name,
                **values,
            )
        if evidence and self.system.wrong:
            said = _one_after_the_other(said, self._equation(*self.system.wrong[0]))
        return Fault(factor=self.name, row=i, column=j, found=found, expected=wanted, said=said)

    def _null_vector(self) -> Any | None:
        vectors = null_space(self.A)
        n = self.A.shape[1]
        return point(*(vectors[0][k, 0] for k in range(n))) if vectors else None

    def _answer(self) -> Solution | None:
        try:
            return solve(self.A, self.B)
        except (LinalgError, TypeError):  # what cannot be decided, or takes too long
            return None

    def _equation(self, i: int, j: int) -> Said:
        """Say which equation is not satisfied, and by how much."""
        system, shown = self.system, self.system.shown
        product = shown(system.B[i, j] - system.residual[i, j])
        n = system.A.shape[1]
        terms: list[object] = []
        for k in range(n if n <= _MOST_TERMS else 0):
            terms += ["+"] if terms else []
            terms += [shown(system.A[i, k]), "·", shown(system.X[k, j])]
        one, other = apart(product, shown(system.B[i, j]))
        values = {"left": (*terms, "=", one) if terms else (one,), "right": (other,)}
        if system.X.shape[1] == 1:
            return say("Equation {row} gives {left}, not {right}.", row=i + 1, **values)
        return say("Row {row}, column {column} gives {left}, not {right}.",
                   row=i + 1, column=j + 1, **values)  # fmt: skip

    def _evidence(self, answer: Solution | None) -> Said | None:
        if answer is None:
            return None
        if self.is_inverse:
            vector = self._null_vector()
            return None if vector is None else say(
                "The matrix has no inverse: {vector} is not zero and {relation}.",
                vector=(formula("x"), "=", vector),
                relation=("A", "x", "=", 0),
            )  # fmt: skip
        if answer.kind == "none":
            return say("The system has no solution at all.")
        return None


def _one_after_the_other(first: Said, then: Said | None) -> Said:
    return first if then is None else say("{first} {then}", first=first, then=then)


def _equal(found: Any, right: Any) -> bool:
    difference = found - right
    return bool(difference == 0) or getattr(difference, "equals", lambda _: False)(0) is True
