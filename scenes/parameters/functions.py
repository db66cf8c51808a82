"""Functions that are typed: their text, the order of their variables, and points of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from scenes.parameters.declarations import ParameterError, parameter

if TYPE_CHECKING:
    import sympy as sp

__all__ = [
    "Coordinates",
    "Place",
    "Variables",
    "order_remarks",
    "refused_as",
    "require_sure_order",
    "variables_parameter",
]

Coordinates: TypeAlias = tuple[Any, ...] | dict[str, Any]
"""Exact coordinates in order, or by name."""


@dataclass(frozen=True)
class Variables:
    """Names of variables, in the order of the coordinates."""

    metavar: str = "NAMES"

    def read(self, text: str) -> tuple[str, ...]:
        from linalg.reading.places import read_names

        return read_names(text)


@dataclass(frozen=True)
class Place:
    """Exact coordinates of a point or a direction: numbers in order, or by name."""

    metavar: str = "POINT"

    def read(self, text: str) -> Coordinates:
        from linalg.reading.places import read_place

        place = read_place(text)
        values = place.values() if isinstance(place, dict) else place
        if any(getattr(value, "free_symbols", ()) for value in values):
            raise ValueError("needs numbers, without letters")
        return place


def variables_parameter(*, others: bool = False) -> Any:
    """Declare the order of a function's variables; `others`: where other letters may occur."""
    also = "; other letters are parameters" if others else ""
    return parameter(
        Variables(),
        help=f"the variables in order, else as they appear{also}",
        example="x, y",
        default=None,
    )


@contextmanager
def refused_as(name: str) -> Iterator[None]:
    """Say which parameter an error of the mathematics is about, and where in its text."""
    from linalg.errors import LinalgError, ParseError

    try:
        yield
    except ParseError as error:
        reason = f"{error.reason}: {error.hint}" if error.hint else error.reason
        raise ParameterError(name, reason, error.text, error.position) from error
    except LinalgError as error:
        raise ParameterError(name, str(error)) from error


def order_remarks(symbols: Sequence[sp.Symbol], variables: object) -> tuple[str, ...]:
    """Say in which order the variables are taken, if nobody has said it.

    Examples
    --------
    >>> import sympy as sp
    >>> order_remarks(sp.symbols("r theta"), None)
    ('The variables are r and theta, in order of appearance.',)
    """
    if variables is not None or len(symbols) < 2:
        return ()
    from linalg.language import listing, say, verbatim

    names = listing(verbatim(symbol.name) for symbol in symbols)
    return (say("The variables are {names}, in order of appearance.", names=names),)


def require_sure_order(
    name: str, place: Coordinates, symbols: Sequence[sp.Symbol], variables: object
) -> None:
    """Ask back where bare numbers may belong to the variables in one order or another.

    Raises
    ------
    ParameterError
        With what to write.
    """
    from linalg.calculus.variables import doubt, is_in_alphabetical_order

    sure = variables is not None or isinstance(place, dict) or len(place) != len(symbols)
    if sure or is_in_alphabetical_order(symbols):
        return
    named = ", ".join(f"{s.name} = {value}" for s, value in zip(symbols, place, strict=False))
    order = ", ".join(symbol.name for symbol in symbols)
    what = "direction" if name == "direction" else "point"
    raise ParameterError(
        name, f"{doubt(symbols, what)}: write '{named}', or give --variables '{order}'"
    )
