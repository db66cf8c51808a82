"""Scalar nodes: arithmetic on numbers that remember how they came about.

Each operation is one line: its value, and its local gradients, the derivatives with respect to its
inputs. What it hands back is upstream × local, for every one of them; the patterns of CS231n,
lecture 4, follow: addition distributes the gradient, multiplication switches its inputs, max
routes it to one; at a tie all that tie share equally (`optviz.objectives.kinks`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from linalg.language import say, verbatim
from optviz.network.graph.graph import Tape

__all__ = [
    "OPERATIONS",
    "EdgeError",
    "Scalar",
    "ScalarOperation",
    "apply",
    "leaf",
    "node_name",
    "variables",
]


Locals: TypeAlias = tuple[float | None, ...]

_STEEP = "no finite slope there to hand back"


class EdgeError(ValueError):
    """A node at the edge of its domain, or beyond it: it has no value or no slope there."""


@dataclass(frozen=True)
class ScalarOperation:
    """A function of floats.

    Attributes
    ----------
    name : str
        As it is typed ("max") or drawn ("*").
    function : callable
        From floats to the value and the local gradients, None where there is none.
    arity : int
        How many inputs it takes; of max and min, how many at least.
    """

    name: str
    function: Callable[..., tuple[float, Locals]]
    arity: int

    @property
    def is_variadic(self) -> bool:
        """True if it takes any number of inputs from its arity on."""
        return self.name in ("max", "min")

    def __reduce__(self) -> tuple[Any, ...]:
        """By its name where the name says which it is: not every function pickles."""
        if OPERATIONS.get(self.name) is self:
            return _operation, (self.name,)
        return ScalarOperation, (self.name, self.function, self.arity)

    def forward(self, *inputs: float) -> tuple[float, Locals]:
        """The value, and the local gradients as the cache.

        Raises
        ------
        EdgeError
            Outside the function's domain, at its edge, where the value has no finite slope, and
            where one of them is too large for a float.
        """
        given = ", ".join(f"{x:g}" for x in inputs)
        try:
            value, slopes = self.function(*inputs)
        except EdgeError as error:
            raise EdgeError(f"at {given} {error}") from None
        except OverflowError:
            value, slopes = math.inf, ()
        if not math.isfinite(value):
            raise EdgeError(f"at {given} has a value that is too large for a float")
        if not all(slope is None or math.isfinite(slope) for slope in slopes):
            raise EdgeError(f"at {given} has a slope that is too large for a float")
        return value, slopes

    def backward(self, upstream: float, cache: Locals) -> Locals:
        """Upstream × local, for each input."""
        return tuple(None if local is None else upstream * local for local in cache)


def _operation(name: str) -> ScalarOperation:
    return OPERATIONS[name]


def _divide(x: float, y: float) -> tuple[float, Locals]:
    if y == 0:
        raise EdgeError("has no value: 0 divides nothing")
    return x / y, (1 / y, -x / y / y)


def _power(x: float, n: float) -> tuple[float, Locals]:
    if x == 0 and n < 0:
        raise EdgeError("has no value: 0 has no power below 0")
    if x < 0 and n != round(n):
        raise EdgeError("has no value: a number below 0 has integer powers alone")
    if x == 0 and 0 < n < 1:
        raise EdgeError(f"has the value 0, and {_STEEP}")
    y = math.pow(x, n)
    by_base = n * math.pow(x, n - 1) if n else 0.0
    by_exponent = y * math.log(x) if x > 0 else None
    return y, (by_base, by_exponent)


def _exp(x: float) -> tuple[float, Locals]:
    y = math.exp(x)
    return y, (y,)


def _extreme(choose: Callable[..., float], inputs: tuple[float, ...]) -> tuple[float, Locals]:
    """The largest or smallest; those that tie share its slope as `optviz.objectives.kinks` says."""
    value = choose(inputs)
    return value, tuple((x == value) / inputs.count(value) for x in inputs)


def _log(x: float) -> tuple[float, Locals]:
    if x <= 0:
        raise EdgeError("has no value: only numbers above 0 have a logarithm")
    return math.log(x), (1 / x,)


def _sqrt(x: float) -> tuple[float, Locals]:
    if x < 0:
        raise EdgeError("has no value: a number below 0 has no root")
    if x == 0:
        raise EdgeError(f"has the value 0, and {_STEEP}")
    y = math.sqrt(x)
    return y, (0.5 / y,)


def _sigmoid(x: float) -> tuple[float, Locals]:
    small = math.exp(-abs(x))
    y = 1 / (1 + small) if x >= 0 else small / (1 + small)
    return y, (y * (1 - y),)


def _tanh(x: float) -> tuple[float, Locals]:
    y = math.tanh(x)
    return y, (1 - y * y,)


def _tan(x: float) -> tuple[float, Locals]:
    y = math.tan(x)
    return y, (1 + y * y,)


def _arcsin(x: float) -> tuple[float, Locals]:
    y = _inside(math.asin, x, edge=True)
    return y, (1 / math.sqrt((1 - x) * (1 + x)),)


def _arccos(x: float) -> tuple[float, Locals]:
    y = _inside(math.acos, x, edge=True)
    return y, (-1 / math.sqrt((1 - x) * (1 + x)),)


def _arctanh(x: float) -> tuple[float, Locals]:
    y = _inside(math.atanh, x, edge=False)
    return y, (1 / ((1 - x) * (1 + x)),)


def _inside(function: Callable[[float], float], x: float, *, edge: bool) -> float:
    """A function on the numbers from -1 to 1, with a value but no slope at an `edge`."""
    if abs(x) > 1 or (abs(x) == 1 and not edge):
        raise EdgeError(
            f"has no value: it is given numbers {'from -1 to' if edge else 'between -1 and'} 1"
        )
    if abs(x) == 1:
        raise EdgeError(f"has the value {function(x):g}, and {_STEEP}")
    return function(x)


def _arccosh(x: float) -> tuple[float, Locals]:
    if x < 1:
        raise EdgeError("has no value: it is given numbers from 1 on")
    if x == 1:
        raise EdgeError(f"has the value 0, and {_STEEP}")
    return math.acosh(x), (1 / math.sqrt((x - 1) * (x + 1)),)


def _arctan2(y: float, x: float) -> tuple[float, Locals]:
    size = math.hypot(x, y)
    if size == 0:
        raise EdgeError("has no value: the origin has no angle")
    return math.atan2(y, x), (x / size / size, -y / size / size)


OPERATIONS = {
    operation.name: operation
    for operation in (
        ScalarOperation("+", lambda x, y: (x + y, (1.0, 1.0)), 2),
        ScalarOperation("-", lambda x, y: (x - y, (1.0, -1.0)), 2),
        ScalarOperation("*", lambda x, y: (x * y, (y, x)), 2),
        ScalarOperation("/", _divide, 2),
        ScalarOperation("**", _power, 2),
        ScalarOperation("negate", lambda x: (-x, (-1.0,)), 1),
        ScalarOperation("max", lambda *inputs: _extreme(max, inputs), 2),
        ScalarOperation("min", lambda *inputs: _extreme(min, inputs), 2),
        ScalarOperation("abs", lambda x: (abs(x), (float(x > 0) - float(x < 0),)), 1),
        ScalarOperation("exp", _exp, 1),
        ScalarOperation("log", _log, 1),
        ScalarOperation("sqrt", _sqrt, 1),
        ScalarOperation("sin", lambda x: (math.sin(x), (math.cos(x),)), 1),
        ScalarOperation("cos", lambda x: (math.cos(x), (-math.sin(x),)), 1),
        ScalarOperation("tan", _tan, 1),
        ScalarOperation("arcsin", _arcsin, 1),
        ScalarOperation("arccos", _arccos, 1),
        ScalarOperation("arctan", lambda x: (math.atan(x), (1 / (1 + x * x),)), 1),
        ScalarOperation("arctan2", _arctan2, 2),
        ScalarOperation("sinh", lambda x: (math.sinh(x), (math.cosh(x),)), 1),
        ScalarOperation("cosh", lambda x: (math.cosh(x), (math.sinh(x),)), 1),
        ScalarOperation("arcsinh", lambda x: (math.asinh(x), (1 / math.hypot(1, x),)), 1),
        ScalarOperation("arccosh", _arccosh, 1),
        ScalarOperation("arctanh", _arctanh, 1),
        ScalarOperation("sigmoid", _sigmoid, 1),
        ScalarOperation("tanh", _tanh, 1),
        ScalarOperation("relu", lambda x: (max(x, 0.0), (float(x > 0),)), 1),
    )
}


class Scalar:
    """A number on a tape; Python's arithmetic on it is written down there.

    Attributes
    ----------
    tape : Tape
    place : int
        Its node's place on the tape.

    Examples
    --------
    >>> x, y, z = variables(x=-2, y=5, z=-4)
    >>> f = (x + y) * z
    >>> f.value
    -12.0
    >>> [node.name for node in f.tape]
    ['x', 'y', 'z', '+', '*']
    """

    def __init__(self, tape: Tape, place: int) -> None:
        self.tape = tape
        self.place = place

    @property
    def value(self) -> float:
        """The number."""
        return float(self.tape[self.place].value)

    def _with(self, name: str, other: Any, *, swapped: bool = False) -> Scalar:
        if not isinstance(other, Scalar):
            other = constant(self.tape, other)
        return apply(name, other, self) if swapped else apply(name, self, other)

    def __add__(self, other: Any) -> Scalar:
        return self._with("+", other)

    def __radd__(self, other: Any) -> Scalar:
        return self._with("+", other, swapped=True)

    def __sub__(self, other: Any) -> Scalar:
        return self._with("-", other)

    def __rsub__(self, other: Any) -> Scalar:
        return self._with("-", other, swapped=True)

    def __mul__(self, other: Any) -> Scalar:
        return self._with("*", other)

    def __rmul__(self, other: Any) -> Scalar:
        return self._with("*", other, swapped=True)

    def __truediv__(self, other: Any) -> Scalar:
        return self._with("/", other)

    def __rtruediv__(self, other: Any) -> Scalar:
        return self._with("/", other, swapped=True)

    def __pow__(self, other: Any) -> Scalar:
        return self._with("**", other)

    def __rpow__(self, other: Any) -> Scalar:
        return self._with("**", other, swapped=True)

    def __neg__(self) -> Scalar:
        return apply("negate", self)

    def __abs__(self) -> Scalar:
        return apply("abs", self)

    def __repr__(self) -> str:
        return f"Scalar({self.tape[self.place].name}, {self.value:g})"


def variables(**values: float) -> tuple[Scalar, ...]:
    """Named numbers on one new tape, in the order given.

    Parameters
    ----------
    **values : float
        By name.

    Returns
    -------
    tuple of Scalar

    Examples
    --------
    >>> variables(x=-2, y=5)
    (Scalar(x, -2), Scalar(y, 5))
    """
    tape = Tape()
    return tuple(leaf(tape, name, value) for name, value in values.items())


def leaf(tape: Tape, name: str, value: Any) -> Scalar:
    """A given number by its name.

    Raises
    ------
    ValueError
        If it is not finite.
    """
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number:g}: a node holds a finite number")
    return Scalar(tape, tape.leaf(name, number))


def constant(tape: Tape, value: Any) -> Scalar:
    """A number that has no name but itself."""
    number = float(value)
    return leaf(tape, f"{number:g}" if math.isfinite(number) else "a number", number)


def node_name(operation: str, place: int) -> str:
    """Name a node by its operation and its place, from 1.

    Examples
    --------
    >>> node_name("exp", 1)
    'exp (node 2)'
    """
    return say("{operation} (node {node})", operation=verbatim(operation), node=place + 1)


def apply(name: str, *inputs: Scalar) -> Scalar:
    """Apply an operation of :data:`OPERATIONS` by its name: ``apply("exp", x)``.

    Parameters
    ----------
    name : str
        Such as "exp", "max" or "*".
    *inputs : Scalar
        As many as the operation takes (max and min: two or more), on one tape.

    Returns
    -------
    Scalar
        The result, a new node on that tape.

    Raises
    ------
    ValueError
        For a number of inputs that the operation does not take; an `EdgeError`, with the node's
        name, outside its domain and at its edge.

    Examples
    --------
    >>> (x,) = variables(x=0)
    >>> apply("sigmoid", x)
    Scalar(sigmoid, 0.5)
    """
    operation, tape = OPERATIONS[name], inputs[0].tape
    more = len(inputs) > operation.arity and not operation.is_variadic
    if more or len(inputs) < operation.arity:
        wanted = f"{operation.arity}{' or more' if operation.is_variadic else ''}"
        raise ValueError(f"{name} takes {wanted} inputs, not {len(inputs)}")
    if any(each.tape is not tape for each in inputs):
        raise ValueError("these numbers stand on different tapes: make them in one variables(…)")
    try:
        value, cache = operation.forward(*(each.value for each in inputs))
    except EdgeError as error:
        raise EdgeError(f"{node_name(name, len(tape))} {error}") from None
    return Scalar(tape, tape.node(operation, tuple(each.place for each in inputs), value, cache))
