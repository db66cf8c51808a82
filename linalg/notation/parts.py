"""The algebra of formulas: plain values, names and signs put side by side.

A *part* is any of

* a number (int, Fraction, float, NumPy scalar) or a SymPy expression;
* a matrix: SymPy matrix, NumPy array, list of rows; a flat list or 1-D array is a column;
* a string: a sign (``"="``, ``"≠"``, ``"·"``, ``"<-"`` …) or a symbol (``"A"``, ``"x_3"``,
  ``"lambda"``); any other string is refused, so that nobody's raw text reaches a target;
* a tuple of parts, which is one group;
* what the functions here return: `symbol`, `over`, `quotient`, `power`, `fenced`, `point`,
  `words`, `marked`, `brackets`, `determinant_bars`.

Parts side by side multiply. Parentheses come by themselves where arithmetic needs them.

>>> from linalg.notation import to_text
>>> to_text(("x_1", "=", over((2, "-", 2, "*", 1, "-", -2), 1)))
'x₁ = (2 - 2 · 1 - (-2))/1'
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import sympy

from linalg.notation.elements import (
    Accented,
    Brackets,
    Fence,
    Fenced,
    Formula,
    Identifier,
    Mark,
    Marked,
    Number,
    Operator,
    Over,
    Role,
    Row,
    Script,
    Words,
)
from linalg.notation.expressions import is_negative, is_sum, scalar, starts_with_digit
from linalg.notation.names import listed, split_name, subscripts
from linalg.notation.prose import printable
from linalg.notation.symbols import (
    ARITHMETIC,
    GREEK,
    JUXTAPOSED,
    OPERATORS,
    PREFIXES,
    TYPED_OPERATORS,
)


def formula(part: object) -> Formula:
    """One formula from a part (the module's text says what a part is).

    Raises
    ------
    TypeError, ValueError
        For anything that is no part, with what it was.
    """
    match part:
        case Formula():
            return part
        case str():
            return _sign_or_symbol(part)
        case tuple():
            return _group(part)
        case list() | sympy.MatrixBase():
            return brackets(part)
        case np.ndarray():
            return brackets(part) if part.ndim else scalar(part.item())
    return scalar(part)


def symbol(
    name: str, sub: object = None, sup: object = None, *, accent: Mark | None = None
) -> Formula:
    """A symbol with scripts: ``symbol("A", sup="T")``, ``symbol("m", 3, accent="hat")``.

    A script is a part or a tuple of parts: ``symbol("E", (3, 2))`` is E₃₂ and
    ``symbol("A", sup=-1)`` is A⁻¹. Subscripts in the name come first:
    ``symbol("x1", "k")`` has the subscript 1,k.

    Raises
    ------
    ValueError
        For a text that is no name.
    """
    letter, indices = _split(name)
    base: Formula = Identifier(GREEK.get(letter, letter))
    if accent is not None:
        base = Accented(base, accent)
    own, below = subscripts(indices) if indices else None, _script(sub)
    if own is not None and below is not None:
        below = Row((own, Operator(","), below))
    if below is None and own is None and sup is None:
        return base
    return Script(base, below or own, _script(sup))


def over(numerator: object, denominator: object) -> Formula:
    """A fraction that stays as it is, unreduced."""
    return Over(formula(numerator), formula(denominator))


def quotient(dividend: object, divisor: object) -> Formula:
    """A division left to do: a fraction bar, or ÷ where it would be a fraction of fractions.

    >>> from fractions import Fraction
    >>> from linalg.notation import to_text
    >>> to_text(quotient(6, 4)), to_text(quotient(Fraction(1, 2), Fraction(3, 4)))
    ('6/4', '1/2 ÷ (3/4)')
    """
    above, below = formula(dividend), formula(divisor)
    if _is_fraction(above) or _is_fraction(below):
        return _group((above, "÷", below))
    return Over(above, below)


def _is_fraction(part: Formula) -> bool:
    return isinstance(part.items[-1] if isinstance(part, Row) and is_negative(part) else part, Over)


def power(base: object, exponent: object) -> Formula:
    """Any part raised to a script, such as ``power(fenced(("A", "B")), -1)``."""
    body = formula(base)
    return Script(Fenced(body) if isinstance(body, Row) else body, sup=_script(exponent))


def fenced(body: object, fence: Fence = "()") -> Formula:
    """A part between fences: ``()``, ``[]``, ``||`` for a size, ``‖‖`` for a norm."""
    return Fenced(formula(body), fence)


def determinant_bars(matrix: Any) -> Formula:
    """The determinant of a matrix, written as its entries between bars.

    Raises
    ------
    ValueError
        For rows of different lengths and arrays of more than two dimensions.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> print(to_text((determinant_bars([[1, 2], [3, 4]]), "=", -2)))
    │1  2│ = -2
    │3  4│
    """
    _, _, entries = _entries(matrix)
    return Brackets(tuple(tuple(map(formula, row)) for row in entries), fence="||")


def point(*coordinates: object) -> Formula:
    """Coordinates in parentheses, such as (2, 1, −2)."""
    items: list[Formula] = []
    for coordinate in coordinates:
        items += [Operator(","), formula(coordinate)]
    return Fenced(Row(tuple(items[1:])))


def words(text: str) -> Formula:
    """Upright prose inside a formula; blanks around it are kept."""
    return Words(printable(text))


def marked(part: object, role: Role) -> Formula:
    """A part in the colour of its role."""
    return Marked(formula(part), role)


def brackets(
    matrix: Any,
    *,
    bar: int | None = None,
    marks: Mapping[tuple[int, int], Role] | None = None,
    beside: Mapping[int, object] | None = None,
) -> Formula:
    """A matrix with what a lecture writes on it.

    Parameters
    ----------
    matrix : SymPy matrix, NumPy array or list of rows, (m, n)
        A flat list or a 1-D array is a column.
    bar : int, optional
        The line of an augmented matrix stands after this many columns; none at the outer edges.
    marks : mapping from (row, column) to role, optional
        The entries to mark, 0-based.
    beside : mapping from row to part, optional
        What stands to the right of a row, 0-based, such as ``("R_2", "<-", "R_2", "-", 3, "R_1")``.

    Raises
    ------
    ValueError
        For rows of different lengths and arrays of more than two dimensions.
    """
    m, n, entries = _entries(matrix)
    if not m or not n:
        return Script(Brackets(()), sub=formula((m, "×", n)))
    marks, beside = marks or {}, beside or {}
    rows = tuple(
        tuple(_mark(formula(entries[i][j]), marks.get((i, j))) for j in range(n)) for i in range(m)
    )
    side = tuple(formula(beside[i]) if i in beside else None for i in range(m))
    inner_bar = bar if bar is not None and 0 < bar < n else None
    return Brackets(rows, inner_bar, side if beside else None)


def _mark(entry: Formula, role: Role | None) -> Formula:
    return entry if role is None else Marked(entry, role)


def _entries(matrix: Any) -> tuple[int, int, list[list[object]]]:
    if isinstance(matrix, sympy.MatrixBase):
        return matrix.rows, matrix.cols, matrix.tolist()
    if isinstance(matrix, np.ndarray):
        if matrix.ndim > 2:
            raise ValueError(f"a matrix has two dimensions, this array {matrix.ndim}")
        column = matrix.reshape(-1, 1) if matrix.ndim == 1 else matrix
        return column.shape[0], column.shape[1], column.tolist()
    rows = [list(r) if isinstance(r, list | tuple | np.ndarray) else [r] for r in matrix]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the rows of a matrix must have the same length")
    return len(rows), len(rows[0]) if rows else 0, rows


def _sign_or_symbol(text: str) -> Formula:
    sign = TYPED_OPERATORS.get(text, text)
    return Operator(sign) if sign and sign in OPERATORS else symbol(text)


def _split(name: str) -> tuple[str, tuple[str, ...]]:
    split = split_name(name)
    if split is None:
        raise ValueError(f"{name!r} is neither a sign nor a symbol; prose goes through words()")
    return split


def _script(part: object) -> Formula | None:
    if part is None:
        return None
    if isinstance(part, tuple):
        items = tuple(map(formula, part))
        if not any(isinstance(item, Operator) for item in items):
            return _listed(items)
    return formula(part)


def _listed(items: tuple[Formula, ...]) -> Formula:
    """Indices one after the other, with commas where their digits would run together."""
    long = any(isinstance(item, Number) and len(item.digits) > 1 for item in items)
    return listed(items, commas=long)


def _group(parts: tuple[object, ...]) -> Formula:
    items: list[Formula] = []
    for part in map(formula, parts):
        if items and _ends_factor(items[-1]) and _begins_factor(part):
            items.append(Operator("·" if starts_with_digit(part) else JUXTAPOSED))
        items.append(part)
    return items[0] if len(items) == 1 else Row(tuple(_fence(items)))


def _ends_factor(part: Formula) -> bool:
    return not isinstance(part, Operator | Words)


def _begins_factor(part: Formula) -> bool:
    return part.sign in PREFIXES if isinstance(part, Operator) else not isinstance(part, Words)


def _fence(items: list[Formula]) -> Iterator[Formula]:
    """The items, with parentheses where a minus sign or a sum would be misread."""
    signs = [item.sign if isinstance(item, Operator) else None for item in items]
    for before, item, after in zip([None, *signs], items, [*signs[1:], None], strict=False):
        double_sign = is_negative(item) and before in ARITHMETIC
        split_sum = is_sum(item) and (
            before in ARITHMETIC - {"+"} or after in ARITHMETIC - {"+", "−"}
        )
        yield Fenced(item) if double_sign or split_sum else item
