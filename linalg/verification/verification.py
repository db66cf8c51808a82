"""Verify what somebody computed: factors, an inverse, a solution, steps of elimination.

The verdict is exact where the numbers are; where a float takes part, rounding is allowed what a
backward-stable computation may leave.

Source: N. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapters 9 and 14.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from linalg.check import Check
from linalg.errors import LinalgError, ShapeError
from linalg.numbers.matrices import Grid, columns, grid, system
from linalg.numbers.record_matrix import RecordMatrix
from linalg.permutations.permutations import permutation
from linalg.reading import read_row_operations
from linalg.record import Record, as_json
from linalg.verification.claims import Claim
from linalg.verification.conventions.reading import brought, numbers_of
from linalg.verification.conventions.recognition import Reading, recognise
from linalg.verification.conventions.table import Convention, convention_of
from linalg.verification.factors.factor_claim import FactorClaim, proved_factors
from linalg.verification.factors.permutation_claim import PermutationClaim
from linalg.verification.orders import NoPermutationError, identity_order, inverse_order, is_list
from linalg.verification.systems.step_claim import StepClaim, read_steps
from linalg.verification.systems.system_claim import SystemClaim


@dataclass(frozen=True, eq=False)
class Verification(Record):
    """The verdict on what was given; `bool` of it is True if all of it holds.

    Attributes
    ----------
    claims : tuple of Claim
        What was claimed: each with its relation, its check, and where it does not hold the first
        thing that is wrong and the single mistakes that explain it.
    convention : str or None
        The key of the system whose factors they were said to be.
    """

    claims: tuple[Claim, ...]
    convention: str | None = None

    def _seal(self) -> None:
        """Seal nothing: claims are, and hold no arrays that can be written to."""

    def __bool__(self) -> bool:
        return self.holds

    @property
    def holds(self) -> bool:
        """True if every claim holds."""
        return all(claim.holds for claim in self.claims)

    def check(self) -> Check:
        """Return the verdict: that of the first claim that does not hold, else of the last."""
        checks = [claim.check for claim in self.claims]
        return next((check for check in checks if not check.holds), checks[-1])

    @property
    def message(self) -> str:
        """The verdict in a line: what does not hold, what is wrong first, what explains it."""
        failed = [claim for claim in self.claims if not claim.check.holds]
        said = [claim.said for claim in failed or self.claims]
        said += [f"It holds so: {reading}." for reading in self.other_readings]
        return " ".join(said)

    @cached_property
    def other_readings(self) -> tuple[Reading, ...]:
        """Readings, as of other systems, in which factors are right that are wrong as asked."""
        for claim in self.claims:
            if isinstance(claim, FactorClaim) and claim.diagnosis and "D" not in claim.given:
                return _readings(claim)
        return ()

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict, the matrices and the diagnosis as data that `json.dumps` takes."""
        return {
            "record": "Verification",
            "holds": self.holds,
            "message": self.message,
            "convention": self.convention,
            "claims": [_data(claim) for claim in self.claims],
        }

    def _brief(self) -> str:
        return "of " + ", ".join(claim.relation for claim in self.claims)


