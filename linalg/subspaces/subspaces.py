"""Subspaces: the four of a matrix, bases read off its elimination, and who belongs to them.

Source: G. Strang, MIT 18.06, lectures 5, 6 and 10.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.conditions.conditions import Condition, vanishing
from linalg.elimination.assumptions import Assumption
from linalg.elimination.cases import cases_data
from linalg.elimination.elimination import eliminate
from linalg.elimination.solving import Solution, beside, null_space, rank, solve
from linalg.factorisations.gauss_jordan import ReducedForm, rref
from linalg.geometry.hyperplanes import floats
from linalg.language import say
from linalg.numbers.matrices import EPS, Grid, Kind, Matrix, columns, described, grid, handed_out
from linalg.record import Record
from linalg.rings.verified_products import is_product
from linalg.subspaces.figures import Spanned, draw_membership, draw_subspaces

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False, kw_only=True)
class Subspace(Record):
    """All combinations of some independent vectors.

    Attributes
    ----------
    ambient : int
        The number of entries of its vectors: it lies in Rᵏ, k = ``ambient``.
    basis : tuple of (k, 1) matrices
        Independent; none for the origin alone.
    kind : {"rational", "symbolic", "float"}
        The kind of number.
    name : str
        Such as "column space".
    origin : str
        Where the basis was read off.
    eps : float
        Of floats, the relative rounding of the numbers that it comes from.
    spanning : (k, n) matrix or None
        Columns that span it for all values of their symbols, where the basis is one for most.
    perpendicular : tuple of (k, 1) matrices, or None
        A basis of all that is perpendicular to it, where that is known from the same elimination.
    """

    ambient: int
    basis: tuple[Matrix, ...]
    kind: Kind
    name: str = "subspace"
    origin: str = "as given"
    eps: float = EPS
    spanning: Matrix | None = None
    perpendicular: tuple[Matrix, ...] | None = None

    @property
    def dimension(self) -> int:
        """The number of vectors in every basis."""
        return len(self.basis)

    @cached_property
    def matrix(self) -> Matrix:
        """The basis as columns, k × dimension."""
        return beside(self.basis, self.ambient, self.kind)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The expressions that must not be zero for an independent basis; empty for numbers."""
        return () if self.kind != "symbolic" else eliminate(self.matrix).assumptions

    @cached_property
    def normals(self) -> tuple[Matrix, ...]:
        """A basis of all that is perpendicular to it: one equation normal · v = 0 each."""
        if self.perpendicular is not None:
            return self.perpendicular
        return null_space(self._rounded(self.matrix.T))

    @property
    def shape(self) -> str:
        """Its shape: "the origin", "a line", "a plane", …, or "the whole space"."""
        if self.dimension == self.ambient > 0:
            return {1: "the whole line", 2: "the whole plane"}.get(self.ambient, "the whole space")
        shapes = ("the origin", "a line", "a plane")
        small = self.dimension < len(shapes)
        return shapes[self.dimension] if small else say("of dimension {n}", n=self.dimension)

    def contains(self, v: object) -> Membership:
        """Say whether v, of k entries, is in it: with coefficients, or the reason why not."""
        return Membership(self, solve(self._rounded(self.matrix), columns(v, "v")))

    def check(self) -> Check:
        """Say whether the vectors of the basis are independent."""
        return Check(
            say("rank B = {dimension}", dimension=self.dimension),
            rank(self._rounded(self.matrix)) == self.dimension,
        )

    def _rounded(self, matrix: Matrix) -> Grid:
        """Return a matrix of its numbers, which are as exact as `eps` says."""
        return replace(grid(matrix), eps=self.eps)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw it with its basis; only in the plane and, in 3-D axes, in space."""
        return draw_subspaces([self.drawn()], ax)

    def drawn(self) -> Spanned:
        """Return what is drawn of it: numbers."""
        basis = floats(self.matrix.T).reshape(self.dimension, self.ambient)
        is_plane = self.dimension == 2 and self.ambient == 3
        normal = floats(self.normals[0])[:, 0] if is_plane else None
        return Spanned(say("{name}: {shape}", name=self.name, shape=self.shape), basis, normal)

    def _brief(self) -> str:
        return f"of R^{self.ambient}: {self.name}, {self.shape}"


@dataclass(frozen=True, eq=False)
class Membership(Record):
    """The test of a vector for lying in a subspace, with its reason; true or false as a whole.

    Attributes
    ----------
    space : Subspace
    solution : Solution
        Of Bc = v, the basis in the columns of B. If there is none its evidence y is perpendicular
        to the basis, and y · v is not 0.
    """

    space: Subspace
    solution: Solution

    def __bool__(self) -> bool:
        """Say whether v is in the space for all values of its symbols; see `conditions`."""
        return self.solution.kind in ("unique", "family")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions for v to be in the space, if that depends on its symbols; else none."""
        return tuple(map(vanishing, self.solution.conditions))

    @property
    def v(self) -> Matrix:
        """The vector in question, k × 1."""
        return self.solution.b

    @property
    def coefficients(self) -> tuple[Any, ...] | None:
        """Those of v in the basis, under the conditions; None if v is outside."""
        return None if self.solution.x is None else tuple(self.solution.x[:, 0])

    @property
    def witness(self) -> Matrix | None:
        """A vector perpendicular to the space but not to v; None if v is always inside."""
        return self.solution.evidence

    def check(self) -> Check:
        """Say whether the coefficients, or the reason why not, hold."""
        return self.solution.check()

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the space, v, and where v is outside its gap to the nearest vector inside.

        Raises
        ------
        ShapeError
            If the vectors have neither 2 nor 3 entries.
        """
        return draw_membership(self.space.drawn(), floats(self.v.T)[0], ax)

    def to_dict(self) -> dict[str, Any]:
        """Return space, solution, and of symbols the cases, as data that `json.dumps` takes."""
        spanning = self.space.matrix if self.space.spanning is None else self.space.spanning
        return {**super().to_dict(), **cases_data(spanning, self.v)}

    def _brief(self) -> str:
        always = "inside" if self else "outside"
        where = "inside under conditions" if self.solution.conditions else always
        return f"in R^{self.space.ambient}: {where}"


@dataclass(frozen=True, eq=False)
class FourSubspaces(Record):
    """Column space, null space, row space and left null space of A, off one reduced form.

    Attributes
    ----------
    reduced : ReducedForm
        R, with its pivot columns and, for exact numbers, the elimination.
    """

    reduced: ReducedForm

    @property
    def A(self) -> Matrix:
        """The matrix, m × n."""
        return self.reduced.A

    @property
    def rank(self) -> int:
        """The number r of pivots: the dimension of column space and row space."""
        return self.reduced.rank

    @cached_property
    def column_space(self) -> Subspace:
        """C(A) in Rᵐ: the pivot columns of A itself."""
        space = self._space(
            0, self._columns, "column space", "the pivot columns of A", self._left_null_vectors
        )
        return replace(space, spanning=self.A)

    @cached_property
    def null_space(self) -> Subspace:
        """N(A) in Rⁿ: the special solutions of Ax = 0."""
        origin = "the special solutions, one for each free column"
        return self._space(1, self._null_vectors, "null space", origin, self._rows)

    @cached_property
    def row_space(self) -> Subspace:
        """C(Aᵀ) in Rⁿ: the rows of R that are not zero."""
        origin = "the rows of R that are not zero"
        return self._space(1, self._rows, "row space", origin, self._null_vectors)

    @cached_property
    def left_null_space(self) -> Subspace:
        """N(Aᵀ) in Rᵐ: the combinations of rows that elimination turned into zero rows."""
        origin = "the combinations of rows that elimination turned into zero rows"
        if self.reduced.judged is not None:
            origin = "each dependent row less the combination of independent rows that it is"
        return self._space(0, self._left_null_vectors, "left null space", origin, self._columns)

    @cached_property
    def _columns(self) -> tuple[Matrix, ...]:
        return tuple(self.A[:, [j]] for j in self.reduced.pivot_columns)

    @cached_property
    def _rows(self) -> tuple[Matrix, ...]:
        return tuple(self.reduced.R[[i], :].T for i in range(self.rank))

    @cached_property
    def _null_vectors(self) -> tuple[Matrix, ...]:
        judged = self.reduced.judged
        return null_space(self.A) if judged is None else judged.null_vectors

    @cached_property
    def _left_null_vectors(self) -> tuple[Matrix, ...]:
        if self.reduced.judged is not None:
            return self.reduced.judged.left_null_vectors
        factors: Any = self.reduced.elimination.factors  # type: ignore[union-attr]
        return tuple(factors.combination_of_rows(i) for i in range(self.rank, self.A.shape[0]))

    def __iter__(self) -> Any:
        """Column space, null space, row space, left null space."""
        return iter((self.column_space, self.null_space, self.row_space, self.left_null_space))

    def check(self) -> Check:
        """Say whether AN = 0 and YᵀA = 0: the null spaces are perpendicular to rows and columns."""
        relation = "AN = 0, YᵀA = 0"
        N, Y = self.null_space.matrix, self.left_null_space.matrix
        judged = self.reduced.judged
        if judged is None:
            right = is_product(self.A, N, sp.zeros(self.A.shape[0], N.shape[1]))
            left = is_product(Y.T, self.A, sp.zeros(Y.shape[1], self.A.shape[1]))
            return Check.exact(relation, right, left)
        parts = [judged.residual(N, np.zeros((self.A.shape[0], N.shape[1])))]
        parts += [judged.combination(y) for y in self.left_null_space.basis]
        residual, bound = (
            np.concatenate([np.ravel(part) for part in of_all])
            for of_all in zip(*parts, strict=True)
        )
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    def to_dict(self) -> dict[str, Any]:
        """Return the reduced form, and of symbols the cases, as data that `json.dumps` takes."""
        return {**super().to_dict(), **cases_data(self.A)}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw row space and null space in Rⁿ, n = 2 or 3."""
        return draw_subspaces([self.row_space.drawn(), self.null_space.drawn()], ax)

    def plot_left(self, ax: Axes | None = None) -> Axes:
        """Draw column space and left null space in Rᵐ, m = 2 or 3."""
        return draw_subspaces([self.column_space.drawn(), self.left_null_space.drawn()], ax)

    def _space(
        self,
        side: int,
        basis: tuple[Matrix, ...],
        name: str,
        origin: str,
        perpendicular: tuple[Matrix, ...],
    ) -> Subspace:
        """Return one of them; of symbols, equations that ask for no more than the pivots do."""
        eps, kind = self.reduced.eps or EPS, grid(self.A).kind
        known = perpendicular if kind == "symbolic" else None
        return Subspace(
            ambient=self.A.shape[side],
            basis=basis,
            kind=kind,
            name=name,
            origin=origin,
            eps=eps,
            perpendicular=known,
        )

    def _brief(self) -> str:
        return f"{described(self.A)}: rank {self.rank}"


