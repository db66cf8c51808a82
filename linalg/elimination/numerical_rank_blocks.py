"""The rank of floats on a page: what counts as 0, and where NumPy differs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from linalg.kernels.numerical_rank import numpy_rank
from linalg.kernels.rank_factors import NumericalRank
from linalg.language import say
from linalg.numbers.matrices import EPS, FloatArray
from linalg.page import Block, Paragraph


def rounding_blocks(A: FloatArray, judged: NumericalRank) -> Iterator[Block]:
    """Yield why columns of floats are taken to be dependent, and where NumPy's rank differs."""
    rank = judged.rank
    if rank < min(A.shape):
        yield Paragraph(
            say(
                "Floats are rounded. With rows and columns scaled by powers of 2 to one "
                "size, singular values up to max(m, n) · eps · σ₁ = {tolerance:.2g} count as "
                "zero, where eps is {eps}; the largest of these is {largest:.2g}. "
                "Numbers typed as text are exact and leave no doubt.",
                tolerance=judged.tolerance,
                eps=_named(judged.eps),
                largest=judged.singular_values[rank],
            )
        )
    yield from numpy_blocks(A, judged)


def precision_blocks(eps: float) -> Iterator[Block]:
    """Yield that entries given as float32 or float16 are computed with as float64.

    Parameters
    ----------
    eps : float
        The relative rounding of the entries as given.
    """
    if eps > EPS:
        yield Paragraph(
            say(
                "The entries were given with a relative rounding of {eps}; the arithmetic is that "
                "of float64. What counts as zero allows for the first, the check for the second.",
                eps=_named(eps),
            )
        )


def numpy_blocks(A: FloatArray, judged: NumericalRank) -> Iterator[Block]:
    """Yield that NumPy's rank differs, where it does."""
    numpys = numpy_rank(A, judged.eps)
    if numpys not in (None, judged.rank):
        yield Paragraph(
            say(
                "NumPy's matrix_rank, which does not scale rows and columns, says {numpy_rank} "
                "instead of {rank}.",
                numpy_rank=numpys,
                rank=judged.rank,
            )
        )


def _named(eps: float) -> str:
    """Name a relative rounding by the type that has it."""
    kinds = (np.float64, np.float32, np.float16)
    names = (kind.__name__ for kind in kinds if float(np.finfo(kind).eps) == eps)
    return say("{eps:.2g}, that of {kind}", eps=eps, kind=next(names, "these floats"))
