"""The answer by cases: for which values of the symbols Ax = b has one solution, many, or none.

Elimination goes on under conditions. A pivot is preferred that is known not to be zero; where there
is none, the cases part at the factors of an entry, zero or not; at the end they part again at what
the rows of zeros ask of the right-hand sides. Everything is over the real numbers.

Source: W. Y. Sit, "An algorithm for solving parametric linear systems", Journal of Symbolic
Computation 13 (1992).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import sympy as sp

from linalg.check import Check
from linalg.conditions.conditions import Condition, conditions_of, relation
from linalg.conditions.elimination_by_cases import (
    LARGEST_SPLIT,
    EliminationByCases,
    End,
    substitutions_of,
)
from linalg.conditions.joined_cases import joined
from linalg.conditions.parameters import where_defined
from linalg.conditions.signs import in_lowest_terms
from linalg.elimination.case_proof import Proof
from linalg.errors import LimitError, LinalgError
from linalg.language import say
from linalg.numbers.matrices import Grid, Matrix, described, grid, handed_out, symbols_in, system
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record, as_json

LARGEST_SYMBOLS = 8
"""More symbols than this in A would part into more cases than anybody reads."""


@runtime_checkable
class System(Protocol):
    """A system already read, such as an elimination and its right-hand sides."""

    @property
    def given(self) -> Grid:
        """The matrix."""

    @property
    def given_right(self) -> Grid | None:
        """The right-hand sides."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Case:
    """One case: its conditions, and what becomes of Ax = b under them.

    Attributes
    ----------
    nonzero : tuple of sympy.Expr
        What is not zero in this case.
    substitutions : tuple of (symbol, expression)
        What the symbols (or functions of them, such as cos t) are in this case.
    equations : tuple of sympy.Expr
        What is zero in this case and is not solved for a symbol, such as a² - 2.
    rank : int
        The rank of A.
    consistent : bool or None
        Whether Ax = b has a solution; None if there is no right-hand side.
    x : (n, r) matrix or None
        The particular solution, with 0 for every free unknown; None without solution or b.
    null_vectors : tuple of (n, 1) matrices
        The special solutions of Ax = 0: one free unknown is 1, the other free ones are 0.
    free_columns : tuple of int
        The free unknowns, from 0. The others need not be the first ones possible: a pivot is taken
        where it is surely one.
    """

    nonzero: tuple[sp.Expr, ...]
    substitutions: tuple[tuple[sp.Expr, sp.Expr], ...]
    equations: tuple[sp.Expr, ...]
    rank: int
    consistent: bool | None
    x: sp.ImmutableMatrix | None
    null_vectors: tuple[sp.ImmutableMatrix, ...]
    free_columns: tuple[int, ...]
    _proof: Proof

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of this case, as a person writes them; empty if it is always so."""
        return conditions_of(self.substitutions, self.equations, self.nonzero)

    @property
    def dimension(self) -> int | None:
        """The dimension of the set of solutions, of Ax = 0 without b; None if there is none."""
        return None if self.consistent is False else len(self.free_columns)

    def __str__(self) -> str:
        said = ", ".join(map(str, self.conditions)) or "always"
        end = {None: "", False: ", no solution", True: f", {_solutions(self.dimension)}"}
        return f"{said}: rank {self.rank}{end[self.consistent]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the case as data that `json.dumps` takes."""
        solution = {"particular": as_json(self.x), "null_vectors": as_json(self.null_vectors)}
        return {
            "conditions": [str(condition) for condition in self.conditions],
            "consistent": self.consistent,
            "rank": self.rank,
            "dimension": self.dimension,
            "solution": None if self.consistent is False else solution,
        }


def _solutions(dimension: int | None) -> str:
    return f"a family of dimension {dimension}" if dimension else "one solution"


