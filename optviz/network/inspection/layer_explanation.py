"""A layer on a small input: what it makes of it, and what comes back through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from linalg.calculus.structured import StructuredMatrix
from linalg.check import Check
from linalg.errors import ShapeError
from linalg.language import say, verbatim
from linalg.page import Equation, Figure, Page, Paragraph, words
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.inspection.layer_figure import draw_layer
from optviz.network.layers.layer import Array, Layer, Mode
from optviz.network.layers.parameters import Tree, leaves

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LayerExplanation", "explain_layer"]

_STEP = 1e-6


@dataclass(frozen=True, eq=False, kw_only=True)
class LayerExplanation(Record):
    """One layer forward and backward.

    Attributes
    ----------
    layer : str
    mode : {"test", "train"}
    x, y : arrays
        Input and output.
    parameters : mapping of str to array
    dy : array
        The gradient that arrives at the output: 1, -1, 1, … unless another was given.
    dx : array
        The gradient at the input.
    gradients : mapping of str to array
        Those at the trained parameters.
    jacobian : StructuredMatrix
        Of the flattened y with respect to the flattened x.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> record = explain_layer(ReLU(), np.array([[1.0, 2.0]]))
    >>> record.dy, record.dx, bool(record.check())
    (array([[ 1., -1.]]), array([[ 1., -1.]]), True)
    """

    layer: str
    mode: Mode
    x: Array
    parameters: Mapping[str, Array]
    y: Array
    dy: Array
    dx: Array
    gradients: Mapping[str, Array]
    jacobian: StructuredMatrix = field(repr=False)
    _summary: str = ""
    _again: Callable[[Array], Array] = field(default=np.asarray, repr=False)

    def check(self) -> Check:
        """Compare dx with what happens to dy · y when an input moves to the left and to the right.

        At a kink the two differ, and dx may lie anywhere between them.
        """
        residual = 0.0
        for place in np.ndindex(self.x.shape):
            left, right = (self._slope(place, side * _STEP) for side in (-1, 1))
            beyond = max(min(left, right) - self.dx[place], self.dx[place] - max(left, right))
            residual = max(residual, float(beyond))
        bound = 1e-5 * (1 + float(np.abs(self.dx).max()))
        return Check("dx = slope of dy · y", residual <= bound, residual, bound)

    def _slope(self, place: tuple[int, ...], step: float) -> float:
        moved = self.x.copy()
        moved[place] += step
        return float((self.dy * (self._again(moved) - self.y)).sum() / step)

    def page(self) -> Page:
        """Input, parameters, output; then the gradients, backwards."""
        trained = [Equation(*_named(name, value)) for name, value in self.parameters.items()]
        found = [Equation("d", *_named(name, value)) for name, value in self.gradients.items()]
        return Page(
            verbatim(self.layer),
            [
                Paragraph(say(f"{{summary}} Forward, in {self.mode} mode:", summary=self._summary)),
                Equation(*_named("x", self.x)),
                *trained,
                Equation(*_named("y", self.y)),
                Paragraph("Backward, from the gradient dy that arrives at the output:"),
                Equation(*_named("dy", self.dy)),
                Equation(*_named("dx", self.dx)),
                *found,
                Paragraph(self._about_jacobian()),
                Figure(lambda ax: self.plot(ax), "Forward above, backward below."),
                Figure(lambda ax: self.jacobian.plot(ax), "Where the Jacobian is not zero."),
            ],
        )

    def _about_jacobian(self) -> str:
        (m, n), kind = self.jacobian.shape, type(self.jacobian).__name__
        text = say(
            "The Jacobian of all outputs by all inputs is {m} × {n}, of the kind {kind}",
            m=m,
            n=n,
            kind=kind,
        )
        if kind == "Dense":
            return text + ": no structure of its own is used, and every entry is stored."
        own, dense = self.jacobian.nbytes, self.jacobian.dense_nbytes
        return text + say(": {own:,} bytes, not {dense:,}.", own=own, dense=dense)

    def to_dict(self) -> dict[str, Any]:
        data = super().to_dict()
        return {**data, "jacobian": self.jacobian.dense().tolist()}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw input and output, and below them the gradients that come back."""
        ax = new_axes(ax, (7.0, 4.5))
        draw_layer(ax, self.layer, *map(_flat, (self.x, self.y, self.dx, self.dy)))
        return ax


def explain_layer(
    layer: Layer,
    x: ArrayLike,
    *,
    parameters: Tree | None = None,
    upstream: ArrayLike | None = None,
    mode: Mode = "train",
    seed: int = 0,
) -> LayerExplanation:
    """Run a layer on a small input, forward and backward.

    Parameters
    ----------
    layer : Layer
    x : array of shape (N, …)
    parameters : mapping, optional
        The layer's own; fresh ones unless given.
    upstream : array of the shape of y, optional
        The gradient at the output.
    mode : {"train", "test"}
    seed : int
        For fresh parameters, and for layers that draw random numbers.

    Returns
    -------
    LayerExplanation
        Values and gradients in both directions, and the Jacobian.

    Raises
    ------
    ShapeError
        When the layer does not take x, or `upstream` has not the shape of y.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> record = explain_layer(ReLU(), [[1.0, 2.0, -3.0]])
    >>> record.y, record.dx
    (array([[1., 2., 0.]]), array([[ 1., -1.,  0.]]))
    >>> bool(record.check())
    True
    """
    x = np.asarray(x, float)
    own: Tree = layer.parameters(seed) if parameters is None else parameters

    again = partial(_output, layer, own, mode, seed)
    y, cache = layer.forward(own, x, mode=mode, rng=np.random.default_rng(seed))
    dy = _alternating(y.shape) if upstream is None else np.asarray(upstream, float)
    if dy.shape != y.shape:
        raise ShapeError(f"{layer}: y has the shape {y.shape}, its gradient {dy.shape}")
    dx, gradients = layer.backward(dy, cache)
    jacobian = layer.jacobian(own, x, mode=mode, rng=np.random.default_rng(seed))
    found = dict(leaves(gradients))
    trained = {path: value for path, value in leaves(own) if path in found}
    summary = (type(layer).__doc__ or "").partition("\n")[0]
    return LayerExplanation(
        layer=repr(layer),
        mode=mode,
        x=x,
        parameters=trained,
        y=y,
        dy=dy,
        dx=dx,
        gradients=found,
        jacobian=jacobian,
        _summary=summary,
        _again=again,
    )


def _output(layer: Layer, parameters: Tree, mode: Mode, seed: int, x: Array) -> Array:
    """Return the output for x, with the same random numbers each time."""
    output: Array = layer.forward(parameters, x, mode=mode, rng=np.random.default_rng(seed))[0]
    return output


def _alternating(shape: tuple[int, ...]) -> Array:
    return np.where(np.indices(shape).sum(axis=0) % 2, -1.0, 1.0)


def _named(name: str, value: Array) -> tuple[object, ...]:
    """The parts of the equation that says what an array holds."""
    rounded = np.vectorize(lambda entry: float(f"{entry:.3g}") + 0.0)(_flat(value))
    return words(name) if "." in name else name, "=", rounded


def _flat(array: Array) -> Array:
    """The array as a matrix, a row for each last axis."""
    return np.atleast_2d(array.reshape(-1, array.shape[-1]))
