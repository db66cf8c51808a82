"""Straight-line programs as graphs: nodes that are shared wherever they are equal.

A `Graph` hands out nodes; a node stands for a number and is computed with like one, so a formula
that is called with nodes leaves its own graph behind:

>>> graph = Graph()
>>> x = graph.input("x")
>>> def formula(x):
...     return np.sqrt(x * x + 1) / (x * x + 1)
>>> print(formula(x))
(sqrt(((x * x) + 1.0)) / ((x * x) + 1.0))
>>> formula(x) is formula(x)
True
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import numpy as np

UFUNCS = {
    np.add: "+",
    np.subtract: "-",
    np.multiply: "*",
    np.true_divide: "/",
    np.power: "power",
    np.negative: "negative",
    np.greater: ">",
    np.greater_equal: ">=",
    np.less: "<",
    np.less_equal: "<=",
    np.absolute: "absolute",
    np.sqrt: "sqrt",
    np.exp: "exp",
    np.log: "log",
    np.sin: "sin",
    np.cos: "cos",
    np.tanh: "tanh",
    np.sign: "sign",
    np.maximum: "maximum",
    np.minimum: "minimum",
}
"""NumPy functions that may be called with nodes, and the operation each one stands for."""

COMMUTATIVE = ("+", "*", "maximum", "minimum")
INFIX = ("+", "-", "*", "/", ">", ">=", "<", "<=")


def in_order(outputs: Sequence[Node], known: Container[Node] = ()) -> list[Node]:
    """The nodes that `outputs` need beyond those `known`, each after its arguments."""
    order: dict[Node, None] = {}
    stack = [node for node in reversed(outputs) if node not in known]
    while stack:
        node = stack[-1]
        missing = [a for a in node.args if a not in order and a not in known]
        if missing and node not in order:
            stack.extend(reversed(missing))
        else:
            order[stack.pop()] = None
    return list(order)


class Graph:
    """All nodes of one program; asking twice for the same operation gives the same node."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[Any, ...], Node] = {}

    def input(self, name: str) -> Node:
        """A number that the program is given under a name."""
        return self._shared("input", (), name)

    def constant(self, value: float) -> Node:
        """A number that is known beforehand."""
        return self._shared("constant", (), float(value))

    def node(self, operation: str, *args: Any) -> Node:
        """The node that applies an operation; numbers among `args` become constants."""
        nodes = tuple(a if isinstance(a, Node) else self.constant(a) for a in args)
        same = _simpler(operation, nodes)
        return self._shared(operation, nodes, None) if same is None else same

    def _shared(self, operation: str, args: tuple[Node, ...], value: Any) -> Node:
        if operation in COMMUTATIVE:
            args = tuple(sorted(args, key=lambda node: node.index))
        key = (operation, *(a.index for a in args), value)
        if key not in self._nodes:
            self._nodes[key] = Node(self, len(self._nodes), operation, args, value)
        return self._nodes[key]

    def integer_power(self, base: Node, exponent: int) -> Node:
        """`base` to a whole power ≥ 1, as products of squares."""
        if exponent == 1:
            return base
        half = self.integer_power(base, exponent // 2)
        square = half * half
        return square * base if exponent % 2 else square


def _simpler(operation: str, args: tuple[Node, ...]) -> Node | None:
    """The argument that x + 0, x - 0, 1 x, x / 1 and their likes are equal to."""
    if len(args) != 2:
        return None
    a, b = args
    match operation, a.value, b.value:
        case ("+", 0.0, _) | ("*", 1.0, _):
            return b
        case ("+" | "-", _, 0.0) | ("*" | "/", _, 1.0):
            return a
    return None


class Node:
    """One number of a program: an input, a constant, or an operation on other nodes."""

    __slots__ = ("args", "graph", "index", "operation", "value")

    def __init__(
        self, graph: Graph, index: int, operation: str, args: tuple[Node, ...], value: Any
    ) -> None:
        self.graph = graph
        self.index = index
        self.operation = operation
        self.args = args
        self.value = value

    def __str__(self) -> str:
        if self.operation in ("input", "constant"):
            return str(self.value)
        shown = [str(a) for a in self.args]
        if self.operation in INFIX:
            return f"({shown[0]} {self.operation} {shown[1]})"
        return f"{self.operation}({', '.join(shown)})"

    def __add__(self, other: Any) -> Node:
        return self.graph.node("+", self, other)

    def __radd__(self, other: Any) -> Node:
        return self.graph.node("+", other, self)

    def __sub__(self, other: Any) -> Node:
        return self.graph.node("-", self, other)

    def __rsub__(self, other: Any) -> Node:
        return self.graph.node("-", other, self)

    def __mul__(self, other: Any) -> Node:
        return self.graph.node("*", self, other)

    def __rmul__(self, other: Any) -> Node:
        return self.graph.node("*", other, self)

    def __truediv__(self, other: Any) -> Node:
        return self.graph.node("/", self, other)

    def __rtruediv__(self, other: Any) -> Node:
        return self.graph.node("/", other, self)

    def __pow__(self, other: Any) -> Node:
        return self.graph.node("power", self, other)

    def __rpow__(self, other: Any) -> Node:
        return self.graph.node("power", other, self)

    def __neg__(self) -> Node:
        return self.graph.node("negative", self)

    def __gt__(self, other: Any) -> Node:
        return self.graph.node(">", self, other)

    def __ge__(self, other: Any) -> Node:
        return self.graph.node(">=", self, other)

    def __lt__(self, other: Any) -> Node:
        return self.graph.node("<", self, other)

    def __le__(self, other: Any) -> Node:
        return self.graph.node("<=", self, other)

    def __bool__(self) -> bool:
        raise TypeError("a node stands for a number that is not known yet: no branch can test it")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **keywords: Any) -> Any:
        if method != "__call__" or keywords or ufunc not in UFUNCS:
            return NotImplemented
        return self.graph.node(UFUNCS[ufunc], *inputs)
