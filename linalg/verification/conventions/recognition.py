"""Recognise what given factors satisfy, and which systems write them so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from linalg.check import Check
from linalg.errors import LinalgError, ShapeError
from linalg.language import Said, listing, say, say_counted
from linalg.numbers.matrices import Grid, Matrix, described, grid, handed_out
from linalg.record import Record
from linalg.verification.conventions.pivot_rules import SAID, Orders, Rule, orders_by_rule
from linalg.verification.conventions.reading import is_listed, numbers_of, permuted_relation
from linalg.verification.conventions.table import CONVENTIONS, Convention
from linalg.verification.factors.factor_claim import FactorClaim
from linalg.verification.factors.factors import Unit
from linalg.verification.orders import (
    ListForm,
    identity_order,
    inverse_order,
    list_order,
    lower_order,
    order_of,
)

FORMS: tuple[ListForm, ...] = ("forward", "inverse", "exchanges", "pairs")
PERMUTED = permuted_relation()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read the factors in which they are right.

    Attributes
    ----------
    relation : str
        ``"PA = LU"``, ``"A = PLU"``, ``"PAQ = LU"`` …
    form, base : ListForm and int, or None
        What the list is, where one was given.
    unit : {"L", "U"}
        The factor with ones on its diagonal.
    rows, columns : tuples of int
        Row i of LU is row ``rows[i]`` of A, its column j column ``columns[j]``.
    rules : tuple of Rule
        The rules of pivoting that come to this order; empty where none does or A holds symbols.
    systems : tuple of str
        The keys of the systems that write factors so.
    """

    relation: str
    form: ListForm | None
    base: int | None
    unit: Unit
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    rules: tuple[Rule, ...]
    systems: tuple[str, ...]

    @property
    def list_said(self) -> str:
        """The meaning of the list in words; empty where none was given."""
        if self.form is None:
            return ""
        meaning = {
            "forward": say("row i of LU is row p[i] of A"),
            "inverse": say("row p[i] of LU is row i of A"),
            "exchanges": say("row i and row p[i] change places, one i after the other"),
            "pairs": say("the two rows of each pair change places, one pair after the other"),
        }[self.form]
        return say("{meaning}, counted from {base}", meaning=meaning, base=self.base)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the systems."""
        return tuple(CONVENTIONS[key].name for key in self.systems)

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> Said:
        """The reading in words."""
        parts = [self.relation]
        parts += [say("with 1 on the diagonal of {unit}", unit=self.unit)] * (self.unit == "U")
        parts += [say("the list says: {meaning}", meaning=self.list_said)] if self.form else []
        if self.rules:
            parts.append(
                say("pivots: {rules}", rules=listing([SAID[rule] for rule in self.rules], "or"))
            )
        if self.systems:
            names = listing(self.names, ",")
            count = len(self.systems)
            parts.append(
                say_counted(count, "as {names} writes it", "as {names} write it", names=names)
            )
        return listing(parts, ";")


@dataclass(frozen=True, eq=False, kw_only=True)
class Recognition(Record):
    """All readings in which factors are right; `bool` of it is True if there is one.

    Attributes
    ----------
    A, L, U : matrices
    readings : tuple of Reading
    claim : FactorClaim
        The claim that PA = LU; where nothing holds it says what is wrong first.
    """

    A: Matrix
    L: Matrix
    U: Matrix
    readings: tuple[Reading, ...]
    claim: FactorClaim

    def __bool__(self) -> bool:
        return bool(self.readings)

    def check(self) -> Check:
        """Say whether one of the relations holds."""
        relation = self.readings[0].relation if self.readings else "any relation of A, L and U"
        return Check(relation, bool(self.readings), decided=self.claim.check.decided)

    @property
    def message(self) -> str:
        """The readings in a line each, or what is wrong first."""
        if self.readings:
            return "\n".join(map(str, self.readings))
        return f"Nothing holds. {self.claim.said}"

    def _brief(self) -> str:
        return f"{described(self.A)}: {len(self.readings)} readings"

    def to_dict(self) -> dict[str, Any]:
        """Return the factors, the readings and the verdict as data that `json.dumps` takes."""
        data = super().to_dict()
        return {**{k: v for k, v in data.items() if k != "claim"}, "message": self.message}


def recognise(
    A: object, L: object, U: object, P: object = None, *, p: object = None, Q: object = None
) -> Recognition:
    """Find every reading in which factors are right: the relation, the list, the rule of pivoting.

    Parameters
    ----------
    A, L, U : matrices of shapes (m, n), (m, k) and (k, n)
    P : (m, m) permutation matrix, or a list as `p`, optional
    p : list of ints, or of pairs of ints, optional
        Whatever it means: the order of the rows or its inverse, exchanges, from 0 or from 1.
    Q : (n, n) permutation matrix or list, optional
        The same of the columns.

    Returns
    -------
    Recognition

    Raises
    ------
    LinalgError
        If both P and p are given, or the shapes do not fit.

    Examples
    --------
    >>> record = recognise(
    ...     "0 1 2; 0 0 3; 4 0 1", "1 0 0; 0 1 0; 0 0 1", "4 0 1; 0 1 2; 0 0 3", p=[1, 2, 0]
    ... )
    >>> [(each.relation, each.form, each.base) for each in record.readings]
    [('PA = LU', 'inverse', 0)]
    >>> record.readings[0].systems
    ('scipy', 'mathjs', 'eigen')
    """
    if P is not None and p is not None:
        raise LinalgError("the order of the rows is given twice: as P and as p")
    if P is not None and is_listed(P):
        P, p = None, P
    grids = {"A": grid(A), "L": grid(L, "L"), "U": grid(U, "U")}
    if 0 in grids["A"].shape:
        raise ShapeError("A is empty; there is nothing to recognise")
    by_rule = orders_by_rule(grids["A"])
    readings: dict[Any, Reading] = {}
    for candidate in _candidates(grids, P, p, Q):
        for unit in ("L", "U"):
            claim = candidate.claim(grids, unit)
            if claim.holds:
                reading = _reading(candidate, unit, by_rule, grids["A"])
                key = (reading.relation, reading.form, reading.base, reading.unit, reading.columns)
                readings.setdefault(key, reading)
    claim = next(_candidates(grids, P, p, Q), Candidate.plain(grids["A"])).claim(grids, "L")
    handed = {name: handed_out(each) for name, each in grids.items()}
    return Recognition(readings=tuple(readings.values()), claim=claim, **handed)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A way to read P, p and Q, whether the factors are right in it or not."""

    relation: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    form: ListForm | None = None
    base: int | None = None
    given: str = "nothing"
    lower: tuple[int, ...] | None = None

    @classmethod
    def plain(cls, A: Grid) -> Candidate:
        """Return the reading without any exchange."""
        m, n = A.shape
        return cls(relation="A = LU", rows=identity_order(m), columns=identity_order(n))

    def claim(self, grids: dict[str, Grid], unit: Unit) -> FactorClaim:
        """Return the claim that the factors are right so."""
        L = grids["L"]
        if self.lower is not None:
            L = Grid([L.rows[i] for i in self.lower], L.shape, L.eps)
        return FactorClaim(
            relation=self.relation,
            given={**grids, "L": L},
            rows=self.rows,
            columns=self.columns,
            unit=unit,
        )


