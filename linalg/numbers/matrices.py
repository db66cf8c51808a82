"""Matrices from any input, sorted into the kinds of number.

What a person or a program hands over (text, nested lists, NumPy arrays, SymPy matrices) becomes
a `Grid` of entries, and a grid becomes one of two things to compute with: an `ExactMatrix` over
the smallest ring that holds it, or an array of floats. A kind never changes silently.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from numbers import Integral, Rational
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import sympy as sp
from sympy.polys.matrices import DomainMatrix

from linalg.errors import LimitError, LinalgError, ShapeError
from linalg.immutable import Immutable, read_only
from linalg.numbers.record_matrix import RecordMatrix
from linalg.reading import read_expression, read_matrix, read_vector

if TYPE_CHECKING:
    from typing_extensions import TypeIs

_LARGEST_FILLED = 2**28
"""Entries of a sparse matrix with its zeros: two gigabytes of floats."""
_TOO_FINE = (
    "is a longdouble that float64 cannot hold; round it (A.astype(float)) or write it as a fraction"
)

Kind = Literal["rational", "symbolic", "float"]
FloatArray = npt.NDArray[np.float64]
EPS = float(np.finfo(np.float64).eps)
Matrix: TypeAlias = sp.ImmutableMatrix | FloatArray
"""What the package hands out: a `sympy.ImmutableMatrix` (exact) or a read-only float array.

