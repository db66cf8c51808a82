"""What shows that an answer by cases is right, from the given rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy.polys.matrices import DomainMatrix

from linalg.elimination_by_cases import End
from linalg.matrices import Matrix
from linalg.regions import Rows


@dataclass(frozen=True, eq=False)
class Proof:
    """What shows that a case is right: the given rows, and the pivots of each part of the case."""

    given: Rows
    end: End
    width: int

    def holds(self, rank: int, x: Matrix, null_vectors: Sequence[Matrix]) -> bool:
        """Say whether the solutions satisfy the equations and minors that are not zero the rank."""
        parts = self.end.parts or (self.end,)
        return (
            all(self._solves(vector, None) for vector in null_vectors)
            and (x is None or all(self._solves(x, k) for k, x in enumerate(_split(x))))
            and rank + len(null_vectors) == self.width
            and all(self._has_minor(part, part.pivots) for part in parts)
            and all(
                part.contradiction is None
                or self._has_minor(part, (*part.pivots, part.contradiction))
                for part in parts
            )
        )

    def _solves(self, x: Matrix, side: int | None) -> bool:
        region = self.end.region
        entries = [region.parameters.fraction(entry) for entry in x]
        common = region.parameters.ring.one
        for _, bottom in entries:
            common = common.lcm(bottom)
        unknowns = [top * common.exquo(bottom) for top, bottom in entries]
        for row in self.given:
            total = sum((a * u for a, u in zip(row, unknowns, strict=False)), 0 * common)
            if side is not None:
                total -= row[self.width + side] * common
            if region.at(total):
                return False
        return not any(region.where_zero(region.at(common), ()))

    def _has_minor(self, end: End, places: Sequence[tuple[int, int]]) -> bool:
        whole = [end.region.row_at(self.given[i]) for i, _ in places]
        rows = [[row[j] for _, j in places] for row in whole]
        domain = end.region.parameters.ring.to_domain()
        size = (len(places), len(places))
        return not any(end.region.where_zero(DomainMatrix(rows, size, domain).det(), ()))


def _split(x: Matrix) -> list[Matrix]:
    return [x[:, k] for k in range(x.cols)]
