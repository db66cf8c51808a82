"""Explanations of products: five ways to multiply, permutations, exercises to hand out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import ParameterError, parameter
from scenes.parameters.kinds import Choice, Integer, Matrix

if TYPE_CHECKING:
    from linalg import Identity
    from linalg.exercises.generated import Exercise as ExerciseRecord
    from linalg.permutations.permutations import Permutation as PermutationRecord
    from linalg.permutations.permutations import Permutations as PermutationsRecord
    from linalg.products.multiplication import Product
    from linalg.reading import ReadMatrix

__all__ = [
    "Exercise",
    "InverseOfProduct",
    "Multiply",
    "Permutation",
    "Permutations",
    "TransposeOfProduct",
]


@dataclass(frozen=True)
class TwoFactors(Explanation):
    """An explanation of a product AB."""

    left: ReadMatrix = parameter(Matrix(), help="the matrix A", example="2 7; 3 8; 4 9")
    right: ReadMatrix = parameter(Matrix(), help="the matrix B", example="1 6; 0 0")

    def __post_init__(self) -> None:
        for name, matrix in (("left", self.left), ("right", self.right)):
            if matrix.right_hand_side is not None:
                raise ParameterError(name, "has a right-hand side; a factor has none")


@dataclass(frozen=True)
class Sizes:
    """The sizes of blocks along one side, such as ``2 1``.

    Examples
    --------
    >>> Sizes().read("2, 1")
    (2, 1)
    """

    metavar: str = "SIZES"

    def read(self, text: str) -> tuple[int, ...]:
        size = Integer(1, 64)
        return tuple(size.read(part) for part in text.replace(",", " ").split())


@dataclass(frozen=True)
class Multiply(TwoFactors):
    """The product AB in five ways: entries, columns, rows, columns times rows, blocks."""

    rows: tuple[int, ...] | None = parameter(
        Sizes(), help="block sizes along the rows of A; else two halves", example="1 2",
        default=None,
    )  # fmt: skip
    inner: tuple[int, ...] | None = parameter(
        Sizes(), help="block sizes along the columns of A and the rows of B", example="1 1",
        default=None,
    )  # fmt: skip
    columns: tuple[int, ...] | None = parameter(
        Sizes(), help="block sizes along the columns of B", example="2", default=None
    )

    def record(self) -> Product:
        from linalg import Partition, multiply

        halves = multiply(self.left.rows, self.right.rows)
        chosen = {"rows": self.rows, "inner": self.inner, "columns": self.columns}
        given = {name: sizes for name, sizes in chosen.items() if sizes is not None}
        if not given:
            return halves
        partition: Partition = replace(halves.partition, **given)
        return multiply(self.left.rows, self.right.rows, partition=partition)


@dataclass(frozen=True)
class TransposeOfProduct(TwoFactors):
    """The transpose of a product: (AB)ᵀ = BᵀAᵀ."""

    def record(self) -> Identity:
        from linalg import transpose_of_product

        return transpose_of_product(self.left.rows, self.right.rows)


@dataclass(frozen=True)
class InverseOfProduct(TwoFactors):
    """The inverse of a product: (AB)⁻¹ = B⁻¹A⁻¹."""

    left: ReadMatrix = parameter(Matrix(), help="the square matrix A", example="1 3; 2 7")
    right: ReadMatrix = parameter(Matrix(), help="the square matrix B", example="2 1; 8 7")

    def record(self) -> Identity:
        from linalg import inverse_of_product

        return inverse_of_product(self.left.rows, self.right.rows)


@dataclass(frozen=True)
class Reordering:
    """A permutation: its matrix, the rows in their order, its cycles, or exchanges by name.

    Examples
    --------
    >>> Reordering().read("2 3 1") == Reordering().read("(1 2 3)")
    True
    >>> Reordering().read("pivots 3 3 3") == Reordering().read("exchanges 1 3; 2 3")
    True
    """

    metavar: str = "PERMUTATION"

    def read(self, text: str) -> tuple[int, ...]:
        from linalg import permutation

        name, *_ = text.split(maxsplit=1) or [""]
        listed = text.replace(name, " " * len(name), 1)
        if name == "pivots":
            return permutation(pivots=listed).p
        if name == "exchanges":
            return permutation(exchanges=listed).p
        return permutation(text).p

    def read_bytes(self, data: bytes) -> tuple[int, ...]:
        """Read a matrix, or a list or cycles on one line, of a file or a pipe."""
        from linalg import permutation
        from linalg.reading import read_bytes

        if len(data) < 1000 and b"\n" not in data.strip():
            return self.read(data.decode("utf-8", "replace"))
        return permutation(read_bytes(data).rows).p


@dataclass(frozen=True)
class Permutation(Explanation):
    """One permutation: its cycles, order, sign and inverse."""

    matrix: tuple[int, ...] = parameter(
        Reordering(),
        help="the permutation matrix; or the rows in their order, from 1 or 0; or cycles in "
        "parentheses; or 'pivots 3 3 3' as LAPACK lists exchanges, or 'exchanges 1 3; 2 3'",
        example="2 3 1",
    )

    def record(self) -> PermutationRecord:
        from linalg import permutation

        return permutation(self.matrix)


@dataclass(frozen=True)
class Permutations(Explanation):
    """All n! permutations of n rows with their product table."""

    n: int = parameter(Integer(1, 6), help="how many rows", example="3")

    def record(self) -> PermutationsRecord:
        from linalg import all_permutations

        return all_permutations(self.n)


@dataclass(frozen=True)
class Exercise(Explanation):
    """An exercise with its answer: a matrix whose elimination stays in small numbers."""

    n: int = parameter(Integer(1, 12), help="how many rows", example="3", default=3)
    kind: Literal["lu", "inverse", "exchange", "rank", "condition"] = parameter(
        Choice("lu", "inverse", "exchange", "rank", "condition"),
        help="what is to be found in integers",
        example="inverse",
        default="lu",
    )
    seed: int | None = parameter(
        Integer(0, 2**32 - 1),
        help="the same seed gives the same exercise",
        example="7",
        default=None,
    )

    def record(self) -> ExerciseRecord:
        from linalg import generate

        return generate(self.n, self.kind, seed=self.seed)
