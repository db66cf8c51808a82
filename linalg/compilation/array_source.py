"""Source of a program on NumPy arrays: one call an operation, results into buffers that are reused.

Nothing is allocated while the program runs, so that a block of points stays in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import special

from linalg.compilation.nodes import Node, in_order

INFIX_NAMES = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    ">": "greater",
    ">=": "greater_equal",
    "<": "less",
    "<=": "less_equal",
}
UNARY = (
    *("negative", "absolute", "sign", "sqrt", "exp", "log", "floor", "ceil"),
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan"),
    *("sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
)
BINARY = (*INFIX_NAMES.values(), "power", "arctan2", "maximum", "minimum")
OUT_BY_KEYWORD = ("maximum", "minimum")  # NumPy deprecates theirs by position
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    **{f"np_{name}": getattr(np, name) for name in UNARY + BINARY},
    "np_erf": special.erf,
    "np_heaviside": lambda x, out: np.heaviside(x, 0.5, out),
    "copyto": np.copyto,
}
"""What the names of functions in array source stand for."""


class ArraySource:
    """Calls that fill the outputs' arrays.

    Parameters
    ----------
    outputs : sequence of (Node, str)
        A node and the name of the array it goes into.
    wide : mapping
        Name of each array among the inputs and among what was computed before; what depends on
        none of them must be named in `narrow`.
    narrow : mapping
        Name of each number that the wide part uses.

    Attributes
    ----------
    lines : list of str
    buffers : list of str
        Names of the work arrays that the lines use.
    constants : dict
        Name -> array of shape (), for the numbers in the formulas.
    """

    def __init__(
        self,
        outputs: Sequence[tuple[Node, str]],
        wide: Mapping[Node, str],
        narrow: Mapping[Node, str],
    ) -> None:
        self.lines: list[str] = []
        self.buffers: list[str] = []
        self.constants: dict[str, Any] = {}
        self._name = {**narrow, **wide}
        self._free: list[str] = []
        self._target: dict[Node, str] = {}
        for node, name in outputs:
            self._target.setdefault(node, name)
        order = in_order([node for node, _ in outputs], known=self._name)
        self._last_use = {a: i for i, node in enumerate(order) for a in node.args}
        for i, node in enumerate(order):
            self._write(i, node)
        for node, name in outputs:
            if self._name[node] != name:
                self.lines.append(f"copyto({name}, {self._name[node]})")

    def _write(self, i: int, node: Node) -> None:
        if node.operation == "constant":
            self._name[node] = f"c{len(self.constants)}"
            self.constants[self._name[node]] = np.array(node.value)
            return
        args = [self._name[a] for a in node.args]
        if node.operation == "where":
            out = self._target.get(node) or self._buffer()
            self.lines += [
                f"copyto({out}, {args[2]})",
                f"copyto({out}, {args[1]}, where={args[0]})",
            ]
            self._release(i, node)
        elif node.operation in (">", ">=", "<", "<="):
            self._release(i, node)
            out = f"b{i}"
            self.lines.append(f"{out} = np_{INFIX_NAMES[node.operation]}({', '.join(args)})")
        else:
            self._release(i, node)
            out = self._target.get(node) or self._buffer()
            function = INFIX_NAMES.get(node.operation, node.operation)
            keyword = "out=" if function in OUT_BY_KEYWORD else ""
            self.lines.append(f"np_{function}({', '.join(args)}, {keyword}{out})")
        self._name[node] = out

    def _buffer(self) -> str:
        if self._free:
            return self._free.pop()
        self.buffers.append(f"w{len(self.buffers)}")
        return self.buffers[-1]

    def _release(self, i: int, node: Node) -> None:
        """Buffers whose last reader is this node may take its result."""
        for argument in dict.fromkeys(node.args):
            name = self._name[argument]
            if self._last_use[argument] == i and name in self.buffers:
                self._free.append(name)
