"""Factors and the matrix that they are to multiply to, in one arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from linalg.immutable import Immutable
from linalg.notation import Formula, symbol
from linalg.verification.arithmetic import Arithmetic, Array

Unit = Literal["L", "U", "both", "none"]
"""The triangular factor with ones on its diagonal."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Factors(Immutable):
    """The claim that target = L D U, each of its form.

    Attributes
    ----------
    arithmetic : Arithmetic
    A : (m, n) array
        As it was given.
    rows, columns : tuples of int
        Row i of the target is row ``rows[i]`` of A, its column j column ``columns[j]``.
    L, U : (m, k) and (k, n) arrays
    D : (k, k) array or None
    unit : {"L", "U", "both", "none"}
    """

    arithmetic: Arithmetic
    A: Array
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    L: Array
    U: Array
    D: Array | None
    unit: Unit

    @cached_property
    def target(self) -> Array:
        """A with its rows and columns in order, PA or PAQ."""
        result: Array = self.A[list(self.rows), :][:, list(self.columns)]
        return result

    @property
    def factors(self) -> tuple[Array, ...]:
        """The factors from left to right."""
        return (self.L, self.U) if self.D is None else (self.L, self.D, self.U)

    @property
    def inner(self) -> int:
        """The number of columns of L."""
        return int(self.L.shape[1])

    @cached_property
    def residual(self) -> Array:
        """The rest of the target when the product is taken away, (m, n)."""
        result: Array = self.target - self.arithmetic.product(*self.factors)
        return result

    @cached_property
    def sizes(self) -> Array:
        """The size of what was added up in each entry, (m, n)."""
        return self.arithmetic.sizes(*self.factors)

    @cached_property
    def wrong(self) -> tuple[tuple[int, int], ...]:
        """The places where the product is not the target, row by row."""
        found = self.arithmetic.differing(self.target, *self.factors)
        return tuple((int(i), int(j)) for i, j in found)

    def cleaned(self) -> Factors:
        """Return the same claim with zeros where rounding left next to nothing of one."""
        changes = {}
        for name, M in (("L", self.L), ("U", self.U)):
            row, column = np.indices(M.shape)
            far = column > row if name == "L" else column < row
            noise = far & (M != 0) & self.arithmetic.nothing(M, np.full(M.shape, self._size(name)))
            if noise.any():
                changes[name] = np.where(noise, 0.0, M)
        return self.instead(**changes) if changes else self

    @property
    def plainly_in_form(self) -> bool:
        """True if L is unit lower and U upper triangular as they stand, with no rounding."""
        ones = self.unit == "L" and bool((np.diagonal(self.L) == 1).all())
        return ones and not (np.triu(self.L, 1).any() or np.tril(self.U, -1).any())

    @cached_property
    def out_of_form(self) -> tuple[tuple[str, int, int, int], ...]:
        """The places where a factor has not its form: its name, row, column and what belongs there.

        Of L and U: zeros on the far side of the diagonal, and ones on it; of D: zeros off it.
        """
        return tuple(self._all_out_of_form())

    def _all_out_of_form(self) -> Iterator[tuple[str, int, int, int]]:
        for name, M in (("L", self.L), ("D", self.D), ("U", self.U)):
            if M is not None:
                yield from self._out_of_form(name, M)

    def _out_of_form(self, name: str, M: Array) -> Iterator[tuple[str, int, int, int]]:
        row, column = np.indices(M.shape)
        zeros = {"L": column > row, "D": column != row, "U": column < row}[name]
        ones = np.zeros(M.shape, dtype=bool)
        if name != "D" and self.unit in (name, "both"):
            ones = row == column
        off = (zeros & (M != 0)) | (ones & (M != 1))
        places, wanted = np.argwhere(off), ones[off].astype(int)
        # What rounding may leave where elimination makes a zero.
        allowed = 0.0 if self.arithmetic.is_exact or not len(places) else self._size(name)
        sizes = np.where(wanted == 0, allowed, 0.0)
        right = self.arithmetic.nothing((M[off] - wanted)[None, :], sizes[None, :])[0]
        for (i, j), one in zip(places[~right], wanted[~right], strict=True):
            yield name, int(i), int(j), int(one)

    def _size(self, name: str) -> float:
        return 1.0 if name == "L" else float(np.abs(self.A).max(initial=0))

    @property
    def hold(self) -> bool:
        """True if they are of their form and multiply to the target."""
        in_form = next(self._all_out_of_form(), None) is None
        return in_form and self.arithmetic.agree(self.target, *self.factors)

    def instead(self, **changes: Any) -> Factors:
        """Return the same claim about other matrices."""
        return replace(self, **changes)

    def with_entry(self, name: str, i: int, j: int, value: Any) -> Factors:
        """Return the same claim with one entry of L, D, U or A replaced."""
        M = getattr(self, name).copy()
        M[i, j] = value
        return self.instead(**{name: M})

    def shown(self, x: Any) -> Any:
        """Return an entry as it is handed out."""
        return self.arithmetic.shown(x)

    @cached_property
    def pivots(self) -> list[Any]:
        """The diagonal of D; ones where there is no D."""
        if self.D is None:
            return [1] * self.inner
        return [self.D[k, k] for k in range(self.inner)]


def entry(name: str, i: int, j: int) -> Formula:
    """Return the symbol of an entry, rows and columns from 0: l₂₁."""
    return symbol(name.lower(), (i + 1, j + 1))


def explains(problem: Factors, change: Array, where: Any = ...) -> bool:
    """Say whether a change of the product leaves nothing of the residual, in some of its places."""
    sizes = problem.sizes[where]
    if not problem.arithmetic.is_exact:
        sizes = sizes + np.abs(change)
    return bool(problem.arithmetic.nothing(problem.residual[where] - change, sizes).all())
