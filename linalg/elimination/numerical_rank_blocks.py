"""The rank of floats on a page: what counts as 0, and where NumPy differs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from linalg.kernels.numerical_rank import NumericalRank, numpy_rank
from linalg.numbers.matrices import FloatArray
from linalg.page import Block, Paragraph


def rounding_blocks(A: FloatArray, judged: NumericalRank) -> Iterator[Block]:
    """Yield why columns of floats are taken to be dependent, and where NumPy's rank differs."""
    rank = judged.rank
    if rank < min(A.shape):
        yield Paragraph(
            "Floats are rounded. With rows and columns scaled by powers of 2 to one size, singular "
            f"values up to max(m, n) · eps · σ₁ = {judged.tolerance:.2g} count as zero, where eps "
            f"is {_named(judged.eps)}; the largest of these is {judged.singular_values[rank]:.2g}. "
            "Numbers typed as text are exact and leave no doubt."
        )
    yield from numpy_blocks(A, judged)


def numpy_blocks(A: FloatArray, judged: NumericalRank) -> Iterator[Block]:
    """Yield that NumPy's rank differs, where it does."""
    numpys = numpy_rank(A, judged.eps)
    if numpys not in (None, judged.rank):
        yield Paragraph(
            "NumPy's matrix_rank, which does not scale rows and columns, says "
            f"{numpys} instead of {judged.rank}."
        )


def _named(eps: float) -> str:
    """Name a relative rounding by the type that has it."""
    kinds = (np.float64, np.float32, np.float16)
    names = (kind.__name__ for kind in kinds if float(np.finfo(kind).eps) == eps)
    return f"{eps:.2g}, that of {next(names, 'these floats')}"