@dataclass(frozen=True, eq=False)
class AnswerByCases(Record):
    """Ax = b, or A alone, for every value of the symbols.

    Attributes
    ----------
    A : (m, n) matrix
    b : (m, r) matrix or None
    cases : tuple of Case
        Together they cover every value for which A and b are defined; no two overlap.
    defined : tuple of Condition
        Where A and b are defined: what denominators, roots and logarithms ask for.
    """

    A: sp.ImmutableMatrix
    b: sp.ImmutableMatrix | None
    cases: tuple[Case, ...]
    defined: tuple[Condition, ...]

    def check(self) -> Check:
        """Say whether in each case Ax = b and AN = 0, and minors prove the ranks of A and [A b]."""
        relation = "AN = 0, rank A = r"
        if self.b is not None:
            relation = f"{'Ax = b' if self.b.cols == 1 else 'AX = B'}, {relation}"
        return Check(relation, self._is_proved())

    def _is_proved(self) -> bool:
        given = EliminationByCases(grid(self.A), None if self.b is None else grid(self.b))
        return all(
            case._proof.holds(given, case.rank, case.x, case.null_vectors) for case in self.cases
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the matrices, the cases and the check as data that `json.dumps` takes."""
        return {
            "record": "AnswerByCases",
            "A": as_json(self.A),
            "b": as_json(self.b),
            "defined": [str(condition) for condition in self.defined],
            "cases": [case.to_dict() for case in self.cases],
            "check": as_json(self.check()),
        }

    def _brief(self) -> str:
        return f"{described(self.A)}: cases ({len(self.cases)})"


def cases(A: object, b: object | None = None, limit: int = 16) -> tuple[Case, ...]:
    """Part the values of the symbols into cases, each with its rank and its solutions.

    Parameters
    ----------
    A : Elimination, str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
        Exact. An elimination brings its right-hand sides along, text may carry them after a bar.
    b : shape (m,) or (m, r), optional
    limit : int
        The largest number of cases.

    Returns
    -------
    tuple of Case
        Together they cover every real value of the symbols; the first is the general one.

    Raises
    ------
    LimitError
        If there are more cases, or the work grows beyond its bound: that of finding them or that of
        proving them, for only what is proved is handed out.
    TypeError
        If A or b holds floats.

    Examples
    --------
    >>> for case in cases("1 2 3 | a; 1 3 4 | 3; 1 a 5 | 3"):
    ...     print(case)
    a ≠ 4: rank 3, one solution
    a = 4: rank 2, no solution
    >>> for case in cases("1 2 | a; 2 4 | b"):
    ...     print(case)
    b ≠ 2*a: rank 1, no solution
    b = 2*a: rank 1, a family of dimension 1
    """
    return answer_by_cases(A, b, limit).cases


def answer_by_cases(A: object, b: object | None = None, limit: int = 16) -> AnswerByCases:
    """Return the record of the answer by cases; parameters and errors are those of `cases`.

    Examples
    --------
    >>> answer_by_cases("k 1 1; 1 k 1; 1 1 k").cases[0].nonzero
    (k + 2, k - 1)
    """
    if isinstance(A, System):
        left, right = A.given, A.given_right
    else:
        left, right = system(A, b)
    if "float" in (left.kind, "" if right is None else right.kind):
        raise TypeError("cases are for symbols and exact numbers; a float has no symbol beside it")
    count = len(symbols_in(handed_out(left)))
    if count > LARGEST_SYMBOLS:
        raise LimitError(
            say(
                "A has {count} symbols; cases are parted for at most {most}: "
                "put numbers in for some",
                count=count,
                most=LARGEST_SYMBOLS,
            )
        )
    work = EliminationByCases(left, right)
    record = AnswerByCases(
        handed_out(left),
        None if right is None else handed_out(right),
        tuple(_case(end, work) for end in joined(work.found(LARGEST_SPLIT * limit), limit)),
        tuple(map(relation, work.parameters.defined)),
    )
    if not record._is_proved():
        raise LimitError(
            "the cases were found but could not be proved; put numbers in for some symbols"
        )
    return record


def cases_data(A: Matrix, b: Matrix | None = None) -> dict[str, Any]:
    """Return the cases of Ax = b, or of A alone, as parts of a record's data.

    Returns
    -------
    dict
        ``"defined"``: where the entries are defined, a list of conditions. ``"cases"``: the list of
        cases, empty for numbers; None where they are beyond the bounds.
    """
    symbolic: list[sp.ImmutableMatrix] = [M for M in (A, b) if symbols_in(M)]
    if not symbolic:
        return {"defined": [], "cases": []}
    defined = where_defined(x for M in symbolic for x in M.flat())
    try:
        found = [case.to_dict() for case in cases(A, b)]
    except LinalgError:
        found = None
    return {"defined": [str(relation(condition)) for condition in defined], "cases": found}


def _case(end: End, work: EliminationByCases) -> Case:
    """Read the answer off the rows of an end."""
    region, n = end.region, work.n
    free = tuple(j for j in range(n) if j not in {c for _, c in end.pivots})
    width = len(work.rows[0]) - n if work.rows else 0
    null_vectors = tuple(_column(end, n, j, -1) for j in free)
    x: sp.ImmutableMatrix | None = None
    if work.has_right and end.contradiction is None:
        x = RecordMatrix.hstack(
            RecordMatrix.zeros(n, 0), *(_column(end, n, n + k, 1) for k in range(width))
        )
    return Case(
        nonzero=tuple(p.as_expr() for p in region.nonzero),
        substitutions=substitutions_of(region),
        equations=tuple(e.as_expr() for e in region.unsolved),
        rank=len(end.pivots),
        consistent=end.contradiction is None if work.has_right else None,
        x=x,
        null_vectors=null_vectors,
        free_columns=free,
        _proof=Proof.of(end),
    )


def _column(end: End, n: int, j: int, sign: int) -> Matrix:
    """Return a solution: the entries of column j over the pivots, 1 for its own free unknown."""
    entries = [sp.S.Zero] * n
    if j < n:
        entries[j] = sp.S.One
    for i, c in end.pivots:
        if not end.rows[i][c]:
            raise LimitError(
                "the cases meet equations of which it is not seen whether they hold"
                "; put numbers in for some symbols"
            )
        top, bottom = in_lowest_terms(sign * end.rows[i][j], end.rows[i][c])
        entries[c] = top.as_expr() / bottom.as_expr()
    return RecordMatrix(entries)
