"""The claim that factors multiply to a matrix: PA = LU and its relatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from linalg.check import Check
from linalg.errors import ShapeError
from linalg.language import Said, listing, say
from linalg.notation import formula, point
from linalg.numbers.matrices import Grid, Matrix, grid, handed_out
from linalg.verification.arithmetic import FloatArithmetic, arithmetic_of
from linalg.verification.claims import Cause, Claim, Diagnosis
from linalg.verification.factors.entry_causes import entry_causes
from linalg.verification.factors.factor_fault import first_fault
from linalg.verification.factors.factors import Factors, Unit, entry
from linalg.verification.factors.later_faults import next_fault, rounded_entries
from linalg.verification.factors.mix_ups import mix_ups
from linalg.verification.factors.rational_products import are_factors, are_rational
from linalg.verification.factors.small_products import LARGEST, are_small_factors
from linalg.verification.orders import identity_order

EXTRA_ROUNDINGS = {False: 0, True: 2}
"""Of the products with D, beyond those of Higham's theorem."""


@dataclass(frozen=True, eq=False, kw_only=True)
class FactorClaim(Claim):
    """PA = LU, A = LDU, PAQ = LU …: the product, and the form of each factor.

    Attributes
    ----------
    relation : str
    given : mapping of names to what was given
        ``"A"``, ``"L"``, ``"U"``, and ``"D"``.
    rows, columns : tuples of int
        Row i of L U is row ``rows[i]`` of A, its column j column ``columns[j]``.
    unit : {"L", "U", "both", "none"}
        The factor with ones on its diagonal.
    listed : tuple, or None
        The list by which the order of the rows was given, as it was given.
    proved : bool
        True where it was proved when it was made.
    """

    relation: str
    given: Mapping[str, Any]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    unit: Unit
    listed: tuple[Any, ...] | None = None
    proved: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        if not self.proved:  # what was proved at once holds numbers alone, and no arrays
            super().__post_init__()

    @property
    def holds(self) -> bool:
        return self.proved or self._is_seen or self.check.holds

    @cached_property
    def _is_seen(self) -> bool:
        """True where floats are seen to be right in half the work of the whole bound."""
        kinds = {g.kind for g in self.grids.values()}
        if "float" not in kinds or "D" in self.grids:
            return False
        problem = self.factors
        if not (isinstance(problem.arithmetic, FloatArithmetic) and problem.plainly_in_form):
            return False
        return problem.arithmetic.surely(problem.target, problem.L, problem.U)

    @cached_property
    def grids(self) -> dict[str, Grid]:
        """The given matrices, read."""
        return {name: grid(M, name) for name, M in self.given.items()}

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        """The given matrices by their names."""
        return {name: handed_out(each) for name, each in self.grids.items()}

    @cached_property
    def factors(self) -> Factors:
        """The same in one arithmetic."""
        grids = self.grids
        self._require_shapes(grids)
        roundings = grids["L"].shape[1] + EXTRA_ROUNDINGS["D" in grids]
        arithmetic, arrays = arithmetic_of(grids, roundings)
        factors = Factors(
            arithmetic=arithmetic,
            A=arrays["A"],
            rows=self.rows,
            columns=self.columns,
            L=arrays["L"],
            U=arrays["U"],
            D=arrays.get("D"),
            unit=self.unit,
        )
        is_clean = arithmetic.is_exact or factors.plainly_in_form
        return factors if is_clean else factors.cleaned()

    @cached_property
    def check(self) -> Check:
        """The verdict: of exact numbers equality, of floats Higham's bound; and the forms."""
        if self.proved or self._is_proved():
            return Check(self.relation, True)
        factors = self.factors
        check = factors.arithmetic.compared(self.relation, factors.target, *factors.factors)
        if factors.out_of_form:
            relation = say("{relation} with {forms}", relation=self.relation, forms=self.forms)
            return Check(relation, False, decided=not self._is_doubtful)
        return check

    @property
    def orders(self) -> tuple[Said, ...]:
        """The rows and columns of A are taken, unless they are all in their places."""
        A, rows, columns = formula("A"), self.rows, self.columns
        said: list[Said] = []
        if rows != identity_order(len(rows)):
            order = point(*(i + 1 for i in rows))
            said.append(
                say("The rows of {PA} are the rows {order} of {A}.",
                    PA=("P", "A"), order=order, A=A)
            )  # fmt: skip
        if columns != identity_order(len(columns)):
            order = point(*(j + 1 for j in columns))
            said.append(
                say("The columns of {AQ} are the columns {order} of {A}.",
                    AQ=("A", "Q"), order=order, A=A)
            )  # fmt: skip
        return tuple(said)

    def _is_proved(self) -> bool:
        """Say whether the product of rational factors is proved, without any diagnosis."""
        grids = self.grids
        if self.unit != "L" or "D" in grids or {g.kind for g in grids.values()} != {"rational"}:
            return False
        self._require_shapes(grids)
        A, L, U = (grids[name].rows for name in ("A", "L", "U"))
        target = [[A[i][j] for j in self.columns] for i in self.rows]
        return are_factors(target, L, U)

    @property
    def _is_doubtful(self) -> bool:
        """True if nobody can tell of any entry that should be 0 or 1 whether it is."""
        problem = self.factors
        return all(
            problem.arithmetic.is_doubtful(getattr(problem, name)[i, j] - wanted)
            for name, i, j, wanted in problem.out_of_form
        )

    @property
    def forms(self) -> Said:
        """The forms of the factors in words."""
        unit = {name: "unit " * (self.unit in (name, "both")) for name in "LU"}
        middle = ["diagonal D"] if "D" in self.given else []
        return listing(
            [f"{unit['L']}lower triangular L", *middle, f"{unit['U']}upper triangular U"]
        )

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """The first wrong entry, and the single mistakes that explain all that is wrong."""
        if self.check.holds or not self.check.decided:
            return None
        factors = self.factors
        fault = first_fault(factors)
        causes = (*rounded_entries(factors, fault), *_causes(factors))
        return Diagnosis(fault, causes, None if causes else next_fault(factors, fault))

    @property
    def bound(self) -> Said | None:
        """The rounding that is allowed: Higham's bound, of floats."""
        arithmetic = None if self.proved else self.factors.arithmetic
        return _bound(arithmetic) if isinstance(arithmetic, FloatArithmetic) else None

    def _require_shapes(self, grids: Mapping[str, Grid]) -> None:
        m, n = grids["A"].shape
        (rows, inner), (above, columns) = grids["L"].shape, grids["U"].shape
        D = grids["D"].shape if "D" in grids else (inner, inner)
        if (rows, columns) != (m, n) or (inner, above) != D:
            sizes = ", ".join(f"{name} is {g.shape[0]} × {g.shape[1]}" for name, g in grids.items())
            order = "LDU" if "D" in grids else "LU"
            raise ShapeError(
                f"{sizes}: for {order} to be {m} × {n}, L needs {m} rows, U needs {n} columns, "
                "and as many rows as L has columns"
            )


