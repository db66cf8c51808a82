"""A function cut along a line through one point, beside its tangent and its parabola there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.immutable import Immutable
from optviz.figures import line_style, new_axes
from optviz.objectives.function import Function
from optviz.objectives.model import QuadraticModel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cut(Immutable):
    """Values along x(t) = c + t p.

    Attributes
    ----------
    t, value, tangent, parabola : ndarray, shape (m,)
        The step p ends at t = 1; where the function has no value it is NaN.

    Examples
    --------
    On a quadratic the parabola is the function itself, and the tangent leaves it at once.

    >>> from optviz.objectives.objective import Objective
    >>> f = Objective("x**2")
    >>> model = QuadraticModel(np.array([1.0]), 1.0, f.gradient([1.0]), f.hessian([1.0]))
    >>> along = cut(f, model, [-1.0], reach=(0, 1), resolution=3)
    >>> along.value.tolist(), along.parabola.tolist(), along.tangent.tolist()
    ([1.0, 0.25, 0.0], [1.0, 0.25, 0.0], [1.0, 0.0, -1.0])
    """

    t: FloatArray
    value: FloatArray
    tangent: FloatArray
    parabola: FloatArray

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the function, the tangent and the parabola against t."""
        ax = new_axes(ax)
        curves = {
            "function": self.value,
            "linear model": self.tangent,
            "quadratic model": self.parabola,
        }
        for place, (label, values) in enumerate(curves.items()):
            ax.plot(self.t, values, label=label, **line_style(place))
        ax.set(xlabel="t")
        ax.legend()
        return ax


def cut(
    function: Function,
    model: QuadraticModel,
    step: ArrayLike,
    *,
    reach: tuple[float, float] = (-0.5, 1.5),
    resolution: int = 201,
) -> Cut:
    """Cut a function and its models along a step from the centre of the model.

    Parameters
    ----------
    function : Function
    model : QuadraticModel
    step : array_like, shape (n,)
    reach : (float, float)
        From where to where, in lengths of the step.
    resolution : int

    Returns
    -------
    Cut
        The values of the function, its tangent and its parabola, at `resolution` places.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.second_order import newton
    >>> f = Objective("x**2 + y**4")
    >>> path = minimize(f, newton(), [2, 1], steps=1)
    >>> along = cut(f, path.model(0), path.step[0], reach=(0, 1), resolution=3)
    >>> along.value.round(2).tolist(), along.parabola.round(2).tolist()
    ([5.0, 1.48, 0.2], [5.0, 1.5, 0.33])
    """
    p = np.asarray(step, dtype=float)
    t = np.linspace(*reach, resolution)
    points = model.centre + t[:, None] * p
    with np.errstate(all="ignore"):
        values = np.asarray(function(points), dtype=float)
    values = np.where(np.isfinite(values), values, np.nan)
    return Cut(t, values, model.linear(points), np.asarray(model(points)))
