"""The parameters of ``optviz verify``: a matrix, and what is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, declared, parameter
from scenes.parameters.kinds import Choice, Columns, Matrix, Rows

if TYPE_CHECKING:
    from linalg import Verification
    from linalg.reading import ReadMatrix, RowOperation

__all__ = ["OrderOfRows", "Steps", "VerifiedFactors"]

_SYSTEMS = (
    "linalg", "sympy", "scipy", "lu_factor", "superlu", "lapack", "torch", "jax", "octave",
    "matlab", "r", "pracma", "maxima", "sage", "giac", "mathjs", "mpmath", "eigen", "eigen-full",
)  # fmt: skip


@dataclass(frozen=True)
class OrderOfRows:
    """A permutation: a matrix, a list, or cycles; what a list means is the convention's to say."""

    metavar: str = "PERMUTATION"

    def read(self, text: str) -> str:
        return text

    def read_bytes(self, data: bytes) -> str:
        """Read what stood in a file or came through a pipe."""
        from linalg.reading import read_bytes

        return "; ".join(" ".join(map(str, row)) for row in read_bytes(data).rows)


@dataclass(frozen=True)
class Steps:
    """Row operations, in one line apart by semicolons, or one a line."""

    metavar: str = "STEPS"

    def read(self, text: str) -> tuple[RowOperation, ...]:
        from linalg.reading import read_row_operations

        return read_row_operations(text)

    def read_bytes(self, data: bytes) -> tuple[RowOperation, ...]:
        """Read what stood in a file or came through a pipe."""
        try:
            return self.read(data.decode())
        except UnicodeDecodeError:
            raise ValueError("the steps are not UTF-8 text") from None


@dataclass(frozen=True, kw_only=True)
class VerifiedFactors(Explanation):
    """Factors, an inverse, a solution or steps, verified: what is wrong first, and why."""

    matrix: ReadMatrix = parameter(
        Matrix(),
        help="the matrix A, rows apart by semicolons, or [A b] with a bar",
        example="2 1; 8 7",
    )
    L: ReadMatrix | None = parameter(
        Matrix(), help="the lower triangular factor", example="1 0; 4 1", default=None
    )
    U: ReadMatrix | None = parameter(
        Matrix(), help="the upper triangular factor", example="2 1; 0 3", default=None
    )
    P: str | None = parameter(
        OrderOfRows(),
        help="the permutation of rows, as a matrix, a list or cycles counted from 1, or "
        "exchanges such as 'R1 <-> R3; R2 <-> R3'",
        example="2 1",
        default=None,
    )
    Q: str | None = parameter(
        OrderOfRows(),
        help="the permutation of columns, PAQ = LU",
        example="2 1",
        default=None,
    )
    D: ReadMatrix | None = parameter(
        Matrix(), help="the diagonal factor of A = LDU", example="2 0; 0 3", default=None
    )
    inverse: ReadMatrix | None = parameter(
        Matrix(), help="the inverse of A", example="7/6 -1/6; -4/3 1/3", default=None
    )
    rhs: Rows | None = parameter(
        Columns(), help="the right-hand side b", example="3 15", default=None
    )
    x: Rows | None = parameter(
        Columns(), help="the solution of Ax = b", example="1 1", default=None
    )
    steps: tuple[RowOperation, ...] | None = parameter(
        Steps(),
        help="row operations that lead to U; after a colon the matrix that one gives",
        example="R2 - 4 R1",
        default=None,
    )
    convention: str | None = parameter(
        Choice(*_SYSTEMS),
        help="the system that wrote the factors",
        example="scipy",
        default=None,
    )

    def __post_init__(self) -> None:
        if self.rhs is not None and self.matrix.right_hand_side is not None:
            raise ParameterError("rhs", "the matrix has one already")
        if self.x is not None and self.rhs is None and self.matrix.right_hand_side is None:
            raise ParameterError("rhs", "x solves Ax = b; give b here, or after a bar in --matrix")
        for name in ("L", "U", "D", "inverse"):
            given = getattr(self, name)
            if given is not None and given.right_hand_side is not None:
                raise ParameterError(name, "has a right-hand side; only --matrix may have one")

    @classmethod
    def example(cls) -> Self:
        """Return a matrix with its factors."""
        return cls.from_mapping(
            {d.name: d.example for d in declared(cls) if d.name in {"matrix", "L", "U"}}
        )

    def record(self) -> Verification:
        from linalg import verify

        options: dict[str, Any] = {
            name: None if given is None else given.rows
            for name, given in (("L", self.L), ("U", self.U), ("D", self.D))
        }
        return verify(
            self.matrix.rows,
            **options,
            P=self.P,
            Q=self.Q,
            inverse=None if self.inverse is None else self.inverse.rows,
            x=self.x,
            b=self.matrix.right_hand_side if self.rhs is None else self.rhs,
            steps=self.steps,
            convention=self.convention,
        )
