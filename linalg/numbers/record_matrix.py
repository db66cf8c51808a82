"""The exact matrix that records hold: SymPy's immutable one, and NumPy takes it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy as sp

from linalg.errors import LinalgError
from linalg.numbers.nearest import nearest

_DIGITS = 60
"""Of a number such as √2 before it is rounded."""
_SHOWN = 30
"""Of an entry in a message, in characters."""
_SHOWN_BITS = 60


class RecordMatrix(sp.ImmutableDenseMatrix):  # type: ignore[misc]
    """An exact matrix, SymPy's in all it can do, that becomes an array of floats where one is due.

    Every entry becomes the nearest float, rounded once. Where no type is asked for it is float64,
    whatever the entries are, so that `numpy.testing` compares it; ``dtype=object`` gives the
    entries as they are.

    Examples
    --------
    >>> M = RecordMatrix([[1, sp.Rational(1, 3)], [sp.sqrt(2), 4]])
    >>> np.asarray(M)
    array([[1.        , 0.33333333],
           [1.41421356, 4.        ]])
    >>> np.testing.assert_allclose(M @ M.inv(), np.eye(2), atol=1e-15)
    >>> np.asarray(RecordMatrix([[sp.Symbol("a"), 1]]))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: entry (1, 1), a, holds the symbol a: give it a value (.subs("a", 2)) or ...
    """

    _class_priority = sp.ImmutableDenseMatrix._class_priority + 1
    """So that a product with any other of SymPy's matrices is one of these."""

    def __hash__(self) -> int:
        return hash(sp.ImmutableDenseMatrix._fromrep(self._rep))  # to which it is equal

    def __array__(
        self, dtype: npt.DTypeLike | None = None, copy: bool | None = None
    ) -> npt.NDArray[Any]:
        """Return a new array of the nearest floats, or of whole numbers, or of the entries.

        Raises
        ------
        TypeError
            For a symbol, or a fraction where whole numbers are asked for.
        LinalgError
            For a number beyond the largest float.
        ValueError
            For ``copy=False``: nothing is there yet that an array could look at.
        """
        if copy is False:
            raise ValueError("an exact matrix becomes an array by copying alone")
        kind = np.dtype(np.float64 if dtype is None else dtype)
        if kind.kind == "O":
            return np.array(self.flat(), dtype=kind).reshape(self.shape)
        rows = self.rational_rows()
        if rows is not None:
            numbers: list[int | Fraction] = [x for row in rows for x in row]
        else:
            numbers = [self._number(*place) for place in np.ndindex(*self.shape)]
        if kind.kind in "iu":
            for place, x in zip(np.ndindex(*self.shape), numbers, strict=True):
                if x.denominator != 1:
                    raise TypeError(
                        f"{_entry(place[0], place[1], x)}, is no whole number for {kind.name}"
                    )
            try:
                return np.array([x.numerator for x in numbers], dtype=kind).reshape(self.shape)
            except OverflowError:
                raise LinalgError(f"a whole number is too large for {kind.name}") from None
        real = np.zeros(0, kind if kind.kind in "fc" else np.float64).real.dtype
        array = np.empty(self.shape, real)
        for place, x in zip(np.ndindex(*self.shape), numbers, strict=True):
            try:
                array[place] = nearest(x, real)
            except LinalgError as error:
                raise LinalgError(f"entry ({place[0] + 1}, {place[1] + 1}): {error}") from None
        return array.astype(kind)

    def rational_rows(self) -> list[list[int | Fraction]] | None:
        """Return the entries as Python's numbers, None if any is more than a fraction.

        They are read off SymPy's own representation, which is several times quicker than entry by
        entry.

        Examples
        --------
        >>> RecordMatrix([[1, sp.Rational(1, 3)]]).rational_rows()
        [[1, Fraction(1, 3)]]
        """
        domain = self._rep.domain
        if not (domain.is_ZZ or domain.is_QQ):
            return None
        return [[_python_number(x) for x in row] for row in self._rep.to_list()]

    def _number(self, i: int, j: int) -> Fraction:
        x = self[i, j]
        if not x.is_Rational:
            x = sp.Rational(self._decimal(i, j, x))
        return Fraction(int(x.p), int(x.q))

    def _decimal(self, i: int, j: int, x: sp.Expr) -> sp.Float:
        if x.free_symbols:
            name = min(map(str, x.free_symbols))
            raise TypeError(
                f"{_entry(i, j, x)}, holds the symbol {name}: give it a value "
                f'(.subs("{name}", 2)) or take dtype=object'
            )
        value = x.evalf(_DIGITS)
        if not value.is_Float:
            raise TypeError(f"{_entry(i, j, x)}, has no value as a float; take dtype=object")
        return value


def _python_number(x: Any) -> int | Fraction:
    p, q = int(x.numerator), int(x.denominator)
    return p if q == 1 else Fraction(p, q)


def _entry(i: int, j: int, x: object) -> str:
    is_long = isinstance(x, Fraction) and x.denominator.bit_length() > _SHOWN_BITS
    written = "a long fraction" if is_long else str(x)
    shown = written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1]}…"
    return f"entry ({i + 1}, {j + 1}), {shown}"