def _candidates(grids: dict[str, Grid], P: object, p: object, Q: object) -> Iterator[Candidate]:
    m, n = grids["A"].shape
    for columns, across in _column_orders(Q, n):
        if p is not None:
            numbers = numbers_of(p)
            for form in FORMS:
                for base in (0, 1):
                    rows = list_order(numbers, m, form, base)
                    if rows is not None:
                        yield Candidate(
                            relation=f"PA{across} = LU", rows=rows, columns=columns, form=form,
                            base=base, given="list",
                        )  # fmt: skip
        elif P is not None:
            order = order_of(P)
            if len(order) != m:
                raise ShapeError(f"P reorders {len(order)} rows, A has {m}")
            there = Candidate(
                relation=f"PA{across} = LU", rows=order, columns=columns, given="matrix"
            )
            yield there
            back = "A = PLU" if not across else "AQ = PLU"
            yield Candidate(
                relation=back, rows=inverse_order(order), columns=columns, given="matrix"
            )
        else:
            yield Candidate(relation=f"A{across} = LU", rows=identity_order(m), columns=columns)
            L = grids["L"]
            square = L.shape[0] == L.shape[1]
            lower = lower_order(np.array(L.rows, dtype=object)) if square else None
            if lower is not None and lower != identity_order(m):
                yield Candidate(relation=PERMUTED, rows=lower, columns=columns, lower=lower)


def _column_orders(Q: object, n: int) -> Iterator[tuple[tuple[int, ...], str]]:
    if Q is None:
        yield identity_order(n), ""
    elif is_listed(Q):
        for form in FORMS:
            for base in (0, 1):
                order = list_order(numbers_of(Q), n, form, base)
                if order is not None:
                    yield order, "Q"
    else:
        order = inverse_order(order_of(Q, name="Q"))
        if len(order) != n:
            raise ShapeError(f"Q reorders {len(order)} columns, A has {n}")
        yield order, "Q"
        yield inverse_order(order), "Q"


def _reading(candidate: Candidate, unit: Unit, by_rule: dict[Rule, Orders], A: Grid) -> Reading:
    found = (candidate.rows, candidate.columns)
    rules = tuple(rule for rule, orders in by_rule.items() if orders == found)
    systems = tuple(
        key
        for key, each in CONVENTIONS.items()
        if _writes_so(each, candidate, unit) and _chooses_so(each, rules, by_rule, A)
    )
    return Reading(
        relation=candidate.relation,
        form=candidate.form,
        base=candidate.base,
        unit=unit,
        rows=candidate.rows,
        columns=candidate.columns,
        rules=rules,
        systems=systems,
    )


def _writes_so(system: Convention, candidate: Candidate, unit: Unit) -> bool:
    if system.unit != unit or (system.relation == "PAQ = LU") != ("Q" in candidate.relation):
        return False
    if candidate.relation == PERMUTED:
        return system.permutes_l
    if candidate.given == "list":
        return (system.form, system.base) == (candidate.form, candidate.base)
    if candidate.given == "matrix":
        return system.has_matrix and system.relation == candidate.relation
    return True


def _chooses_so(
    system: Convention, rules: tuple[Rule, ...], by_rule: dict[Rule, Orders], A: Grid
) -> bool:
    """Say whether a system may come to this order; where a rule cannot be run, nobody knows."""
    rule = (A.kind == "float" and system.rule_of_floats) or system.rule
    return rule not in by_rule or rule in rules