def verify(
    A: object,
    *,
    L: object | None = None,
    U: object | None = None,
    P: object | None = None,
    D: object | None = None,
    Q: object | None = None,
    inverse: object | None = None,
    x: object | None = None,
    b: object | None = None,
    steps: object | None = None,
    convention: str | None = None,
) -> Verification:
    """Say whether factors, an inverse, a solution or steps are right, and if not what is wrong.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
    L, U : matrices of shapes (m, k) and (k, n), optional
        PA = LU, L unit lower triangular and U upper triangular. With L and D alone A = LDLᵀ.
    P : optional
        A permutation matrix, the list p of the rows of A in PA, from 0, or exchanges,
        ``"R1 <-> R3; R2 <-> R3"``.
    D : (k, k) matrix, or its diagonal, optional
        PA = LDU, both triangular factors with ones on the diagonal.
    Q : optional
        A permutation matrix of the columns, PAQ = LU, or the list q of the columns of A, from 0.
    inverse : (n, n) matrix, optional
        AA⁻¹ = I.
    x, b : shapes (n,) and (m,), or (n, r) and (m, r), optional
        Ax = b; text of A may hold b after a bar.
    steps : text, or sequence of row operations, optional
        ``"R2 - 3 R1; R3 <-> R2"``: they lead from A, beside b where it is given, to U, or without U
        to an echelon form. After a colon the matrix may stand that a step gives; in a list
        operations may be `Swap`, `Subtract` and `Scale`, or pairs of one and its result.
    convention : str, optional
        Whose factors these are, a key of `CONVENTIONS`: ``"scipy"``, ``"octave"``, ``"maxima"`` …
        P, the list p and the rows of L are read as that system means them, and of Crout's factors
        U has the ones. Without it row i of PA is row ``p[i]`` of A.

    Returns
    -------
    Verification
        Its `bool` is the verdict, its `message` the reason in a line.

    Raises
    ------
    LinalgError
        If nothing is given to verify, or matrices do not fit together.

    Notes
    -----
    Floats: |PA - LU| ≤ γₙ|L||U| in every entry, with γₙ = nu/(1 - nu), the unit roundoff u of the
    coarsest floats, and n the columns of L (Higham, theorem 9.3). Up to 16 columns the residual is
    computed exactly; beyond, in floats, and exactly where it is more than half of the bound.

    Examples
    --------
    >>> bool(verify("2 1; 8 7", L="1 0; 4 1", U="2 1; 0 3"))
    True
    >>> record = verify("1 2 1; 3 8 1; 0 4 1", L="1 0 0; -3 1 0; 0 2 1", U="1 2 1; 0 2 -2; 0 0 5")
    >>> print(record.message)
    A = LU does not hold. Row 2, column 1 of L: l₂₁ = -3 should be l₂₁ = 3, from column 1 of the
    elimination. The sign of the multiplier of row 2 was forgotten: l₂₁ = 3, not -3.
    """
    if not type(A) is type(L) is type(U) is list:
        A, L, U = map(_listed, (A, L, U))
    wanted = None if convention is None else convention_of(convention)
    plain = D is Q is steps is x is inverse is None
    at_once = plain and wanted is None and (P is None or type(P) is list)
    if at_once and (claim := proved_factors(A, L, U, P)) is not None:
        return Verification((claim,))
    A, right = system(A, b)
    if right is not None and x is None and steps is None:
        raise LinalgError("b is given, and nothing that is to satisfy it: give x or steps")
    if 0 in A.shape:
        raise ShapeError(f"A is empty, {A.shape[0]} × {A.shape[1]}; there is nothing to verify")
    P, Q = _exchanges(P, A.shape[0]), _exchanges(Q, A.shape[1])
    claims: list[Claim] = []
    if any(M is not None for M in (L, P, D, Q)) or (U is not None and steps is None):
        claims.append(_factors(A, {"L": L, "U": U, "D": D}, P, Q, wanted))
    if inverse is not None:
        claims.append(_inverse(A, inverse))
    if x is not None:
        claims.append(_solution(A, x, right))
    if steps is not None:
        start = A if right is None else A.beside(right)
        end = None if U is None else grid(U, "U")
        claims.append(StepClaim(start=start, steps=read_steps(steps), end=end))
    if not claims:
        raise LinalgError("there is nothing to verify: give L and U, an inverse, x, or steps")
    for each in claims:
        _ = each.holds  # here what does not fit together is refused
    return Verification(tuple(claims), convention and convention.casefold())


def _listed(M: object) -> object:
    """Return the rows of an exact matrix of a record, and anything else as it is."""
    rows = M.rational_rows() if isinstance(M, RecordMatrix) else None
    return M if rows is None else rows


def _exchanges(P: object, n: int) -> object:
    """Return the permutation that exchanges written as steps make, and anything else as it is."""
    if not isinstance(P, str) or "<->" not in P.replace("↔", "<->"):
        return P
    steps = read_row_operations(P)
    pairs = [(step.target, step.exchange) for step in steps if step.exchange is not None]
    if len(pairs) < len(steps):
        raise LinalgError("a permutation is made of exchanges alone, as R1 <-> R3; R2 <-> R3")
    return permutation(exchanges=pairs, n=n)


