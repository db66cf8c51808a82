"""Nudges: one input at a time is moved by h, and what becomes of it is followed to the end.

That is the slow way to a gradient, one trip through the graph for each input, and the test of the
quick one: Δf / h comes to the gradient as h shrinks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.network.graph.graph import Node
from optviz.network.graph.replay import replayed
from optviz.network.graph.scalars import EdgeError
from optviz.network.inspection.backpropagation import Backpropagation

__all__ = ["Nudges", "nudge_inputs", "size_of_nudge"]

Floats = NDArray[np.float64]

SHRINKINGS = 49
"""How many sizes there are from the first h to the last."""
STEPS = 10
"""Of a swing, from h to 0."""
ALIKE = 0.005
"""Of a gradient: how near a ratio has to come to it, where it is 0 of the largest one."""
_SMALLER = 10.0  # each time that a nudge leaves the domain, or does not come near enough
_TRIES = 9
_ROUNDING = 8  # units in the last place of f
_CLOSER = 1e-3  # to the input than the last size: where slopes on two sides are told apart


@dataclass(frozen=True, eq=False, kw_only=True)
class Nudges(Immutable):
    """Each input nudged by the same h, and by smaller ones.

    Attributes
    ----------
    record : Backpropagation
    inputs : tuple of int
        Their places on the tape.
    sizes : ndarray, (k,)
        h, from the first to the last, at even ratios; below 0 where only that side has values.
    values : ndarray, (inputs, nodes)
        The values of all nodes after a nudge of the first size.
    ratios : ndarray, (inputs, k)
        Δf / h.
    slopes : ndarray, (inputs, 2)
        Δf / h for a still smaller size, below and above; NaN on a side without values.
    """

    record: Backpropagation
    inputs: tuple[int, ...]
    sizes: Floats
    values: Floats
    ratios: Floats
    slopes: Floats

    @property
    def h(self) -> float:
        """The first size."""
        return float(self.sizes[0])

    @cached_property
    def gradients(self) -> Floats:
        """The gradient at each input, from one backward pass; 0 where none arrives."""
        return np.array([float(self.record.arrived.get(place, 0.0)) for place in self.inputs])

    @property
    def rounding(self) -> Floats:
        """The part of each ratio that may be rounding of f, (k,)."""
        f = abs(float(self.record.value))
        rounding: Floats = _ROUNDING * np.finfo(float).eps * f / np.abs(self.sizes)
        return rounding

    @property
    def tolerances(self) -> Floats:
        """For each input the distance from its gradient at which a ratio counts as equal to it."""
        sizes = np.abs(self.gradients)
        scale = np.where(sizes > 0, sizes, sizes.max(initial=0.0) or 1.0)
        tolerances: Floats = ALIKE * scale + self.rounding[-1]
        return tolerances

    @property
    def at_kinks(self) -> tuple[bool, ...]:
        """For each input, whether the slopes on its two sides differ."""
        below, above = self.slopes.T
        apart = np.abs(above - below) > 2 * self.tolerances
        between = (np.minimum(below, above) <= self.gradients + self.tolerances) & (
            self.gradients - self.tolerances <= np.maximum(below, above)
        )
        return tuple((apart & between).tolist())

    @property
    def agree(self) -> tuple[bool, ...]:
        """For each input, whether the last ratio is its gradient, up to the tolerance."""
        return tuple((np.abs(self.ratios[:, -1] - self.gradients) <= self.tolerances).tolist())

    @property
    def deltas(self) -> Floats:
        """By how much each nudge of the first size moved each node, (inputs, nodes)."""
        rest = np.array([float(node.value) for node in self.record.nodes])
        moved: Floats = self.values - rest
        noise = 8 * np.finfo(float).eps * np.abs(rest)
        return np.where(np.abs(moved) <= noise, 0.0, moved)

    @cached_property
    def swing(self) -> Floats:
        """The values as the first input swings from h to -h and back in even steps, (k, nodes).

        Where the function has no value on the other side it swings to 0 and back.
        """
        nodes, place = self.record.nodes, self.inputs[0]
        steps = np.arange(-STEPS, STEPS + 1) / STEPS
        try:
            half = [_nudged(nodes, place, self.h * float(s)) for s in steps]
        except EdgeError:
            half = [_nudged(nodes, place, self.h * float(s)) for s in steps[STEPS:]]
        return np.array([*half[::-1], *half[1:]])

    def check(self) -> Check:
        """Compare the last ratios with the gradient, at a kink those of both sides."""
        own = self.record.check()
        held = [a or k for a, k in zip(self.agree, self.at_kinks, strict=True)]
        return Check("Δf / h → gradient", bool(own) and all(held))


def size_of_nudge(value: float) -> float:
    """Return a round h that can be seen beside a value: about a tenth of its leading digit's.

    Examples
    --------
    >>> [size_of_nudge(x) for x in (-2, 0.5, 0, 300, 0.02)]
    [0.1, 0.1, 0.1, 10.0, 0.01]
    """
    if value == 0 or 0.1 <= abs(value) < 10:
        return 0.1
    exponent = math.floor(math.log10(abs(value)))
    return 10.0 ** (exponent - 1 if exponent > 0 else exponent)


def nudge_inputs(
    record: Backpropagation, inputs: Sequence[str] | None = None, h: float | None = None
) -> Nudges:
    """Nudge each input of an expression, and then by less and less.

    Parameters
    ----------
    record : Backpropagation
        Of an expression.
    inputs : sequence of str, optional
        Their names; every leaf that has one if left out.
    h : float, optional
        The first size; if left out a round one that fits the first input, as small as the domain
        of the function needs it.

    Returns
    -------
    Nudges

    Raises
    ------
    EdgeError
        If the function has no value at a nudge by the h that was given.

    Examples
    --------
    >>> from optviz.network.inspection.backpropagation import backpropagate
    >>> nudges = nudge_inputs(backpropagate("(x + y)*z", x=-2, y=5, z=-4))
    >>> nudges.h, nudges.ratios[:, 0].round(6).tolist(), nudges.gradients.tolist()
    (0.1, [-4.0, -4.0, 3.0], [-4.0, -4.0, 3.0])
    >>> bool(nudges.check())
    True
    """
    names = list(record.gradient) if inputs is None else list(inputs)
    leaves = {node.name: place for place, node in enumerate(record.nodes) if not node.inputs}
    places = tuple(leaves[name] for name in names)
    if h is None:
        first = _side(record.nodes, places, size_of_nudge(record.nodes[places[0]].value))
    else:
        first = h
    values = np.array([_nudged(record.nodes, place, first) for place in places])
    factor, best = _SMALLER, None
    for _ in range(_TRIES):
        found = _shrunk(record, places, values, first, factor)
        if best is None or _worst(found) < _worst(best):
            best = found
        if all(a or k for a, k in zip(found.agree, found.at_kinks, strict=True)):
            return found
        factor *= _SMALLER
    assert best is not None
    return best


def _side(nodes: Sequence[Node], places: Sequence[int], size: float) -> float:
    """Return the largest of size, -size, size/10, … at which all nudges have values."""
    for k in range(_TRIES):
        for h in (size / _SMALLER**k, -size / _SMALLER**k):
            try:
                for place in places:
                    _nudged(nodes, place, h)
            except EdgeError:
                continue
            return h
    return size


def _nudged(nodes: Sequence[Node], place: int, h: float) -> list[float]:
    return replayed(nodes, {place: nodes[place].value + h})


def _shrunk(
    record: Backpropagation, places: tuple[int, ...], values: Floats, first: float, factor: float
) -> Nudges:
    sizes = first * np.geomspace(1.0, 1.0 / factor, SHRINKINGS)
    sizes[-1] = first / factor
    ratios = np.array([[_ratio(record.nodes, place, h) for h in sizes] for place in places])
    step = abs(float(sizes[-1]))
    noise = 4 * np.finfo(float).eps * abs(float(record.value))
    slopes_here = [abs(float(record.arrived.get(place, 0.0))) for place in places]
    least = noise / (ALIKE * min((size for size in slopes_here if size), default=1.0))
    step = max(_CLOSER * step, min(step, least))  # a bend tells slopes apart only from afar
    slopes = [[_ratio(record.nodes, place, h) for h in (-step, step)] for place in places]
    return Nudges(
        record=record,
        inputs=places,
        sizes=sizes,
        values=values,
        ratios=ratios,
        slopes=np.array(slopes),
    )


def _ratio(nodes: Sequence[Node], place: int, h: float) -> float:
    """Return Δf / h, by the h that was really added; NaN where there is no value."""
    value = float(nodes[place].value)
    try:
        change = replayed(nodes, {place: value + h})[-1] - float(nodes[-1].value)
    except EdgeError:
        return math.nan
    step = (value + h) - value
    return change / step + 0.0 if step else math.nan  # + 0.0: a zero without a sign


def _worst(nudges: Nudges) -> float:
    """Return how far the last ratios are from what they should come to."""
    kinks = np.array(nudges.at_kinks)
    off = np.where(kinks, 0.0, np.abs(nudges.ratios[:, -1] - nudges.gradients))
    return float(np.max(np.where(np.isnan(off), np.inf, off)))
