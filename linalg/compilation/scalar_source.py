"""Source of a program on plain Python floats: nested formulas, a name for what is used twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from linalg.compilation.nodes import INFIX, Node, in_order

MOST_NESTING = 20
"""Deeper formulas get a name on the way: Python's parser stops at 200 parentheses."""


def _maximum(a: float, b: float) -> float:
    return a if a >= b or a != a else b


def _minimum(a: float, b: float) -> float:
    return a if a <= b or a != a else b


def _sign(a: float) -> float:
    return a if a == 0 or a != a else math.copysign(1.0, a)


def _heaviside(a: float) -> float:
    return 0.5 if a == 0 else a if a != a else float(a > 0)


def _truncated(function: Callable[[float], int]) -> Callable[[float], float]:
    return lambda a: float(function(a))


FUNCTIONS: Mapping[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("sqrt", "exp", "log", "sin", "cos", "tan", "erf")},
    **{name: getattr(math, name) for name in ("sinh", "cosh", "tanh")},
    **{f"arc{name}": getattr(math, f"a{name}") for name in ("sin", "cos", "tan", "tan2")},
    **{f"arc{name}": getattr(math, f"a{name}") for name in ("sinh", "cosh", "tanh")},
    "absolute": abs,
    "power": math.pow,
    "sign": _sign,
    "maximum": _maximum,
    "minimum": _minimum,
    "heaviside": _heaviside,
    "floor": _truncated(math.floor),
    "ceil": _truncated(math.ceil),
}
"""What the names of functions in scalar source stand for."""


class ScalarSource:
    """Formulas for `outputs`, and the assignments to make before them, by level.

    Parameters
    ----------
    outputs : sequence of Node
    levels : mapping
        Level of each input; constants have level 0. A node's level is its arguments' highest:
        what has level 0 is computed before a loop, level 1 at its head, and so on.

    Attributes
    ----------
    results : list of str
        A formula for each output.
    lines : dict
        Level -> assignments, in order.
    level : dict
        Level of each node.
    """

    def __init__(
        self, outputs: Sequence[Node], levels: Mapping[Node, int], prefix: str = "t"
    ) -> None:
        self.lines: dict[int, list[str]] = {}
        self._prefix = prefix
        self._text: dict[Node, str] = {}
        self._depth: dict[Node, int] = {}
        self.level: dict[Node, int] = {}
        order = in_order(outputs)
        wanted = Counter(outputs)
        users: dict[Node, list[Node]] = {node: [] for node in order}
        for node in order:
            for argument in node.args:
                users[argument].append(node)
        for node in order:
            self.level[node] = levels.get(node, max((self.level[a] for a in node.args), default=0))
        for node in order:
            self._write(node)
            highest = max((self.level[user] for user in users[node]), default=0)
            several = len(users[node]) + wanted[node] > 1
            if node.args and (several or highest > self.level[node] or self._too_deep(node)):
                self._name(node)
        self.results = [self._text[node] for node in outputs]

    def _write(self, node: Node) -> None:
        args = [self._text[a] for a in node.args]
        self._depth[node] = 1 + max((self._depth[a] for a in node.args), default=-1)
        if node.operation in INFIX:
            self._text[node] = f"({args[0]} {node.operation} {args[1]})"
        elif node.operation == "negative":
            self._text[node] = f"(-{args[0]})"
        elif node.operation == "where":
            self._text[node] = f"({args[1]} if {args[0]} else {args[2]})"
        elif node.args:
            self._text[node] = f"{node.operation}({', '.join(args)})"
        else:
            self._text[node] = node.value if node.operation == "input" else literal(node.value)

    def _too_deep(self, node: Node) -> bool:
        return self._depth[node] > MOST_NESTING

    def _name(self, node: Node) -> None:
        name = f"{self._prefix}{sum(map(len, self.lines.values()))}"
        formula = self._text[node]
        self.lines.setdefault(self.level[node], []).append(f"{name} = {formula}")
        self._text[node] = name
        self._depth[node] = 0


def literal(value: float) -> str:
    """A float in source that reads back as itself."""
    if math.isfinite(value):
        return repr(value) if value >= 0 else f"({value!r})"
    return {math.inf: "inf", -math.inf: "(-inf)"}.get(value, "nan")


def compile_source(source: str, name: str, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The function `name` of a source that was generated here.

    No text from a person reaches this point: every name in the source was minted, and every
    number is the `repr` of a float.
    """
    scope: dict[str, Any] = {"__builtins__": {}, "inf": math.inf, "nan": math.nan, **namespace}
    exec(compile(source, f"<generated {name}>", "exec"), scope)  # noqa: S102
    function: Callable[..., Any] = scope[name]
    return function