def _readings(claim: FactorClaim) -> tuple[Reading, ...]:
    """Return every reading in which factors are right."""
    grids, m, n = claim.grids, len(claim.rows), len(claim.columns)
    across = claim.columns if claim.columns != identity_order(n) else None
    order: dict[str, Any] = {"Q": None if across is None else _matrix(inverse_order(across))}
    if claim.listed is not None:
        order["p"] = claim.listed
    elif claim.rows != identity_order(m):
        order["P"] = _matrix(claim.rows)
    return recognise(grids["A"], grids["L"], grids["U"], **order).readings


def _matrix(order: tuple[int, ...]) -> list[list[int]]:
    return [[int(j == i) for j in range(len(order))] for i in order]


def _inverse(A: Grid, inverse: object) -> Claim:
    n = A.shape[0]
    identity = Grid([[int(i == j) for j in range(n)] for i in range(n)], (n, n))
    return SystemClaim(
        relation="AA⁻¹ = I",
        A=A,
        X=grid(inverse, "the inverse"),
        B=identity,
        name="X",
        right="I",
        is_inverse=True,
    )


def _solution(A: Grid, x: object, b: Grid | None) -> Claim:
    if b is None:
        raise LinalgError("x solves Ax = b; give b, by itself or after a bar in A")
    X = columns(x, "x")
    one = X.shape[1] == 1
    return SystemClaim(
        relation="Ax = b" if one else "AX = B",
        A=A,
        X=X,
        B=b,
        name="x" if one else "X",
        right="b" if one else "B",
        is_inverse=False,
    )


def _factors(
    A: Grid,
    factors: Mapping[str, object],
    P: object,
    Q: object,
    convention: Convention | None,
) -> Claim:
    L, U, D = (factors[name] for name in "LUD")
    given = {"A": A, "L": L, "U": U, "D": D}
    if L is None or (U is None and D is None):
        missing = "L" if L is None else "U"
        raise LinalgError(f"the factor {missing} is missing: give L and U, or L and D for A = LDLᵀ")
    grids = {name: grid(M, name) for name, M in given.items() if M is not None and name != "D"}
    if D is not None:
        grids["D"] = _diagonal(D, grids["L"].shape[1])
    product = "LU" if D is None else "LDU"
    if U is None:
        grids["U"] = _transposed(grids["L"])
        product = "LDLᵀ"
    try:
        read = brought(A, grids["L"], P, Q, convention, product)
    except NoPermutationError as error:
        return PermutationClaim(
            name=error.name, entries=error.entries, row=error.row, column=error.column
        )
    grids["L"] = read.L
    return FactorClaim(
        relation=read.relation,
        given={name: grids[name] for name in ("A", "L", "D", "U") if name in grids},
        rows=read.rows,
        columns=read.columns,
        unit="both" if D is not None else "L" if convention is None else convention.unit,
        listed=numbers_of(P) if P is not None and is_list(P) else None,
    )


def _diagonal(D: object, k: int) -> Grid:
    """Read D, given as a matrix or as the list of its k diagonal entries."""
    entries = columns(D, "D")
    m, n = entries.shape
    if (m, n) == (k, k) or 1 not in (m, n):
        return entries
    listed = [x for row in entries.rows for x in row]
    size = len(listed)
    rows = [[x if i == j else 0 for j in range(size)] for i, x in enumerate(listed)]
    return grid(rows if entries.kind != "float" else np.array(rows, dtype=float), "D")


def _transposed(entries: Grid) -> Grid:
    m, n = entries.shape
    return Grid([list(column) for column in zip(*entries.rows, strict=True)], (n, m), entries.eps)


def _data(claim: Claim) -> dict[str, Any]:
    data: dict[str, Any] = {"relation": claim.relation, "check": as_json(claim.check)}
    data |= {name: as_json(M) for name, M in claim.matrices.items()}
    if claim.diagnosis is not None:
        data["fault"] = _place(claim.diagnosis.fault)
        data["causes"] = [_place(cause) for cause in claim.diagnosis.causes]
        data["following"] = _place(claim.diagnosis.following)
    return data


def _place(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    fields = {name: as_json(value) for name, value in vars(found).items() if name != "said"}
    return {**fields, "said": str(found)}
