"""Parameters of the lesson on the Jacobian."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.parameters.zooms import ZoomProblem

__all__ = ["JacobianParameters"]


@dataclass(frozen=True, kw_only=True)
class JacobianParameters(ZoomProblem):
    """Close enough, every smooth map is linear: the Jacobian, and its determinant as an area.

    Source: MIT 18.02, on changes of variables.

    Examples
    --------
    >>> JacobianParameters.example().zoom.determinant
    3/2
    >>> JacobianParameters.from_mapping(
    ...     {"functions": "abs(x); y", "point": "0, 0"}
    ... )  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: point: the function has a kink at the point, ...
    """