Both know `shape`, `T`, `@`, `tolist()`, how to be cut (``M[:, [j]]``) and to be an array of floats
(``np.asarray(M)``; the exact ones are all `RecordMatrix`). For what only one knows,
ask `is_float` first.
"""


def is_float(entries: object) -> TypeIs[FloatArray]:
    """Say whether a matrix, or the entries of a `Grid`, are floats; else they are exact.

    Examples
    --------
    >>> is_float(np.eye(2)), is_float(sp.eye(2)), is_float(grid("1 2; 3 4").entries)
    (True, False, False)
    """
    return isinstance(entries, np.ndarray)


def symbols_in(*matrices: Matrix | None) -> frozenset[sp.Symbol]:
    """Return the symbols of some matrices; floats and None have none.

    Examples
    --------
    >>> sorted(map(str, symbols_in(sp.Matrix([[sp.Symbol("a"), 1]]), np.eye(2), None)))
    ['a']
    """
    exact = [M for M in matrices if M is not None and not is_float(M)]
    return frozenset(symbol for M in exact for symbol in M.free_symbols)


def described(A: Matrix) -> str:
    """Return size and kind in words: ``"2 × 3, exact"``."""
    m, n = A.shape
    return f"{m} × {n}, {'floats' if is_float(A) else 'exact'}"


@dataclass(frozen=True, eq=False)
class Grid(Immutable):
    """The entries of a matrix, sorted into one kind.

    Attributes
    ----------
    entries : list of rows, or an (m, n) array of floats
        int, Fraction and SymPy expressions if exact; an array if and only if the kind is float.
    shape : tuple
        Said apart, since no rows do not tell how many columns.
    eps : float
        Floats: the relative rounding of the entries as given, 2⁻⁵² or that of float32 or float16.
    """

    entries: list[list[Any]] | FloatArray
    shape: tuple[int, int]
    eps: float = EPS

    @property
    def rows(self) -> list[list[Any]]:
        """The entries as lists."""
        return self.entries.tolist() if is_float(self.entries) else self.entries

    @property
    def kind(self) -> Kind:
        """``"rational"``, ``"symbolic"`` or ``"float"``."""
        if is_float(self.entries):
            return "float"
        types = set(map(type, chain.from_iterable(self.entries)))
        return "rational" if types <= {int, Fraction} else "symbolic"

    def beside(self, other: Grid) -> Grid:
        """Return the augmented grid [self other], of floats if either is."""
        (m, n), (k, r) = self.shape, other.shape
        if m != k:
            raise ShapeError(
                f"the matrix has {_count(m, 'row')} but the right-hand side {_count(k, 'row')}; "
                "give one entry for each equation"
            )
        if "float" in (self.kind, other.kind):
            sides = [side.as_floats("the system") for side in (self, other)]
            return Grid(np.hstack(sides), (m, n + r), max(self.eps, other.eps))
        rows = [[*left, *right] for left, right in zip(self.rows, other.rows, strict=True)]
        return Grid(rows, (m, n + r))

    def as_floats(self, name: str) -> FloatArray:
        """Return the entries as floats, rounded where they are exact.

        Raises
        ------
        TypeError
            If an entry holds a symbol.
        LinalgError
            If an entry is too large for a float.
        """
        return _float_array(self.entries, self.shape, name)

    def split(self, n: int) -> tuple[Grid, Grid]:
        """Return the first n columns and the others."""
        m, width = self.shape
        if is_float(self.entries):
            left: Any = self.entries[:, :n]
            right: Any = self.entries[:, n:]
        else:
            left = [row[:n] for row in self.entries]
            right = [row[n:] for row in self.entries]
        return Grid(left, (m, n), self.eps), Grid(right, (m, width - n), self.eps)


def grid(A: object, name: str = "A") -> Grid:
    """Read any matrix into a grid of ints, Fractions, SymPy expressions or floats.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix
        The matrix; text is read by `linalg.reading.read_matrix`. What NumPy takes for an array,
        such as a data frame of pandas, is an array, too; SciPy's sparse matrices are filled with
        their zeros. Floats of any type are computed with as float64; of float32 and float16 their
        coarser rounding is remembered (`Grid.eps`), a longdouble that is no float64 is refused.
    name : str
        What error messages call it.

    Raises
    ------
    ShapeError
        If the rows differ in length or the input is not two-dimensional.
    LinalgError
        If an entry is not finite, or masked.
    LimitError
        If a sparse matrix would fill more than two gigabytes.
    TypeError
        If an entry is complex, no number at all, a longdouble that float64 does not hold, or a
        float stands beside a symbol.
    """
    if isinstance(A, Grid):
        return A
    if isinstance(A, str):
        read = read_matrix(A)
        if read.right_hand_side is not None:
            raise ShapeError(f"{name} has a right-hand side; only a system takes one")
        return _sorted(*_rectangular(read.rows, name), name)
    if isinstance(A, RecordMatrix) and (rows := A.rational_rows()) is not None:
        return Grid(rows, A.shape)
    if isinstance(A, sp.MatrixBase):
        return _sorted(A.tolist() if A.rows and A.cols else [[]] * A.rows, A.shape, name)
    if (array := _as_array(A, name)) is not None:
        A = array
        if A.ndim != 2:
            raise ShapeError(f"{name} has {A.ndim} dimensions; a matrix has two")
        if np.issubdtype(A.dtype, np.floating):
            entries = _finite(_doubles(A, name), name)
            return Grid(entries, A.shape, _rounding([[A.dtype.type()]]))
        return _sorted(A.tolist(), A.shape, name)
    if not isinstance(A, Sequence) or any(
        isinstance(row, str) or not isinstance(row, (Sequence, np.ndarray)) for row in A
    ):
        raise ShapeError(f"{name} is no matrix; give rows of equal length, [[1, 2], [3, 4]]")
    return _sorted(*_rectangular([list(row) for row in A], name), name)


def _as_array(A: object, name: str) -> npt.NDArray[Any] | None:
    """Return an array for what is one, or says how to become one; None for anything else.

    Raises
    ------
    LinalgError
        If entries are masked: what stands below a mask is no number of the matrix.
    """
    if isinstance(A, Sequence | sp.Basic):
        return None
    if hasattr(A, "toarray"):  # SciPy's sparse matrices
        A = _filled(A, name)
    if not hasattr(A, "__array__"):
        return None
    if np.ma.is_masked(A):
        raise LinalgError(f"{name} has masked entries; fill them in")
    return np.asarray(A)


def _filled(A: Any, name: str) -> object:
    """Return a sparse matrix with its zeros."""
    if math.prod(A.shape) > _LARGEST_FILLED:
        raise LimitError(
            f"{name} is sparse and {' × '.join(map(str, A.shape))}; it is filled with its zeros, "
            f"up to {_LARGEST_FILLED} entries: scipy.sparse.linalg works without them"
        )
    return A.toarray()


def _doubles(A: npt.NDArray[Any], name: str) -> FloatArray:
    """Return floats of any type as float64, column by column, as LAPACK wants them."""
    with np.errstate(over="ignore"):
        entries = A.astype(np.float64, order="F")
    if A.dtype.itemsize > entries.itemsize and (lost := np.isfinite(A) & (entries != A)).any():
        i, j = np.argwhere(lost)[0]
        raise TypeError(f"entry ({i + 1}, {j + 1}) of {name} {_TOO_FINE}")
    return entries


def columns(b: object, name: str = "b") -> Grid:
    """Read a vector (one column) or a matrix of right-hand sides into a grid."""
    if isinstance(b, Grid):
        return b
    if isinstance(b, str):
        if any(mark in b.strip() for mark in ";\n[|"):
            return grid(b, name)
        return columns(read_vector(b), name)
    if not isinstance(b, str | sp.MatrixBase) and (array := _as_array(b, name)) is not None:
        b = array[:, np.newaxis] if array.ndim == 1 else array
    if isinstance(b, Sequence) and not any(
        isinstance(entry, (Sequence, np.ndarray)) and not isinstance(entry, str) for entry in b
    ):
        return _sorted([[entry] for entry in b], (len(b), 1), name)
    return grid(b, name)


def system(A: object, b: object | None = None) -> tuple[Grid, Grid | None]:
    """Read A and its right-hand sides; text may hold both, with a bar between them."""
    if isinstance(A, str):
        read = read_matrix(A)
        if read.right_hand_side is not None:
            if b is not None:
                raise ShapeError("the right-hand side is given twice: after the bar and as b")
            b = _sorted(*_rectangular(read.right_hand_side, "b"), "b")
        A = _sorted(*_rectangular(read.rows, "A"), "A")
    return grid(A), None if b is None else columns(b)


def sympy_matrix(elements: list[list[Any]], shape: tuple[int, int], domain: Any) -> Matrix:
    """Wrap rows of domain elements as an immutable SymPy matrix.

    `_fromrep` is what SymPy's own `as_immutable` calls; it wants the sparse format and is ten
    times faster than a matrix made from its entries.
    """
    sparse = {i: line for i, row in enumerate(elements) if (line := _nonzero(row))}
    return RecordMatrix._fromrep(DomainMatrix(sparse, shape, domain))


def _nonzero(row: list[Any]) -> dict[int, Any]:
    return {j: x for j, x in enumerate(row) if x}


def handed_out(entries: Grid) -> Matrix:
    """Return a grid as the matrix that records hand out."""
    if is_float(entries.entries):
        return read_only(entries.entries)
    if entries.kind == "rational":
        rational = [[sp.QQ(x.numerator, x.denominator) for x in row] for row in entries.rows]
        return sympy_matrix(rational, entries.shape, sp.QQ)
    return RecordMatrix(*entries.shape, [sp.sympify(x) for row in entries.rows for x in row])


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _rectangular(
    rows: Sequence[Sequence[Any]], name: str
) -> tuple[list[list[Any]], tuple[int, int]]:
    width = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise ShapeError(
                f"row {number} of {name} has length {len(row)} but row 1 has length {width}; "
                "all rows need the same length"
            )
    return [list(row) for row in rows], (len(rows), width)


def _sorted(rows: list[list[Any]], shape: tuple[int, int], name: str) -> Grid:
    """Turn every entry into int, Fraction or SymPy expression, or all of them into floats."""
    if set(map(type, chain.from_iterable(rows))) == {int}:
        return Grid(rows, shape)
    sorted_rows = [
        [_entry(x, f"entry ({i}, {j}) of {name}") for j, x in enumerate(row, start=1)]
        for i, row in enumerate(rows, start=1)
    ]
    if float in map(type, chain.from_iterable(sorted_rows)):
        return Grid(_float_array(sorted_rows, shape, name), shape, _rounding(rows))
    return Grid(sorted_rows, shape)


def _rounding(rows: Sequence[Sequence[Any]]) -> float:
    """Return the relative rounding of the coarsest floats among the entries."""
    types = {type(x) for x in chain.from_iterable(rows) if isinstance(x, np.floating)}
    return max([EPS, *(float(np.finfo(kind).eps) for kind in types)])


def _float_array(
    entries: list[list[Any]] | FloatArray, shape: tuple[int, int], name: str
) -> FloatArray:
    if is_float(entries):
        return entries
    array = np.empty(shape)
    for i, row in enumerate(entries):
        for j, x in enumerate(row):
            if isinstance(x, sp.Expr) and x.free_symbols:
                raise TypeError(
                    f"{name} has a float beside the symbol {x}; write the floats as exact numbers "
                    '(as text, "0.5", or Fraction(1, 2))'
                )
            try:
                array[i, j] = float(x)
            except OverflowError:
                raise LinalgError(
                    f"entry ({i + 1}, {j + 1}) of {name} is too large for a float; write the "
                    "matrix without floats to compute exactly"
                ) from None
    return array


def _finite(array: FloatArray, name: str) -> FloatArray:
    if not np.isfinite(array).all():
        i, j = np.argwhere(~np.isfinite(array))[0]
        raise LinalgError(
            f"entry ({i + 1}, {j + 1}) of {name} is {array[i, j]}; every entry must be finite"
        )
    return array


def _entry(x: Any, where: str) -> Any:
    if isinstance(x, str):
        x = read_expression(x)
    for types, convert in _CONVERSIONS:
        if isinstance(x, types):
            return convert(x, where)
    if isinstance(x, (complex, np.complexfloating)):
        raise TypeError(f"{where} is complex; only real numbers are handled")
    raise TypeError(f"{where} is a {type(x).__name__}, not a number or an expression")


def _float(x: Any, where: str) -> float:
    if not math.isfinite(x):
        raise LinalgError(f"{where} is {float(x)}; every entry must be finite")
    if isinstance(x, np.longdouble) and float(x) != x:
        raise TypeError(f"{where} {_TOO_FINE}")
    return float(x)


def _decimal(x: Decimal, where: str) -> Any:
    if not x.is_finite():
        raise LinalgError(f"{where} is {x}; every entry must be finite")
    return _fraction(Fraction(x), where)


def _fraction(x: Rational, where: str) -> int | Fraction:
    return (
        int(x.numerator) if x.denominator == 1 else Fraction(int(x.numerator), int(x.denominator))
    )


def _expression(x: sp.Expr, where: str) -> Any:
    if isinstance(x, sp.Rational):
        return int(x.p) if x.q == 1 else Fraction(int(x.p), int(x.q))
    if isinstance(x, sp.Float):
        return _float(x, where)
    if x.has(sp.nan, sp.oo, -sp.oo, sp.zoo):
        raise LinalgError(f"{where} is {x}; every entry must be finite")
    if x.has(sp.I) or x.is_real is False:
        raise TypeError(f"{where} is complex; only real numbers are handled")
    if x.has(sp.Float):
        raise TypeError(
            f"{where} has a float inside an expression; write it as an exact number "
            "(Fraction(1, 2), sympy.Rational(1, 2))"
        )
    if not x.is_commutative:
        raise TypeError(f"{where} does not commute; entries must be numbers or scalar symbols")
    return x


_CONVERSIONS: tuple[tuple[Any, Callable[[Any, str], Any]], ...] = (
    ((float, np.floating), _float),
    ((Integral, np.bool_), lambda x, where: int(x)),
    (sp.Expr, _expression),
    (Rational, _fraction),
    (Decimal, _decimal),
)