def _bound(arithmetic: FloatArithmetic) -> Said:
    return say(
        "Floats take part: the residual may be γ|L||U| in every entry, with "
        "γ = {n}u/(1 - {n}u) and u = {u:.3g} "
        "(Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, Theorem 9.3).",
        n=arithmetic.roundings,
        u=arithmetic.unit,
    )


def _causes(factors: Factors) -> Iterator[Cause]:
    """Yield every single mistake that explains all that is wrong, each place once."""
    seen: set[tuple[Any, ...]] = set()
    candidates = _out_of_form(factors) if factors.out_of_form else entry_causes(factors)
    for cause in (*mix_ups(factors), *candidates):
        key = (cause.kind, cause.factor, cause.row, cause.column)
        if key not in seen:
            seen.add(key)
            yield cause


def _out_of_form(factors: Factors) -> Iterator[Cause]:
    """Yield the entries that the form of a factor forbids, where the others are right."""
    mended = factors
    for name, i, j, wanted in factors.out_of_form:
        M = getattr(mended, name)
        mended = mended.with_entry(name, i, j, M[i, j] - M[i, j] + wanted)
    if not mended.hold:
        return
    for name, i, j, wanted in factors.out_of_form:
        found = factors.shown(getattr(factors, name)[i, j])
        said = say(
            "Entry ({row}, {column}) of {factor} is wrong: {right}, not {wrong}.",
            row=i + 1,
            column=j + 1,
            factor=formula(name),
            right=(entry(name, i, j), "=", wanted),
            wrong=(found,),
        )
        yield Cause("out of form", name, i, j, said)


def proved_factors(A: Any, L: Any, U: Any, p: Any) -> FactorClaim | None:
    """Return the claim that PA = LU if that is seen at once, else None.

    Parameters
    ----------
    A, L, U : objects
        Only lists of lists of int and Fraction are looked at.
    p : list of ints, or None
    """
    if not type(A) is type(L) is type(U) is list or not A or set(map(type, A)) != _LISTS:
        return None
    rows, target, relation = _IN_ORDER.get(len(A)) or identity_order(len(A)), A, "A = LU"
    if p is not None:
        if set(map(type, p)) != _WHOLE or sorted(p) != list(rows):
            return None
        rows, target, relation = tuple(p), [A[i] for i in p], "PA = LU"
    found = are_small_factors(target, L, U)
    if found is None and are_rational(A, L, U):
        fit = len(L) == len(A) and len(L[0]) == len(U) and len(U[0]) == len(A[0])
        found = fit and are_factors(target, L, U)
    if not found:
        return None
    return FactorClaim(
        relation=relation,
        given={"A": tuple(map(tuple, A)), "L": tuple(map(tuple, L)), "U": tuple(map(tuple, U))},
        rows=rows,
        columns=_IN_ORDER.get(len(A[0])) or identity_order(len(A[0])),
        unit="L",
        proved=True,
    )


_IN_ORDER = {n: identity_order(n) for n in range(1, LARGEST + 1)}
_LISTS, _WHOLE = {list}, {int}
