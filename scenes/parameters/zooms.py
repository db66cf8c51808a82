"""A smooth map of the plane near a point, as it is typed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.functions import (
    Coordinates,
    Place,
    refused_as,
    require_sure_order,
    variables_parameter,
)

if TYPE_CHECKING:
    from linalg.geometry.zoom import Zoom

__all__ = ["ZoomProblem"]


@dataclass(frozen=True)
class TwoFunctions:
    """Two functions apart by a semicolon; returned as the text that was checked."""

    metavar: str = "FUNCTIONS"

    def read(self, text: str) -> str:
        from linalg.calculus.variables import AskBackError, read_functions

        parts = text.split(";")
        if len(parts) != 2:
            raise ValueError(f"{len(parts)} of them; write two, as r*cos(t); r*sin(t)")
        with suppress(AskBackError):  # the names of the variables may answer it
            read_functions(parts, None, parameters=True)
        return text


@dataclass(frozen=True)
class Length:
    """A positive number, exact."""

    metavar: str = "LENGTH"

    def read(self, text: str) -> Any:
        from linalg.reading.places import read_place

        place = read_place(text)
        if isinstance(place, dict) or len(place) != 1:
            raise ValueError("needs one number")
        (length,) = place
        if getattr(length, "free_symbols", ()) or not float(length) > 0:
            raise ValueError("needs a positive number")
        return length


@dataclass(frozen=True, kw_only=True)
class ZoomProblem(Parameters):
    """Two functions of two variables, a point, and the first window around it."""

    functions: str = parameter(
        TwoFunctions(),
        help="two functions of two variables, apart by ;",
        example="r*cos(t); r*sin(t)",
    )
    point: Coordinates = parameter(Place(), help="the point", example="3/2, pi/3")
    side: Any = parameter(
        Length(), help="the side of the first window around it", example="2", default=2
    )
    variables: tuple[str, ...] | None = variables_parameter()

    def __post_init__(self) -> None:
        symbols = self._symbols
        if len(symbols) != 2:
            names = ", ".join(s.name for s in symbols) or "none"
            remedy = (
                "put numbers for the others" if len(symbols) > 2 else "name two with --variables"
            )
            raise ParameterError(
                "functions", f"a picture needs two variables, here there are: {names}; {remedy}"
            )
        require_sure_order("point", self.point, symbols, self.variables)
        self.zoom  # noqa: B018 (what the point and the window make of the functions)

    @cached_property
    def _symbols(self) -> tuple[Any, ...]:
        from linalg.calculus.variables import read_functions

        with refused_as("functions"):
            return read_functions(self.functions.split(";"), self.variables)[1]

    @cached_property
    def zoom(self) -> Zoom:
        """The functions in ever smaller windows around the point."""
        from linalg.geometry.zoom import InvisibleWindowError, zoom

        with refused_as("point"):
            try:
                return zoom(self.functions.split(";"), self.point, self.side, self.variables)
            except InvisibleWindowError as error:
                raise ParameterError("side", str(error)) from error
