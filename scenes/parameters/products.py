"""Names that may be products: bc in one input where another has b and a third c."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["product_remarks"]

_LONGEST_PRODUCT = 3


def product_remarks(values: Iterable[object]) -> tuple[str, ...]:
    """Return a sentence for each name whose letters are all names in what was read.

    Within one input such a name is refused; of several inputs it is said how it was read.

    Parameters
    ----------
    values : iterable
        Of parameters: matrices that were read, rows, expressions; of anything else nothing is said.

    Examples
    --------
    >>> import sympy as sp
    >>> product_remarks([((sp.Symbol("b"), 1),), ((sp.Symbol("c"), sp.Symbol("bc")),)])
    ('bc is one symbol; write b*c for the product.',)
    """
    found = {symbol.name for value in values for symbol in _symbols(value)}
    products = [name for name in sorted(found) if _is_product(name, found)]
    if not products:
        return ()
    from linalg.language import say, verbatim
    from linalg.reading.lexing.characters import GREEK

    return tuple(
        say(
            "{name} is one symbol; write {product} for the product.",
            name=verbatim(name),
            product=verbatim("*".join(name)),
        )
        for name in products
        if name not in GREEK.values()
    )


def _is_product(name: str, found: set[str]) -> bool:
    return name.isalpha() and 1 < len(name) <= _LONGEST_PRODUCT and set(name) <= found


def _symbols(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _symbols(part)
    elif hasattr(value, "rows") and hasattr(value, "right_hand_side"):
        yield from _symbols(value.rows)
        yield from _symbols(value.right_hand_side)
    else:
        yield from getattr(value, "free_symbols", ())
