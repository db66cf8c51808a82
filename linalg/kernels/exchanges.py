"""Row exchanges in the order in which elimination makes them.

`exchanges[k]` is the row that row k was exchanged with when it became a pivot row, or None.
"""

from __future__ import annotations

from collections.abc import Sequence


def order_after(exchanges: Sequence[int | None], m: int, first: int = 0) -> list[int]:
    """Return the order of m rows after exchanges that concern rows `first`, `first` + 1, ….

    Row i is then the old row ``order[i]``.

    Examples
    --------
    >>> order_after([2, None], 3)
    [2, 1, 0]
    """
    order = list(range(m))
    for k, i in enumerate(exchanges, start=first):
        if i is not None:
            order[k], order[i] = order[i], order[k]
    return order


def places_after(exchanges: Sequence[int | None], m: int, first: int = 0) -> list[int]:
    """Return where each of m rows ends up after the exchanges, the inverse of the order.

    Examples
    --------
    >>> places_after([1, 2], 3)
    [2, 0, 1]
    """
    places = [0] * m
    for place, row in enumerate(order_after(exchanges, m, first)):
        places[row] = place
    return places


def sign(exchanges: Sequence[int | None]) -> int:
    """Return the sign of the permutation: -1 for an odd number of exchanges."""
    return -1 if sum(i is not None for i in exchanges) % 2 else 1
