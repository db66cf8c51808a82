"""The order of the rows of PA as a list, counted from 1 and from 0."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import point, symbol
from linalg.page import Paragraph


def order_paragraph(p: Sequence[int]) -> Paragraph:
    """Say which rows of A the rows of PA are: as in a lecture from 1, and as data from 0.

    Parameters
    ----------
    p : sequence of n ints
        Row i of PA is row ``p[i]`` of A.

    Examples
    --------
    >>> from linalg.page import Page, to_text
    >>> print(to_text(Page("P", [order_paragraph([2, 0, 1])])).splitlines()[-1])
    The rows of PA are the rows (3, 1, 2) of A; p = (2, 0, 1) counts them from 0.
    """
    return Paragraph(
        "The rows of ", ("P", "A"), " are the rows ", from_one(p), " of ", symbol("A"),
        "; ", ("p", "=", point(*p)), " counts them from 0.",
    )  # fmt: skip


def from_one(p: Sequence[int]) -> object:
    """Return a list of rows counted from 1, in parentheses."""
    return point(*(row + 1 for row in p))