def four_subspaces(A: object) -> FourSubspaces:
    """Return the four fundamental subspaces of A.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> four = four_subspaces("1 3; 2 3; 4 1")
    >>> [space.dimension for space in four]
    [2, 0, 2, 1]
    >>> four.column_space.shape, four.column_space.normals
    ('a plane', (Matrix([
    [ 10/3],
    [-11/3],
    [    1]]),))
    """
    return FourSubspaces(rref(A))


def span(*vectors: object) -> Subspace:
    """Return all combinations of some vectors; the basis is those that the ones before miss.

    Parameters
    ----------
    *vectors : each of shape (k,)
        At least one.

    Examples
    --------
    >>> span("1 2 3", "2 4 6").dimension
    1
    """
    if not vectors:
        raise ValueError("no vectors: give at least one, of zeros for the origin alone")
    given = [columns(v, f"vector {number}") for number, v in enumerate(vectors, start=1)]
    rows = grid([[entry for (entry,) in vector.rows] for vector in given], "the list of vectors")
    eps = max(vector.eps for vector in given)
    reduced = rref(replace(grid(handed_out(rows).T), eps=eps))
    basis = tuple(reduced.A[:, [j]] for j in reduced.pivot_columns)
    origin = "the vectors that are no combination of those before them"
    return Subspace(
        ambient=rows.shape[1],
        basis=basis,
        kind=rows.kind,
        name="span",
        origin=origin,
        eps=eps,
        spanning=reduced.A,
    )


def contains(space: Subspace, v: object) -> Membership:
    """Say whether v is in a subspace: `Subspace.contains`.

    Examples
    --------
    >>> plane = four_subspaces("1 3; 2 3; 4 1").column_space
    >>> contains(plane, "4 5 5").coefficients
    (1, 1)
    >>> bool(contains(plane, "1 0 0"))
    False
    """
    return space.contains(v)
